"""Locked out, helped by the administrator, and back at work with a password of one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.e2e.visiting import examine, sign_in
from tests.people import PASSWORD, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_somebody_who_forgot_the_password_is_back_with_a_new_one(page, site, district, drafter):
    make_user("dengzhiming", "system_admin", PASSWORD, district=district)
    sign_in(page, site, reverse("people"), "dengzhiming")
    page.get_by_text("办理：drafter的姓名").click()
    page.get_by_role("button", name="重置密码").click()
    password = page.locator(".notice .font-monospace").inner_text()
    page.reload()
    assert password not in page.content()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"**{reverse('login')}")
    sign_in(page, site, reverse("home"), "drafter", password)
    page.get_by_label("旧密码").fill(password)
    page.get_by_label("新密码", exact=False).first.fill("Kuaile-2026-gongzuo")
    page.get_by_label("再输一遍新密码").fill("Kuaile-2026-gongzuo")
    page.get_by_role("button", name="更改密码").click()
    page.get_by_text("密码已更改").wait_for()


def test_these_pages_work_for_everybody_on_any_screen(page, site, settings, district, drafter):
    settings.AXES_FAILURE_LIMIT = 2
    keeper = make_user("dengzhiming", "system_admin", PASSWORD, district=district)
    sign_in(page, site, reverse("home"), "drafter", "wrong")
    page.get_by_text("用户名或密码不对").wait_for()
    sign_in(page, site, reverse("home"), "drafter", "wrong")
    page.get_by_role("heading", name="暂停登录").wait_for()
    examine(page)
    page.problems.clear()  # the browser notes the 429 of the page it shows
    sign_in(page, site, reverse("people"), "dengzhiming")
    page.get_by_text("办理：drafter的姓名").click()
    page.get_by_role("button", name="重置密码").first.wait_for()
    examine(page)
    page.get_by_role("button", name="重置密码").first.click()
    page.get_by_text("新密码只在这里显示这一次").wait_for()
    page.get_by_text("办理：drafter的姓名").click()
    page.get_by_role("button", name="重置密码").first.wait_for()
    examine(page)
    keeper.must_change_password = True
    keeper.save()
    page.goto(site.url)
    page.get_by_text("初始密码").first.wait_for()
    examine(page)
    keeper.must_change_password = False
    keeper.save()
    keeper.assignments.create(role="publisher", district=district)
    keeper.assignments.get(role="system_admin").delete()
    page.goto(site.url + reverse("people"))
    page.get_by_text("由系统管理员使用").wait_for()
    examine(page)
    page.problems.clear()


def test_somebody_sees_where_the_account_is_used_and_signs_out_elsewhere(page, site, drafter):
    elsewhere = Client(REMOTE_ADDR="10.20.30.40", HTTP_USER_AGENT="Android MicroMessenger")
    elsewhere.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    sign_in(page, site, reverse("sessions"), "drafter")
    page.get_by_role("rowheader", name="安卓设备上的微信").wait_for()
    examine(page)
    page.get_by_role("button", name="退出这台").click()
    page.get_by_text("上的登录已退出").wait_for()
    assert not page.get_by_role("button", name="退出其他全部").count()
    assert elsewhere.get(reverse("inbox")).status_code == 302
