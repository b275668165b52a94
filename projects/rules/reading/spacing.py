"""How a Chinese cell is spelt: no blanks within words, full-width marks, half-width figures."""

import re
from collections.abc import Iterator

from projects.rules.reading import Cell, Reading
from projects.rules.reading.whole import whole
from projects.rules.telling import quote
from projects.values import HALF_WIDTH

_HAN = "一-鿿"
_CANDIDATE = re.compile(
    "(?=[ \u3000\u00a0\n,;:!?().。０-９Ａ-Ｚａ-ｚ﹐﹑﹔﹕﹖﹗｡､])(?:"
    rf"(?<=[{_HAN}])[ \u3000\u00a0]+[{_HAN}]|(?<=[{_HAN}])\n[{_HAN}]|(?<=[{_HAN}）”》])[,;:!?)]"
    rf"|[,;:!?(][{_HAN}]|(?<=[{_HAN}])\.[{_HAN}\n]|(?<=[{_HAN}%％)）0-9])\.\x00|[０-９Ａ-Ｚａ-ｚ﹐﹑﹔﹕﹖﹗｡､]|(?<=[0-9])。[0-9])"
)
_TITLE = re.compile("(《[^》]*》?)")
_BLANK = re.compile(rf"(?<=[{_HAN}])[ \u3000\u00a0]+(?=[{_HAN}])")
_BROKEN = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}]{{1,3}}$)")
_LINE = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")
_MARK = re.compile(
    rf"(?<=[{_HAN}）”》])[,;:!?](?![/\\])|(?<![0-9A-Za-z/])[,;!?](?=[{_HAN}])|(?<=[0-9%％）)])[,;:](?=[{_HAN}])"
    rf"|(?<=[{_HAN}])\.(?=[{_HAN}\n])|(?<=[{_HAN}%％)）0-9])\.$|[﹐﹑﹔﹕﹖﹗｡､]"
)
_FULL = str.maketrans(",;:!?.﹐﹑﹔﹕﹖﹗｡､", "，；：！？。，、；：？！。、")
_BRACKETS = re.compile(r"\(([^()（）\x00]{1,60})\)|（([^()（）\x00]{1,60})\)|\(([^()（）\x00]{1,60})）")
_HAS_HAN = re.compile(f"[{_HAN}]")
_FIGURES = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_POINT = re.compile(r"(?<=[0-9])。(?=[0-9])")
_NUMBERED = re.compile("[一二三四五六七八九十]$")
_NAMES = ("level3", "name")  # cells of one line
_SHORT, _ITEMS = 6, 3  # so many short words with blanks between are a list
_AROUND = 5  # characters on both sides of a change that a message repeats
_FRAGMENT_AFTER = 5  # characters of a line before a rest of one to three


def respelt(reading: Reading) -> Iterator[tuple[Cell, str, str]]:
    """Cells that are to be spelt otherwise, how, and what is to be mended in words."""
    for cell in whole(reading).having(_CANDIDATE):
        right, what = cell.text, []
        for change, told in _CHANGES:
            changed = change(right)
            if changed != right:
                right = changed
                what.append(told)
        if cell.at.cell in _NAMES and _LINE.search(right):
            right = _LINE.sub("", right)
            what.append("拆开词语的换行")
        if what:
            yield cell, right, f"{quote(_first_change(cell.text, right))}处有{'、'.join(what)}"


def _first_change(text: str, right: str) -> str:
    """The passage around the first place where the two differ."""
    place = next(
        (at for at, (one, other) in enumerate(zip(text, right, strict=False)) if one != other), len(right)
    )
    return text[max(0, place - _AROUND) : place + _AROUND]


def _without_blanks(text: str) -> str:
    if not _BLANK.search(text):
        return text
    if "《" in text:  # 《信息安全技术 网络安全等级保护基本要求》: standards are named with a blank
        parts = _TITLE.split(text)
        return "".join(part if part.startswith("《") else _without_blanks(part) for part in parts)
    words = _BLANK.split(text)
    if len(words) >= _ITEMS and max(map(len, words)) <= _SHORT:
        return text
    return _BLANK.sub("", text)


def _unbroken(text: str) -> str:
    """Joins lines where the last is the rest of a word; lines that are all short are a list."""
    broken = _BROKEN.search(text)
    if not broken or max(map(len, text.split("\n"))) < _FRAGMENT_AFTER:
        return text
    return _LINE.sub("", text)


def _with_full_marks(text: str) -> str:
    return _MARK.sub(lambda found: _full_mark(found, text), text)


def _full_mark(found: re.Match[str], text: str) -> str:
    """一. is an enumerator, no end of a sentence, and 1200. no sentence."""
    if found[0] == "." and (_NUMBERED.search(text[: found.start()]) or not _HAS_HAN.search(text)):
        return found[0]
    return found[0].translate(_FULL)


def _with_full_brackets(text: str) -> str:
    def full(found: re.Match[str]) -> str:
        within = found[1] or found[2] or found[3]
        return f"（{within}）" if _HAS_HAN.search(within) or found[1] is None else found[0]

    return _BRACKETS.sub(full, text)


def _with_half_figures(text: str) -> str:
    return _FIGURES.sub(lambda found: found[0].translate(HALF_WIDTH), text)


def _with_points(text: str) -> str:
    return _POINT.sub(".", text)


_CHANGES = (  # figures first: what is a mark or a bracket depends on what stands beside it
    (_with_half_figures, "全角数字或字母"),
    (_with_points, "打成句号的小数点"),
    (_without_blanks, "多余的空格"),
    (_unbroken, "拆开词语的换行"),
    (_with_full_brackets, "半角括号"),
    (_with_full_marks, "半角标点"),
)
