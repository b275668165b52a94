"""Where the words of a query stand in a text as it was written."""

from collections.abc import Iterator
from itertools import groupby
from unicodedata import combining, normalize

from projects.searching.words import asked, compared

Pieces = list[tuple[str, bool]]  # text, and whether it was asked for
AROUND = 40  # characters shown before the first hit
ABOUT = 140  # characters of a snippet


def highlight(text: str, query: str) -> Pieces:
    """The whole text in pieces, hits marked; a character that only a part of was asked for is marked too."""
    parts = list(_parts(text))
    return _pieces(parts, _marks(parts, query))


def snippet(text: str, query: str) -> Pieces:
    """ABOUT characters on one line, from shortly before the first hit on; `…` where it was cut."""
    parts = list(_parts(" ".join(text.split())))
    marks = _marks(parts, query)
    first = max(0, marks.index(True) - AROUND) if any(marks) else 0
    first = max(0, min(first, len(parts) - ABOUT))
    last = first + ABOUT
    before = [("…", False)] if first else []
    after = [("…", False)] if last < len(parts) else []
    return [*before, *_pieces(parts[first:last], marks[first:last]), *after]


def _parts(text: str) -> Iterator[str]:
    """The text in its smallest parts that fold by themselves: characters with what is set upon them."""
    part = ""
    for char in text:
        if part and not _stands_alone(part, char):
            part += char
            continue
        if part:
            yield part
        part = char
    if part:
        yield part


def _stands_alone(part: str, char: str) -> bool:
    if char.isascii() or "\u4e00" <= char <= "\u9fff":
        return True
    own = normalize("NFKC", char)
    return not combining(own[0]) and normalize("NFKC", part + char) == normalize("NFKC", part) + own


def _marks(parts: list[str], query: str) -> list[bool]:
    told = [compared(part) for part in parts]
    whole = "".join(told)
    hit = bytearray(len(whole))
    for word in asked(query):
        place = whole.find(word)
        while place >= 0:
            hit[place : place + len(word)] = b"\x01" * len(word)
            place = whole.find(word, place + 1)
    marks, place = [], 0
    for part in told:
        marks.append(any(hit[place : place + len(part)]))
        place += len(part)
    return marks


def _pieces(parts: list[str], marks: list[bool]) -> Pieces:
    pairs = groupby(zip(parts, marks, strict=True), key=lambda one: one[1])
    return [("".join(part for part, _ in group), mark) for mark, group in pairs]
