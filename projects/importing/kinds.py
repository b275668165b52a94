"""What a file that is no .docx is, told from its first bytes, never from its name."""

from typing import BinaryIO

ZIP = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = 128  # bytes; an OLE2 stream's UTF-16 name stands at the start of one

NOT_WORD = "这不是 Word 文件。请用 Word 或 WPS 打开原文档，另存为 .docx 再导入。"
ENCRYPTED = "文件设有密码，无法读取。请用 Word 或 WPS 打开，取消密码后另存为 .docx 再导入。"
_EMPTY = "文件是空的，没有任何内容。请确认选对了文件，再重新导入。"
_LEGACY_WORD = "这是旧版 .doc 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
_LEGACY_OFFICE = "这是旧版 Office 文件，不是 .docx 文档。请用 Word 或 WPS 打开后另存为 .docx 再导入。"

_SIGNATURES = (
    (b"PK\x05\x06", "这是一个空的压缩包，不是 Word 文件。请选择 .docx 文件再导入。"),
    (b"%PDF", "这是 PDF 文件，不是 Word 文件。请改用制作它的 .docx 原文档导入。"),
    (b"{\\rtf", "这是 RTF 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"),
    (b"\x89PNG", "这是图片，不是 Word 文件。请选择 .docx 文件再导入。"),
    (b"\xff\xd8\xff", "这是图片，不是 Word 文件。请选择 .docx 文件再导入。"),
    (b"GIF8", "这是图片，不是 Word 文件。请选择 .docx 文件再导入。"),
    (b"BM", "这是图片，不是 Word 文件。请选择 .docx 文件再导入。"),
    (b"Rar!", "这是压缩包，不是 Word 文件。请先解压，再选择其中的 .docx 文件导入。"),
    (b"7z\xbc\xaf", "这是压缩包，不是 Word 文件。请先解压，再选择其中的 .docx 文件导入。"),
    (b"\x1f\x8b", "这是压缩包，不是 Word 文件。请先解压，再选择其中的 .docx 文件导入。"),
)
_ENTRIES = (
    ("xl/", "这是 Excel 文件，不是 Word 文件。请选择 .docx 文件再导入。"),
    ("ppt/", "这是演示文稿，不是 Word 文件。请选择 .docx 文件再导入。"),
    ("mimetype", "这是 OpenDocument（.odt 等）文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"),
)
_PLAIN_ZIP = "这是压缩包，不是 Word 文件。如果里面有 .docx 文件，请先解压再导入。"


def why_not_zip(file: BinaryIO, size: int) -> str:
    """The sentence for a file that is not even a zip container; empty where it is one. `size` in bytes."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(ZIP):
        return ""
    if not size:
        return _EMPTY
    if head.startswith(_OLE2):
        return _ole2(file)
    return next((sentence for start, sentence in _SIGNATURES if head.startswith(start)), NOT_WORD)


def why_not_word(names: list[str]) -> str:
    """The sentence for a zip container without a Word document in it."""
    return next(
        (text for start, text in _ENTRIES if any(name.startswith(start) for name in names)), _PLAIN_ZIP
    )


def _ole2(file: BinaryIO) -> str:
    """Office's binary container: an encrypted .docx, a legacy .doc, or another program's file."""
    file.seek(0)
    data = file.read()
    if _has_stream(data, "EncryptedPackage"):
        return ENCRYPTED
    return _LEGACY_WORD if _has_stream(data, "WordDocument") else _LEGACY_OFFICE


def _has_stream(data: bytes, name: str) -> bool:
    wanted = name.encode("utf-16-le") + b"\0\0"
    place = data.find(wanted)
    while place >= 0 and place % _DIRECTORY_ENTRY:
        place = data.find(wanted, place + 1)
    return place >= 0
