"""Of many backups the last of so many days, weeks and months stay; the newest always does."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.backup.rotating import Keep, moment_of, name_of, superseded

NOON = datetime(2026, 7, 31, 12)
NIGHTLY = [name_of(NOON - timedelta(days=day)) for day in range(400)]


def stay(names, keep) -> list[str]:
    gone = set(superseded(names, keep))
    return sorted(name for name in names if name not in gone)


def test_seven_days_five_weeks_and_seven_months_of_a_nightly_backup():
    kept = [moment_of(name).date() for name in stay(NIGHTLY, Keep(7, 5, 7))]
    assert kept[-7:] == [(NOON - timedelta(days=day)).date() for day in range(6, -1, -1)]
    assert len({day.isocalendar()[:2] for day in kept}) >= 5
    assert {(day.year, day.month) for day in kept} >= {(2026, month) for month in range(1, 8)}
    assert len(kept) <= 7 + 5 + 7
    assert (NOON.date() - kept[0]).days >= 180  # half a year back there is one


def test_of_one_day_the_last_counts_and_what_is_not_ours_is_not_looked_at():
    day = [name_of(NOON + timedelta(hours=hour)) for hour in range(3)]
    assert superseded([*day, "budget.tar", "照片.jpg"], Keep(7, 0, 0)) == day[1::-1]


@given(
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), min_size=1, max_size=60),
    st.tuples(*[st.integers(0, 9)] * 3).filter(any),
)
def test_the_newest_stays_and_to_rotate_again_removes_nothing_more(moments, counts):
    names = {name_of(moment) for moment in moments}
    kept = stay(names, Keep(*counts))
    assert max(names) in kept
    assert superseded(kept, Keep(*counts)) == []


@pytest.mark.parametrize("text", ["", "7", "7,5", "7,5,x", "0,0,0", "-1,5,7", "1,2,3,4"])
def test_what_would_keep_nothing_or_is_no_three_numbers_is_refused(text):
    with pytest.raises(ValueError):
        Keep.of(text)
