"""Nothing that was typed is lost: not to the network, not to the clock, not to a crash."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from projects.models import Status
from tests.e2e.drafting import cell, is_saved, last, look_again, open_form, rows, sit_down, state, table
from tests.e2e.visiting import examine
from tests.people import PASSWORD, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PAUSES = (2, 4, 8, 15, 30)  # seconds between attempts, as in static/js/draft/saving.js


@pytest.fixture
def at_form(at_form):
    yield at_form
    at_form.problems.clear()  # the browser reports refused and lost requests itself


def nothing_arrives(page) -> None:
    page.route("**/save/", lambda route: route.abort())


def test_what_is_corrected_is_saved_by_itself_and_there_after_a_reload(page, site, project, drafter):
    sit_down(page, site, drafter)
    open_form(page, site, project)
    row = table(project).indicators[0]
    cell(page, row, "value").fill("≥6000㎡")
    cell(page, "head", "purpose").fill("支付取暖费\n含维修")
    cell(page, row, "class").select_option(label="质量指标")
    expect(state(page)).to_have_text("有未保存的修改")
    is_saved(page)
    page.reload()
    expect(cell(page, row, "value")).to_have_value("≥6000㎡")
    expect(cell(page, "head", "purpose")).to_have_value("支付取暖费\n含维修")
    assert table(project).indicators[0].level2 == "质量指标"


def test_a_draft_may_be_wrong_and_half_typed(at_form, project):
    row = table(project).indicators[0]
    for name, text in (("level3", ""), ("value", "大概≥"), ("basis", "<b>&'\"\\")):
        cell(at_form, row, name).fill(text)
    is_saved(at_form)
    written = table(project).indicators[0]
    assert (written.level3, written.value, written.basis) == ("", "大概≥", "<b>&'\"\\")


def test_a_lost_answer_is_asked_for_again_and_makes_no_second_row(at_form, project):
    keys = []

    def lose(route):
        """The server does it; its answer gets lost the first time."""
        keys.append(route.request.post_data_json["key"])
        answer = route.fetch()
        route.abort() if len(keys) == 1 else route.fulfill(response=answer)

    at_form.route("**/save/", lose)
    at_form.get_by_role("button", name="增加指标").click()
    at_form.keyboard.type("供热天数")
    expect(state(at_form)).to_contain_text("未保存：网络中断，内容已留在本机")
    last(at_form, "value").fill("120天")
    is_saved(at_form)
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]
    assert [(row.level3, row.value) for row in table(project).indicators[3:]] == [("供热天数", "120天")]


def test_without_network_one_types_on_and_it_is_saved_once_there_is_one(at_form, project):
    row = table(project).indicators[0]
    at_form.context.set_offline(True)
    cell(at_form, row, "value").fill("≥6000㎡")
    expect(state(at_form)).to_contain_text("未保存：网络中断，内容已留在本机")
    cell(at_form, row, "basis").fill("补充合同")
    at_form.context.set_offline(False)
    is_saved(at_form)
    assert (table(project).indicators[0].value, table(project).indicators[0].basis) == ("≥6000㎡", "补充合同")


def test_an_ended_session_is_signed_in_again_on_the_spot(at_form, project):
    row = table(project).indicators[0]
    Session.objects.all().delete()
    cell(at_form, row, "value").fill("≥6000㎡")
    dialog = at_form.get_by_role("dialog")
    expect(dialog).to_contain_text("登录已过期")
    examine(at_form)
    dialog.get_by_label("用户名").fill("drafter")
    dialog.get_by_label("密码").fill("wrong")
    at_form.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("用户名或密码不对")
    dialog.get_by_label("密码").fill(PASSWORD)
    at_form.keyboard.press("Enter")
    is_saved(at_form)
    expect(dialog).to_be_hidden()
    expect(cell(at_form, row, "value")).to_be_focused()
    cell(at_form, row, "basis").fill("补充合同")
    is_saved(at_form)
    assert table(project).indicators[0].basis == "补充合同"


def test_the_page_of_one_person_is_not_saved_by_another(at_form, project, department):
    make_user("other", "drafter", PASSWORD, department=department)
    row = table(project).indicators[0]
    Session.objects.all().delete()
    cell(at_form, row, "value").fill("≥6000㎡")
    dialog = at_form.get_by_role("dialog")
    dialog.get_by_label("用户名").fill("other")
    dialog.get_by_label("密码").fill(PASSWORD)
    at_form.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("请用同一账号登录")
    at_form.keyboard.press("Escape")
    expect(state(at_form)).to_contain_text("未保存：登录已过期")
    at_form.get_by_role("button", name="重新登录").click()
    dialog.get_by_label("用户名").fill("drafter")
    dialog.get_by_label("密码").fill(PASSWORD)
    at_form.keyboard.press("Enter")
    is_saved(at_form)
    assert table(project).indicators[0].value == "≥6000㎡"


def test_a_sign_in_in_another_tab_serves_this_one_too(at_form, site, project, drafter):
    at_form.wait_for_load_state("networkidle")  # an answer to the ended session takes the cookie away
    Session.objects.all().delete()
    sit_down(at_form, site, drafter)
    at_form.context.clear_cookies(name="csrftoken")
    cell(at_form, "head", "purpose").fill("支付取暖费")
    is_saved(at_form)
    assert table(project).purpose == "支付取暖费"


def test_a_crash_leaves_what_was_typed_in_this_browser(at_form, site, project, drafter):
    first, second, third = table(project).indicators
    nothing_arrives(at_form)
    cell(at_form, first, "value").fill("≥6000㎡")
    cell(at_form, second, "level3").focus()
    at_form.keyboard.press("Control+Enter")
    at_form.keyboard.type("供热天数")
    cell(at_form, third, "level3").focus()
    at_form.keyboard.press("Control+Delete")
    expect(state(at_form)).to_contain_text("内容已留在本机")
    again = at_form.context.new_page()
    at_form.close()  # without asking, as a crash does
    open_form(again, site, project)
    banner = again.locator("#recover")
    expect(banner).to_have_role("alert")
    expect(banner).to_contain_text("有 3 处修改没有保存")
    banner.get_by_role("button", name="恢复").click()
    expect(banner).to_be_hidden()
    is_saved(again)
    now = table(project).indicators
    assert [row.level3 for row in now] == ["取暖面积", "取暖学校", "供热天数"]
    assert now[0].value == "≥6000㎡"
    again.reload()
    expect(rows(again)).to_have_count(3)
    expect(banner).to_be_hidden()


def test_what_a_crash_left_may_be_thrown_away(at_form, site, project):
    nothing_arrives(at_form)
    cell(at_form, "head", "purpose").fill("不要的文字")
    expect(state(at_form)).to_contain_text("内容已留在本机")
    again = at_form.context.new_page()
    at_form.close()
    open_form(again, site, project)
    again.get_by_role("button", name="不要了").click()
    again.reload()
    expect(again.locator("[data-help]")).to_be_visible()
    assert again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []
    expect(cell(again, "head", "purpose")).to_have_value("支付学校冬季取暖费用")


def test_a_tab_with_unsaved_work_asks_before_it_closes(at_form, project):
    asked = []
    at_form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    nothing_arrives(at_form)
    cell(at_form, "head", "purpose").fill("还没有保存")
    at_form.close(run_before_unload=True)
    expect(state(at_form)).to_contain_text("内容已留在本机")
    assert asked == ["beforeunload"]
    at_form.unroute("**/save/")
    at_form.get_by_role("button", name="再试一次").click()
    is_saved(at_form)
    assert table(project).purpose == "还没有保存"


def test_a_link_waits_for_the_save(at_form, project):
    cell(at_form, "head", "purpose").fill("支付取暖费")
    at_form.get_by_role("link", name="历史版本").click()
    at_form.wait_for_url("**/history/")
    assert table(project).purpose == "支付取暖费"


def test_a_table_sent_for_review_keeps_the_text_here_until_it_comes_back(at_form, project):
    project.versions.update(status=Status.REPLIED, frozen=b"{}")
    cell(at_form, "head", "purpose").fill("支付取暖费")
    expect(state(at_form)).to_contain_text("不能改写")
    expect(cell(at_form, "head", "purpose")).to_have_value("支付取暖费")
    project.versions.update(status=Status.DRAFT, frozen=None)
    look_again(at_form)
    is_saved(at_form)
    assert table(project).purpose == "支付取暖费"


def test_what_is_not_fetched_for_two_months_is_kept_no_longer(at_form, site, project):
    month = 31 * 24 * 3600 * 1000
    at_form.evaluate(f"localStorage.setItem('draft:1:a:b', JSON.stringify({{at: Date.now() - {2 * month}}}))")
    at_form.evaluate(f"localStorage.setItem('draft:1:c:d', JSON.stringify({{at: Date.now() - {month}}}))")
    open_form(at_form, site, project)
    at_form.wait_for_function("() => localStorage.getItem('draft:1:a:b') === null")
    assert at_form.evaluate("localStorage.getItem('draft:1:c:d')")


@pytest.mark.parametrize("refused", [False, True])
def test_a_row_added_and_deleted_in_one_save_comes_back_and_is_saved(at_form, project, refused):
    if refused:
        answer = {"status": 400, "json": {"error": "bad", "message": "没有看懂"}}
        at_form.route("**/save/", lambda route: route.fulfill(**answer), times=1)
    cell(at_form, table(project).indicators[0], "basis").focus()
    at_form.keyboard.press("Control+Enter")
    at_form.keyboard.type("供热天数")
    at_form.keyboard.press("Control+Delete")
    expect(state(at_form)).to_contain_text("没有看懂" if refused else "已保存")
    at_form.keyboard.press("Control+z")
    is_saved(at_form)
    assert [row.level3 for row in table(project).indicators][1] == "供热天数"


def test_a_page_that_a_gateway_sends_instead_is_a_refusal_and_no_broken_line(at_form):
    page = {"status": 413, "content_type": "text/html", "body": "<h1>Request Entity Too Large</h1>"}
    at_form.route("**/save/", lambda route: route.fulfill(**page))
    cell(at_form, "head", "purpose").fill("支付取暖费")
    expect(state(at_form)).to_contain_text("未保存：服务器没有接受这次保存，内容已留在本机")


def test_what_was_refused_and_is_typed_no_more_is_not_called_unsaved(at_form, project):
    answer = {"status": 400, "json": {"error": "bad", "message": "一格最多50000字"}}
    at_form.route("**/save/", lambda route: route.fulfill(**answer))
    cell(at_form, "head", "purpose").fill("太长")
    expect(state(at_form)).to_contain_text("未保存：一格最多50000字")
    cell(at_form, "head", "purpose").fill(table(project).purpose)
    expect(state(at_form)).not_to_contain_text("未保存")


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (429, "保存得太频繁，系统稍后再存"),
        (503, "服务器暂时没有答复"),
        (507, "服务器的磁盘已满，请告知系统管理员"),
    ],
)
def test_why_it_is_not_saved_is_said_and_it_is_saved_as_soon_as_it_can_be(at_form, project, status, why):
    troubles = [status]
    answered = lambda route: route.fulfill(status=troubles.pop()) if troubles else route.continue_()  # noqa: E731
    at_form.route("**/save/", answered)
    cell(at_form, "head", "purpose").fill("支付取暖费")
    expect(state(at_form)).to_contain_text(f"未保存：{why}，内容已留在本机")
    expect(state(at_form)).to_contain_text("已保存")
    assert table(project).purpose == "支付取暖费"


def test_half_a_word_is_not_saved_when_the_line_comes_back(at_form, project):
    sent = []
    at_form.on("request", lambda one: one.url.endswith("/save/") and sent.append(one.post_data))
    nothing_arrives(at_form)
    row = table(project).indicators[0]
    cell(at_form, "head", "purpose").fill("支付取暖费")
    expect(state(at_form)).to_contain_text("未保存：网络中断")
    cell(at_form, row, "level3").fill("")
    keyboard = at_form.context.new_cdp_session(at_form)
    keyboard.send("Input.imeSetComposition", {"text": "mianji", "selectionStart": 6, "selectionEnd": 6})
    expect(cell(at_form, row, "level3")).to_have_value("mianji")
    expect(at_form.get_by_role("button", name="再试一次")).to_be_visible()  # no attempt is under way
    attempts = len(sent)
    at_form.unroute("**/save/")
    at_form.wait_for_timeout(1000 * (PAUSES[min(attempts, len(PAUSES)) - 1] + 2))
    assert len(sent) == attempts
    keyboard.send("Input.insertText", {"text": "面积"})
    is_saved(at_form)
    assert not any("mianji" in one for one in sent)
    assert (table(project).purpose, table(project).indicators[0].level3) == ("支付取暖费", "面积")


def test_who_signed_in_on_the_spot_can_sign_out(at_form):
    Session.objects.all().delete()
    cell(at_form, "head", "purpose").fill("支付取暖费")
    dialog = at_form.get_by_role("dialog")
    dialog.get_by_label("用户名").fill("drafter")
    dialog.get_by_label("密码").fill(PASSWORD)
    at_form.keyboard.press("Enter")
    is_saved(at_form)
    at_form.get_by_role("button", name="退出").click()
    expect(at_form.get_by_role("heading", level=1, name="登录")).to_be_visible()
