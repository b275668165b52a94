"""How wide a text stands, without a font opened: never less than in the faces that the charts are set in."""

import re
from collections.abc import Iterator

SIZE = 16.0  # of all text, in units of the picture
LINE = 20.0  # from one line to the next

_WIDE, _PLAIN = 1.0, 0.61  # of an em: a 汉字, and the letters and figures of ASCII
_BROAD = dict.fromkeys("MWm@%&", 0.96) | dict.fromkeys("ABCDEGHKNOQRUVXYw+<=>~^", 0.76)
_PIECE = re.compile(r"[!-~]+| +|.", re.DOTALL)


def width(text: str) -> float:
    return SIZE * sum(_BROAD.get(sign, _PLAIN) if sign.isascii() else _WIDE for sign in text)


def wrapped(text: str, room: float) -> list[str]:
    """The text in lines no wider than the room, at least one; words and numbers whole where they fit."""
    lines = [""]
    for piece in _pieces(" ".join(text.split()), room):
        if lines[-1] and width(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str, room: float) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if width(piece) <= room:
            yield piece
        else:
            yield from piece
