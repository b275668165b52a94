"""批复通知 and 事前绩效评估 in a real browser, on every screen."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from budget_site.accounts.models import Role
from projects.models import Project
from projects.rules.examples import SOUND
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD, make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import a_pdf, make_letter, make_paper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def cast(district, department, other_department):
    """Three approved tables, a letter to another department, and somebody of the bureau at the desk."""
    made = make_cast(district, department)
    made.approved()
    for name in ("明川区农村地区普通高中学校冬季清洁取暖设施维修养护及运行经费补助", "食堂"):
        replace(made, project=make_project(district, department, table=replace(SOUND, name=name))).approved()
    make_letter(make_project(district, other_department), made.replier, f"芦财绩〔{localdate().year}〕6号")
    make_user("hetao", Role.REPLIER, PASSWORD, district=district)
    return made


def test_the_bureau_looks_at_a_letter_and_issues_it(page, site, cast):
    sign_in(page, site, reverse("year", args=[cast.district.code, 2025]))
    follow(page.get_by_role("link", name="批复通知"))
    examine(page)
    follow(page.get_by_role("link", name="批复：财政局"))
    number = f"芦财绩〔{localdate().year}〕7号"
    assert page.get_by_label("文号").input_value() == number
    examine(page)
    page.get_by_role("checkbox", name="批复 食堂").uncheck()
    page.get_by_role("button", name="预览通知").click()
    page.get_by_text("预览（还没有批复）").wait_for()
    assert page.get_by_role("checkbox", name="批复 食堂").is_checked() is False
    examine(page)
    page.get_by_role("button", name="批复", exact=True).click()
    page.get_by_text(f"已批复 2 张表，通知{number}已发给财政局").wait_for()
    page.get_by_text("2 个项目").click()
    page.get_by_role("link", name=f"下载{number}（PDF）").wait_for()
    examine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=f"下载{number}（PDF）").click()
    assert download.value.suggested_filename.startswith(number)


def test_a_drafter_assesses_a_new_project(page, site, district, department, tmp_path):
    cast = make_cast(district, department)
    cast.switch_on(major_amount=SOUND.total.value)
    Project.objects.filter(pk=cast.project.pk).update(is_new=True)
    make_paper(
        cast.project, cast.drafter, "关于本项目的事前绩效评估报告（征求意见稿，附专家论证意见和测算表）.pdf"
    )
    cast.also(make_user("hetao", None, PASSWORD), Role.DRAFTER, department=department)
    sign_in(page, site, reverse("assessment", args=[cast.project.pk]))
    page.get_by_text("还缺立项必要性").wait_for()
    examine(page)
    page.get_by_label("立项必要性").fill("校舍取暖设施老化，县政府工作报告列入民生事项。")
    page.get_by_label("评估结论").select_option("support")
    page.get_by_role("button", name="保存评估内容").click()
    page.get_by_text("评估内容已保存").wait_for()
    report = tmp_path / "评估报告.pdf"
    report.write_bytes(a_pdf())
    page.get_by_label("评估材料").set_input_files(report)
    page.get_by_role("button", name="上传").click()
    page.get_by_text("已上传“评估报告.pdf”").wait_for()
    examine(page)
    page.get_by_role("button", name="移除：评估报告.pdf").click()
    page.get_by_text("已移除“评估报告.pdf”").wait_for()


def test_the_way_of_review_is_set(page, site, cast):
    sign_in(page, site, reverse("review_setup", args=[cast.district.code]))
    examine(page)
    page.get_by_label("需要单位审核").check()
    page.get_by_label("重大项目起点").fill("500")
    page.get_by_role("button", name="保存审核流程").click()
    page.get_by_text("审核流程已保存").wait_for()
    page.get_by_role("link", name="年度设置").click()
    page.get_by_text("新增项目达到 500 万元的须先评估").wait_for()
    examine(page)
