"""Whether every bracket and quotation mark of a text has its other half."""

import re
from functools import lru_cache

ANY_PAIR = re.compile(r"[（()）《》“”‘’【】〔〕\[\]{}「」『』\"＂]")
_BRACKET = re.compile(r"[()《》“”‘’【】〔〕\[\]{}「」『』]")
_OPENED_BY = dict(zip(")》”’】〕]}」』", "(《“‘【〔[{「『", strict=True))
_ROUND = str.maketrans("（）＂", '()"')
_ENUMERATOR = re.compile(
    r"(?:^|(?<=[\s，。；：、,;:)]))[0-9０-９一二三四五六七八九十a-zA-Z①-⑳]{1,3}\)", re.MULTILINE
)
_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])[’‘]|[’‘](?=[A-Za-z0-9])")
_INCHES = re.compile('[0-9]"')


@lru_cache(maxsize=4096)
def unpaired(text: str) -> str:
    """The first bracket or quotation mark without its other half; a list's 1） needs none."""
    even = _APOSTROPHE.sub("", _ENUMERATOR.sub("", text.translate(_ROUND)))
    opened: list[str] = []
    for mark in _BRACKET.findall(even):
        if mark not in _OPENED_BY:
            opened.append(mark)
        elif not opened or opened.pop() != _OPENED_BY[mark]:
            return _as_typed(mark, text)
    if opened:
        return _as_typed(opened[0], text)
    return '"' if _INCHES.sub("", even).count('"') % 2 else ""


def _as_typed(mark: str, text: str) -> str:
    return mark if mark in text else {"(": "（", ")": "）"}[mark]
