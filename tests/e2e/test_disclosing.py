"""The staff's pages of a disclosure in a real browser: from figures to an edition, each page examined."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from budget_site.accounts.models import Role
from disclosures.editing.drafts import begin
from disclosures.editing.signing import sign_off
from disclosures.figures import Figures, as_json
from disclosures.models import DisclosureClock, DisclosureDraft, Edition, RegisterEntry, SignOff, YearFigures
from disclosures.publishing import work
from disclosures.views.looking import look
from projects.rules.examples import SOUND
from projects.tables import Amount
from tests.disclosures.publishing.press import give_figures, make_press
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD, make_project, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TYPED = {"abroad": "18", "purchase": "290000元", "upkeep": "一百", "reception": "113", "goods": "1200.5"}


@pytest.fixture
def press(district, department, other_department):
    made = make_press(district, department)
    made.draft.delete()
    made.replied(replace(SOUND, name="明川区农村地区普通高中学校冬季清洁取暖设施维修养护及运行经费补助"))
    make_project(district, other_department, table=replace(SOUND, name="学校食堂改造"))
    figures = Figures({key: Amount.of(raw) for key, raw in TYPED.items()}, {"abroad_reason": "新增考察任务"})
    for year in (2024, 2025):
        kept = {"figures": as_json(figures), "revision": 1, "changed_by": made.publisher}
        YearFigures.objects.update_or_create(district=district, year=year, defaults=kept)
    DisclosureClock.objects.create(
        district=district, year=2025, began=date(2025, 2, 20), entered_by=made.publisher
    )
    for role in (Role.PUBLISHER, Role.REPLIER):
        user = make_user(f"hetao-{role}", role, PASSWORD, district=district)
        user.name = "李河桃"
        user.save()
    return made


def goes(page, site, press, name="overview", *more):
    page.goto(site.url + reverse(f"disclosure_{name}", args=[press.district.code, 2025, *more]))


def test_a_disclosure_is_composed_step_by_step(page, site, press):
    sign_in(page, site, reverse("year", args=[press.district.code, 2025]), name="hetao-publisher")
    follow(page.get_by_role("link", name="公开", exact=True))
    examine(page)
    page.get_by_role("button", name="开始编制").click()
    page.get_by_text("已按规定的章节和官方写法生成公开稿").wait_for()
    examine(page)
    follow(page.get_by_role("link", name="填写数据"))
    examine(page)
    page.get_by_label("公务用车运行维护费", exact=True).fill("100")
    page.get_by_label("因公出国（境）费用", exact=True).fill("18.5")
    page.get_by_label("因公出国（境）费用增减原因").click()  # what was typed is added up without saving
    page.get_by_role("row", name="“三公”经费合计").get_by_text("260.5").wait_for()
    page.get_by_role("button", name="保存数据").click()
    page.get_by_text("数据已保存").wait_for()
    examine(page)
    goes(page, site, press, "sections")
    page.get_by_role("button", name="下移：安排“三公”经费预算情况").click()
    page.get_by_label("新增一节，标题").fill("其他需要说明的事项")
    page.get_by_role("button", name="新增一节").click()
    page.get_by_role("textbox", name="文字").fill("【年度】年没有其他事项。【没有这个】")
    page.get_by_role("button", name="预览这一节").click()
    page.get_by_text("2025年没有其他事项。【没有这个】").last.wait_for()
    page.get_by_text("可以用的数据").click()
    page.locator("details[open]").first.wait_for()
    examine(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("这一节已保存").wait_for()
    goes(page, site, press, "sections")
    examine(page)


def test_it_is_chosen_checked_and_read(page, site, press):
    draft = begin(press.district, None, 2025, press.publisher)
    draft.sections[5]["text"] = "联系人电话13912345678，传真13912345670。"
    draft.save()
    sign_in(
        page, site, reverse("disclosure_choice", args=[press.district.code, 2025]), name="hetao-publisher"
    )
    page.get_by_label("逐个选定的项目").check()
    page.get_by_role("checkbox", name=f"选定 {SOUND.name}").check()
    examine(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("公开哪些项目已保存").wait_for()
    goes(page, site, press, "checks")
    page.get_by_label("放行的理由").first.fill("对外服务电话")
    examine(page)
    page.get_by_role("button", name="放行：").first.click()
    page.get_by_text("已放行").wait_for()
    examine(page)
    follow(page.get_by_role("link", name="看预览"))
    page.get_by_text("预览稿，没有公开").wait_for()
    examine(page)
    follow(page.get_by_role("link", name="全部项目").first)
    page.get_by_text("预览稿，没有公开").wait_for()
    follow(page.get_by_role("link", name=SOUND.name))
    page.get_by_text("预览稿，没有公开").wait_for()
    examine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word 预览稿").click()
    assert download.value.suggested_filename.endswith("（预览稿）.docx")


def test_it_is_signed_published_and_taken_back(page, site, press):
    give_figures(press.district, 2025, press.publisher)
    begin(press.district, None, 2025, press.publisher)
    sign_in(
        page, site, reverse("disclosure_publish", args=[press.district.code, 2025]), name="hetao-publisher"
    )
    page.get_by_text("还不能公开").wait_for()
    examine(page)
    follow(page.get_by_role("link", name="去审查"))
    examine(page)
    page.get_by_text("以您的姓名签").wait_for()
    draft = DisclosureDraft.objects.get()
    sign_off(draft, look(draft).content, press.reviewer)
    goes(page, site, press, "publish")
    examine(page)
    page.get_by_role("button", name="公开", exact=True).click()
    page.get_by_text("排队等待").wait_for()
    examine(page)
    edition = Edition.objects.get()
    work.do(edition)
    page.get_by_text("清单校验值").wait_for()
    examine(page)
    goes(page, site, press)
    page.get_by_text("第1版已公开，内容没有变化").wait_for()
    examine(page)
    goes(page, site, press, "sign_off")
    examine(page)
    goes(page, site, press, "edition_erase", edition.pk)
    examine(page)
    goes(page, site, press, "edition_withdraw", edition.pk)
    examine(page)
    page.get_by_label("撤回原因").fill("数据来源有误，核实后重新公开。")
    page.get_by_role("button", name="撤回").click()
    page.get_by_text("撤回原因：数据来源有误").wait_for()
    examine(page)
    assert SignOff.objects.count() == 1


def test_times_places_and_sectors_are_kept(page, site, press):
    sign_in(page, site, reverse("disclosure_clock", args=[press.district.code, 2025]), name="hetao-replier")
    page.get_by_label("选择 财政局").check()
    page.get_by_label("起算日都是").fill("2025-02-21")
    examine(page)
    page.get_by_role("button", name="登记起算日").click()
    page.get_by_text("已登记 1 个起算日").wait_for()
    goes(page, site, press, "register")
    page.get_by_label("公开平台").fill("区政府门户网站")
    page.get_by_role("button", name="登记").click()
    page.get_by_text("请填写公开日期").wait_for()
    examine(page)
    page.get_by_label("公开日期").fill("2025-03-01")
    page.get_by_role("button", name="登记").click()
    page.get_by_text("已登记。").wait_for()
    examine(page)
    assert RegisterEntry.objects.count() == 1
    goes(page, site, press, "sectors")
    page.get_by_label("教育局").fill("教育")
    examine(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已改 1 个部门").wait_for()
