"""批复通知 over its pages: from the list of what waits to the files that each officer finds."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from projects.models import ReplyLetter, Status, TableVersion
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests import pdfs
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import make_letter

pytestmark = pytest.mark.django_db
NUMBER = "芦财绩〔2025〕1号"


@pytest.fixture
def cast(district, department):
    made = make_cast(district, department)
    made.approved()
    return made


def another(cast, name, approved=True):
    project = make_project(cast.district, cast.department, table=replace(SOUND, name=name))
    made = replace(cast, project=project)
    if approved:
        made.approved()
    return made


def at(cast, name="letters", *more):
    return reverse(name, args=[cast.district.code, 2025, *more])


def page(client, cast, who, name="letters", *more) -> str:
    client.force_login(who)
    return client.get(at(cast, name, *more)).content.decode()


def sends(client, cast, *casts, action="issue", **said):
    """The form of the letter, as the page gave it out."""
    client.force_login(cast.replier)
    form = client.get(at(cast, "letter_new", cast.department.pk)).context["form"]
    told = {name: form[name].value() for name in ("key", "issuer", "dated")} | {
        "number": NUMBER,
        "action": action,
    }
    told["project"] = [one.version.pk for one in casts or (cast,)]
    return client.post(at(cast, "letter_new", cast.department.pk), told | said)


def test_from_the_desk_to_the_letter_that_the_department_finds(client, cast):
    second = another(cast, "学校食堂改造")
    client.force_login(cast.replier)
    desk = client.get(reverse("year", args=[cast.district.code, 2025])).content.decode()
    assert "批复通知（待批复 2 张）" in desk
    listed = page(client, cast, cast.replier)
    assert "财政局" in listed
    assert at(cast, "letter_new", cast.department.pk) in listed
    answer = sends(client, cast, cast, second, remark="请按期执行。")
    assert answer.url == at(cast)
    letter = ReplyLetter.objects.get()
    told = client.get(answer.url).content.decode()
    assert f"已批复 2 张表，通知{NUMBER}已发给财政局" in told
    assert "没有等待批复的表" in told
    for officer in (cast.drafter, cast.head):
        client.force_login(officer)
        assert (
            "批复通知（1 份）"
            in client.get(reverse("year", args=[cast.district.code, 2025])).content.decode()
        )
        found = page(client, cast, officer)
        assert NUMBER in found
        assert "学校食堂改造" in found
        assert "等待批复" not in found
        assert reverse("letter_file", args=[letter.pk, "docx"]) in found


def test_the_next_number_and_the_last_issuer_are_proposed(client, cast):
    now = timezone.localdate().year
    sends(client, cast, issuer="芦台经济开发区财政金融局", number=f"芦财绩（{now}）3号")
    another(cast, "学校食堂改造")
    form = client.get(at(cast, "letter_new", cast.department.pk)).context["form"]
    assert form["number"].value() == f"芦财绩〔{now}〕4号"
    assert form["issuer"].value() == "芦台经济开发区财政金融局"
    assert form["dated"].value() == timezone.localdate()


def test_the_letter_can_be_looked_at_before_it_is_issued(client, cast):
    shown = sends(client, cast, action="preview", remark="<b>请按期执行</b>").content.decode()
    assert "还没有批复" in shown
    assert "关于批复2025年项目绩效目标的通知" in shown
    assert "&lt;b&gt;请按期执行&lt;/b&gt;</p>" in shown
    assert "style=" not in re.search(r'<section class="letter">.*?</section>', shown, re.DOTALL)[0]
    assert not ReplyLetter.objects.exists()
    assert cast.version.status == Status.APPROVED


def test_every_table_that_cannot_be_replied_is_marked_and_can_be_left_out(client, cast):
    second = another(cast, "学校食堂改造")
    TableVersion.objects.filter(pk=second.version.pk).update(frozen=b"{}")
    refused = sends(client, cast, cast, second)
    told = refused.content.decode()
    assert "下面标出的 1 张表现在不能批复，其余的表也没有批复" in told
    assert "不是同一份" in re.search(r'<tr class="stuck">.*?</tr>', told, re.DOTALL)[0]
    assert not ReplyLetter.objects.exists()
    assert sends(client, cast, cast).status_code == 302
    assert second.version.status == Status.APPROVED


def test_a_table_that_was_returned_meanwhile_is_told_and_the_others_stay_ticked(client, cast):
    second = another(cast, "学校食堂改造")
    gone = second.version.pk
    second.does(Action.RETURN, cast.replier, why="请补充依据")
    answer = sends(client, cast, cast, project=[cast.version.pk, gone])
    told = answer.content.decode()
    assert "有的表现在不能批复了" in told
    assert f'value="{cast.version.pk}" aria-label="批复 {SOUND.name}" checked' in told
    assert not ReplyLetter.objects.exists()


def test_what_is_missing_or_wrong_in_the_form_is_told(client, cast):
    late = timezone.localdate() + timedelta(days=60)
    for said, told in (
        ({"number": ""}, "请填写文号"),
        ({"number": "三号"}, "文号请写成"),
        ({"dated": "三月"}, "请填写日期"),
        ({"dated": late}, "请核对年月日"),
        ({"dated": "1925-03-01"}, "请核对年月日"),
        ({"issuer": " "}, "请填写发文单位"),
        ({"project": []}, "请至少勾选一张"),
        ({"project": ["x"]}, "有的表现在不能批复了"),
        ({"key": "x"}, ""),
    ):
        answer = sends(client, cast, **said)
        assert answer.status_code == 200
        assert told in answer.content.decode()
    assert not ReplyLetter.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REPLIER, Role.SYSTEM_ADMIN)])
def test_only_the_budget_office_opens_the_form(client, cast, role):
    client.force_login(make_user("别人", role, district=cast.district))
    for department in (cast.department.pk, 0, 10**6):
        answer = client.get(at(cast, "letter_new", department))
        assert answer.status_code == (404 if role == Role.AUDITOR else 403)
        assert client.post(at(cast, "letter_new", department)).status_code == answer.status_code


def test_a_department_without_approved_tables_leads_back(client, cast, other_department):
    client.force_login(cast.replier)
    answer = client.get(at(cast, "letter_new", other_department.pk), follow=True)
    assert "教育局现在没有等待批复的表" in answer.content.decode()
    elsewhere = make_district("邻区", "next").departments.create(code="1", name="邻局")
    assert client.get(at(cast, "letter_new", elsewhere.pk)).status_code == 403


def test_projects_of_no_department_are_replied_to_all(client, cast):
    whole = make_user("全区经办", Role.DRAFTER, district=cast.district)
    homeless = replace(cast, project=make_project(cast.district, None, table=SOUND), drafter=whole)
    homeless.approved()
    assert at(cast, "letter_new", 0) in page(client, cast, cast.replier)
    assert "批复：各有关单位" in page(client, cast, cast.replier, "letter_new", 0)
    client.force_login(make_user("本局预算", Role.REPLIER, department=cast.department))
    assert client.get(at(cast, "letter_new", 0)).status_code == 403


def files(client, letter):
    for form in ("docx", "pdf"):
        yield form, client.get(reverse("letter_file", args=[letter.pk, form]))


def test_the_files_are_the_letter_and_each_download_is_in_the_trail(client, cast):
    sends(client, cast)
    letter = ReplyLetter.objects.get()
    client.force_login(cast.drafter)
    for form, answer in files(client, letter):
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        told = TrailRecord.objects.filter(action="export").latest("id")
        assert told.object_text == NUMBER
        assert told.after["文件"] == f"{NUMBER}关于批复2025年项目绩效目标的通知.{form}"
    text = "".join(pdfs.page_texts(answer.content))
    assert SOUND.name in text
    assert "草稿" not in text


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_a_letter_is_no_spreadsheet(client, cast, form):
    letter = make_letter(cast.project, cast.replier)
    client.force_login(cast.drafter)
    assert client.get(reverse("letter_file", args=[letter.pk, form])).status_code == 404


def test_other_departments_and_strangers_have_no_letter(client, cast, stranger, other_department):
    sends(client, cast)
    letter = ReplyLetter.objects.get()
    neighbour = make_user("邻局", Role.DRAFTER, department=other_department)
    for user in (
        stranger,
        neighbour,
        make_user("邻区", Role.REPLIER, district=make_district("邻区", "next")),
    ):
        client.force_login(user)
        assert [answer.status_code for _, answer in files(client, letter)] == [404, 404]
    make_project(cast.district, other_department)
    assert NUMBER not in page(client, cast, neighbour)
    assert "还没有批复通知" in page(client, cast, neighbour)


def test_a_letter_whose_table_was_tampered_with_is_not_handed_out(client, cast):
    sends(client, cast)
    TableVersion.objects.filter(pk=cast.version.pk).update(frozen=bytes(cast.version.frozen) + b" ")
    client.force_login(cast.drafter)
    answer = client.get(reverse("letter_file", args=[ReplyLetter.objects.get().pk, "pdf"]), follow=True)
    assert "与批复时不是同一份，不能下载" in answer.content.decode()


def test_the_desk_asks_as_often_for_many_letters_as_for_few(client, cast):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(cast)).status_code == 200
        return len(captured)

    client.force_login(cast.replier)
    make_letter(cast.project, cast.replier, "芦财绩〔2025〕100号")
    few = asked()
    for number in range(5):
        department = cast.district.departments.create(code=f"d{number}", name=f"部门{number}")
        made = make_project(cast.district, department, table=replace(SOUND, name=f"项目{number}"))
        make_letter(made, cast.replier, f"芦财绩〔2025〕{number + 1}号")
    assert asked() == few


def test_old_letters_are_called_as_the_department_was_then(client, cast):
    sends(client, cast)
    cast.department.rename("财政金融局", 2026)
    assert ReplyLetter.objects.get().addressee == "财政局"
    assert "财政局" in page(client, cast, cast.replier)


def test_a_replied_table_names_its_letters_the_newest_first(client, cast):
    def part(who) -> str:
        context = Context({"user": who, "project": cast.project})
        return Template("{% load letters %}{% letters_of_project project %}").render(context)

    assert part(cast.drafter).strip() == ""
    sends(client, cast)
    cast.does(Action.ADJUST, cast.drafter, why="任务量有变化")
    cast.approved()
    sends(client, cast, number="芦财绩〔2025〕2号")
    told = part(cast.drafter)
    assert (
        told.index("批复通知：")
        < told.index("芦财绩〔2025〕2号")
        < told.index("以前的批复：")
        < told.index(NUMBER)
    )
    assert reverse("letter_file", args=[ReplyLetter.objects.get(number=NUMBER).pk, "pdf"]) in told
    assert part(make_user("路人")).strip() == ""
