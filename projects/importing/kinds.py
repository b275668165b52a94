"""What a file that cannot be taken in is, told from its first bytes and its parts, never from its name."""

from enum import Flag, auto
from typing import BinaryIO


class Office(Flag):
    """The kinds of file that can be taken in; a reader says which of them it `wanted`."""

    WORD = auto()
    EXCEL = auto()


EITHER = Office.WORD | Office.EXCEL

ZIP = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = 128  # bytes; an OLE2 stream's UTF-16 name stands at the start of one

ENCRYPTED = "文件设有密码，无法读取。请用 Word、Excel 或 WPS 打开，取消密码后另存一份再导入。"
BINARY = "这是 .xlsb 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_EMPTY = "文件是空的，没有任何内容。请确认选对了文件，再重新导入。"
_OTHER = "这不是{what}。请用 {program} 打开原文件，另存为 {suffix} 再导入。"
_LEGACY_WORD = "这是旧版 .doc 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
_LEGACY_EXCEL = "这是旧版 .xls 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_LEGACY_OFFICE = "这是旧版 Office 文件，不是{what}。请用 {program} 打开后另存为 {suffix} 再导入。"

_PICTURE = "这是图片，不是{what}。请选择 {suffix} 文件再导入。"
_PACKED = "这是压缩包，不是{what}。请先解压，再选择其中的 {suffix} 文件导入。"
_SIGNATURES = (
    (b"PK\x05\x06", "这是一个空的压缩包，不是{what}。请选择 {suffix} 文件再导入。"),
    (b"%PDF", "这是 PDF 文件，不是{what}。请改用制作它的 {suffix} 原文件导入。"),
    (b"{\\rtf", "这是 RTF 文件，不是{what}。请用 Word 或 WPS 打开后另存为 .docx 再导入。"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"Rar!", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"BZh", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"MSCF", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
)
_ENTRIES = (
    ("xl/", Office.EXCEL, "这是 Excel 文件，不是{what}。请选择 {suffix} 文件再导入。"),
    ("word/", Office.WORD, "这是 Word 文件，不是{what}。请选择 {suffix} 文件再导入。"),
    ("ppt/", Office(0), "这是演示文稿，不是{what}。请选择 {suffix} 文件再导入。"),
    (
        "mimetype",
        Office(0),
        "这是 OpenDocument（.odt、.ods 等）文件，请用 {program} 打开后另存为 {suffix} 再导入。",
    ),
)
_PLAIN_ZIP = "这是压缩包，不是{what}。如果里面有 {suffix} 文件，请先解压再导入。"
_INCOMPLETE = "这个{what}缺少必要的部分，无法读取。请用 {program} 打开后另存为 {suffix} 再导入。"

_WORDING = {
    Office.WORD: {"what": " Word 文件", "program": "Word 或 WPS", "suffix": ".docx"},
    Office.EXCEL: {"what": " Excel 文件", "program": "Excel 或 WPS", "suffix": ".xlsx"},
    EITHER: {"what": " Word 或 Excel 文件", "program": "Word、Excel 或 WPS", "suffix": ".docx 或 .xlsx"},
}


def why_not_zip(file: BinaryIO, size: int, wanted: Office) -> str:
    """The sentence for a file that is not even a zip container; empty where it is one. `size` in bytes."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(ZIP):
        return ""
    if not size:
        return _EMPTY
    if head.startswith(_OLE2):
        return _ole2(file, wanted)
    sentence = next((sentence for start, sentence in _SIGNATURES if head.startswith(start)), _OTHER)
    return sentence.format(**_WORDING[wanted])


def why_not(names: list[str], wanted: Office) -> str:
    """The sentence for a zip container without a wanted document in it; `names` of its parts, lower case."""
    for start, office, sentence in _ENTRIES:
        if any(name.startswith(start) for name in names):
            if office & wanted:
                return _INCOMPLETE.format(**_WORDING[office])
            return sentence.format(**_WORDING[wanted])
    return _PLAIN_ZIP.format(**_WORDING[wanted])


def _ole2(file: BinaryIO, wanted: Office) -> str:
    """Office's binary container: an encrypted file, a legacy .doc or .xls, or another program's file."""
    file.seek(0)
    data = file.read()
    if _has_stream(data, "EncryptedPackage"):
        return ENCRYPTED
    if wanted & Office.WORD and _has_stream(data, "WordDocument"):
        return _LEGACY_WORD
    if wanted & Office.EXCEL and (_has_stream(data, "Workbook") or _has_stream(data, "Book")):
        return _LEGACY_EXCEL
    return _LEGACY_OFFICE.format(**_WORDING[wanted])


def _has_stream(data: bytes, name: str) -> bool:
    wanted = name.encode("utf-16-le") + b"\0\0"
    place = data.find(wanted)
    while place >= 0 and place % _DIRECTORY_ENTRY:
        place = data.find(wanted, place + 1)
    return place >= 0
