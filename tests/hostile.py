"""Files that somebody made to hurt, or that came to harm: what the import must refuse."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.messy import Mess, Random, make_table, messy_body
from tests.wordml import MAIN_TYPE, content_types, document, docx, p, parts_of, styles, zipped

MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
_BLANKS = " " * 6_000_000


def good_body() -> str:
    return messy_body([make_table(Random(5))], Mess(), Random(5))


def good_parts() -> dict[str, str | bytes]:
    return parts_of(good_body(), styles(""))


def ole2(*streams: str) -> bytes:
    """Office's binary container with streams of these names, empty ones."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0, 0)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    directory = b"".join(
        _entry(name, 5 if not place else 2) for place, name in enumerate(["Root Entry", *streams])
    )
    return header.ljust(512, b"\xff") + table + directory.ljust(512, b"\0")


def _entry(name: str, kind: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    return (letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)).ljust(128, b"\0")


def with_part(name: str, data: str | bytes) -> bytes:
    return zipped(good_parts() | {name: data})


def encrypted_entries() -> bytes:
    """A zip whose directory says that every entry needs a password."""
    return _patched(zipped(good_parts()), flag=6, central_flag=8)


def _patched(data: bytes, flag: int, central_flag: int) -> bytes:
    changed = bytearray(data)
    for signature, place in ((_LOCAL, flag), (_CENTRAL, central_flag)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def lying_about_its_size() -> bytes:
    """A main part that unpacks to megabytes; its entry promises the size and checksum of its beginning."""
    parts = good_parts()
    honest = str(parts["word/document.xml"]).encode()
    data = zipped(parts | {"word/document.xml": honest + _BLANKS.encode()})
    truth = struct.pack("<I", len(honest) + len(_BLANKS))
    crc = struct.pack("<I", zlib.crc32(honest + _BLANKS.encode()))
    lie = data.replace(truth, struct.pack("<I", len(honest)))
    return lie.replace(crc, struct.pack("<I", zlib.crc32(honest)))


def promising_more_than_it_holds() -> bytes:
    parts = good_parts()
    size = struct.pack("<I", len(str(parts["word/document.xml"]).encode()))
    return zipped(parts).replace(size, struct.pack("<I", struct.unpack("<I", size)[0] + 9))


def reaching_into_the_directory() -> bytes:
    """The last entry claims more packed bytes than lie before the directory."""
    data = bytearray(zipped(good_parts()))
    at = data.rfind(_CENTRAL) + 20
    data[at : at + 4] = struct.pack("<I", struct.unpack_from("<I", data, at)[0] + 50)
    return bytes(data)


def in_utf7_declared_late() -> bytes:
    """A DOCTYPE without its letters, in an encoding that is declared only after the first chunk."""
    text = str(good_parts()["word/document.xml"]).split("?>", 1)[1]
    start = f'<?xml version="1.0"{" " * 70_000}encoding="utf-7"?>'.encode()
    return with_part("word/document.xml", start + b"+ADwAIQ-DOCTYPE a+AD4-" + text.encode("utf-7"))


def overlapping_entries() -> bytes:
    """Two names for the same packed bytes: small on disk, and as many times larger as there are names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in good_parts().items():
            archive.writestr(name, data)
        first = archive.infolist()[-1]
        again = zipfile.ZipInfo("word/media/a.xml")
        for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type", "flag_bits"):
            setattr(again, field, getattr(first, field))
        archive.filelist.append(again)
    return out.getvalue()


def twice_the_same_name(second: str = "word/document.xml") -> bytes:
    """Readers disagree on which of two entries counts: the one checked may not be the one opened."""
    data = zipped(good_parts() | {"word/documenT.xml": document(p("另一份正文"))})
    return data.replace(b"word/documenT.xml", second.encode())


def wrong_checksum() -> bytes:
    data = bytearray(zipped(good_parts(), zipfile.ZIP_STORED))
    at = data.find("项目编码".encode())
    data[at : at + 3] = "顶".encode()
    return bytes(data)


def laughs(element: str = "w:document", where: str = "text") -> str:
    """Ten entities, each ten times the one before: a kilobyte that becomes gigabytes."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    inside = "&e9;" if where == "text" else '<w:t w:val="&e9;"/>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    doctype = f'<!DOCTYPE a [<!ENTITY e0 "哈">{entities}]>'
    return f'<?xml version="1.0"?>{doctype}<{element} {space}>{inside}</{element}>'


def doctypes() -> Iterator[tuple[str, bytes]]:
    """Every part that is read, with a DOCTYPE in it, at its start or where two chunks of reading meet."""
    outside = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'
    for part in ("word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"):
        text = str(good_parts()[part])
        head, rest = text.split("?>", 1)
        yield f"{part} outside", with_part(part, f"{head}?>{outside}{rest}")
        yield f"{part} laughs", with_part(part, laughs())
    yield "in an attribute", with_part("word/document.xml", laughs(where="attribute"))
    for gap in range(65_520, 65_545, 3):
        text = f"<?xml version='1.0'?><!--{'x' * (gap - 28)}-->{outside}<a/>"
        yield f"at byte {gap}", with_part("word/document.xml", text)
    for encoding in ("utf-16", "utf-16-be", "utf-32"):
        yield encoding, with_part("word/document.xml", laughs().encode(encoding))


def bombs() -> Iterator[tuple[str, bytes]]:
    yield "one part of blanks", with_part("word/document.xml", document(_BLANKS))
    noise = Random(1).randbytes(1_000_000)
    yield (
        "behind a picture",
        zipped(good_parts() | {"word/document.xml": document(_BLANKS), "word/media/image1.jpeg": noise}),
    )
    yield "a part nobody reads", with_part("word/media/image1.bmp", bytes(100_000_000))
    yield "lying about its size", lying_about_its_size()
    yield "overlapping", overlapping_entries()
    yield "entries without end", zipped(good_parts() | {f"word/media/{n}.png": b"" for n in range(6_000)})
    yield "one endless paragraph", docx(p("<w:r/>" * 3_000_000))


def macros() -> Iterator[tuple[str, bytes]]:
    yield "by type", docx(good_body(), kind=MACRO_TYPE)
    yield "by type in capitals", docx(good_body(), kind=MACRO_TYPE.replace("macro", "MACRO"))
    yield "by part", with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    yield "by part elsewhere", with_part("customUI/VBAPROJECT.BIN", b"")
    renamed = {"/word/document.xml": MAIN_TYPE, "/word/data.bin": "application/vnd.ms-office.vbaProject"}
    yield (
        "by the type of a renamed part",
        zipped(good_parts() | {"[Content_Types].xml": content_types(renamed), "word/data.bin": b""}),
    )


def other_files() -> Iterator[tuple[str, bytes, str]]:
    """Files of other kinds, and what the sentence must call them."""
    sheet = {"[Content_Types].xml": content_types({"/xl/workbook.xml": "x"}), "xl/workbook.xml": "<a/>"}
    slides = {"[Content_Types].xml": content_types({"/ppt/a.xml": "x"}), "ppt/a.xml": "<a/>"}
    yield "empty", b"", "空的"
    yield "text", "项目编码\t项目名称".encode(), "不是 Word 文件"
    yield "text in GBK", "项目编码".encode("gbk"), "不是 Word 文件"
    yield "png", b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"
    yield "jpeg", b"\xff\xd8\xff\xe0" + bytes(100), "图片"
    yield "pdf", b"%PDF-1.7\n", "PDF"
    yield "rtf", b"{\\rtf1\\ansi}", "RTF"
    yield "html", b"<html><table></table></html>", "不是 Word 文件"
    yield "rar", b"Rar!\x1a\x07\x00", "压缩包"
    yield "xlsx", zipped(sheet), "Excel"
    yield "pptx", zipped(slides), "演示文稿"
    yield (
        "odt",
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "OpenDocument",
    )
    yield "plain zip", zipped({"a.txt": "x"}), "压缩包"
    yield "empty zip", zipped({}), "压缩包"
    yield "doc", ole2("WordDocument", "1Table"), "旧版 .doc 文件"
    yield (
        "doc that speaks of it",
        ole2("WordDocument") + b"-" + "EncryptedPackage\0".encode("utf-16-le"),
        "旧版 .doc 文件",
    )
    yield "xls", ole2("Workbook"), "旧版 Office 文件"
    yield "encrypted", ole2("EncryptionInfo", "EncryptedPackage"), "密码"
    yield "encrypted entries", encrypted_entries(), "密码"
