"""A year is set up by lists and a form: all problems at once, nothing before one confirms, nothing twice."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Department, User
from budget_site.idle import EXACT_TO, SEEN
from projects.importing.sheet_list import write_rows
from projects.models import Deadline, TableFramework, TableVersion
from projects.storing import load
from projects.yearly import departments, people
from projects.yearly.revising import Form, affected, copy_form, edit, revise
from tests.people import make_framework, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(district):
    return make_user("keeper", "system_admin", district=district)


def sheet(kind, *rows):
    module = {"departments": departments, "people": people}[kind]
    keys = [head.key for head in module.HEADS]
    data = write_rows(module.HEADS, [dict(zip(keys, row, strict=False)) for row in rows], "名单")
    file = io.BytesIO(data)
    file.name = "名单.xlsx"
    return file


def url(district, name, *more, year=2026):
    return reverse(name, args=[district.code, year, *more])


def upload(client, district, kind, *rows):
    response = client.post(url(district, "new_year_list", kind), {"file": sheet(kind, *rows)}, follow=True)
    return response, response.content.decode()


def confirm(client, district, kind, response):
    sent = {"rows": response.context["rows"]}
    return client.post(url(district, "new_year_list_confirm", kind), sent, follow=True)


def test_departments_come_from_a_list_after_a_look_and_only_once(client, reviewer, district, department):
    client.force_login(reviewer)
    response, told = upload(client, district, "departments", ("101", "水务局"), ("finance", "财政和国资局"))
    assert "新增 1 个，改名 1 个" in told
    assert Department.objects.count() == 1, "nothing before it is confirmed"
    for _ in range(2):
        assert "已导入" in confirm(client, district, "departments", response).content.decode()
    names = {one.code: (one.called_in(2025), one.called_in(2026)) for one in district.departments.all()}
    assert names == {"101": ("水务局", "水务局"), "finance": ("财政局", "财政和国资局")}


def test_each_upload_says_what_to_do_beside_its_field(client, reviewer, keeper, district):
    for who, kind in ((reviewer, "departments"), (keeper, "people")):
        client.force_login(who)
        page = client.get(url(district, "new_year")).content.decode()
        assert "确认前不写入任何内容" in page
        assert f'id="{kind}-file_helptext"' in page
        assert f'aria-describedby="{kind}-file_helptext"' in page


def test_everything_wrong_with_a_list_is_said_at_once_by_sheet_row_and_column(
    client, keeper, district, department
):
    client.force_login(keeper)
    _, told = upload(
        client,
        district,
        "people",
        ("甲", "jia", "经班人", "财政局"),
        ("乙", "yi", "经办人", "不存在局"),
        ("", "bing", "经办人", "财政局"),
        ("丁", "ding", "经办人", ""),
    )
    assert "名单里有 4 处要改" in told
    for part in ("第2行 C 列填的是“经班人”", "第3行 D 列填的是“不存在局”", "第4行 A 列", "第5行 D 列"):
        assert part in told, part
    assert not User.objects.filter(username__in=["jia", "yi", "bing", "ding"]).exists()


def test_people_get_accounts_roles_and_a_password_that_is_shown_once(client, keeper, district, department):
    client.force_login(keeper)
    rows = [("甲", "jia-01", "经办人", "财政局"), ("乙", "yi-01", "绩效科", "")]
    response, told = upload(client, district, "people", *rows)
    assert "新开账号 2 个" in told
    shown = confirm(client, district, "people", response).content.decode()
    user = User.objects.get(username="jia-01")
    assert user.must_change_password
    assert [one.department for one in user.assignments.all()] == [department]
    assert "jia-01" in shown
    assert "只显示一次" in client.get(url(district, "new_year_slip")).content.decode()
    confirm(client, district, "people", response)
    assert User.objects.filter(username="jia-01").count() == 1
    assert user.assignments.count() == 1
    assert "0 个，新增任职 0 项，2 项没有变化" in upload(client, district, "people", *rows)[1]


def slip(client, district) -> str:
    return client.get(url(district, "new_year_slip")).content.decode()


def test_a_double_click_loses_no_initial_password(client, keeper, district, department):
    client.force_login(keeper)
    response, _ = upload(client, district, "people", ("甲", "jia-01", "经办人", "财政局"))
    sent = {"rows": response.context["rows"]}
    for _ in range(2):
        client.post(url(district, "new_year_list_confirm", "people"), sent)
    assert "jia-01" in slip(client, district)
    assert "jia-01" not in slip(client, district)


def test_of_two_clicks_at_the_same_moment_the_later_keeps_the_passwords_of_the_first(
    client, keeper, district, department, monkeypatch
):
    client.force_login(keeper)
    response, _ = upload(client, district, "people", ("甲", "jia-01", "经办人", "财政局"))
    sent, address = {"rows": response.context["rows"]}, url(district, "new_year_list_confirm", "people")
    apply_people = people.apply_people

    def behind_the_first(*arguments):
        monkeypatch.setattr(people, "apply_people", apply_people)
        client.post(address, sent)
        return apply_people(*arguments)

    monkeypatch.setattr(people, "apply_people", behind_the_first)
    session = client.session
    session[SEEN] -= 2 * EXACT_TO
    session.save()
    client.post(address, sent)
    assert "jia-01" in slip(client, district)


def test_somebody_elses_account_is_not_taken_over(client, keeper, district, department):
    make_user("outside", "drafter", department=department)
    User.objects.create_superuser("chief", password="x")
    client.force_login(keeper)
    _, told = upload(client, district, "people", ("甲", "chief", "经办人", "财政局"))
    assert "不由您管理" in told


def test_a_confirmation_of_somebody_else_or_of_another_year_is_not_taken(
    client, keeper, district, department
):
    client.force_login(keeper)
    response, _ = upload(client, district, "people", ("甲", "jia-01", "经办人", "财政局"))
    sent = {"rows": response.context["rows"]}
    other = url(district, "new_year_list_confirm", "people", year=2025)
    assert "重新上传" in client.post(other, sent, follow=True).content.decode()
    client.force_login(make_user("keeper2", "system_admin", district=district))
    answer = client.post(url(district, "new_year_list_confirm", "people"), sent, follow=True)
    assert "重新上传" in answer.content.decode()
    assert not User.objects.filter(username="jia-01").exists()


def test_the_bureau_imports_no_people_and_the_keeper_no_departments(client, keeper, reviewer, district):
    for who, kind in ((reviewer, "people"), (keeper, "departments")):
        client.force_login(who)
        assert client.post(url(district, "new_year_list", kind)).status_code == 403


def test_a_years_form_is_taken_over_once(client, reviewer, district):
    make_framework(district, 2025)
    client.force_login(reviewer)
    for _ in range(2):
        client.post(url(district, "new_year_form"), {})
    [framework] = TableFramework.objects.filter(year=2026)
    assert Form.of(framework) == Form.of(TableFramework.objects.get(year=2025))
    assert copy_form(TableFramework.objects.get(year=2025), 2026) == (framework, False)


def test_deadlines_are_kept_in_order(client, reviewer, district):
    client.force_login(reviewer)
    wrong = {"drafting": "2026-03-10", "review": "2026-03-01"}
    assert (
        "早于填报截止"
        in client.post(url(district, "new_year_deadlines"), wrong, follow=True).content.decode()
    )
    assert not Deadline.objects.exists()
    client.post(url(district, "new_year_deadlines"), {"drafting": "2026-03-01", "review": "2026-03-10"})
    client.post(url(district, "new_year_deadlines"), {"drafting": "2026-03-02"})
    assert [(one.step, str(one.due)) for one in Deadline.objects.all()] == [("drafting", "2026-03-02")]


def test_a_department_renamed_or_merged_keeps_its_old_name_on_old_years(
    client, reviewer, district, department, other_department
):
    make_project(district, department, 2025)
    client.force_login(reviewer)
    client.post(url(district, "department_change", department.pk), {"name": "财政和国资局"})
    client.post(url(district, "department_change", other_department.pk), {"into": department.pk})
    department.refresh_from_db()
    assert (department.called_in(2025), department.called_in(2026)) == ("财政局", "财政和国资局")
    assert list(district.departments.open_in(2026)) == [department]
    answer = client.post(url(district, "department_change", department.pk), {"name": "甲", "into": ""})
    assert answer.status_code == 302
    assert (
        "只办其中一项" in client.post(url(district, "department_change", department.pk), {}).content.decode()
    )


def test_years_beyond_the_next_are_not_set_up(client, reviewer, district):
    client.force_login(reviewer)
    assert client.get(url(district, "new_year", year=timezone.localdate().year + 2)).status_code == 404


def changed(framework, **parts) -> Form:
    form = Form.of(framework)
    return Form(**({name: getattr(form, name) for name in form.__dataclass_fields__} | parts))


def test_an_unused_form_is_edited_in_place_with_the_codes_of_the_classes_kept(district):
    framework = make_framework(district)
    classes = (*Form.of(framework).classes, ("自定指标", ("特色指标",)))
    edit(framework, changed(framework, title="新表名", classes=classes))
    assert framework.nodes.get(name="数量指标").code == "output.quantity"
    assert framework.classes()[-1] == ("自定指标", "特色指标")
    assert TableFramework.objects.get().title == "新表名"


def test_a_used_form_is_revised_and_drafts_move_only_when_asked(district, department, reviewer):
    version = make_project(district, department).versions.get()
    old = version.framework
    form = changed(old, plan_label="资金支出计划（累计%）", classes=(("产出指标", ("数量指标",)),))
    [told] = affected(old, form)
    assert (told.lost_classes, told.checkpoints_differ) == (("社会效益指标",), True)
    revised = revise(old, form, reviewer, move_drafts=False)
    assert (revised.revision, TableVersion.objects.get().framework) == (old.revision + 1, old)
    before = load(version)
    assert revise(old, form, reviewer, move_drafts=True) == revised, "pressed twice, one revision"
    version.refresh_from_db()
    after = load(version)
    assert version.framework == revised
    assert [row.id for row in after.indicators] == [row.id for row in before.indicators]
    assert after.plan_label == "资金支出计划（累计%）"
    assert version.indicators.get(level2="社会效益指标").node is None
    assert version.saves.count() == 1, "open pages hear of it"


def test_the_editor_shows_the_empty_table_and_what_a_revision_would_mean(
    client, reviewer, district, department
):
    framework = make_project(district, department).versions.get().framework
    client.force_login(reviewer)
    page = client.get(reverse("framework", args=[framework.pk])).content.decode()
    assert "数量指标" in page
    said = {"title": "新表名", "name_label": "项目名称", "plan_label": "计划", "plan_labels": "6月底\n12月底"}
    said |= {"classes": "产出指标：数量指标、质量指标"}
    preview = client.post(reverse("framework_preview", args=[framework.pk]), said).content.decode()
    assert "新表名" in preview
    wrong = said | {"classes": "产出指标"}
    assert client.post(reverse("framework_preview", args=[framework.pk]), wrong).status_code == 204
    told = client.post(reverse("framework", args=[framework.pk]), said).content.decode()
    assert "义务教育学校取暖" in told
    assert "社会效益指标" in told
    client.post(reverse("framework_revise", args=[framework.pk]), said | {"move": "drafts"})
    assert TableVersion.objects.get().framework.title == "新表名"


def test_the_bureau_marks_and_adds_entries_of_the_library(client, reviewer, drafter, district):
    client.force_login(reviewer)
    client.post(reverse("library_refresh", args=[district.code]))
    entry = district.library.first()
    client.post(reverse("library_mark", args=[entry.pk]), {"mark": "avoid"})
    client.post(reverse("library_mark", args=[entry.pk]), {"mark": "nonsense"})
    entry.refresh_from_db()
    assert entry.mark == "avoid"
    own = {"class_label": "数量", "name": "路灯盏数", "description": "", "unit": "盏", "basis": ""}
    client.post(reverse("library", args=[district.code]), own)
    assert "已经有同名" in client.post(reverse("library", args=[district.code]), own).content.decode()
    client.force_login(drafter)
    page = client.get(reverse("library", args=[district.code]), {"q": "路灯"}).content.decode()
    assert "路灯盏数" in page
    assert "不宜再用<span" not in page
    assert client.post(reverse("library", args=[district.code]), own).status_code == 403
