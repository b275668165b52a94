"""What is due in each year of each district is known of all together, in as many queries as of one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.examining import due, years
from projects.examining.setting import change_settings
from projects.jobs import examining
from projects.jobs.running import run
from projects.models import Project, RuleSettings, TableVersion
from projects.rules import Settings
from tests.people import make_district, make_project
from tests.projects.examining.dues import comparison_due, examining_due

pytestmark = pytest.mark.django_db(transaction=True)
LENIENT = Settings(levels={"A3": "warning"})


@pytest.fixture
def other():
    return make_district("丰南区", "fengnan")


def asked() -> int:
    with CaptureQueriesContext(connection) as captured:
        list(due.everywhere())
    return len(captured)


def test_ten_years_and_districts_are_asked_of_as_often_as_one(district):
    make_project(district)
    one = asked()
    for number in range(5):
        place = make_district(f"第{number}区", f"d{number}")
        for year in (2024, 2025):
            make_project(place, year=year)
    assert asked() == one
    assert len(list(due.everywhere())) == 11


def test_settings_are_those_of_a_district_and_a_year(district, other, reviewer):
    for place in (district, other):
        for year in (2024, 2025):
            make_project(place, year=year)
    change_settings(district, 2025, LENIENT, reviewer, 0)
    found = [(one.district, one.year) for one in due.everywhere() if one.examining]
    assert found == [(district.pk, 2025)]
    years.renew(district, 2025, TableVersion.objects.values_list("pk", flat=True))
    assert not examining_due(district, 2025)


def test_the_newest_settings_count(district, reviewer):
    make_project(district)
    change_settings(district, 2025, LENIENT, reviewer, 0)
    change_settings(district, 2025, Settings(), reviewer, 1)
    assert RuleSettings.objects.count() == 2
    assert not examining_due(district, 2025)


def test_a_comparison_under_other_settings_is_made_again(district, other, reviewer):
    for place in (district, other):
        make_project(place)
        run(examining.ask_to_compare(place, 2025, reviewer).pk)
    change_settings(district, 2025, LENIENT, reviewer, 0)
    assert comparison_due(district, 2025)
    assert not comparison_due(other, 2025)


def test_nothing_is_due_where_all_lies_in_the_bin(district, reviewer):
    make_project(district)
    TableVersion.objects.update(changed_at=timezone.now() - timedelta(hours=2))
    assert comparison_due(district, 2025)
    Project.objects.update(binned_at=timezone.now(), binned_by=reviewer)
    assert list(due.everywhere()) == []
