"""Whose turn a table is, and in whose inbox it lies."""

from uuid import uuid4

import pytest

from budget_site.accounts.models import Role
from projects.binning import put_away
from projects.models import Status, TableVersion
from projects.models.version import OPEN
from projects.review.threads import FEEDBACK, resolve, say
from projects.review.turns import TURN, awaiting, awaiting_alone, lying
from projects.workflow import Action
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.correcting import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def waits_for(cast, *people) -> list[bool]:
    return [awaiting_alone(user.acting()).filter(project=cast.project).exists() for user in people]


def put(cast, status) -> None:
    """Into a state by hand: which steps lead there is tested elsewhere."""
    TableVersion.objects.update(status=status, frozen=b"{}")


def test_every_open_state_is_somebodys_turn_and_no_other():
    assert set(TURN) == set(OPEN)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_a_table_waits_for_the_role_whose_turn_it_is_and_for_no_other(cast, status):
    put(cast, status)
    people = {
        Role.DRAFTER: cast.drafter,
        Role.HEAD: cast.head,
        Role.BUSINESS_REVIEWER: cast.business,
        Role.PERFORMANCE_REVIEWER: cast.reviewer,
        Role.REPLIER: cast.replier,
    }
    for role, user in people.items():
        assert waits_for(cast, user) == [role == TURN[status]], role


@pytest.mark.parametrize("status", sorted(set(Status) - set(OPEN)))
def test_what_has_ended_waits_for_nobody(cast, status):
    put(cast, status)
    people = (cast.drafter, cast.head, cast.business, cast.reviewer, cast.replier)
    assert waits_for(cast, *people) == [False] * 5


def test_it_waits_in_no_other_department_or_district_nor_for_who_has_no_role(
    cast, other_department, stranger
):
    elsewhere = make_district("邻区", "next")
    people = [
        make_user("next door", Role.DRAFTER, department=other_department),
        make_user("elsewhere", Role.DRAFTER, district=elsewhere),
        make_user("admin", Role.SYSTEM_ADMIN, district=cast.district),
        make_user("auditor", Role.AUDITOR, district=cast.district),
        make_user("publisher", Role.PUBLISHER, district=cast.district),
        stranger,
    ]
    assert waits_for(cast, *people) == [False] * 6
    closed = make_user("closed", Role.DRAFTER, department=cast.department)
    closed.is_active = False
    closed.save()
    assert waits_for(cast, closed, cast.colleague) == [False, True]


def test_a_department_that_was_merged_goes_on_in_its_successor(cast, other_department):
    successor = make_user("successor", Role.DRAFTER, department=other_department)
    cast.department.merge_into(other_department, 2026)
    assert waits_for(cast, successor, cast.drafter) == [True, True]


def test_binned_it_waits_for_nobody(cast):
    put_away(cast.project, cast.drafter)
    assert waits_for(cast, cast.drafter, cast.colleague) == [False, False]


def test_what_a_colleague_has_taken_is_shown_but_not_counted(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    assert waits_for(cast, cast.reviewer, cast.second) == [True, False]
    assert awaiting(cast.second.acting()).filter(project=cast.project).exists()


def test_what_was_taken_by_somebody_who_may_no_longer_waits_for_all_again(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    cast.reviewer.assignments.all().delete()
    assert waits_for(cast, cast.reviewer, cast.second) == [False, True]


def test_what_was_taken_by_somebody_whose_account_is_closed_waits_for_all_again(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    cast.reviewer.is_active = False
    cast.reviewer.save()
    assert waits_for(cast, cast.second) == [True]


def test_a_proposed_correction_waits_for_the_drafters_whoever_has_taken_the_table(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    propose(cast)
    assert waits_for(cast, cast.drafter, cast.colleague, cast.head, cast.second) == [True, True, False, False]


def test_a_remark_waits_for_the_drafters_and_its_answer_for_who_made_it(cast):
    cast.submitted()
    thread = cast.remark("请附依据", cast.business)
    cast.does(Action.CLAIM, cast.reviewer)
    assert waits_for(cast, cast.drafter, cast.head, cast.business) == [True, False, False]
    say(FEEDBACK, thread, cast.drafter, "已附", uuid4())
    assert waits_for(cast, cast.drafter, cast.head, cast.business, cast.replier) == [
        False,
        False,
        True,
        False,
    ]
    resolve(FEEDBACK, thread, cast.business)
    assert waits_for(cast, cast.drafter, cast.business) == [False, False]


def test_the_roles_read_once_open_what_visible_to_opens(office, cast, other_department, district):
    """Two ways to say one rule: they must never say two things."""
    make_project(district, other_department, 2024)
    make_project(district, year=2024)
    merged = district.departments.create(code="merged", name="并入的局")
    make_project(district, merged, 2024)
    merged.merge_into(other_department, 2025)
    put_away(make_project(district, cast.department), cast.drafter)
    opened = set()
    for who, user in office.people.items():
        if user is None:
            continue
        read_once = TableVersion.objects.filter(lying(user.acting()), project__binned_at=None)
        found = set(read_once.values_list("pk", flat=True))
        assert found == set(TableVersion.objects.visible_to(user).values_list("pk", flat=True)), who
        opened.add(len(found))
    assert len(opened) > 2


def test_who_submitted_a_table_has_no_turn_in_reviewing_it(cast):
    """In two roles, or standing in for a reviewer: another has to."""
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    cast.submitted()
    assert cast.version not in awaiting(cast.drafter.acting())
    assert cast.version in awaiting(cast.reviewer.acting())
