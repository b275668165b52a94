"""Deadlines of the steps a district has switched on, in the order of the steps."""

import pytest
from django.urls import reverse

from projects.models import Deadline, ReviewSetup
from tests.people import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, reviewer, district):
    client.force_login(reviewer)
    return reverse("new_year", args=[district.code, 2026])


def labels(client, page) -> list[str]:
    return [field.label for field in client.get(page).context["deadlines_form"]]


def save(client, district, **dues):
    address = reverse("new_year_deadlines", args=[district.code, 2026])
    return client.post(address, dues, follow=True).content.decode()


def kept() -> dict[str, str]:
    return {one.step: str(one.due) for one in Deadline.objects.all()}


def test_optional_steps_are_asked_for_only_where_they_are_switched_on(client, page, district):
    assert labels(client, page) == ["填报截止", "审核截止", "批复截止", "公开截止"]
    setup = ReviewSetup.objects.create(district=district, business_review=True)
    assert labels(client, page) == ["填报截止", "业务审核截止", "审核截止", "批复截止", "公开截止"]
    setup.unit_review = True
    setup.save()
    assert labels(client, page)[1:3] == ["单位审核截止", "业务审核截止"]


def test_another_districts_steps_are_its_own(client, page, district):
    ReviewSetup.objects.create(district=make_district("邻区", "next"), unit_review=True)
    assert "单位审核截止" not in labels(client, page)


def test_a_step_that_is_off_is_not_set_and_what_was_set_before_stays(client, page, district):
    save(client, district, drafting="2026-03-01", unit_review="2026-03-05")
    assert kept() == {"drafting": "2026-03-01"}
    setup = ReviewSetup.objects.create(district=district, unit_review=True)
    save(client, district, drafting="2026-03-01", unit_review="2026-03-05")
    setup.delete()
    save(client, district, drafting="2026-03-02")
    assert kept() == {"drafting": "2026-03-02", "unit_review": "2026-03-05"}


def test_the_order_is_that_of_the_steps(client, page, district):
    ReviewSetup.objects.create(district=district, unit_review=True, business_review=True)
    told = save(client, district, unit_review="2026-03-10", business_review="2026-03-09")
    assert "业务审核截止早于单位审核截止" in told
    assert not kept()
    save(client, district, drafting="2026-03-01", business_review="2026-03-09", review="2026-03-09")
    assert len(kept()) == 3
