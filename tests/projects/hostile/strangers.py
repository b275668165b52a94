"""Files of other kinds under the names of ours."""

import gzip
import io
import tarfile
from collections.abc import Iterator
from functools import partial

from tests.hostile import ole2, other_files
from tests.projects.hostile.case import Case
from tests.projects.hostile.sound import real

_NOT = "不是 Word 或 Excel 文件"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
_MHT = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--"
_PLAIN = {
    "gif": (_GIF, "图片"),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), "图片"),
    "bmp": (b"BM" + bytes(60), "图片"),
    "tiff": (b"II*\0" + bytes(60), "图片"),
    "tiff of the other end": (b"MM\0*" + bytes(60), "图片"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), _NOT),
    "svg": (_SVG, _NOT),
    "html": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", _NOT),
    "mht": (_MHT, _NOT),
    "flat xml": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', _NOT),
    "spreadsheet xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', _NOT),
    "csv": ("代码,名称\n001,财政局\n".encode(), _NOT),
    "csv in gbk": ("代码,名称\n001,财政局\n".encode("gbk"), _NOT),
    "csv of formulas": (b"=cmd|' /C calc'!A0,1\n", _NOT),
    "tsv": ("代码\t名称\n".encode(), _NOT),
    "json": (b'{"a": ' + b"[" * 10_000, _NOT),
    "yaml": (b"!!python/object/apply:os.system ['id']", _NOT),
    "pickle": (b"\x80\x04cos\nsystem\n(S'id'\ntR.", _NOT),
    "shell": (b"#!/bin/sh\nrm -rf /\n", _NOT),
    "program": (b"MZ\x90\0" + bytes(400), _NOT),
    "program of Linux": (b"\x7fELF\x02\x01\x01" + bytes(400), _NOT),
    "class": (b"\xca\xfe\xba\xbe\0\0\0\x34", _NOT),
    "nothing but noughts": (bytes(100_000), _NOT),
    "one byte": (b"P", _NOT),
    "two bytes": (b"PK", _NOT),
    "zip's first bytes": (b"PK\x03\x04", "不完整"),
    "zip's last bytes": (b"PK\x05\x06", "压缩包"),
    "rtf with an object": (b"{\\rtf1{\\object\\objemb{\\*\\objdata d0cf11e0}}}", "RTF"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "PDF"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "压缩包"),
    "xz": (b"\xfd7zXZ\0" + bytes(40), "压缩包"),
    "bzip2": (b"BZh91AY&SY" + bytes(40), "压缩包"),
    "zstandard": (b"\x28\xb5\x2f\xfd" + bytes(40), "压缩包"),
    "cabinet": (b"MSCF\0\0\0\0" + bytes(40), "压缩包"),
}
_OLE = {
    "legacy doc": (("WordDocument", "1Table"), "旧版 .doc"),
    "legacy doc with macros": (("WordDocument", "Macros", "VBA"), "旧版 .doc"),
    "legacy xls": (("Workbook",), "旧版 .xls"),
    "older xls": (("Book",), "旧版 .xls"),
    "legacy ppt": (("PowerPoint Document",), "旧版 Office"),
    "outlook message": (("__nameid_version1.0",), "旧版 Office"),
    "encrypted": (("EncryptionInfo", "EncryptedPackage"), "密码"),
    "nothing in it": ((), "旧版 Office"),
}


def of_strangers() -> Iterator[Case]:
    for name, data, _ in other_files():
        if name not in ("xlsx", "xls"):
            yield Case(f"other {name}", partial(bytes, data), _told(name))
    for name, (data, told) in _PLAIN.items():
        yield Case(name, partial(bytes, data), told)
    for name, (streams, told) in _OLE.items():
        yield Case(name, partial(ole2, *streams), told)
    yield Case("legacy file cut in its head", lambda: ole2("WordDocument")[:40], "旧版 Office")
    yield Case("legacy file of thirty megabytes", lambda: ole2("Workbook") + bytes(30_000_000), "旧版 .xls")
    yield Case("gzip of a Word file", lambda: gzip.compress(real("word"), mtime=0), "压缩包")
    yield Case("gzip bomb", lambda: gzip.compress(bytes(30_000_000), mtime=0), "压缩包")
    yield Case("tar of a Word file", _tar, _NOT)
    yield Case("picture and archive", lambda: _GIF + real("word"), "图片")
    yield Case("pdf and archive", lambda: b"%PDF-1.7\n" + real("word"), "PDF")
    yield Case("program and archive", lambda: b"MZ" + bytes(62) + real("excel"), _NOT)


def _told(name: str) -> str:
    return {"empty": "空的", "plain zip": "压缩包", "empty zip": "压缩包"}.get(name, "请")


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        about = tarfile.TarInfo("../../a.docx")
        about.size = len(real("word"))
        archive.addfile(about, io.BytesIO(real("word")))
    return out.getvalue()
