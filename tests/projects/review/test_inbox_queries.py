"""The inbox asks the database no more often for many tables than for few."""

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Notice, NoticeRead, ReviewEvent, TableVersion
from projects.review.inbox import count
from tests.people import make_user
from tests.projects.views.test_query_counts import add, assert_same, queries

pytestmark = pytest.mark.django_db
TABS = ["todo", "waiting", "done", "notices"]


def fill(district, user, number: int) -> None:
    """Departments with two tables each, one of them under review, and what was done and told of it."""
    for one in range(number):
        department = district.departments.create(code=f"{number}-{one}", name=f"部门{number}-{one}")
        add(district, department, 2)
        first, second = TableVersion.objects.filter(project__department=department)
        TableVersion.objects.filter(pk=second.pk).update(
            status="performance_review", frozen=b"{}", claimed_by=user, claimed_at=timezone.now()
        )
        step = {
            "action": "submit",
            "before": "draft",
            "after": "performance_review",
            "role": "drafter",
            "number": 1,
        }
        event = ReviewEvent.objects.create(version=second, by=user, **step)
        project = second.project
        told = {"kind": "done", "text": "已送审。", "year": 2025, "page": "/", "person": user}
        notice = Notice.objects.create(district=district, project=project, **told)
        NoticeRead.objects.create(notice=notice, user=user)
        assert event.version_id != first.pk


@pytest.mark.parametrize("tab", TABS)
def test_40_tables_take_as_many_queries_as_4(client, district, tab):
    user = make_user("someone", "drafter", district=district)
    client.force_login(user)

    def ask():
        return client.get(reverse("inbox"), {"tab": tab})

    fill(district, user, 2)
    few = queries(ask)
    fill(district, user, 20)
    many = queries(ask)
    assert_same(few, many)
    assert len(many) <= 14


def test_the_number_in_the_masthead_is_two_queries_and_one_for_who_has_no_role(
    drafter, stranger, django_assert_num_queries
):
    with django_assert_num_queries(2):
        count(drafter)
    with django_assert_num_queries(1):
        count(stranger)
