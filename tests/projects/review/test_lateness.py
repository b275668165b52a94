"""Late is what still stands in a step after its last day, or lacks a table after that of 填报."""

from datetime import date

from projects.models import Deadline, Status
from projects.review.lateness import Late, lateness

Step = Deadline.Step
DUE = {Step.DRAFTING: date(2025, 3, 1), Step.REVIEW: date(2025, 3, 10)}


def late(counts, today, missing=0, due=DUE):
    return lateness(counts, missing, due, date(2025, 3, today))


def test_nothing_is_late_on_the_last_day():
    assert late({Status.DRAFT: 3}, 1, missing=2) == []


def test_drafts_and_returned_tables_are_late_together_with_what_has_no_table():
    [found] = late({Status.DRAFT: 2, Status.RETURNED: 1, Status.PERFORMANCE_REVIEW: 4}, 4, missing=2)
    assert found == Late(Step.DRAFTING, 3, 3, 2)
    assert found.told == "填报过期3天，3张表还在这一步，2个项目还没有表"


def test_the_longest_late_comes_first():
    found = late({Status.DRAFT: 2, Status.PERFORMANCE_REVIEW: 4}, 12)
    assert [(one.step, one.days, one.tables) for one in found] == [
        (Step.DRAFTING, 11, 2),
        (Step.REVIEW, 2, 4),
    ]


def test_a_step_without_a_last_day_counts_by_the_next_that_has_one():
    assert late({Status.UNIT_REVIEW: 1, Status.BUSINESS_REVIEW: 1}, 12) == [Late(Step.REVIEW, 2, 2)]
    assert late({Status.APPROVED: 5}, 31) == []


def test_what_is_replied_refused_or_given_up_is_never_late():
    done = (Status.REPLIED, Status.SUPERSEDED, Status.REJECTED, Status.VOID)
    assert late(dict.fromkeys(done, 1), 31, due=dict.fromkeys(Step, date(2025, 1, 1))) == []
