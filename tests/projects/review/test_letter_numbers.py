"""文号: one spelling each, and the next one."""

import pytest

from projects.review.letter_numbers import WRONG, BadNumber, following, read

THIRD = "芦财绩〔2025〕3号"


@pytest.mark.parametrize(
    "typed",
    [
        "芦财绩〔2025〕3号",
        "芦财绩[2025]3号",
        "芦财绩［2025］3号",
        "芦财绩（２０２５）０３号",
        " 芦财绩 【2025】第 3 号 ",
        "芦财绩﹝2025﹞3号",
        "芦财绩「2025」3号",
        "芦财绩(2025)003号",
    ],
)
def test_whatever_brackets_and_widths_it_is_one_number(typed):
    assert str(read(typed)) == THIRD


@pytest.mark.parametrize(
    "typed",
    ["", "3号", "芦财绩2025-3号", "芦财绩〔2025〕3", "芦财绩〔2025〕0号", "〔2025〕3号", "芦财绩〔25〕3号"],
)
def test_what_is_no_number_is_told_how_one_is_written(typed):
    with pytest.raises(BadNumber, match="芦财绩"):
        read(typed)
    assert THIRD in WRONG


def test_the_next_one_follows_the_highest_of_its_row():
    used = [
        "芦财绩〔2025〕2号",
        THIRD,
        "芦财绩（2025）11号",
        "芦财预〔2025〕40号",
        "芦财绩〔2024〕50号",
        "乱写的",
    ]
    assert following(THIRD, used, 2025) == "芦财绩〔2025〕12号"
    assert following(THIRD, [THIRD], 2025) == "芦财绩〔2025〕4号"


def test_a_new_year_begins_its_own_row_and_goes_on_with_it():
    assert following(THIRD, [THIRD], 2026) == "芦财绩〔2026〕1号"
    assert following(THIRD, [THIRD, "芦财绩〔2026〕1号"], 2026) == "芦财绩〔2026〕2号"


def test_without_a_last_one_nothing_is_proposed():
    assert following("", [], 2025) == following("乱写的", ["乱写的"], 2025) == ""
