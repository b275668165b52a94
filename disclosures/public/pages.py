"""Pages as files: texts with packed copies beside them."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

TEXTS = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"}

Page = tuple[str, bytes]  # path below the site's root, and bytes


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder that is filled; equal contents make equal bytes."""

    folder: Path

    def fill(self, pages: Iterable[Page]) -> dict[str, str]:
        """By path the SHA-256 of each file, packed copies too."""
        return {path: known for page in pages for path, known in self.write(*page).items()}

    def write(self, path: str, content: bytes, packed: bool = True) -> dict[str, str]:
        made = {path: content}
        if packed and PurePosixPath(path).suffix in TEXTS:
            made[f"{path}.gz"] = gzip.compress(content, 6, mtime=0)
        for one, data in made.items():
            target = self.folder / one
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return {one: hashlib.sha256(data).hexdigest() for one, data in made.items()}
