"""XML from outside: UTF-8 only, no DOCTYPE, no entities, and never more of it in memory than the limit."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from projects.importing.refused import ImportRefused

DAMAGED = "文件已损坏，无法读取。请用 Word、Excel 或 WPS 打开后另存一份再导入。"
FORBIDDEN = (
    "文件内含有 DOCTYPE 或实体声明，正常的 Word、Excel 文件没有这些内容，为安全起见不予导入。"
    "请用 Word、Excel 或 WPS 打开后另存一份再导入。"
)
NOT_UTF8 = "文件内部不是 UTF-8 编码，无法安全读取。请用 Word、Excel 或 WPS 打开后另存一份再导入。"
TOO_BULKY = "文件里有一处内容异常庞大，超出导入上限。请用 Word、Excel 或 WPS 打开检查，拆分后再导入。"

_DECLARED = re.compile(rb"\s*<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"']")
_MARKS = (b"<!DOCTYPE", b"<!ENTITY")
_OVERLAP = max(map(len, _MARKS)) - 1
_SAFE = {
    "encoding": "utf-8",  # whatever the part declares: the scan and the parser read the same letters
    "resolve_entities": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
}


def guarded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, as long as they are UTF-8 by their start and declare neither DOCTYPE nor entity."""
    before = None
    for chunk in chunks:
        if before is None:
            before = b""
            _only_utf8(chunk)
        window = before + chunk
        if any(mark in window for mark in _MARKS):
            raise ImportRefused(FORBIDDEN)
        before = window[-_OVERLAP:]
        yield chunk


def _only_utf8(start: bytes) -> None:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:4]:
        raise ImportRefused(NOT_UTF8)
    declared = _DECLARED.match(start.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() != b"utf-8":
        raise ImportRefused(NOT_UTF8)


def tree(chunks: Iterable[bytes], most: int) -> Any:
    """The root of a small part, at most `most` bytes of XML."""
    parser = etree.XMLParser(**_SAFE)
    size = 0
    try:
        for chunk in guarded(chunks):
            size += len(chunk)
            if size > most:
                raise ImportRefused(TOO_BULKY)
            parser.feed(chunk)
        return parser.close()
    except etree.XMLSyntaxError as error:
        raise ImportRefused(DAMAGED) from error


class Stream:
    """Start and end events of the wanted elements of a large part; the caller says what can be forgotten."""

    def __init__(self, chunks: Iterable[bytes], tags: Iterable[str], most: int) -> None:
        self._chunks = guarded(chunks)
        self._parser = etree.XMLPullParser(("start", "end"), tag=tuple(tags), **_SAFE)
        self._most = most
        self._held = 0

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        try:
            for chunk in self._chunks:
                self._held += len(chunk)
                if self._held > self._most:
                    raise ImportRefused(TOO_BULKY)
                self._parser.feed(chunk)
                yield from self._parser.read_events()
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise ImportRefused(DAMAGED) from error

    def forget(self, element: Any) -> None:
        """Free an element that has ended, and all that stands before it."""
        element.clear()
        while element is not None:
            parent = element.getparent()
            while element.getprevious() is not None:
                del parent[0]
            element = parent
        self._held = 0
