"""How an office writes days and moments."""

from datetime import date, datetime

from projects.days import day, day_of_year, moment


def test_no_figure_is_filled_with_noughts_but_those_of_a_clock():
    assert day(date(2025, 3, 1)) == "2025年3月1日"
    assert day_of_year(date(2025, 12, 31)) == "12月31日"
    assert moment(datetime(2025, 3, 1, 9, 5)) == "2025年3月1日 09:05"
