"""The board and the budget list in a real browser: upload, confirm, link by hand, see what is missing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects import demo
from projects.adding import NewProject, add_projects
from projects.models import Deadline, FeedbackThread, TableVersion
from projects.storing import table_of
from projects.tables import to_canonical
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD, make_framework, make_user
from tests.projects.review.lists import workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

STATES = ("draft", "returned", "unit_review", "performance_review", "approved", "replied", "replied")


@pytest.fixture
def tables(district):
    """The demo's tables in every state, in eleven departments; the finance bureau at its desk."""
    bureau = make_user("hetao", "performance_reviewer", PASSWORD, district=district)
    names = ("财政局", "教育局", "水务局", "农业农村局", "卫生健康局", "民政局", "住房和城乡建设局")
    names += ("交通运输局", "文化旅游局", "应急管理局", "芦台经济开发区市政公用事业管理中心")
    departments = [district.departments.create(code=f"{n:03}", name=name) for n, name in enumerate(names)]
    found = [table for table, _ in demo.tables()] * 2
    new = [NewProject(table, departments[n * n % 10]) for n, table in enumerate(found)]
    versions = add_projects(new, make_framework(district), bureau)
    today = timezone.now()
    for number, version in enumerate(versions):
        status = STATES[number * 3 % 7]
        frozen = None if status in ("draft", "returned") else to_canonical(table_of(version))
        since = today - timedelta(days=number % 17)
        TableVersion.objects.filter(pk=version.pk).update(status=status, frozen=frozen, status_since=since)
    for step, days in (("drafting", -5), ("review", -1), ("reply", 9)):
        due = today.date() + timedelta(days=days)
        Deadline.objects.create(district=district, year=2025, step=step, due=due)
    FeedbackThread.objects.create(project=versions[0].project, opened_by=bureau, side="finance")
    return versions


def listing(tables):
    """A list of most tables, of one with another amount and of projects that have none."""
    rows = [
        (version.code, version.name, str(version.project.department), version.total or 1)
        for version in tables[: len(tables) // 2 : 2]
    ]
    rows[1] = (*rows[1][:3], (rows[1][3] or 1) + 5)
    rows += [("", f"尚未申报的项目{n}", "教育局" if n % 2 else "水利局", 20 + n) for n in range(5)]
    return workbook(*rows).getvalue()


def test_a_list_comes_in_is_linked_by_hand_and_the_board_shows_what_is_missing(page, site, district, tables):
    board, budget_list = (reverse(name, args=[district.code, 2025]) for name in ("board", "budget_list"))
    sign_in(page, site, board)
    page.wait_for_url(f"**{board}")
    follow(page.get_by_role("link", name="导入清单"))
    examine(page)
    file = {"name": "清单.xlsx", "mimeType": "application/octet-stream", "buffer": listing(tables)}
    page.get_by_label("清单（Excel）").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_text("有 1 个部门不是本区划的部门").wait_for()
    examine(page)
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("已导入第1版清单").wait_for()
    examine(page)
    follow(page.get_by_role("link", name="没有表"))
    follow(page.get_by_role("row", name="尚未申报的项目0").get_by_role("link", name="指定表"))
    examine(page)
    page.get_by_label("对应的绩效目标表").select_option(str(tables[1].project_id))
    page.get_by_role("button", name="指定", exact=True).click()
    page.get_by_text("“尚未申报的项目0”已对应到指定的表").wait_for()
    page.goto(site.url + board)
    page.get_by_role("heading", name="没有表（4 个）").wait_for()
    examine(page)
    page.get_by_role("row", name="财政局").get_by_role("link").first.click()
    page.wait_for_url(f"**{reverse('year', args=[district.code, 2025])}?status=*")
    assert budget_list not in page.url
