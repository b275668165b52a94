"""Whether a PDF opens for everybody and does nothing by itself: no password, no script, no file inside."""

from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

BROKEN = "PDF 文件不完整或者已损坏，无法打开。请重新导出或者重新扫描后再上传。"
LOCKED = "PDF 文件设有密码或者打印、复制限制。请解除限制后另存一份再上传，以便存档。"
ACTING = "PDF 文件里带有脚本或者会自动执行的动作，为安全起见不能上传。请用“打印为 PDF”另存一份再上传。"
CARRYING = "PDF 文件里夹带了其他文件。请用“打印为 PDF”另存一份，夹带的材料单独上传。"
TANGLED = "PDF 文件的结构过于复杂，无法检查。请用“打印为 PDF”另存一份再上传。"

MOST_OBJECTS, DEEPEST = 500_000, 60
_ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/GoToE"}
_WITH_SCRIPTS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/3DD")


def why_not_pdf(file: BinaryIO) -> str:
    """The sentence for one that is refused; empty where it may be kept."""
    try:
        with Pdf.open(file) as pdf:
            if pdf.is_encrypted:
                return LOCKED
            if not len(pdf.pages):
                return BROKEN
            return _why_not(pdf)
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, AttributeError, KeyError):
        return BROKEN


def _why_not(pdf: Pdf) -> str:
    """What any object of the file says it is; nothing is unpacked but what holds objects."""
    seen = 0
    for one in pdf.objects:
        for part, depth in _dictionaries(one):
            seen += 1
            if seen > MOST_OBJECTS or depth > DEEPEST:
                return TANGLED
            if str(part.get("/S", "")) in _ACTS or any(name in part for name in _WITH_SCRIPTS):
                return ACTING
            if "/EF" in part or "/EmbeddedFiles" in part or str(part.get("/Type", "")) == "/EmbeddedFile":
                return CARRYING
    return ""


def _dictionaries(start: Object) -> Iterator[tuple[Object, int]]:
    """Those that an indirect object holds itself; what it only refers to comes by its own turn."""
    waiting = [(start, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part, depth
            inside = [value for _, value in part.items()]
        elif isinstance(part, Array):
            inside = list(part)
        else:
            continue
        waiting += [
            (value, depth + 1)
            for value in inside
            if isinstance(value, Dictionary | Array) and not value.is_indirect
        ]
