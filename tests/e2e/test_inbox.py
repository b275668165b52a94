"""Inbox, standing in, handing over and mail settings in a real browser: usable by everybody."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Role
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.e2e.visiting import examine, sign_in
from tests.people import PASSWORD, make_project, make_user
from tests.projects.review.cast import make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def cast(district, department, other_department):
    """何涛, 经办人, with a returned table, a late draft and one at the bureau; and a colleague next door."""
    cast = make_cast(district, department)
    cast.drafter = make_user("hetao", Role.DRAFTER, PASSWORD, department=department)
    make_user("colleague", Role.DRAFTER, department=other_department)
    cast.returned()
    today = timezone.localdate()
    make_project(district, department, 2026)
    district.deadlines.create(year=2026, step="drafting", due=today - timedelta(days=2))
    district.deadlines.create(year=2025, step="drafting", due=today + timedelta(days=5))
    other = make_cast_project(cast)
    other.does(Action.SUBMIT, cast.drafter)
    other.does(Action.CLAIM, cast.reviewer)
    return cast


def make_cast_project(cast):
    """The same people with a second table."""
    return replace(cast, project=make_project(cast.district, cast.department, table=SOUND))


def test_every_list_of_the_inbox_is_open_to_everybody(page, site, cast):
    sign_in(page, site, reverse("inbox"))
    page.get_by_role("heading", name="待办").wait_for()
    examine(page)
    for name in ("等待他人", "已办", "通知"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).wait_for()
        examine(page)


def test_standing_in_and_mail_settings_are_open_to_everybody(page, site, cast):
    sign_in(page, site, reverse("delegations"))
    page.get_by_label("代办人").select_option(label="colleague的姓名（colleague）")
    page.get_by_role("button", name="委托代办").click()
    page.get_by_text("已委托colleague的姓名代办").wait_for()
    examine(page)
    page.goto(site.url + reverse("mails"))
    examine(page)


def test_handing_over_is_open_to_everybody(page, site, cast, district):
    make_user("keeper", Role.SYSTEM_ADMIN, PASSWORD, district=district)
    sign_in(page, site, reverse("person_hand_over", args=[cast.drafter.pk]), name="keeper")
    page.get_by_label("接手人").wait_for()
    examine(page)
    page.get_by_label("接手人").select_option(label="colleague的姓名（colleague）")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("heading", name="移交的任职").wait_for()
    examine(page)
    page.get_by_role("button", name="确认移交").click()
    page.get_by_text("1 项任职已移交给colleague的姓名").wait_for()


def test_opening_a_notice_reads_it_and_leads_to_the_table(page, site, cast):
    sign_in(page, site, f"{reverse('inbox')}?tab=notices")
    page.get_by_role("button", name=re.compile("^查看")).first.click()
    page.wait_for_url(f"**{reverse('project', args=[cast.project.pk])}")
    page.goto(f"{site.url}{reverse('inbox')}?tab=notices")
    page.get_by_role("button", name="全部标为已读").click()
    page.get_by_text("标为已读。").wait_for()
    assert page.get_by_text("未读", exact=True).count() == 0
