"""A phone beside the password: set up, used to sign in and in the middle of the work, and asked for again."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from budget_site.accounts.confirming import CONFIRMED
from tests.e2e.drafting import cell, is_saved, open_form, table
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD, make_user
from tests.phones import Phone, give_phone, half_a_minute_later

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
]


@pytest.fixture
def keeper(district):
    """邓志明, 系统管理员."""
    return make_user("dengzhiming", "system_admin", PASSWORD, district=district)


def an_hour_passes() -> None:
    """For the proof of who sits there; the session itself goes on."""
    for stored in Session.objects.all():
        content = stored.get_decoded() | {CONFIRMED: int(time.time()) - 3600}
        stored.session_data = Session.get_session_store_class()().encode(content)
        stored.save()


def test_who_must_have_a_phone_sets_it_up_signs_in_and_helps_a_colleague(
    page, site, settings, keeper, drafter
):
    settings.SECOND_FACTOR_ROLES = ["system_admin"]
    give_phone(drafter)
    sign_in(page, site, reverse("people"), "dengzhiming")
    page.get_by_text("您的岗位要求登录时有第二重验证").wait_for()
    assert page.locator("main img").evaluate("picture => picture.naturalWidth") > 0
    page.get_by_text("不能扫码，手工输入密钥").click()
    page.locator("details .fs-5").wait_for()
    examine(page)
    phone = Phone.typed(page.locator("details .fs-5").inner_text())
    page.get_by_label("动态码").fill("000000" if phone.shows() != "000000" else "111111")
    page.get_by_role("button", name="启用").click()
    page.get_by_text("动态码不对").wait_for()
    examine(page)
    page.get_by_label("动态码").fill(phone.shows())
    page.get_by_role("button", name="启用").click()
    page.get_by_role("heading", name="请收好恢复码").wait_for()
    codes = page.locator("#recovery-codes li").all_inner_texts()
    assert len(codes) == 10
    examine(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制").click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(codes)
    follow(page.get_by_role("link", name="已经收好，继续"))
    follow(page.get_by_role("button", name="退出"))

    half_a_minute_later(keeper)
    sign_in(page, site, reverse("people"), "dengzhiming")
    page.get_by_role("heading", name="输入动态码").wait_for()
    examine(page)
    expect(page.get_by_label("动态码")).to_be_focused()
    page.get_by_label("动态码").fill("1234")
    page.keyboard.press("Enter")
    page.get_by_text("请填写验证器显示的 6 位动态码").wait_for()
    examine(page)
    page.get_by_label("动态码").fill(codes[0])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="人员").wait_for()

    an_hour_passes()
    page.get_by_text("办理：drafter的姓名").click()
    page.get_by_role("button", name="重置第二重验证").wait_for()
    examine(page)
    page.get_by_role("button", name="重置第二重验证").click()
    page.get_by_role("heading", name="重新确认身份").wait_for()
    examine(page)
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_label("动态码").fill(phone.shows())
    page.keyboard.press("Enter")
    page.get_by_text("drafter的姓名的第二重验证已重置").wait_for()
    page.goto(site.url + reverse("second_factor"))
    page.get_by_text("还有 9 个恢复码可用").wait_for()
    examine(page)


def test_a_session_that_ends_under_the_work_takes_the_phone_too_and_loses_nothing(
    page, site, project, drafter
):
    phone, _ = give_phone(drafter)
    sign_in(page, site, reverse("inbox"), "drafter")
    page.get_by_label("动态码").fill(phone.shows())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="待办").first.wait_for()
    open_form(page, site, project)
    row = table(project).indicators[0]
    half_a_minute_later(drafter)
    Session.objects.all().delete()
    cell(page, row, "value").fill("≥6000㎡")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("用户名").fill("drafter")
    dialog.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("请输入动态码")
    examine(page)
    dialog.get_by_label("动态码").fill("12")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("请填写验证器显示的")
    expect(dialog.get_by_label("动态码")).to_be_focused()
    dialog.get_by_label("动态码").fill(phone.shows())
    page.keyboard.press("Enter")
    is_saved(page)
    expect(dialog).to_be_hidden()
    expect(cell(page, row, "value")).to_be_focused()
    assert table(project).indicators[0].value == "≥6000㎡"
    page.problems.clear()  # the browser reports the refused save itself
