"""Bars that say by words and figures what their colours say."""

import re

import pytest
from lxml import etree

from projects.rendering.bars import WIDTH, Bar, Kind, share, stacked

KINDS = (Kind("草稿", "草稿", "#fff"), Kind("退回修改", "退回", "#eee"), Kind("已批复", "批复", "#ddd"))


def texts(svg: str) -> list[str]:
    return [one.text for one in etree.fromstring(svg).iter("text")]


def widths(svg: str) -> list[float]:
    return [float(one.get("width")) for one in etree.fromstring(svg).iter("rect")]


def test_each_part_is_as_long_as_its_number_and_says_it():
    svg = stacked(KINDS, [Bar("教育局", (6, 0, 3)), Bar("财政局", (0, 3, 0))], "图")
    legend, drawn = widths(svg)[:3], widths(svg)[3:]
    assert len(set(legend)) == 1
    assert drawn == pytest.approx([2 * drawn[1], drawn[1], drawn[1]], abs=0.2)
    assert texts(svg) == [
        "草稿",
        "退回修改",
        "已批复",
        "教育局",
        "草稿 6",
        "批复 3",
        "共 9",
        "财政局",
        "退回 3",
        "共 3",
    ]


def test_what_does_not_fit_inside_is_said_beside_the_bar():
    svg = stacked(KINDS, [Bar("教育局", (300, 1, 9))], "图")
    assert "共 310（退回 1、批复 9）" in texts(svg)


def test_a_picture_stays_within_its_width():
    for counts in ((1, 0, 0), (999, 999, 999), (10**6, 1, 1)):
        svg = etree.fromstring(stacked(KINDS, [Bar("很长很长很长很长很长的部门名称", counts)], "图"))
        for one in svg.iter("rect"):
            assert 0 <= float(one.get("x")) <= float(one.get("x")) + float(one.get("width")) <= WIDTH


def test_names_cannot_break_out_and_nothing_is_styled_inline():
    svg = stacked(KINDS, [Bar("<b>&\"'", (1, 1, 1))], '"><script>') + share([0.5], KINDS, '"><script>')
    assert "<script" not in svg
    assert "<b>" not in svg
    assert not re.search(r"style=|<style|on\w+=", svg)


def test_where_nothing_counts_there_is_no_picture():
    assert stacked(KINDS, [], "图") == stacked(KINDS, [Bar("教育局", (0, 0, 0))], "图") == ""


def test_a_share_fills_as_much_as_it_is():
    assert widths(share([0.5, 0.25], KINDS, "覆盖")) == [100, 50, 25, 100]
