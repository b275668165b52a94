"""公开岗 finds in the inbox what has to be published: until it is, or until it is said why not."""

from datetime import date

import pytest

from budget_site.accounts.models import Role
from disclosures.models import DisclosureClock, DisclosureDraft, Edition, RegisterEntry
from projects.review import inbox
from tests.disclosures.publishing.test_clocks import make_edition
from tests.people import make_district, make_user
from tests.projects.review.cast import stands_in

pytestmark = pytest.mark.django_db
BEGAN = date(2025, 3, 1)


@pytest.fixture
def publisher(district):
    return make_user("公开", Role.PUBLISHER, district=district)


@pytest.fixture
def clock(district, reviewer) -> DisclosureClock:
    return run_clock(district, reviewer)


def run_clock(district, by, department=None) -> DisclosureClock:
    said = {"year": 2025, "began": BEGAN, "entered_by": by}
    return DisclosureClock.objects.create(district=district, department=department, **said)


def told(user) -> list[tuple]:
    return [(one.about, one.due) for one in inbox.errands(user)]


def test_a_running_clock_waits_for_the_publisher_with_its_last_day(clock, publisher, client, district):
    assert told(publisher) == [("芦台经济开发区2025年预算公开", date(2025, 3, 21))]
    assert inbox.count(publisher) == 1
    client.force_login(publisher)
    page = client.get("/inbox/").content.decode()
    assert "芦台经济开发区2025年预算公开" in page
    assert "现在没有等您办理的表" not in page
    assert client.get(inbox.errands(publisher)[0].address).status_code == 200


def test_a_draft_that_was_begun_waits_without_a_day_and_with_a_clock_once(district, publisher, reviewer):
    draft = DisclosureDraft.objects.create(district=district, year=2025, changed_by=publisher)
    assert told(publisher) == [], "a click on 开始编制 and no more"
    DisclosureDraft.objects.filter(pk=draft.pk).update(revision=1)
    assert told(publisher) == [("芦台经济开发区2025年预算公开", None)]
    run_clock(district, reviewer)
    assert told(publisher) == [("芦台经济开发区2025年预算公开", date(2025, 3, 21))]


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        ("preparing", False),
        ("scheduled", False),
        ("published", False),
        ("corrected", True),  # its correction was withdrawn: nothing is in force
        ("stopped", True),
        ("withdrawn", True),
        ("erased", True),
    ],
)
def test_it_waits_until_it_is_public_or_under_way(clock, publisher, district, reviewer, state, waits):
    make_edition(district, reviewer, state)
    assert bool(told(publisher)) is waits
    Edition.objects.update(year=2024)
    assert told(publisher), "another year's"


@pytest.mark.parametrize(
    ("entry", "waits"), [({"reason": "涉密"}, False), ({"place": "省门户"}, False), ({}, True)]
)
def test_what_the_register_settles_waits_no_longer(clock, publisher, district, entry, waits):
    RegisterEntry.objects.create(district=district, year=2025, entered_by=publisher, **entry)
    assert bool(told(publisher)) is waits


@pytest.mark.parametrize("role", [one for one in Role if one != Role.PUBLISHER])
def test_it_waits_for_nobody_else(clock, district, department, role):
    of = {"department": department} if role in (Role.DRAFTER, Role.HEAD) else {"district": district}
    assert told(make_user("别人", role, **of)) == []


def test_not_for_strangers_but_for_who_stands_in(clock, publisher, stranger):
    elsewhere = make_district("另一个区", "130299")
    assert told(stranger) == told(make_user("外区", Role.PUBLISHER, district=elsewhere)) == []
    deputy = make_user("代办", Role.DRAFTER, department=elsewhere.departments.create(code="1", name="教育局"))
    stands_in(deputy, publisher)
    [errand] = inbox.errands(deputy)
    assert errand.of == publisher
    assert inbox.errands(publisher)[0].of is None


def test_a_department_with_its_own_publisher_waits_for_that_one(district, department, publisher, reviewer):
    run_clock(district, reviewer, department)
    assert len(told(publisher)) == 1
    own = make_user("部门公开", Role.PUBLISHER, department=department)
    assert told(publisher) == []
    assert [about for about, _ in told(own)] == [f"{department.called_in(2025)}2025年预算公开"]


def departments(district, number):
    return [district.departments.create(code=f"{one}", name=f"第{one}局") for one in range(number)]


def test_many_departments_are_one_line(district, publisher, reviewer):
    *few, one_more = departments(district, 4)
    for department in few:
        run_clock(district, reviewer, department)
    assert len(told(publisher)) == 3
    run_clock(district, reviewer, one_more)
    assert told(publisher) == [("芦台经济开发区2025年部门预算公开（4个部门）", date(2025, 3, 21))]


def test_who_publishes_nothing_is_asked_no_query_more(reviewer, django_assert_num_queries):
    held = reviewer.acting()
    with django_assert_num_queries(0):
        assert inbox.errands_of(held) == []


def test_what_was_merged_waits_for_the_publisher_of_what_it_was_merged_into(
    district, publisher, reviewer, client
):
    into, *gone = departments(district, 5)
    for one in gone:
        one.closed_from, one.merged_into = 2026, into
        one.save()
        run_clock(district, reviewer, one)
    own = make_user("部门公开", Role.PUBLISHER, department=into)
    assert len(told(own)) == 4
    assert told(publisher) == []
    client.force_login(own)
    assert {client.get(one.address).status_code for one in inbox.errands(own)} == {200}


def test_what_was_closed_before_the_year_has_nothing_to_publish(district, publisher, reviewer):
    [department] = departments(district, 1)
    run_clock(district, reviewer, department)
    district.departments.filter(pk=department.pk).update(closed_from=2025)
    assert told(publisher) == []


def test_each_district_has_its_own(clock, district, publisher, reviewer):
    elsewhere = make_district("另一个区", "130299")
    run_clock(elsewhere, reviewer)
    assert [about for about, _ in told(publisher)] == ["芦台经济开发区2025年预算公开"]


def test_for_many_departments_no_query_more_than_for_few(
    district, publisher, reviewer, django_assert_max_num_queries
):
    for one in departments(district, 40):
        run_clock(district, reviewer, one)
    held = publisher.acting()
    with django_assert_max_num_queries(5):
        assert len(inbox.errands_of(held)) == 1
