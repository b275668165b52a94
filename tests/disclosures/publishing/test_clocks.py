"""20 calendar days: reminders before and after the last day, once each, and none once it is published."""

from datetime import date, timedelta

import pytest

from budget_site.accounts.models import Role
from disclosures.models import DisclosureClock, Edition, RegisterEntry
from disclosures.publishing.clocks import remind
from projects.models import Notice
from tests.people import make_district, make_user

pytestmark = pytest.mark.django_db
BEGAN = date(2025, 3, 1)
LAST = date(2025, 3, 21)


@pytest.fixture
def clock(district, reviewer) -> DisclosureClock:
    return DisclosureClock.objects.create(district=district, year=2025, began=BEGAN, entered_by=reviewer)


def given() -> list[tuple[str, str]]:
    return [(one.role, one.text) for one in Notice.objects.filter(kind="due").order_by("role", "text")]


@pytest.mark.parametrize(
    ("left", "count"), [(8, 0), (7, 1), (5, 1), (1, 1), (0, 1), (-1, 2), (-14, 2), (-15, 0)]
)
def test_reminders_come_near_the_last_day_and_late_ones_to_the_budget_section_too(clock, left, count):
    remind(LAST - timedelta(days=left))
    assert len(given()) == count
    assert {role for role, _ in given()} <= {Role.PUBLISHER, Role.REPLIER}


def test_each_is_given_once_and_of_those_missed_the_latest(clock):
    for day in (LAST - timedelta(7), LAST - timedelta(7), LAST - timedelta(6), LAST - timedelta(1)):
        remind(day)
    assert len(given()) == 2
    remind(LAST + timedelta(8))
    assert len(given()) == 4
    assert "已经逾期" in given()[-1][1]


def test_it_says_whose_which_day_and_what_to_do(clock):
    remind(LAST + timedelta(1))
    assert given()[0][1] == (
        "芦台经济开发区2025年预算最晚应于3月21日公开，已经逾期，到3月22日还没有公开，请尽快办理，或者登记不公开的原因。"
    )


@pytest.mark.parametrize("state", ["published", "corrected"])
def test_what_is_published_is_not_reminded_of(clock, district, reviewer, state):
    make_edition(district, reviewer, state)
    remind(LAST)
    assert given() == []


@pytest.mark.parametrize("state", ["scheduled", "stopped", "withdrawn", "erased", "preparing"])
def test_what_is_not_public_still_is(clock, district, reviewer, state):
    make_edition(district, reviewer, state)
    remind(LAST)
    assert len(given()) == 1
    assert ("已定时公开" in given()[0][1]) == (state == "scheduled")


def test_a_new_date_is_reminded_of_anew(clock):
    remind(LAST)
    clock.began += timedelta(1)
    clock.save()
    remind(LAST + timedelta(1))
    assert len(given()) == 2


def test_a_departments_clock_reminds_those_who_publish_for_it(district, department, reviewer):
    DisclosureClock.objects.create(
        district=district, department=department, year=2025, began=BEGAN, entered_by=reviewer
    )
    own = make_user("部门公开", Role.PUBLISHER, department=department)
    whole = make_user("区公开", Role.PUBLISHER, district=district)
    other = make_user("外区公开", Role.PUBLISHER, district=make_district("邻区", "next"))
    remind(LAST)
    seen = {user: Notice.objects.visible_to(user).count() for user in (own, whole, other)}
    assert seen == {own: 1, whole: 1, other: 0}


def make_edition(district, user, state) -> Edition:
    return Edition.objects.create(district=district, year=2025, chain="lutai", asked_by=user, state=state)


@pytest.mark.parametrize("said", [{"reason": "涉密部门"}, {"place": "区政府网站", "on": LAST}])
def test_a_registered_reason_or_a_publication_elsewhere_ends_the_reminders(clock, district, reviewer, said):
    here = {"district": district, "year": 2025, "entered_by": reviewer}
    RegisterEntry.objects.create(**here | {"year": 2024}, **said)
    remind(LAST - timedelta(7))
    assert len(given()) == 1, "of another year"
    RegisterEntry.objects.create(**here, **said)
    remind(LAST + timedelta(1))
    assert len(given()) == 1


def test_what_was_withdrawn_here_is_reminded_of_though_it_stands_in_the_register(clock, district, reviewer):
    edition = make_edition(district, reviewer, "withdrawn")
    said = {"place": "本网站", "on": LAST, "withdrawn_on": LAST}
    RegisterEntry.objects.create(district=district, year=2025, entered_by=reviewer, edition=edition, **said)
    remind(LAST)
    assert len(given()) == 1
