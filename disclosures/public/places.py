"""What a frozen body leaves to the shell around it, which is made anew with every generation."""

from enum import StrEnum


class Place(StrEnum):
    """Each stands in a body as `Place.markup`."""

    FILES = "files"  # all files with size and hash
    FOOT = "foot"  # of a project: where from, hash, its files
    HASHES = "hashes"  # of the manifest, and where it is
    HISTORY = "history"  # the editions of the year

    @property
    def markup(self) -> str:
        return f'<div data-fill="{self}"></div>'
