"""A PDF file while it is written: objects go out as they come, so that a volume never stands in memory."""

import zlib
from array import array
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import BinaryIO

_HEADER = b"%PDF-1.7\n%\xe7\xbb\xa9\xe6\x95\x88\n"  # bytes beyond ASCII say that the file is not text
_AT_ONCE = 200  # objects of one stream of objects
_FREE, _PLAIN, _IN_STREAM = 0, 1, 2


class File:
    """Writes to an open binary file from where it stands. Numbers are given out before their objects."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._hash = sha256()
        self._at = 0
        self._kinds = array("B", [_FREE])
        self._places = array("Q", [0])
        self._within = array("I", [65535])
        self._waiting: list[tuple[int, bytes]] = []
        self._write(_HEADER)

    def reserve(self, count: int = 1) -> int:
        """The first of so many new numbers that follow each other."""
        first = len(self._kinds)
        self._kinds.extend([_FREE] * count)
        self._places.extend([0] * count)
        self._within.extend([0] * count)
        return first

    def add(self, text: bytes) -> int:
        """A small object, written together with others; its number."""
        number = self.reserve()
        self.put(number, text)
        return number

    def put(self, number: int, text: bytes) -> None:
        self._waiting.append((number, text))
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def stream(self, number: int, dictionary: bytes, content: bytes, packed: bool = True) -> None:
        """A stream; `dictionary` is what stands in its dictionary besides its length and filter."""
        filtered = b"/Filter/FlateDecode" if packed else b""
        self._kinds[number], self._places[number] = _PLAIN, self._at
        head = b"%d 0 obj\n<<%b%b/Length %d>>stream\n" % (number, dictionary, filtered, len(content))
        self._write(head, content, b"\nendstream\nendobj\n")

    def block(self, first: int, text: bytes, starts: Sequence[int], skip: Iterable[int] = ()) -> None:
        """Objects in a row, from the number `first` on, as one stream; `starts` has their places and the end.

        Those to `skip` are written otherwise.
        """
        apart = set(skip)
        shown = [
            (first + place, text[start:end])
            for place, (start, end) in enumerate(pairwise(starts))
            if place not in apart
        ]
        for start in range(0, len(shown), _AT_ONCE):
            self._objects(shown[start : start + _AT_ONCE])

    def _flush(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        self._objects(waiting)

    def _objects(self, objects: Sequence[tuple[int, bytes]]) -> None:
        stream = self.reserve()
        for place, (number, _) in enumerate(objects):
            self._kinds[number], self._places[number], self._within[number] = _IN_STREAM, stream, place
        starts = accumulate((len(text) + 1 for _, text in objects), initial=0)
        index = b" ".join(
            b"%d %d" % (number, start) for (number, _), start in zip(objects, starts, strict=False)
        )
        body = b"\n".join([index, *(text for _, text in objects)])
        self.stream(
            stream, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index) + 1), zlib.compress(body)
        )

    def finish(self, root: int, info: int) -> None:
        """Write what waits, the table of all objects, and how to begin reading."""
        self._flush()
        number = self.reserve()
        self._kinds[number], self._places[number] = _PLAIN, self._at
        start = self._at
        rows = bytearray()
        for kind, place, within in zip(self._kinds, self._places, self._within, strict=True):
            rows += bytes((kind,)) + place.to_bytes(5, "big") + within.to_bytes(2, "big")
        digest = self._hash.hexdigest()[:32].encode()
        dictionary = b"/Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            len(self._kinds),
            root,
            info,
            digest,
            digest,
        )
        self.stream(number, dictionary, zlib.compress(bytes(rows)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, *pieces: bytes) -> None:
        for piece in pieces:
            self._target.write(piece)
            self._hash.update(piece)
            self._at += len(piece)
