"""The zip container of a Word or Excel file: checked as a whole before unpacking, counted while unpacking."""

import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from typing import BinaryIO
from urllib.parse import unquote

from projects.importing import kinds
from projects.importing.kinds import Office
from projects.importing.limits import MB, Limits
from projects.importing.markup import DAMAGED, tree
from projects.importing.refused import ImportRefused

BOMB = "文件解压后异常庞大，超出导入上限，疑似恶意文件。请用 Word、Excel 或 WPS 打开检查，另存一份再导入。"
MACROS = (
    "文件带有宏，为安全起见不予导入。请用 Word、Excel 或 WPS 打开后另存为不带宏的 .docx 或 .xlsx 再导入。"
)
TOO_LARGE = "文件超过 {} MB，超出导入上限。请压缩其中的图片或拆分文件后再导入。"
STRANGE_NAMES = (
    "文件的内部路径不正常，会指到文件以外的地方，为安全起见不予导入。"
    "请用 Word、Excel 或 WPS 打开原来的文件，另存一份再导入。"
)
TRUNCATED = "文件不完整，可能没有传完或下载完。请重新取得文件，用 Word、Excel 或 WPS 能打开后再导入。"

_CHUNK = 64 * 1024
_SMALL = MB  # below this no ratio is a bomb
_LOCAL_HEADER = 30
_LONGEST_NAME = 1_000
_REGULAR = (0, stat.S_IFREG, stat.S_IFDIR)  # kinds of entries; others are links and devices
# No part of a document is called so: out of its folder, of a drive, with signs that nobody sees.
_STRANGE = re.compile(
    r"(?:^|/)\.\.(?:/|$)|^[/\\]|^[A-Za-z]:|\\|[\0-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_RELATIONSHIPS = re.compile(
    "http://(?:schemas.openxmlformats.org/officeDocument/2006|purl.oclc.org/ooxml/officeDocument)/relationships/"
)
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
_BINARY_TYPE = "sheet.binary.macroenabled.main"
_MAIN_TYPES = {
    Office.WORD: ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"),
    Office.EXCEL: ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml"),
}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,  # and NotImplementedError, for what zipfile does not unpack
)


class Package:
    """The parts of a wanted kind of file, by name; ImportRefused for others, broken or dangerous ones."""

    def __init__(self, file: BinaryIO, limits: Limits, wanted: Office = Office.WORD) -> None:
        self._limits = limits
        size = file.seek(0, 2)
        if size > limits.packed_bytes:
            raise ImportRefused(TOO_LARGE.format(limits.packed_bytes // MB))
        if sentence := kinds.why_not_zip(file, size, wanted):
            raise ImportRefused(sentence)
        _few_entries(file, limits.entries)
        try:
            self._archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise ImportRefused(TRUNCATED) from error
        entries = self._archive.infolist()
        self._check(entries, size)
        self._entries = {_key(entry.filename): entry for entry in entries}
        if len(self._entries) < len(entries):
            raise ImportRefused(DAMAGED)
        self._types = self._content_types(wanted)
        self.main, self.office = self._main(wanted)

    def _check(self, entries: list[zipfile.ZipInfo], size: int) -> None:
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise ImportRefused(kinds.ENCRYPTED)
        if any(map(_is_strange, entries)):
            raise ImportRefused(STRANGE_NAMES)
        total = sum(entry.file_size for entry in entries)
        if total > self._limits.unpacked_bytes or total > max(_SMALL, size * self._limits.ratio):
            raise ImportRefused(BOMB)
        free = 0  # the first byte that no earlier entry lays claim to
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < free or (not free and entry.header_offset):
                raise ImportRefused(DAMAGED)
            free = entry.header_offset + _LOCAL_HEADER + entry.compress_size
        if free > self._archive.start_dir:
            raise ImportRefused(DAMAGED)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes as they unpack; ImportRefused where they are not what the directory promised."""
        entry = self._entries.get(_key(name))
        if entry is None or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ImportRefused(DAMAGED)
        if entry.file_size > max(_SMALL, entry.compress_size * self._limits.ratio):
            raise ImportRefused(BOMB)
        left = entry.file_size
        asked = copy(entry)
        asked.file_size += 1  # so that one that unpacks to more than it promised shows itself
        try:
            with self._archive.open(asked) as part:
                while chunk := part.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise ImportRefused(BOMB)
                    yield chunk
        except _BROKEN as error:
            raise ImportRefused(DAMAGED) from error
        if left:
            raise ImportRefused(DAMAGED)

    def related(self, part: str, kind: str) -> str | None:
        """The only part that `part` names as its `kind` (styles, numbering); the package itself is "/"."""
        found = set(self.links(part, kind).values())
        if len(found) > 1:
            raise ImportRefused(DAMAGED)
        return found.pop() if found else None

    def links(self, part: str, kind: str) -> dict[str, str]:
        """The parts of this package that `part` names as of that `kind`, by the id it gives them."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if _key(rels) not in self._entries:
            return {}
        found: dict[str, str] = {}
        for link in tree(self.chunks(rels), self._limits.held_bytes):
            match = _RELATIONSHIPS.match(link.get("Type", ""))
            if match and link.get("Type")[match.end() :] == kind and link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, unquote(link.get("Target", ""))))
                if found.setdefault(link.get("Id", ""), target) != target:
                    raise ImportRefused(DAMAGED)
        return found

    def _content_types(self, wanted: Office) -> dict[str, str]:
        """Content types by part name (with its slash) and by bare extension."""
        if _key("[Content_Types].xml") not in self._entries:
            raise ImportRefused(kinds.why_not(list(self._entries), wanted))
        types = {}
        for entry in tree(self.chunks("[Content_Types].xml"), self._limits.held_bytes):
            name = entry.get("PartName") or entry.get("Extension") or ""
            types[name.lower()] = entry.get("ContentType", "")
        return types

    def _main(self, wanted: Office) -> tuple[str, Office]:
        """The part that holds the document, and what kind of document it is."""
        names = list(self._entries)
        kinds_of_parts = " ".join(self._types.values()).lower()
        if _BINARY_TYPE in kinds_of_parts and wanted & Office.EXCEL:
            raise ImportRefused(kinds.BINARY)
        if any(name.endswith(_MACRO_PARTS) for name in names) or any(
            sign in kinds_of_parts for sign in _MACRO_TYPES
        ):
            raise ImportRefused(MACROS)
        main = self.related("/", "officeDocument")
        for office, types in _MAIN_TYPES.items():
            if office & wanted and main is not None and self._type_of(main).endswith(types):
                return main, office
        raise ImportRefused(kinds.why_not(names, wanted))

    def _type_of(self, part: str) -> str:
        extension = part.rpartition(".")[2].lower()
        return self._types.get(part.lower(), self._types.get(extension, ""))


def _key(name: str) -> str:
    """Part names are equal whatever their case, and with or without the leading slash."""
    return name.lstrip("/").lower()


def _is_strange(entry: zipfile.ZipInfo) -> bool:
    """Nothing is ever unpacked to a disk here; but where a file is kept, others may do it."""
    name = entry.orig_filename  # the other one ends at a NUL
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return len(name) > _LONGEST_NAME or kind not in _REGULAR or _STRANGE.search(name) is not None


def _few_entries(file: BinaryIO, most: int) -> None:
    """Count the directory's signatures before Python builds an object for each of millions."""
    file.seek(0)
    found, tail = 0, b""
    while chunk := file.read(MB):
        window = tail + chunk
        found += window.count(b"PK\x01\x02")
        tail = window[-3:]
        if found > most:
            raise ImportRefused(BOMB)
