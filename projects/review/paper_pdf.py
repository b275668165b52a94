"""Whether a PDF opens for everybody and does nothing by itself: no password, no script, no file inside."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from projects.importing.limits import MB

BROKEN = "PDF 文件不完整或者已损坏，无法打开。请重新导出或者重新扫描后再上传。"
LOCKED = "PDF 文件设有密码或者打印、复制限制。请解除限制后另存一份再上传，以便存档。"
ACTING = "PDF 文件里带有脚本或者会自动执行的动作，为安全起见不能上传。请用“打印为 PDF”另存一份再上传。"
CARRYING = "PDF 文件里夹带了其他文件。请用“打印为 PDF”另存一份，夹带的材料单独上传。"
TANGLED = "PDF 文件的结构过于复杂，无法检查。请用“打印为 PDF”另存一份再上传。"

MOST_OBJECTS, DEEPEST = 100_000, 60  # a tagged report of two hundred pages has half as many
_ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/GoToE"}
# Of what holds objects: more of it than twenty megabytes of honest PDF have.
_BOUNDS = {"flate_max_memory": 64 * MB, "parser_max_container_size": 1_000_000, "doc_max_warnings": 1_000}
_LIGHTER = 8  # entries that take as long as an object
_SHARE = re.compile(r"[\\/]{2}|[a-z]+:", re.IGNORECASE)
_WITH_SCRIPTS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/3DD")


def why_not_pdf(file: BinaryIO) -> str:
    """The sentence for one that is refused; empty where it may be kept."""
    file.seek(0)
    if file.read().count(b"endobj") > MOST_OBJECTS:  # at most MOST_BYTES; to open so many takes seconds
        return TANGLED
    file.seek(0)
    before = pikepdf.settings.set_qpdf_limits(**_BOUNDS)
    try:
        with Pdf.open(file) as pdf:
            if pdf.is_encrypted:
                return LOCKED
            if not len(pdf.pages):
                return BROKEN
            return _why_not(pdf)
    except pikepdf.PasswordError:
        return LOCKED
    except MemoryError:
        return TANGLED
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, AttributeError, KeyError):
        return BROKEN
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


def _why_not(pdf: Pdf) -> str:
    """What any object of the file says it is; nothing is unpacked but what holds objects."""
    seen = 0
    if len(pdf.objects) > MOST_OBJECTS:  # before each of them is made an object of Python's
        return TANGLED
    for one in pdf.objects:
        for part, depth in _parts(one):
            seen += 1 + len(part) // _LIGHTER
            if seen > MOST_OBJECTS or depth > DEEPEST:
                return TANGLED
            if sentence := _why_not_part(part):
                return sentence
    return ""


def _why_not_part(part: dict[str, Object]) -> str:
    kind = str(part.get("/S", ""))
    if kind in _ACTS or not part.keys().isdisjoint(_WITH_SCRIPTS):
        return ACTING
    if kind == "/GoToR" and _SHARE.match(_path(part.get("/F", ""))):  # opened, it tells a stranger who one is
        return ACTING
    if "/EF" in part or "/EmbeddedFiles" in part or str(part.get("/Type", "")) == "/EmbeddedFile":
        return CARRYING
    return ""


def _path(file: Object | str) -> str:
    """What a file specification names: a text, or a dictionary with one."""
    return str(file.get("/UF", file.get("/F", ""))) if isinstance(file, Dictionary) else str(file)


def _parts(start: Object) -> Iterator[tuple[dict[str, Object], int]]:
    """The dictionaries, and the lengths of arrays as empty ones, that an indirect object holds itself.

    What it only refers to comes by its own turn.
    """
    waiting = [(start, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            held = dict(part.items())
            yield held, depth
            inside = held.values()
        elif isinstance(part, Array):
            yield {}, depth
            inside = part
        else:
            continue
        waiting += [
            (value, depth + 1)
            for value in inside
            if isinstance(value, Dictionary | Array) and not value.is_indirect
        ]
