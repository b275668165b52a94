"""Where accounts are kept: Django's own pages, under the site's own strict policy."""

import pytest
from django.urls import reverse

from budget_site.accounts.models import User
from tests.e2e.visiting import sign_in
from tests.people import PASSWORD, make_project

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_the_admin_works_under_the_strict_policy(page, site, reviewer, department):
    """The page of every test fails on a console error or anything the policy refused."""
    User.objects.create_superuser("chief", password=PASSWORD)
    make_project(department.district, department)
    page.goto(site.url + reverse("admin:login"))
    sign_in(page, site, reverse("admin:index"), "chief")
    page.wait_for_url(f"**{reverse('admin:index')}")
    rows = (("user", reviewer), ("district", department.district), ("department", department))
    for name, row in rows:
        for view, arguments in (("changelist", []), ("add", []), ("change", [row.pk]), ("history", [row.pk])):
            page.goto(site.url + reverse(f"admin:accounts_{name}_{view}", args=arguments))
            assert page.get_by_role("heading", level=1).count()
    for name in ("project", "tableversion", "tableframework", "tableimport"):
        page.goto(site.url + reverse(f"admin:projects_{name}_changelist"))
        assert page.get_by_role("heading", level=1).count()


def test_an_account_and_its_role_are_made_in_the_admin(page, site, district):
    User.objects.create_superuser("chief", password=PASSWORD)
    sign_in(page, site, reverse("admin:accounts_user_add"), "chief")
    page.locator("#id_username").fill("hetao")
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.locator("[name=_continue]").click()
    page.locator(".add-row a").click()
    page.locator("#id_assignments-0-role").select_option("replier")
    page.locator("#id_assignments-0-district").select_option(str(district.pk))
    page.locator("[name=_save]").click()
    page.wait_for_url(f"**{reverse('admin:accounts_user_changelist')}**")
    assert User.objects.get(username="hetao").assignments.get().district == district
