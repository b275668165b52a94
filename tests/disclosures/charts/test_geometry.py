"""Laws of every picture: bars as long as their figures, nothing outside, no two texts on each other."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from PIL import ImageFont

from disclosures.charts import measure
from disclosures.charts.geometry import NARROW, WIDTH, picture, pictures
from disclosures.charts.rows import MISSING
from disclosures.charts.shapes import FILLS, Label, hatching
from disclosures.document import Chart, ChartKind, Series
from projects.rendering import fonts
from tests.disclosures.charts.strategies import charts
from tests.disclosures.rendering.examples import (
    DEBT_CHART,
    PLAN_CHART,
    THREE_CHART,
    departments,
    series,
)

NEAR = 1e-6
widths = pytest.mark.parametrize("wide", [WIDTH, NARROW])


def overlapping(one: object, other: object) -> bool:
    return (
        one.left < other.right - NEAR
        and other.left < one.right - NEAR
        and one.top < other.bottom - NEAR
        and other.top < one.bottom - NEAR
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def number(label: Label) -> str:
    return label.text.rpartition(" ")[2].removesuffix("%")


@widths
@given(chart=charts())
def test_everything_stands_within_the_frame(chart, wide):
    shown = picture(chart, wide)
    for one in (*shown.boxes, *shown.labels):
        assert -NEAR <= one.left <= one.right <= shown.width + NEAR, one
        assert -NEAR <= one.top <= one.bottom <= shown.height + NEAR, one


@widths
@given(chart=charts())
def test_no_text_stands_on_another_or_on_a_bar_but_on_its_plate(chart, wide):
    shown = picture(chart, wide)
    for one, other in combinations(shown.labels, 2):
        assert not overlapping(one, other), (one, other)
    for label in shown.labels:
        for box in shown.boxes:
            assert label.plate or not overlapping(label, box), (label, box)


@given(charts())
def test_bars_are_as_long_as_their_figures_on_one_measure(chart):
    lengths = {}
    for shown in pictures(chart, tallest=400):
        upright = any(not box.outlined for box in shown.boxes)
        for box in filter(lambda box: box.of, shown.boxes):
            lengths.setdefault(box.of, []).append(box.height if upright else box.width)
    most = max((abs(v) for one in chart.series for v in one.values if v is not None), default=Decimal(0))
    assert most == 0 or lengths
    found = {}
    for (_, at), long in sorted(lengths.items()):
        found.setdefault(at, []).extend(long)
    for at, one in enumerate(chart.series):
        drawn = [value for value in one.values if value]
        ratios = [long / float(abs(value)) for long, value in zip(found.get(at, []), drawn, strict=True)]
        assert all(abs(ratio - ratios[0]) <= NEAR * ratios[0] + 1e-9 for ratio in ratios)


@given(charts(kinds=(ChartKind.BARS, ChartKind.STEPS)))
def test_every_figure_is_written_and_a_gap_is_no_nought(chart):
    told = [number(label) for shown in pictures(chart, tallest=500) for label in shown.labels]
    for one in chart.series:
        for value in one.values:
            assert MISSING in told if value is None else f"{value.normalize():f}" in told


@widths
@given(chart=charts())
def test_every_name_stands_in_full(chart, wide):
    told = squeezed("".join(label.text for label in picture(chart, wide).labels))
    for group in chart.groups:
        assert squeezed(group) in told
    if len(chart.series) > 1:
        for one in chart.series:
            assert squeezed(one.name) in told


@pytest.mark.parametrize("tallest", [200.0, 500.0])
def test_a_chart_too_tall_for_a_page_goes_on_on_the_next_with_its_legend(tallest):
    chart = replace(departments(40), series=(*departments(40).series, series("上年", *["5"] * 40)))
    found = pictures(chart, tallest)
    assert len(found) > 1
    assert all(shown.height <= tallest for shown in found)
    assert all(any(label.text == "上年" for label in shown.labels) for shown in found)
    assert sum(box.of is not None for shown in found for box in shown.boxes) == 80


def test_steps_stand_from_left_to_right_and_a_gap_has_no_step():
    gap = replace(PLAN_CHART, series=(series("累计", "20", None, "70", "100"),))
    steps = [box for box in picture(gap).boxes if box.of]
    assert [box.of[0] for box in steps] == [0, 2, 3]
    assert [box.left for box in steps] == sorted(box.left for box in steps)
    assert "20%" in [label.text for label in picture(gap).labels]


def test_steps_without_room_for_their_names_lie_as_bars():
    crowded = replace(
        PLAN_CHART, groups=tuple(f"第{n}个时间节点" for n in range(40)), series=(series("累计", *["9"] * 40),)
    )
    assert all(box.outlined for box in picture(crowded).boxes)


def test_a_chart_of_nothing_says_so():
    empty = Chart(ChartKind.BARS, "无", "万元", (), (Series("甲", ()),))
    assert [label.text for label in picture(empty).labels] == ["没有数据"]


def test_a_bar_of_one_part_has_its_number_once():
    whole = replace(
        DEBT_CHART,
        series=(
            series("一般债务", *(["230"] * len(DEBT_CHART.groups))),
            series("专项债务", *(["0"] * len(DEBT_CHART.groups))),
        ),
    )
    for wide in (WIDTH, NARROW):
        told = [label.text for label in picture(whole, wide).labels if "230" in label.text]
        assert told == ["230"] * len(DEBT_CHART.groups)


def test_a_phones_chart_is_as_wide_as_a_phone():
    for chart in (THREE_CHART, DEBT_CHART, PLAN_CHART):
        assert picture(chart, NARROW).width <= 340


def test_no_meaning_is_told_by_colour_alone():
    hatched = [(fill.colour, fill.hatch) for fill in FILLS]
    assert len(set(hatched)) == len(FILLS)
    assert len({colour for colour, hatch in hatched if not hatch}) == sum(not hatch for _, hatch in hatched)


@given(charts())
@settings(max_examples=20)
def test_no_hatch_leaves_its_box(chart):
    for box in picture(chart).boxes:
        for left, top, right, bottom in hatching(box):
            assert box.left - NEAR <= min(left, right) <= max(left, right) <= box.right + NEAR
            assert box.top - NEAR <= min(top, bottom) <= max(top, bottom) <= box.bottom + NEAR


@pytest.mark.parametrize("text", ["“三公”经费", "1234567890", "≥95%", "ABCWMabcwm@", "(a-b)/c+d=e", "㎡、…"])
def test_a_text_is_never_wider_than_reckoned(text):
    face = ImageFont.truetype(fonts.picture_face(fonts.folder()), 160, layout_engine=ImageFont.Layout.BASIC)
    assert face.getlength(text) / 10 <= measure.width(text) + NEAR
