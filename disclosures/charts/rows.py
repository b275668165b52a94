"""Bars that lie: one row for each group, its name before it in full, each number at its bar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosures.charts.measure import LINE, width, wrapped
from disclosures.charts.shapes import FILLS, INK, Anchor, Box, Fill, Label, Picture, Stroke
from disclosures.document import Chart, ChartKind
from projects.values import plain

WIDTH = 640.0  # of a picture; one grows wider only for numbers that have no room
NARROW = 288.0  # of one for a phone, on which names stand above their bars
MISSING = "未填"
_YEAR = re.compile("[0-9]{4}年")
_NAMES = 176.0  # the most that names take: eleven 汉字 a line
_BAR, _STACK, _GAP, _BESIDE, _INSIDE = 20.0, 24.0, 12.0, 6.0, 4.0
_LEAST = 160.0  # of the room in which bars lie


@dataclass(frozen=True, slots=True)
class Span:
    """Where bars lie: 0 at `zero`, and `scale` units of the picture for 1."""

    left: float  # of the bars' room, and the numbers of negative ones
    zero: float
    room: float
    most: Decimal  # what fills the room
    width: float  # of the picture
    above: bool  # names stand above their bars, not before them

    def long(self, value: Decimal) -> float:
        return float(abs(value) / self.most) * self.room if self.most else 0.0


def said(chart: Chart, value: Decimal | None, series: int | None = None) -> str:
    """The number as it stands at its bar; with more series than fills, the name of its series too."""
    text = MISSING if value is None else plain(value) + ("%" if chart.unit == "%" else "")
    named = series is not None and len(chart.series) > len(FILLS)
    return f"{chart.series[series].name} {text}" if named else text


def span(chart: Chart, wide: float = WIDTH) -> Span:
    """One measure for all rows of a chart, on whichever picture they are drawn."""
    above = wide < WIDTH
    names = max((width(line) for name in chart.groups for line in wrapped(name, _NAMES)), default=0.0)
    ends = list(_ends(chart))
    high, low = max(end for end, _ in ends), min(end for end, _ in ends)
    after = max(width(text) for end, text in ends if end >= 0) + _BESIDE if high >= 0 else 0.0
    before = max((width(text) + _BESIDE for end, text in ends if end < 0), default=0.0)
    left = 1.0 if above else names + 2 * _BESIDE
    room = max(_LEAST, wide - left - before - after - 1)
    below = float(low / (high - low)) * room if low < 0 else 0.0
    return Span(left, left + before - below, room, high - low, left + before + room + after + 1, above)


def _ends(chart: Chart) -> Iterator[tuple[Decimal, str]]:
    """How far each bar reaches from 0, and what stands beyond it; 0 itself is always among them."""
    yield Decimal(0), ""
    for group in range(len(chart.groups)):
        values = [one.values[group] for one in chart.series]
        if chart.kind is not ChartKind.STACKED:
            yield from ((value or Decimal(0), said(chart, value, at)) for at, value in enumerate(values))
        else:
            known = [value for value in values if value is not None]
            yield sum((value for value in known if value > 0), Decimal(0)), _total(chart, known)
            yield sum((value for value in known if value < 0), Decimal(0)), ""


def _total(chart: Chart, known: Sequence[Decimal]) -> str:
    return said(chart, sum(known, Decimal(0)) if known else None)


def legend(chart: Chart, room: float) -> tuple[list[Box], list[Label], float]:
    """What each fill means, and the unit at the right; with the height that they take."""
    unit = f"单位：{chart.unit}" if chart.unit else ""
    boxes: list[Box] = []
    labels = [Label(room, 0, unit, Anchor.END)] if unit else []
    left, top, limit = 0.0, 0.0, room - (width(unit) + 24 if unit else 0)
    for at, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        lines = wrapped(series.name, limit - 30)
        wide = 30 + max(map(width, lines))
        if left and left + wide > limit:
            left, top = 0.0, top + LINE + 4
        boxes.append(Box(left, top + 3, 22, 14, _fill(chart, at)))
        labels += [Label(left + 28, top + nth * LINE, line) for nth, line in enumerate(lines)]
        top += (len(lines) - 1) * LINE
        left = room if len(lines) > 1 else left + wide + 16
    return boxes, labels, top + LINE + 8 if labels else 0.0


def _fill(chart: Chart, at: int) -> Fill:
    """By the order of the series; but of years beside each other the latest is the solid one."""
    names = [one.name for one in chart.series]
    if all(map(_YEAR.match, names)):
        at = sorted(range(len(names)), key=lambda place: names[place], reverse=True).index(at)
    return FILLS[at % len(FILLS)]


@dataclass(frozen=True, slots=True)
class Row:
    """A group's row, drawn from top 0; its bars from `top` on."""

    height: float
    top: float
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]


def row(chart: Chart, group: int, span: Span) -> Row:
    stacked = chart.kind is ChartKind.STACKED
    boxes, labels, tall = (_stack if stacked else _bars)(chart, group, span)
    if span.above:
        return _under(wrapped(chart.groups[group], span.width), boxes, labels, tall)
    names = wrapped(chart.groups[group], _NAMES)
    height = max(tall, len(names) * LINE)
    down, start = (height - tall) / 2, (height - len(names) * LINE) / 2
    named = [
        Label(span.left - 2 * _BESIDE, start + nth * LINE, name, Anchor.END)
        for nth, name in enumerate(names)
        if name
    ]
    moved = (*_down(labels, down), *named)
    return Row(height, 0.0, tuple(_down(boxes, down)), moved)


def _under(names: Sequence[str], boxes: Sequence[Box], labels: Sequence[Label], tall: float) -> Row:
    """The bars below the lines of their name."""
    top = len(names) * LINE if any(names) else 0.0
    named = [Label(0, nth * LINE, name) for nth, name in enumerate(names) if name]
    return Row(top + tall, top, tuple(_down(boxes, top)), (*_down(labels, top), *named))


def _down(shapes: Sequence, by: float) -> Iterator:
    """The same boxes or labels so much lower."""
    for one in shapes:
        fields = {name: getattr(one, name) for name in one.__dataclass_fields__}
        yield type(one)(**fields | {"top": one.top + by})


def _bars(chart: Chart, group: int, span: Span) -> tuple[list[Box], list[Label], float]:
    boxes, labels = [], []
    for at, series in enumerate(chart.series):
        value, top = series.values[group], at * _BAR
        long = span.long(value or Decimal(0))
        before = value is not None and value < 0
        if value:
            left = span.zero - long if before else span.zero
            boxes.append(Box(left, top + 1, long, _BAR - 2, _fill(chart, at), (group, at)))
        x = span.zero - long - _BESIDE if before else span.zero + long + _BESIDE
        labels.append(Label(x, top, said(chart, value, at), Anchor.END if before else Anchor.START))
    return boxes, labels, _BAR * len(chart.series)


def _stack(chart: Chart, group: int, span: Span) -> tuple[list[Box], list[Label], float]:
    """The parts end to end, each with its number as far as it has room; what has none stands below."""
    boxes, labels, below = [], [], []
    whole = sum(one.values[group] != 0 for one in chart.series) == 1  # one part: its number is the total
    left = right = span.zero
    for at, series in enumerate(chart.series):
        value = series.values[group]
        long, text = span.long(value or Decimal(0)), "" if whole else said(chart, value)
        if value:
            start = right if value > 0 else left - long
            boxes.append(Box(start, 1, long, _STACK - 2, _fill(chart, at), (group, at)))
            left, right = (left, right + long) if value > 0 else (start, right)
        if text and value and width(text) + 4 * _INSIDE <= long:
            labels.append(Label(start + long / 2, (_STACK - LINE) / 2, text, Anchor.MIDDLE, plate=True))
        elif text and value != 0:
            below.append(f"{series.name} {text}")
    known = [one.values[group] for one in chart.series if one.values[group] is not None]
    labels.append(Label(right + _BESIDE, (_STACK - LINE) / 2, _total(chart, known)))
    if not below or not known:
        return boxes, labels, _STACK
    x, anchor, room = _beside_axis(span)
    notes = wrapped(f"（{'，'.join(below)}）", room)
    labels += [Label(x, _STACK + nth * LINE, line, anchor) for nth, line in enumerate(notes)]
    return boxes, labels, _STACK + len(notes) * LINE


def _beside_axis(span: Span) -> tuple[float, Anchor, float]:
    """Where lines of text have the more room without crossing the axis."""
    before, after = span.zero - span.left - _BESIDE, span.width - span.zero - _BESIDE
    if before > after:
        return span.zero - _BESIDE, Anchor.END, before
    return span.zero + _BESIDE, Anchor.START, after


def drawn(chart: Chart, tallest: float, wide: float = WIDTH) -> Iterator[Picture]:
    """The rows on as many pictures as are needed for none to be taller, all on one measure."""
    measure = span(chart, wide)
    boxes, labels, head = legend(chart, measure.width)
    waiting = [row(chart, group, measure) for group in range(len(chart.groups))]
    while waiting:
        fitting, used = 0, head + _GAP
        while fitting < len(waiting) and (not fitting or used + waiting[fitting].height + _GAP <= tallest):
            used += waiting[fitting].height + _GAP
            fitting += 1
        yield _picture(boxes, labels, head, waiting[:fitting], measure)
        waiting = waiting[fitting:]


def _picture(
    boxes: Sequence[Box], labels: Sequence[Label], head: float, rows: Sequence[Row], measure: Span
) -> Picture:
    boxes, labels, top = list(boxes), list(labels), head + _GAP
    ends = []  # of the axis: one line, or one at the bars of each row
    for one in rows:
        ends.append((top + one.top, top + one.height))
        boxes += _down(one.boxes, top)
        labels += _down(one.labels, top)
        top += one.height + _GAP
    if not measure.above:
        ends = [(head + _GAP / 2, top - _GAP / 2)]
    axis = tuple(Stroke(measure.zero, start, measure.zero, end, 1.5, INK) for start, end in ends)
    return Picture(measure.width, top, tuple(boxes), axis, tuple(labels))
