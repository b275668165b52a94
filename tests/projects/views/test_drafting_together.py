"""Two people in one table, both with browsers without scripts: nothing is lost, nobody wins silently."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from projects.drafting import presence
from projects.drafting.confirming import ask
from projects.drafting.places import class_value
from projects.models import Recheck
from projects.storing import working
from tests.people import make_project, make_user
from tests.plain import Plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(district, department):
    return make_project(district, department)


def opened_by(user, project) -> Plain:
    client = Client()
    client.force_login(user)
    return Plain.open(client, reverse("draft", args=[project.pk]))


@pytest.fixture
def mine(drafter, project):
    return opened_by(drafter, project)


@pytest.fixture
def theirs(department, project):
    return opened_by(make_user("lisi", "drafter", department=department), project)


def sheet_of(project):
    return working(project.versions.get())


def test_different_cells_merge(mine, theirs, project):
    row = sheet_of(project).indicators[0].id
    theirs.press(typed={"head.name": "他的名称", f"{row}.basis": "他的依据"})
    after = mine.press(typed={"head.purpose": "我的用途", f"{row}.value": "≥1"})
    assert "已保存 " in after.words()
    sheet = sheet_of(project)
    assert (sheet.name, sheet.purpose) == ("他的名称", "我的用途")
    assert (sheet.indicators[0].value, sheet.indicators[0].basis) == ("≥1", "他的依据")


def test_the_same_cell_shows_both_with_who_and_when_and_saving_again_keeps_mine(mine, theirs, project):
    theirs.press(typed={"head.name": "他的名称"})
    asked = mine.press(typed={"head.name": "我的名称", "head.purpose": "我的用途"})
    assert "有 1 处与同事的改动不一致，其余已保存" in asked.words()
    assert "lisi的姓名" in asked.words()
    assert "改为：“他的名称”" in asked.words()
    assert asked["head.name"] == "我的名称"
    assert (sheet_of(project).name, sheet_of(project).purpose) == ("他的名称", "我的用途")
    assert "draft.js" not in asked.text  # the scripts would take what stands in the field for saved
    after = asked.press()
    assert "已保存 " in after.words()
    assert sheet_of(project).name == "我的名称"


def test_or_one_takes_what_the_colleague_wrote(mine, theirs, project):
    theirs.press(typed={"head.name": "他的名称"})
    after = mine.press(typed={"head.name": "我的名称"}).press(ticked=("head.name",))
    assert after["head.name"] == "他的名称"
    assert sheet_of(project).name == "他的名称"


def test_a_third_text_that_came_meanwhile_is_asked_about_again(mine, theirs, project):
    theirs = theirs.press(typed={"head.name": "他的名称"})
    asked = mine.press(typed={"head.name": "我的名称"})
    theirs.press(typed={"head.name": "又一个名称"})
    again = asked.press()
    assert "改为：“又一个名称”" in again.words()
    assert again["head.name"] == "我的名称"


def test_two_classes_for_one_row_are_one_question(mine, theirs, project):
    row = sheet_of(project).indicators[2].id
    theirs.press(typed={f"{row}.class": class_value("产出指标", "质量指标")})
    mine_wanted = class_value("满意度指标", "服务对象满意度指标")
    asked = mine.press(typed={f"{row}.class": mine_wanted})
    assert "有 1 处与同事的改动不一致" in asked.words()
    assert asked[f"{row}.class"] == mine_wanted
    asked.press()
    now = sheet_of(project).indicators[2]
    assert (now.level1, now.level2) == ("满意度指标", "服务对象满意度指标")


def test_a_row_that_was_deleted_while_one_typed_in_it_is_offered_back(mine, theirs, project):
    row = sheet_of(project).indicators[1].id
    theirs.press(f"delete:{row}")
    asked = mine.press(typed={f"{row}.value": "七所", "head.name": "我的名称"})
    assert "lisi的姓名" in asked.words()
    assert "删除了您正在填写的一行" in asked.words()
    assert "七所" in asked.words()
    assert sheet_of(project).name == "我的名称"
    asked.press(f"restore:{row}", {"head.purpose": "也保存"})
    sheet = sheet_of(project)
    assert [one.level3 for one in sheet.indicators] == ["取暖面积", "取暖学校", "室温达标率"]
    assert (sheet.indicators[1].value, sheet.indicators[1].basis) == ("七所", "取暖合同")
    assert sheet.purpose == "也保存"


def test_a_row_that_a_colleague_just_wrote_in_is_not_deleted_unseen(mine, theirs, project):
    row = sheet_of(project).indicators[1].id
    theirs.press(typed={f"{row}.value": "七所"})
    asked = mine.press(f"delete:{row}")
    assert "“取暖学校”刚由lisi的姓名在" in asked.words()
    assert "这次没有删除" in asked.words()
    assert asked[f"{row}.value"] == "七所"
    asked.press(f"delete:{row}")
    assert [one.level3 for one in sheet_of(project).indicators] == ["取暖面积", "室温达标率"]


def test_a_row_that_a_colleague_just_moved_is_not_moved_unseen(mine, theirs, project):
    first, second, _ = (row.id for row in sheet_of(project).indicators)
    theirs.press(f"down:{first}")
    asked = mine.press(f"up:{second}")
    assert [one.level3 for one in sheet_of(project).indicators] == ["取暖学校", "取暖面积", "室温达标率"]
    assert asked.press(f"down:{first}")


def test_two_tabs_of_one_person_count_too(mine, drafter, project):
    other = opened_by(drafter, project)
    other.press(typed={"head.name": "另一页"})
    asked = mine.press(typed={"head.name": "这一页"})
    assert "改为：“另一页”" in asked.words()
    assert asked["head.name"] == "这一页"


def test_one_is_told_who_else_has_the_table_open(mine, theirs, project, department):
    presence.report(project.versions.get(), make_user("wangwu", "drafter", department=department), uuid4())
    assert "wangwu的姓名 也打开了这张表" in Plain.open(mine.client, mine.url).words()


@pytest.fixture
def copied(project):
    """Two cells that came from last year."""
    version = project.versions.get()
    row = working(version).indicators[0]
    marks = {"why": "copied", "version": version}
    again = [Recheck(cell="total", text="34.32万元", reason="金额沿用2024年，请核对", **marks)]
    told = {"reason": "写的是2024年，请核对", "proposal": "2025年取暖合同"}
    again.append(Recheck(row=row.id, cell="basis", text="取暖合同", **told, **marks))
    ask(version, again)
    return row.id


def test_what_came_from_last_year_is_confirmed_or_changed_cell_by_cell(drafter, project, copied):
    page = opened_by(drafter, project)
    assert "请核对 2 处" in page.words()
    page = page.press("confirm:head.total")
    assert "已确认没有变化" in page.words()
    assert "金额沿用2024年" not in page.words()
    page = page.press(f"propose:{copied}.basis")
    assert page[f"{copied}.basis"] == "2025年取暖合同"
    assert "请核对" not in page.words()
    assert project.versions.get().open_rechecks == 0


def test_what_is_confirmed_is_what_was_seen(drafter, theirs, project, copied):
    page = opened_by(drafter, project)
    theirs.press(typed={"head.total": "35万元"})
    page.press("confirm:head.total")
    assert not Recheck.objects.get(cell="total").confirmed_at
