"""What is half typed on the pages of a review stays, whatever other form, cell or reload comes in between."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import Assessment, FeedbackThread
from projects.review.assessing import WRITTEN, save_assessment
from projects.review.returning import answer
from projects.rules.examples import changed, set_cells
from projects.workflow import Action
from tests.e2e.drafting import sit_down
from tests.e2e.visiting import examine
from tests.people import PASSWORD
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import a_pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HINTED = changed(set_cells("社会效益指标", level3="河流水质达标率"))  # with something to be ticked
KEPT = "Object.keys(sessionStorage).filter((key) => key.startsWith('keep:'))"
SHIFTS = """new PerformanceObserver(list => { window.shifts = (window.shifts || 0) + list.getEntries()
  .reduce((sum, one) => sum + one.value, 0) }).observe({type: "layout-shift", buffered: true})"""


@pytest.fixture
def cast(district, department):
    return make_cast(district, department, HINTED)


@pytest.fixture
def reviewing(page, site, cast):
    """The reviewer at a submitted table, one remark at its first value."""
    cast.submitted()
    cast.remark("取暖面积请附依据")
    return opened(page, site, cast, "review", cast.reviewer)


@pytest.fixture
def answering(page, site, cast):
    """The drafter at a checklist of three items."""
    cast.submitted()
    for number in range(3):
        cast.remark(f"请附依据{number}", number=number)
    cast.does(Action.RETURN, cast.reviewer, why="请按意见修改。")
    return opened(page, site, cast, "checklist", cast.drafter)


@pytest.fixture
def assessing(page, site, cast):
    return opened(page, site, cast, "assessment", cast.drafter)


def opened(page, site, cast, name, who):
    sit_down(page, site, who)
    page.goto(site.url + reverse(name, args=[cast.project.pk]))
    return page


def plus(page, cast, number=1, cell="value"):
    """＋ at a cell."""
    return page.locator(f'[id="say-{cast.rows()[number].id}.{cell}"]')


def more(page, thread):
    return page.locator(f"#more-{thread.pk}")


def verdict(page):
    return page.get_by_label("完整性", exact=True)


def opinion(page):
    return page.get_by_label("综合意见")


def why(page):
    return page.get_by_label("原因（一句话", exact=False)


def tick(page):
    return page.get_by_role("group", name="列入清单的检查结果").get_by_role("checkbox").first


def line(page, number):
    """The answer box of an item of the checklist."""
    return page.locator(f"#line-{number}").get_by_label("答复")


def necessity(page):
    return page.get_by_label("立项必要性")


def remark(page):
    return page.locator("#say-text")


def half_fill(page):
    verdict(page).select_option("符合")
    opinion(page).fill("目标与内容相符")
    why(page).fill("请补依据")
    tick(page).check()


def expect_half_filled(page):
    expect(verdict(page).locator("option:checked")).to_have_text("符合")
    expect(opinion(page)).to_have_value("目标与内容相符")
    expect(why(page)).to_have_value("请补依据")
    expect(tick(page)).to_be_checked()


def test_a_remark_at_a_cell_leaves_a_half_filled_review_alone(reviewing, cast):
    page = reviewing
    half_fill(page)
    plus(page, cast).click()
    expect_half_filled(page)
    remark(page).fill("请写明文号")
    page.get_by_role("button", name="反馈意见（部门可见）").click()
    expect(page.get_by_text("反馈意见已保存。")).to_be_visible()
    expect_half_filled(page)
    expect(remark(page)).to_have_value("")


def test_a_half_typed_remark_goes_to_the_next_cell_that_is_chosen(reviewing, cast):
    page = reviewing
    plus(page, cast).click()
    expect(remark(page)).to_be_focused()
    page.keyboard.type("请写明")
    plus(page, cast, cell="basis").click()
    expect(remark(page)).to_be_focused()
    page.keyboard.type("文号")
    expect(remark(page)).to_have_value("请写明文号")


def test_what_is_settled_takes_no_half_typed_remark_along(reviewing, cast):
    page, [thread] = reviewing, FeedbackThread.objects.all()
    half_fill(page)
    remark(page).fill("请写明文号")
    page.get_by_text("答复", exact=True).click()
    more(page, thread).fill("已看过")
    page.get_by_role("button", name="确认解决").click()
    expect(page.get_by_text("已确认解决。")).to_be_visible()
    expect_half_filled(page)
    expect(remark(page)).to_have_value("请写明文号")
    expect(more(page, thread)).to_have_value("已看过")
    expect(more(page, thread)).to_be_visible()


def test_what_was_sent_does_not_come_back(reviewing, site, cast):
    page = reviewing
    half_fill(page)
    page.get_by_role("button", name="退回修改").click()
    expect(page.locator(".badge-status")).to_have_text("退回修改")
    for position in (1, 2):
        answer(cast.version.pk, position, "已核对", cast.drafter, uuid4())
    cast.submitted()  # the very same text once more
    page.goto(site.url + reverse("review", args=[cast.project.pk]))
    expect(why(page)).to_have_value("")
    expect(tick(page)).not_to_be_checked()
    assert page.evaluate(KEPT) == []


def test_the_page_of_a_refusal_is_right_and_is_kept_from_there(reviewing, cast):
    page = reviewing
    cast.settle()
    page.reload()
    half_fill(page)
    page.evaluate("""document.addEventListener("submit", () => {
        for (const key of Object.keys(sessionStorage))
            sessionStorage[key] = sessionStorage[key].replaceAll("目标与内容相符", "别的内容");
    })""")
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_role("alert")).to_contain_text("没有办理")
    page.problems.clear()  # a refusal is a 409
    expect_half_filled(page)
    plus(page, cast).click()
    expect(remark(page)).to_be_focused()
    expect_half_filled(page)


def test_where_the_session_had_ended_one_signs_in_and_goes_on(reviewing, cast):
    page = reviewing
    cast.reviewer.set_password(PASSWORD)
    cast.reviewer.save()
    half_fill(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="退回修改").click()
    page.get_by_label("用户名").fill(cast.reviewer.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect_half_filled(page)


def test_who_sits_down_next_finds_nothing_of_it(reviewing, site, cast):
    page = reviewing
    half_fill(page)
    remark(page).fill("内部的话")
    sit_down(page, site, cast.second)
    page.reload()
    for field in (opinion(page), why(page), remark(page)):
        expect(field).to_have_value("")
    expect(tick(page)).not_to_be_checked()
    sit_down(page, site, cast.reviewer)
    page.reload()
    expect_half_filled(page)
    expect(remark(page)).to_have_value("内部的话")


def test_what_was_emptied_stays_empty(reviewing):
    page = reviewing
    remark(page).fill("请写明文号")
    remark(page).fill("")
    page.reload()
    expect(remark(page)).to_have_value("")
    assert page.evaluate(KEPT) == []


def test_each_answer_of_a_checklist_waits_for_its_own_button(answering):
    page = answering
    line(page, 2).fill("按合同填写")
    line(page, 3).fill("按验收单填写")
    page.locator("#line-3").get_by_role("button", name="保存答复").click()
    expect(page.get_by_text("第3条的答复已保存。")).to_be_visible()
    expect(line(page, 2)).to_have_value("按合同填写")
    expect(line(page, 3)).to_have_value("")
    page.locator("#line-2").get_by_role("button", name="保存答复").click()
    expect(page.get_by_text("第2条的答复已保存。")).to_be_visible()
    expect(line(page, 2)).to_have_value("")


def test_a_file_that_is_uploaded_takes_no_text_along(assessing):
    page = assessing
    necessity(page).fill("课桌椅已使用满8年")
    page.get_by_label("评估结论").select_option("建议支持")
    page.locator('input[type="file"]').set_input_files(
        {"name": "报告.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("已上传“报告.pdf”。")).to_be_visible()
    expect(necessity(page)).to_have_value("课桌椅已使用满8年")
    expect(page.get_by_label("评估结论").locator("option:checked")).to_have_text("建议支持")
    page.get_by_role("button", name="保存评估内容").click()
    expect(page.get_by_text("评估内容已保存。")).to_be_visible()
    assert Assessment.objects.get().necessity == "课桌椅已使用满8年"
    assert page.evaluate(KEPT) == []


def test_what_a_colleague_wrote_meanwhile_stays_above_ones_own(assessing, cast):
    page = assessing
    necessity(page).fill("课桌椅已使用满8年")
    said = dict.fromkeys(WRITTEN, "") | {"necessity": "列入教育规划", "economy": "比价", "assessed_on": None}
    save_assessment(cast.version, said, 0, cast.colleague)
    for _ in range(2):  # and not once more at each reload
        page.reload()
        expect(necessity(page)).to_have_value("列入教育规划\n课桌椅已使用满8年")
    expect(page.get_by_label("投入经济性")).to_have_value("比价")


@pytest.mark.parametrize("slower", [1, 8])
def test_a_cell_that_is_chosen_is_marked_and_the_cursor_stands_ready(reviewing, cast, slower):
    page, marked = reviewing, reviewing.locator(".talked-about")
    machine = page.context.new_cdp_session(page)
    machine.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    remark(page).fill("请写明")
    plus(page, cast, 3).click()
    expect(remark(page)).to_be_focused()
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text(cast.rows()[3].value)
    expect(marked).to_be_in_viewport()
    page.keyboard.type("文号")
    expect(remark(page)).to_have_value("请写明文号")
    machine.detach()  # and is as fast as ever
    opinion(page).focus()
    expect(remark(page)).not_to_be_focused()
    plus(page, cast, 3).click()  # the same once more: no page comes
    expect(remark(page)).to_be_focused()
    examine(page)


def test_nothing_moves_where_something_comes_back(reviewing):
    page, [thread] = reviewing, FeedbackThread.objects.all()
    half_fill(page)
    page.get_by_text("答复", exact=True).click()
    more(page, thread).fill("已看过")
    page.add_init_script(SHIFTS)
    page.reload()
    expect(more(page, thread)).to_be_visible()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert not page.evaluate("window.shifts")


def test_the_links_follow_the_button_closely(reviewing):
    page = reviewing
    page.get_by_role("button", name="领办").click()
    expect(page.get_by_text("已领办。")).to_be_visible()
    button = page.locator(".toolbar").get_by_role("button", name="取消领办").bounding_box()
    link = page.locator(".toolbar a").first.bounding_box()
    assert 0 < link["x"] - button["x"] - button["width"] < 40
