"""The full cycle in a real browser: from a Word file through a return at three cells to the reply."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from budget_site.accounts.models import Role
from projects.models import Project, Status
from projects.rendering import word
from projects.rules.examples import SOUND
from tests.e2e.drafting import cell, is_saved, sit_down
from tests.e2e.visiting import examine, follow
from tests.people import make_district, make_framework, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
CELLS = (("value", "数量请与采购方案核对"), ("basis", "请写明文号"), ("description", "请说明计算方法"))


@pytest.fixture
def district(db):
    """The one that the table is of."""
    return make_district("明川区", "mingchuan")


@pytest.fixture
def people(district, department):
    make_framework(district, tree="2021")
    return {
        Role.DRAFTER: make_user("经办", Role.DRAFTER, department=department),
        Role.PERFORMANCE_REVIEWER: make_user("绩效", Role.PERFORMANCE_REVIEWER, district=district),
        Role.REPLIER: make_user("预算", Role.REPLIER, district=district),
    }


def at(page, site, name, *args):
    page.goto(site.url + reverse(name, args=args))


def test_from_last_years_file_to_the_reply(page, site, district, department, people, tmp_path):
    file = tmp_path / "上年.docx"
    file.write_bytes(word.render([replace(SOUND, purpose="")], "上年"))
    drafter, reviewer = people[Role.DRAFTER], people[Role.PERFORMANCE_REVIEWER]

    sit_down(page, site, drafter)
    at(page, site, "import_new", district.code, 2025)
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="上传并识别").click()
    page.get_by_text("识别出 1 张表").wait_for()
    page.locator('input[name^="take-"]').check()
    if (guess := page.get_by_label("标“建议”的部门已逐张核对")).count():
        guess.check()
    page.get_by_role("button", name="导入勾选的表").click()
    page.get_by_text("新建 1 个项目").wait_for()
    project = Project.objects.get()

    at(page, site, "step", project.pk, "submit")
    expect(page.get_by_role("alert")).to_contain_text("还不能办理送审")
    examine(page)
    page.get_by_role("link", name="继续填写").click()
    cell(page, "head", "purpose").fill("为3所普通高中更换使用满8年的课桌椅1200套，每套380元。")
    is_saved(page)
    at(page, site, "project_findings", project.pk)
    for reason in page.locator('[name^="reason-"]').all():
        reason.fill("与部门核对过，按实际情况填写。")
    follow(page.get_by_role("button", name="保存理由"))
    at(page, site, "project", project.pk)
    follow(page.get_by_role("link", name="送审"))
    follow(page.get_by_role("button", name="送审"))
    expect(page.get_by_text("待绩效审核")).to_be_visible()

    sit_down(page, site, reviewer)
    at(page, site, "project", project.pk)
    follow(page.get_by_role("link", name="审核", exact=True))
    examine(page)
    row = project.versions.get().indicators.first()
    for name, text in CELLS:
        page.locator(f'[id="say-{row.id}.{name}"]').click()
        page.get_by_label("提意见").fill(text)
        follow(page.get_by_role("button", name="反馈意见（部门可见）"))
        expect(page.get_by_text("反馈意见已保存。")).to_be_visible()
    page.get_by_label("原因（一句话", exact=False).fill("请逐条修改后再送审。")
    page.get_by_role("button", name="退回修改").click()
    expect(page.locator(".badge-status")).to_have_text("退回修改")

    sit_down(page, site, drafter)
    at(page, site, "project", project.pk)
    follow(page.get_by_role("link", name="逐条处理"))
    examine(page)
    follow(page.get_by_role("link", name="的指标值确定依据"))
    field = cell(page, row, "basis")
    expect(page.locator("#returned")).to_contain_text("还有 3 条")
    field.fill("《课桌椅采购方案》（明教〔2024〕18号）")
    is_saved(page)
    expect(page.locator("#returned")).to_contain_text("还有 2 条")
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.dataset.cell") in ("value", "description")
    follow(page.get_by_role("link", name="逐条答复"))
    for answer in ("采购方案就是1200套", "按验收单统计"):
        line = page.locator(".lines > li.open").first
        line.get_by_label("答复").fill(answer)
        follow(line.get_by_role("button", name="保存答复"))
    follow(page.get_by_role("link", name="送审"))
    follow(page.get_by_role("button", name="送审"))

    sit_down(page, site, reviewer)
    at(page, site, "review", project.pk)
    since = page.get_by_role("region", name="自上次退回以来")
    for told in (*(text for _, text in CELLS), "采购方案就是1200套", "按验收单统计", "《课桌椅采购方案》"):
        expect(since).to_contain_text(told)
    examine(page)
    while (button := page.get_by_role("button", name="确认解决").first).count():
        follow(button)
    for criterion in ("完整性", "相关性", "适当性", "可行性"):
        page.get_by_label(criterion, exact=True).select_option("符合")
    page.get_by_label("等级", exact=True).select_option("优")
    page.get_by_role("button", name="审核通过").click()
    expect(page.locator(".badge-status")).to_have_text("审核通过")

    sit_down(page, site, people[Role.REPLIER])
    at(page, site, "project", project.pk)
    follow(page.get_by_role("link", name="办理批复"))
    follow(page.get_by_role("link", name="批复：财政局"))
    page.locator('input[name="project"]').first.check()
    page.get_by_label("文号").fill("芦财绩〔2025〕1号")
    examine(page)
    page.get_by_role("button", name="批复", exact=True).click()
    expect(page.get_by_text("芦财绩〔2025〕1号").first).to_be_visible()
    assert project.versions.get().status == Status.REPLIED

    sit_down(page, site, drafter)
    at(page, site, "inbox")
    page.get_by_role("link", name="通知").click()
    expect(page.get_by_text("已批复").first).to_be_visible()
    examine(page)
    at(page, site, "timeline", project.pk)
    expect(page.get_by_text(re.compile("批复（.+号），现为“已批复”"))).to_be_visible()
    examine(page)
