"""A Word or Excel file, told apart by what is in it, and read. Pure, so that a child process can do it."""

import hashlib
import io
import zipfile
from typing import BinaryIO

from projects.apart import Report
from projects.apart.bounds import at_most
from projects.importing.excel.reading import read_excel
from projects.importing.kept import pack
from projects.importing.kinds import EITHER, Office
from projects.importing.limits import MB, Limits
from projects.importing.markup import TOO_BULKY
from projects.importing.package import Package
from projects.importing.refused import ImportRefused
from projects.importing.word.reading import read_word
from projects.official.document import DocumentReading

MEMORY = 1024 * MB  # for the process that reads; the largest volume there may be takes less than half


def read_file(file: BinaryIO, limits: Limits) -> tuple[str, DocumentReading]:
    """The SHA-256 of a file and what it holds. ImportRefused where it cannot be taken in."""
    file_hash = hashlib.file_digest(file, "sha256").hexdigest()
    office = Package(file, limits, EITHER).office
    file.seek(0)
    read = read_excel if office is Office.EXCEL else read_word
    return file_hash, read(file, limits)


def unpacked_bytes(file: BinaryIO, limits: Limits) -> int:
    """How much there is to read, as a sound file says itself. ImportRefused for others."""
    Package(file, limits, EITHER)
    with zipfile.ZipFile(file) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def read_apart(report: Report, path: str, limits: Limits) -> bytes:
    """The same, as `kept.pack` keeps it; told of all the while. For `Progress.apart`."""
    at_most(MEMORY)
    try:
        with _Watched(path, report) as file:
            return pack(*read_file(file, limits))
    except MemoryError as error:
        raise ImportRefused(TOO_BULKY) from error


class _Watched(io.FileIO):
    """Tells how much of it was unpacked, in bytes. What looks over the whole file reads by the megabyte."""

    def __init__(self, path: str, report: Report) -> None:
        super().__init__(path)
        self._report = report
        self._size = self.seek(0, io.SEEK_END) or 1
        self._unpacked = 0
        self.seek(0)

    def read(self, size: int = -1) -> bytes:
        part = super().read(size)
        if 0 < size < MB:
            self._unpacked += len(part)
            self._report(min(self._unpacked, self._size), self._size, "正在读取文件")
        return part
