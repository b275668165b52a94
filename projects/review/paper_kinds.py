"""What an uploaded paper is, told by what is in it and never by its name, and whether it is harmless.

Pure, so that a child process can look: a file made to hurt hurts that process alone.
"""

import warnings
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from projects.apart import Report
from projects.apart.bounds import at_most
from projects.importing import kinds
from projects.importing.kinds import Office
from projects.importing.limits import MB, Limits
from projects.importing.markup import tree
from projects.importing.package import Package
from projects.importing.refused import ImportRefused

MOST_BYTES = 20 * MB
MOST_PIXELS, LONGEST_SIDE = 80_000_000, 30_000  # an A3 scan at 600 dpi has 70 million
MEMORY = 256 * MB  # for what the process that looks needs of its own

WANTED = "PDF、Word（.docx）、PNG 或 JPG"
EMPTY = "文件是空的，没有任何内容，请确认选对了文件。"
OTHER = f"这不是 {WANTED} 文件。请把材料另存为其中一种再上传。"
TOO_LARGE = f"文件超过 {MOST_BYTES // MB} MB，没有上传。请压缩其中的图片，或者拆分成几个文件。"
BROKEN_PICTURE = "图片不完整或者已损坏，无法打开。请重新扫描或者另存一份再上传。"
HUGE_PICTURE = "图片的尺寸过大。请用 300 dpi 以下重新扫描，或者缩小后再上传。"
REACHING_OUT = "文件里有指向外部的内容（链接的图片、模板或对象）。请用 Word 或 WPS 断开链接后另存一份再上传。"
EMBEDDED = "文件里嵌有其他文件或控件。请用 Word 或 WPS 删去后另存一份，嵌入的材料单独上传。"

_STARTS = ((b"%PDF-", "pdf"), (kinds.ZIP, "docx"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_PICTURES = {"png": "PNG", "jpg": "JPEG"}
_HARMLESS = (
    "http://",
    "https://",
    "mailto:",
    "#",
)  # where a hyperlink may lead; nothing is fetched by itself
_CARRIED = ("/oleObject", "/control", "/aFChunk", "/vbaProject", "/attachedToolbars")


class PaperRefused(Exception):
    """A file that cannot be taken; str() is one Chinese sentence that says what it is and what to do."""


def kind_apart(report: Report, path: str, limits: Limits) -> str:
    """The same as `kind_of`, for a child process, which may not take all the memory there is."""
    at_most(MEMORY)
    with open(path, "rb") as file:
        return kind_of(file, limits)


def kind_of(file: BinaryIO, limits: Limits) -> str:
    """pdf, docx, png or jpg. PaperRefused for everything else, and for what could do harm when opened."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise PaperRefused(TOO_LARGE)
    file.seek(0)
    head = file.read(8)
    kind = next((kind for start, kind in _STARTS if head.startswith(start)), "")
    if sentence := _why_not(file, size, kind, limits):
        raise PaperRefused(sentence)
    return kind


def _why_not(file: BinaryIO, size: int, kind: str, limits: Limits) -> str:
    file.seek(0)
    if kind == "pdf":
        from projects.review.paper_pdf import why_not_pdf  # who reads no PDF need not load what does

        return why_not_pdf(file)
    if kind in _PICTURES:
        return _why_not_picture(file, _PICTURES[kind])
    if kind == "docx":
        return _why_not_word(file, limits)
    if not size:
        return EMPTY
    told = kinds.why_not_zip(file, size, Office.WORD)
    return _of_uploads(told) if "旧版" in told or "密码" in told else OTHER


def _why_not_picture(file: BinaryIO, form: str) -> str:
    """The head and the sizes; the pixels are not unpacked here, nor anywhere on this machine."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[form]) as picture:
                if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
                    return HUGE_PICTURE
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return HUGE_PICTURE
    except Exception:  # Pillow raises a dozen kinds for what is broken
        return BROKEN_PICTURE
    return ""


def _why_not_word(file: BinaryIO, limits: Limits) -> str:
    try:
        package = Package(file, limits, Office.WORD)
        for link in _links(package, file, limits):
            if link.get("Type", "").endswith(_CARRIED):
                return EMBEDDED
            if link.get("TargetMode") == "External" and not _is_hyperlink(link):
                return REACHING_OUT
        for _ in package.chunks(package.main):  # which may be a bomb, for whoever opens it
            pass
    except ImportRefused as refused:
        return _of_uploads(str(refused))
    return ""


def _links(package: Package, file: BinaryIO, limits: Limits) -> Iterator:
    """Everything that any part of the file names as belonging to it."""
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".rels")]
    for name in names:
        yield from tree(package.chunks(name), limits.held_bytes)


def _is_hyperlink(link) -> bool:
    return link.get("Type", "").endswith("/hyperlink") and link.get("Target", "").lower().startswith(
        _HARMLESS
    )


def _of_uploads(sentence: str) -> str:
    """What the import says of a file, said of one that is only kept."""
    return sentence.replace("导入", "上传")
