"""Where everything of a chart stands. Pure: no font, no file, the same picture for the same chart."""

from dataclasses import replace

from disclosures.charts import rows, steps
from disclosures.charts.measure import LINE
from disclosures.charts.shapes import Anchor, Label, Picture
from disclosures.document import Chart, ChartKind

WIDTH, NARROW = rows.WIDTH, rows.NARROW


def picture(chart: Chart, wide: float = WIDTH) -> Picture:
    """The chart as one picture, as tall as it needs."""
    return pictures(chart, wide=wide)[0]


def pictures(chart: Chart, tallest: float = float("inf"), wide: float = WIDTH) -> list[Picture]:
    """The chart for pages on which no picture may be taller: on several, where one does not hold it.

    Steps for whose names or numbers the width does not suffice lie as bars, which have room for all. Only a
    single group that is taller by itself stays so.
    """
    if not chart.groups or not chart.series:
        empty = Label(wide / 2, 0, "没有数据", Anchor.MIDDLE)
        return [Picture(wide, LINE, (), (), (empty,))]
    if chart.kind is ChartKind.STEPS:
        if steps.fits(chart, wide):
            return list(steps.drawn(chart, tallest, wide))
        chart = replace(chart, kind=ChartKind.BARS)
    return list(rows.drawn(chart, tallest, wide))
