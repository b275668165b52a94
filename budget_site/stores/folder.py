"""A folder of this machine, or one that several machines share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class FolderStore(FileSystemStorage):
    """Files by their names; each is a plain file that other programs may be shown."""

    def _save(self, name: str, content: File) -> str:
        """The whole file or none: of what found no room on the disk nothing stays to take up the rest."""
        ours = not self.exists(name)
        try:
            return super()._save(name, content)
        except BaseException:
            if ours:
                self.delete(name)
            raise

    def lying(self, folder: str) -> list[str]:
        """The names of the files right in a folder; none where it is not there."""
        try:
            return [f"{folder}/{name}" for name in self.listdir(folder)[1]]
        except FileNotFoundError:
            return []

    @contextmanager
    def local(self, name: str) -> Iterator[str]:
        """A path under which a file can be read while this lasts. FileNotFoundError where there is none."""
        path = self.path(name)
        if not Path(path).is_file():
            raise FileNotFoundError(name)
        yield path
