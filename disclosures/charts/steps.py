"""A line of steps over the groups, which stand from left to right; each series in a panel of its own."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.charts.measure import LINE, width, wrapped
from disclosures.charts.rows import MISSING, WIDTH, said
from disclosures.charts.shapes import BLUE, GREY, INK, Anchor, Box, Fill, Label, Picture, Stroke
from disclosures.document import Chart

_RISE = 150.0  # of a panel, from its lowest step to its highest
_BESIDE, _GAP = 4.0, 12.0
_LINES = 3  # that a group's name may take
_WEIGHT = 2.5


def fits(chart: Chart, wide: float = WIDTH) -> bool:
    """Whether every name and number has room within its step."""
    room = wide / len(chart.groups) - 2 * _BESIDE
    texts = [said(chart, value) for series in chart.series for value in series.values]
    return (
        max(map(width, texts)) <= room
        and room >= width("汉")
        and all(len(wrapped(name, room)) <= _LINES for name in chart.groups)
    )


def drawn(chart: Chart, tallest: float, wide: float = WIDTH) -> Iterator[Picture]:
    """The panels on as many pictures as are needed for none to be taller; all on one measure."""
    unit = [Label(wide, 0, f"单位：{chart.unit}", Anchor.END)] if chart.unit else []
    head = LINE + 8 if unit else 0.0
    panels = [_Panel(chart, at, wide) for at in range(len(chart.series))]
    while panels:
        boxes, strokes, labels, top = [], [], [*unit], head
        while panels and (top == head or top + panels[0].height <= tallest):
            panels[0].draw(top, boxes, strokes, labels)
            top += panels.pop(0).height
        yield Picture(wide, top, tuple(boxes), tuple(strokes), tuple(labels))


class _Panel:
    """One series: its name where there are several, the steps with their numbers, the groups below."""

    def __init__(self, chart: Chart, at: int, wide: float) -> None:
        self.chart, self.at, self.values, self.wide = chart, at, chart.series[at].values, wide
        known = [value for one in chart.series for value in one.values if value is not None]
        self.high, self.low = max([*known, Decimal(0)]), min([*known, Decimal(0)])
        self.slot = wide / len(chart.groups)
        self.names = [wrapped(name, self.slot - 2 * _BESIDE) for name in chart.groups]
        self.title = wrapped(chart.series[at].name, wide) if len(chart.series) > 1 else []
        self.named = len(self.title) * LINE + _BESIDE
        self.under = LINE if self.low < 0 else 0.0  # room for the numbers of negative steps
        lines = max(map(len, self.names))
        self.height = self.named + LINE + _BESIDE + _RISE + self.under + lines * LINE + 2 * _BESIDE + _GAP

    def _long(self, value: Decimal) -> float:
        return float(abs(value) / (self.high - self.low)) * _RISE if self.high - self.low else 0.0

    def draw(self, top: float, boxes: list[Box], strokes: list[Stroke], labels: list[Label]) -> None:
        labels += [Label(0, top + nth * LINE, line) for nth, line in enumerate(self.title)]
        zero = top + self.named + LINE + _BESIDE + self._long(self.high)
        below = zero + self._long(self.low) + self.under + 2 * _BESIDE
        levels = [self._step(at, zero, boxes, labels) for at in range(len(self.values))]
        strokes.append(Stroke(0, zero, self.wide, zero, 1.0, INK))
        strokes += self._line(levels)
        for at, lines in enumerate(self.names):
            for nth, line in enumerate(lines):
                labels.append(Label((at + 0.5) * self.slot, below + nth * LINE, line, Anchor.MIDDLE))

    def _step(self, at: int, zero: float, boxes: list[Box], labels: list[Label]) -> float | None:
        """The height at which a step stands, or None for a gap."""
        value, middle = self.values[at], (at + 0.5) * self.slot
        if value is None:
            labels.append(Label(middle, zero - LINE - _BESIDE, MISSING, Anchor.MIDDLE))
            return None
        long, before = self._long(value), value < 0
        level = zero + long if before else zero - long
        if value:
            place = at * self.slot, min(zero, level), self.slot, long
            boxes.append(Box(*place, Fill(GREY), (at, self.at), outlined=False))
        place = level + _BESIDE if before else level - LINE - _BESIDE
        labels.append(Label(middle, place, said(self.chart, value), Anchor.MIDDLE))
        return level

    def _line(self, levels: list[float | None]) -> Iterator[Stroke]:
        last = None
        for at, level in enumerate(levels):
            left = at * self.slot
            if level is not None:
                yield Stroke(left, level, left + self.slot, level, _WEIGHT, BLUE)
                if last is not None and last != level:
                    yield Stroke(left, last, left, level, _WEIGHT, BLUE)
            last = level
