"""What makes two texts the same to their reader, however they were typed."""

import re

from projects.values import HALF_WIDTH

_FIGURE = "0-9A-Za-z.,０-９Ａ-Ｚａ-ｚ．"
_LOOSE_BLANK = re.compile(rf"(?<![{_FIGURE}])\s+|\s+(?![{_FIGURE}])")
_BLANK = re.compile(r"\s+")


def as_read(text: str) -> str:
    """Half-width, and with no blanks but those that keep two figures or Latin words apart.

    Among Chinese characters a blank or a line break says nothing, but 3 5 is not 35.
    """
    return _BLANK.sub(" ", _LOOSE_BLANK.sub("", text.strip())).translate(HALF_WIDTH)


def bare(text: str) -> str:
    """Half-width and without any blank: what names and codes are looked up by."""
    return _BLANK.sub("", text.translate(HALF_WIDTH))
