"""The only files a rendering may load: those of the packaged fonts and styles. Nothing else."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class PackagedFiles(URLFetcher):
    """Serves file URLs that lead, once every `..` and symlink is followed, into one of the folders.

    Anything else is fatal: WeasyPrint would merely log and go on, and no page may come out different for it.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)
        self.folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = self._path(url)
        if path is None or not path.is_file():
            raise FatalURLFetchingError(f"排版时只能读取随软件提供的字体和样式，不能读取 {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes())

    def _path(self, url: str) -> Path | None:
        """The file behind the URL, or None where it is not one of ours."""
        try:
            parts = urlsplit(url)
            path = Path(unquote(parts.path, errors="strict")).resolve()
        except (ValueError, OSError, RuntimeError):  # a broken URL, a NUL in it, links in a circle
            return None
        ours = any(path.is_relative_to(folder) for folder in self.folders)
        return path if ours and (parts.scheme, parts.netloc) == ("file", "") else None
