"""Days that exist, and years as they were typed."""

import calendar
import datetime

from hypothesis import given
from hypothesis import strategies as st

from projects.rules.reading.years import impossible_dates, years_named


@given(day=st.dates(datetime.date(2001, 1, 1), datetime.date(2098, 12, 31)))
def test_every_day_of_the_calendar_exists(day):
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.month}月{day.day}日",
    ):
        assert impossible_dates(text, day.year) == ()


@given(year=st.integers(2001, 2098), month=st.integers(1, 12), beyond=st.integers(1, 40))
def test_no_day_beyond_a_month_exists(year, month, beyond):
    day = calendar.monthrange(year, month)[1] + beyond
    assert impossible_dates(f"{year}年{month}月{day}日", 2000) == (f"{year}年{month}月{day}日",)


def test_a_year_is_told_as_it_was_typed():
    assert [one.text for one in years_named("２０２４年和2023.12.31")] == ["２０２４年", "2023.12.31"]
