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
_MARK = 32  # bytes that a tag or attribute counts for beside its letters: its node takes far more
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


def weight(chunk: bytes) -> int:
    """What a piece of XML counts for against `held_bytes`: small tags make large trees."""
    return len(chunk) + _MARK * (chunk.count(b"<") + chunk.count(b"="))


def tree(chunks: Iterable[bytes], most: int) -> Any:
    """The root of a small part, at most `most` bytes of XML by weight."""
    parser = etree.XMLParser(**_SAFE)
    size = 0
    try:
        for chunk in guarded(chunks):
            size += weight(chunk)
            if size > most:
                raise ImportRefused(TOO_BULKY)
            parser.feed(chunk)
        return parser.close()
    except etree.XMLSyntaxError as error:
        raise ImportRefused(DAMAGED) from error


class _Fed:
    """A parser of a large part, fed chunk by chunk, within what may be held at once."""

    def __init__(
        self, chunks: Iterable[bytes], events: tuple[str, ...], tags: Iterable[str], most: int
    ) -> None:
        self._chunks = guarded(chunks)
        self._parser = etree.XMLPullParser(events, tag=tuple(tags), **_SAFE)
        self._most = most
        self._held = 0
        self._root: Any = None  # known once all has come in

    def _feed(self) -> bool:
        """Whether there was another chunk."""
        try:
            for chunk in self._chunks:
                self._held += weight(chunk)
                if self._held > self._most:
                    raise ImportRefused(TOO_BULKY)
                self._parser.feed(chunk)
                return True
            self._root = self._parser.close()
            return False
        except etree.XMLSyntaxError as error:
            raise ImportRefused(DAMAGED) from error


class Stream(_Fed):
    """The wanted elements of a large part as each ends; the caller says what can be forgotten."""

    def __init__(self, chunks: Iterable[bytes], tags: Iterable[str], most: int) -> None:
        super().__init__(chunks, ("end",), tags, most)

    def __iter__(self) -> Iterator[Any]:
        while self._feed():
            for _, element in self._parser.read_events():
                yield element

    def forget(self, element: Any) -> None:
        """Free an element that has ended, and all that stands before it."""
        element.clear()
        while element is not None:
            parent = element.getparent()
            while element.getprevious() is not None:
                del parent[0]
            element = parent
        self._held = 0


class Units(_Fed):
    """A large part whose units are given whole, and what stands around them by start and end.

    It looks at what the parser has built so far, so nobody is told of all the paragraphs in all the cells.
    """

    def __init__(self, chunks: Iterable[bytes], units: Iterable[str], told: Iterable[str], most: int) -> None:
        """`told`: what is told of wherever it stands; a root among it is known before all has come in."""
        super().__init__(chunks, ("start",), told, most)
        self._units = frozenset(units)
        self._whole = False  # all has come in

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """start, end, unit or told, and the element; it is freed when the next one is asked for."""
        while self._root is None:
            yield from self._more()
        parent, last = self._root, None  # what is open, and the last of its children that was given
        yield "start", parent
        while parent is not None:
            each = next(iter(parent), None) if last is None else last.getnext()
            if each is None:
                if not self._ended(parent):
                    yield from self._more()
                    continue
                yield "end", parent
                parent, last = parent.getparent(), parent
                continue
            if last is not None:
                parent.remove(last)
            last = each
            if each.tag not in self._units:
                yield "start", each
                parent, last = each, None
                continue
            while not self._ended(each):
                yield from self._more()
            yield "unit", each
            each.clear()
            self._held = 0

    def _ended(self, element: Any) -> bool:
        """What has something after it has come in whole."""
        while element is not None and not self._whole:
            if element.getnext() is not None:
                return True
            element = element.getparent()
        return self._whole

    def _more(self) -> Iterator[tuple[str, Any]]:
        self._whole = not self._feed()
        for _, element in self._parser.read_events():
            if self._root is None:
                self._root = element.getroottree().getroot()
            yield "told", element
