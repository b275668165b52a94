"""What a 批复通知 says."""

from decimal import Decimal

import pytest

from projects.rendering.letter import (
    ISSUER_LARGEST,
    ISSUER_SMALLEST,
    SIZE,
    TEXT_WIDTH,
    grouped,
    issuer_size,
    signature,
)
from projects.rendering.letter_html import section
from projects.tables import Amount
from tests.projects.rendering.examples import ordinary
from tests.projects.rendering.letter_examples import ISSUER, a_letter


def test_a_letter_says_what_is_approved_that_it_stays_and_what_follows():
    letter = a_letter()
    approved, kept, follows = letter.paragraphs()
    assert letter.title == "关于批复2025年项目绩效目标的通知"
    assert "现予批复，共2个项目，预算数合计84.32万元" in approved
    assert "不得自行变更" in kept
    assert "按原审核批复程序办理" in kept
    assert "绩效运行监控" in follows
    assert "绩效自评" in follows
    assert letter.attached == "附件：项目绩效目标表（共2张）"
    assert letter.day == "2025年3月1日"


def test_the_list_sums_up_in_wan_with_point_under_point():
    assert list(a_letter().rows()) == [
        ("1", "农业保险保费补贴", "13020025P00001", "50.00"),
        ("2", "学校取暖", "13020025P00001", "34.32"),
        ("", "合计", "", "84.32"),
    ]


def test_an_amount_that_cannot_be_read_stands_as_typed_and_is_told_of():
    letter = a_letter(ordinary(), ordinary(name="甲", total=Amount.of("另行\n安排")))
    assert [row[3] for row in letter.rows()] == ["50", "另行 安排", "50"]
    assert "预算数合计50万元，另有1个项目的预算数未填或不是金额，未计入合计，绩效目标表附后" in next(
        letter.paragraphs()
    )


def test_what_the_bureau_adds_comes_last_a_line_a_paragraph():
    assert list(a_letter(remark="第一段\r\n\n　第二段 ").paragraphs())[3:] == ["第一段", "第二段"]


@pytest.mark.parametrize(("amount", "text"), [("1234567.5", "1,234,567.5"), ("-1000", "-1,000"), ("0", "0")])
def test_thousands_are_set_apart(amount, text):
    assert grouped(Decimal(amount)) == text


@pytest.mark.parametrize("length", [1, 5, 10, 15, 30, 100])
def test_names_of_any_length_stay_within_the_text(length):
    issuer = "局" * length
    assert ISSUER_SMALLEST <= issuer_size(issuer) <= ISSUER_LARGEST
    if length <= 20:
        assert issuer_size(issuer) * length <= TEXT_WIDTH
    left, right = signature(issuer, "2025年12月31日")
    assert left >= 0
    assert right >= 0
    assert TEXT_WIDTH - left - right >= min(TEXT_WIDTH, length * SIZE)


def test_the_date_stands_four_characters_from_the_right_and_the_issuer_above_its_middle():
    left, right = signature(ISSUER, "2025年3月1日")
    day = 6 * SIZE
    assert right + (TEXT_WIDTH - left - right - day) / 2 == pytest.approx(4 * SIZE)


def test_on_the_site_a_letter_has_no_inline_style_and_nothing_typed_becomes_markup():
    letter = a_letter(
        ordinary(name="<b>甲</b>", code="&"), issuer="<局>", addressee="<i>", number="&lt;", remark="<script>"
    )
    shown = section(letter)
    assert "style=" not in shown
    for typed in ("<b>", "<i>", "<script>", "<局>"):
        assert typed not in shown
    assert "&lt;b&gt;甲&lt;/b&gt;" in shown
