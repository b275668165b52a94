"""SVG and PNG of one geometry: without style or script, read out, the same bytes each time."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree
from PIL import Image

from disclosures.charts import png, svg
from disclosures.charts.geometry import picture
from disclosures.charts.shapes import FILLS
from disclosures.charts.telling import alternative, told
from projects.rendering.failure import RenderError
from tests.disclosures.charts.strategies import charts
from tests.disclosures.rendering.examples import DEBT_CHART, PLAN_CHART, THREE_CHART, departments, series

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = (THREE_CHART, DEBT_CHART, PLAN_CHART, departments(40))
HOSTILE = replace(
    THREE_CHART,
    title='<script>"&',
    unit="<b>",
    groups=("<i>", "&amp;", '" onload="', "'"),
    series=THREE_CHART.series,
)


@given(charts())
@settings(max_examples=30)
def test_an_svg_has_neither_style_nor_script_and_is_read_out(chart):
    root = etree.fromstring(svg.draw(chart))
    assert root.get("role") == "img"
    assert not root.xpath("//@style") + root.xpath("//@*[starts-with(name(), 'on')]")
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "path", "line", "text"
    }  # fmt: skip
    ids = root.xpath("//@id")
    assert sorted(ids) == sorted([root.get("aria-labelledby"), root.get("aria-describedby")])
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]


def test_a_page_has_a_wide_and_a_narrow_form_whose_text_grows_with_its_letters():
    root = etree.fromstring(f"<p>{svg.both(THREE_CHART)}</p>")
    assert [one.get("class") for one in root] == ["chart wide", "chart narrow"]
    assert [one.get("width") for one in root] == ["40rem", "18rem"]
    assert len(set(root.xpath("//@id"))) == len(root.xpath("//@id"))


def test_what_was_typed_stays_text():
    root = etree.fromstring(svg.draw(HOSTILE))
    assert root[0].text == '<script>"&（单位：<b>）'
    assert '" onload="' in [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", EXAMPLES, ids=["bars", "stacked", "steps", "forty"])
def test_the_png_has_the_geometry_at_twice_the_size_and_always_the_same_bytes(chart):
    data, shown = png.draw(chart), picture(chart)
    assert data == png.draw(chart)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (round(2 * shown.width), round(2 * shown.height))
        pixels = image.convert("RGB")
        for box in filter(lambda box: box.fill.colour == "#0b4f8a", shown.boxes):
            if box.width > 4:
                corner = pixels.getpixel((round(2 * box.left) + 4, round(2 * box.top) + 4))
                assert max(abs(a - b) for a, b in zip(corner, (0x0B, 0x4F, 0x8A), strict=True)) < 12


def test_another_figure_gives_another_picture():
    other = replace(PLAN_CHART, series=(series("累计", "18.5", "43", "71", "100"),))
    assert png.draw(other) != png.draw(PLAN_CHART)
    assert svg.draw(other) != svg.draw(PLAN_CHART)


@pytest.mark.parametrize("years", [("2024年", "2025年"), ("2025年", "2024年")], ids=["rising", "falling"])
def test_of_two_years_the_latest_is_solid_wherever_it_stands(years):
    first, second = THREE_CHART.series
    shown = replace(THREE_CHART, series=(replace(first, name=years[0]), replace(second, name=years[1])))
    own = years.index("2025年")
    bars = [box for box in picture(shown).boxes if box.of]
    assert {box.fill for box in bars if box.of[1] == own} == {FILLS[0]}
    assert {box.fill for box in bars if box.of[1] != own} == {FILLS[1]}
    assert [box.fill for box in picture(shown).boxes if not box.of][own] == FILLS[0]


def test_a_chart_is_told_in_words():
    assert alternative(DEBT_CHART) == (
        "政府债务限额和余额（单位：万元）。"
        "限额：一般债务 26000，专项债务 81000；余额：一般债务 24200，专项债务 80500。"
    )
    assert told(departments(40)) == "共40项，各项数据见同题的表。"


def test_without_its_font_no_picture_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("BUDGET_FONTS", str(tmp_path))
    with pytest.raises(RenderError, match="make fonts"):
        png.draw(PLAN_CHART)
