"""The pages of the budget list: upload, look, confirm once, and say by hand which table a line is."""

import io
import re

import pytest
from django.urls import reverse

from projects.importing.limits import Limits
from projects.importing.sheet_rows import read_rows
from projects.models import BudgetList, BudgetProject, Job
from projects.review.budget_rows import HEADS
from tests.people import make_district, make_project, make_table, make_user
from tests.projects.review.lists import HEAD, line, listed, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, reviewer):
    client.force_login(reviewer)


def url(district, name="budget_list", year=2025):
    return reverse(name, args=[district.code, year])


def upload(client, district, *rows, **named):
    file = workbook(*rows, **named)
    response = client.post(url(district, "budget_list_upload"), {"file": file}, follow=True)
    return response, response.content.decode()


def confirm(client, district, response, year=2025):
    sent = {"said": response.context["said"]}
    return client.post(url(district, "budget_list_confirm", year), sent, follow=True).content.decode()


def say(client, district, one, project=None, **more) -> str:
    sent = {"line": one.pk} | ({"project": project.pk} if project else {}) | more
    return client.post(url(district, "budget_list_link"), sent, follow=True).content.decode()


def test_a_list_comes_in_after_a_look_and_only_once(client, district, department):
    make_project(district, department)
    response, told = upload(
        client, district, ("", "义务教育学校取暖", "财政局", 34.32), ("P9", "校车", "财政局", 5)
    )
    assert "读到 2 个项目，合计 39.32 万元" in told
    assert "第一版清单" in told
    assert not BudgetList.objects.exists(), "nothing before it is confirmed"
    assert "已导入第1版清单，共 2 个项目" in confirm(client, district, response)
    assert "清单与现有的相同，没有改动" in confirm(client, district, response)
    assert BudgetProject.objects.count() == 2
    text = client.get(url(district)).content.decode()
    assert "按部门和名称" in text
    assert "没有表" in text


def test_a_new_list_has_the_tables_compared_in_the_background(client, district, department):
    response, _ = upload(client, district, ("", "校车", "财政局", 5))
    confirm(client, district, response)
    [job] = Job.objects.filter(kind=Job.Kind.COMPARE)
    assert job.owner.is_system


def test_another_list_is_shown_with_what_it_changes(client, district, department, reviewer):
    listed(district, reviewer, line("甲", "1", "1"), line("乙", "2", "2"))
    response, told = upload(client, district, ("2", "乙", "财政局", 3), ("3", "丙", "水务局", 4))
    assert "新增 1 个，减少 1 个，金额变动 1 个" in told
    assert "有 1 个部门不是本区划的部门" in told
    assert "水务局" in told
    confirm(client, district, response)
    assert BudgetList.objects.count() == 2


def test_who_confirms_after_a_colleague_was_faster_is_told(client, district, department, reviewer):
    response, _ = upload(client, district, ("", "校车", "财政局", 5))
    listed(district, reviewer, line("别的"))
    assert "请重新上传" in confirm(client, district, response)
    assert BudgetProject.objects.get().name == "别的"


def test_a_list_in_yuan_is_told_and_shown_in_wan(client, district, department):
    _, told = upload(client, district, ("", "校车", "财政局", 1234500), head=(*HEAD[:3], "预算数（元）"))
    assert "金额单位是元，已换算为万元" in told
    assert "合计 123.45 万元" in told


def test_everything_wrong_is_said_at_once_and_nothing_can_be_confirmed(client, district, department):
    _, told = upload(
        client, district, ("1", "甲", "财政局", "=A1"), ("1", "", "财政局", "约5"), ("合计", "", "", "x")
    )
    assert "清单里有 4 处要改" in told
    assert "第2行 D 列填的是“=A1”，是公式" in told
    assert "确认导入" not in told


@pytest.mark.parametrize(
    ("head", "said"),
    [(("甲", "乙", "丙", "丁"), "标题行应有这些列"), (HEAD, "清单里没有项目")],
)
def test_a_workbook_without_a_head_or_a_project_is_refused(client, district, head, said):
    assert said in upload(client, district, head=head)[1]


def test_what_is_no_workbook_is_refused_in_a_sentence(client, district):
    file = io.BytesIO(b"a,b")
    file.name = "清单.csv"
    answer = client.post(url(district, "budget_list_upload"), {"file": file}, follow=True)
    assert "另存为 .xlsx" in answer.content.decode()
    answer = client.post(url(district, "budget_list_upload"), {}, follow=True)
    assert "请先选择填好的 Excel 清单" in answer.content.decode()


def test_a_confirmation_of_somebody_else_or_of_another_year_is_not_taken(client, district, department):
    response, _ = upload(client, district, ("", "校车", "财政局", 5))
    assert "重新上传" in confirm(client, district, response, 2024)
    client.force_login(make_user("second", "replier", district=district))
    assert "重新上传" in confirm(client, district, response)
    assert not BudgetList.objects.exists()


@pytest.mark.parametrize("role", ["drafter", "head", "publisher"])
def test_other_roles_are_told_who_imports(client, district, department, reviewer, role):
    listed(district, reviewer, line())
    client.force_login(make_user(role, role, department=department))
    for name in ("budget_list", "budget_list_template"):
        answer = client.get(url(district, name))
        assert answer.status_code == 403
        assert "预算项目清单由财政部门" in answer.content.decode()
    for name in ("budget_list_upload", "budget_list_confirm", "budget_list_link"):
        assert client.post(url(district, name)).status_code == 403


def test_a_neighbours_bureau_and_strangers_find_nothing(client, district, reviewer, stranger):
    listed(district, reviewer, line())
    door = make_user("door", "replier", district=make_district("邻区", "next"))
    for who in (stranger, door):
        client.force_login(who)
        assert client.get(url(district)).status_code == 404
        assert client.post(url(district, "budget_list_link")).status_code == 404


def test_the_template_has_the_columns(client, district):
    answer = client.get(url(district, "budget_list_template"))
    found = read_rows(io.BytesIO(answer.content), Limits(), HEADS)
    assert [found.heads[sheet] for sheet in found.heads] == [
        {
            "code": "项目编码",
            "name": "项目名称（必填）",
            "department": "部门",
            "total": "预算数（万元）（必填）",
        }
    ]


def test_a_line_is_linked_by_hand_and_the_link_taken_back(client, district, department, reviewer):
    project = make_project(district, department, table=make_table(name="校车服务", code=""))
    listed(district, reviewer, line("接送学生"), line("校车服务", code="8"))
    one, other = BudgetProject.objects.order_by("position")
    asked = client.get(url(district), {"line": one.pk}).content.decode()
    assert "指定“接送学生”的表" in asked
    assert "已对应清单其他行的表" in asked
    assert "“接送学生”已对应到指定的表" in say(client, district, one, project)
    assert "人工指定" in client.get(url(district)).content.decode()
    assert "已指定给清单里的“接送学生”" in say(client, district, other, project)
    assert "改为自动对应" in say(client, district, one, undo=1)
    one.refresh_from_db()
    assert one.project is None


def test_a_table_that_it_might_be_comes_first(client, district, department, reviewer):
    for code in ("8", "9"):
        make_project(district, department, table=make_table(name="办公经费", code=code))
    make_project(district, department, table=make_table(name="阿姨工资", code="1"))
    listed(district, reviewer, line("办公经费"))
    [one] = BudgetProject.objects.all()
    text = client.get(url(district), {"line": one.pk}).content.decode()
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text, re.DOTALL)
    assert [label for label, _ in groups] == ["可能是这些表", "还没有对应清单的表"]
    assert groups[0][1].count("办公经费") == 2
    assert "财政局，8，34.32万元" in groups[0][1]


@pytest.mark.parametrize("sent", [{}, {"line": "x"}, {"line": "1", "project": "y"}, {"project": "z"}])
def test_nonsense_links_nothing(client, district, reviewer, sent):
    listed(district, reviewer, line())
    assert client.post(url(district, "budget_list_link"), sent).status_code == 302
    assert not BudgetProject.objects.exclude(project=None).exists()


@pytest.mark.parametrize(
    "query", [{"show": "x"}, {"line": "x"}, {"page": "x"}, {"line": "99999999999999999999"}]
)
def test_nonsense_in_the_address_counts_as_not_asked(client, district, reviewer, query):
    listed(district, reviewer, line())
    assert client.get(url(district), query).status_code == 200


def test_the_list_narrows_to_what_is_to_be_done(client, district, department, reviewer):
    make_project(district, department, table=make_table(name="取暖", code=""))
    listed(district, reviewer, line("取暖", "50"), line("缺的"))
    for show, name in (("missing", "缺的"), ("differs", "取暖"), ("pending", "取暖")):
        lines = client.get(url(district), {"show": show}).context["page"]
        assert [one.listed.name for one in lines] == [name]


def test_a_list_of_2000_projects_is_shown_a_page_at_a_time(client, district, department, reviewer):
    listed(district, reviewer, *(line(f"项目{number}", code=f"Q{number}") for number in range(2000)))
    page = client.get(url(district), {"page": "10"}).context["page"]
    assert [one.listed.name for one in page][-1] == "项目1999"
    assert page.paginator.num_pages == 10


def test_a_name_in_the_list_cannot_break_out_of_the_page(client, district, department):
    response, told = upload(client, district, ("", "<script>x</script>", "<b>", 5))
    assert "<script>x" not in told
    assert "<script>x" not in confirm(client, district, response)
