"""Bars as inline SVG, for the site's pages and their print: numbers and words beside every colour.

No style attribute, for the Content-Security-Policy: what a part looks like, presentation attributes say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

WIDTH = 960  # of the picture, in its own units: one is a CSS pixel where it is shown whole
_NAMES, _ROOM = 168, 232  # left of the bars for names, right of them for sums and what found no place inside
_ROW, _BAR, _LEGEND = 28, 20, 32  # heights
_LETTER, _DIGIT = 13, 7.5  # widths of a 汉字 and a figure of the 13 px text
_MOST_NAME = 12  # 汉字 of a name
_INK, _EDGE = "#1b1f24", "#6b747d"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a part of a bar counts: its name, a shorter one for inside the bar, and its light colour."""

    name: str
    short: str
    fill: str


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    counts: tuple[int, ...]  # in the order of the kinds


def stacked(kinds: Sequence[Kind], bars: Sequence[Bar], title: str) -> str:
    """One bar below another, as long as what it counts, with a legend; empty where nothing counts."""
    most = max((sum(bar.counts) for bar in bars), default=0)
    if not most:
        return ""
    height = _LEGEND + _ROW * len(bars) + 4
    scale = (WIDTH - _NAMES - _ROOM) / most
    rows = "".join(_row(kinds, bar, _LEGEND + place * _ROW, scale) for place, bar in enumerate(bars))
    return (
        f'<svg class="bars" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-size="13" fill="{_INK}" aria-label="{escape(title)}">{_legend(kinds)}{rows}</svg>'
    )


def share(parts: Sequence[float], kinds: Sequence[Kind], title: str) -> str:
    """One bar of the length 1, of which each part is so much; what is left stays white."""
    starts = accumulate((part * 100 for part in parts), initial=0.0)
    filled = "".join(
        f'<rect x="{start:.2f}" width="{part * 100:.2f}" height="12" fill="{kind.fill}"/>'
        for start, part, kind in zip(starts, parts, kinds, strict=False)
    )
    return (
        f'<svg class="share" role="img" viewBox="0 0 100 12" preserveAspectRatio="none" '
        f'aria-label="{escape(title)}"><rect width="100" height="12" fill="#fff"/>{filled}'
        f'<rect width="100" height="12" fill="none" stroke="{_EDGE}"/></svg>'
    )


def _legend(kinds: Sequence[Kind]) -> str:
    widths = [24 + _LETTER * len(kind.name) + 16 for kind in kinds]
    return "".join(
        f'{_box(start, 6, 16, 14, kind)}<text x="{start + 22}" y="17">{escape(kind.name)}</text>'
        for kind, start in zip(kinds, accumulate(widths, initial=_NAMES), strict=False)
    )


def _row(kinds: Sequence[Kind], bar: Bar, top: int, scale: float) -> str:
    """Name, parts with their words as far as they fit, the sum, and the words that did not fit."""
    drawn, outside, start = [], [], float(_NAMES)
    for kind, count in zip(kinds, bar.counts, strict=True):
        if not count:
            continue
        width = count * scale
        drawn.append(_box(start, top + 4, width, _BAR, kind))
        fitting = next((text for text in _texts(kind, count) if _width(text) + 6 <= width), None)
        if fitting:
            drawn.append(_text(start + width / 2, top + 18, fitting, "middle"))
        if fitting != f"{kind.short} {count}":
            outside.append(f"{kind.short} {count}")
        start += width
    total = f"共 {sum(bar.counts)}" + (f"（{'、'.join(outside)}）" if outside else "")
    return (
        _text(_NAMES - 8, top + 18, _cut(bar.name), "end")
        + "".join(drawn)
        + _text(start + 6, top + 18, total)
    )


def _texts(kind: Kind, count: int) -> Iterator[str]:
    yield f"{kind.short} {count}"
    yield str(count)


def _width(text: str) -> float:
    return sum(_LETTER if ord(letter) > 255 else _DIGIT for letter in text)


def _cut(name: str) -> str:
    return name if len(name) <= _MOST_NAME else f"{name[: _MOST_NAME - 1]}…"


def _box(left: float, top: float, width: float, height: float, kind: Kind) -> str:
    place = f'x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}"'
    return f'<rect {place} fill="{kind.fill}" stroke="{_EDGE}"/>'


def _text(left: float, top: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{left:.1f}" y="{top}" text-anchor="{anchor}">{escape(text)}</text>'
