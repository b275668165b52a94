"""The board as a page: what each count leads to, whose it is, and that inside talk stays inside."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.examining.district import Narrowed, lines_of
from projects.jobs.examining import ask_to_compare
from projects.jobs.running import run
from projects.models import FeedbackThread, InternalComment, InternalThread
from projects.tables import Amount
from tests.people import make_district, make_project, make_table, make_user
from tests.projects.review.lists import line, listed
from tests.projects.review.test_covering import project

pytestmark = pytest.mark.django_db


def address(district, name="board", year=2025):
    return reverse(name, args=[district.code, year])


def page(client, district, user, query="", **named) -> str:
    client.force_login(user)
    return client.get(address(district, **named) + query).content.decode()


def hrefs(text: str) -> list[str]:
    return [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+)"', text)]


@pytest.fixture
def there(district, department, other_department, reviewer):
    wrong = make_table(name="错", code="", fiscal=Amount.of("30"))
    made = {
        "甲": project(district, department, "甲", "P1", "55万元", status="performance_review"),
        "错": make_project(district, department, table=wrong),
        "丙": project(district, other_department, "丙", "P3"),
    }
    lines = [line("甲", "50", "P1"), line("缺一"), line("缺二", department="教育局")]
    listed(district, reviewer, *lines)
    return made


def test_every_count_leads_to_just_those_tables_or_findings(there, client, district, department, reviewer):
    text = page(client, district, reviewer)
    row = text.split("财政局</th>")[-1] if "财政局</th>" in text else text.split("财政局<")[1]
    row = row.split("</tr>")[0]
    for link in hrefs(row):
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in text
            continue
        assert f"department={department.pk}" in link
        answer = client.get(link)
        assert answer.status_code == 200
        assert "丙" not in re.findall(r'<a href="/projects/[^"]+">([^<]+)</a>', answer.content.decode())
    desk = [link for link in hrefs(row) if "status=performance_review" in link]
    assert "找到 1 张表" in client.get(desk[0]).content.decode()


def test_a_finding_leads_to_its_cell_for_who_writes_and_for_who_reviews(
    there, client, district, drafter, reviewer
):
    run(ask_to_compare(district, 2025, reviewer).pk)
    findings = page(client, district, reviewer, "?code=E10", name="findings")
    [link] = [link for link in hrefs(findings) if "at=head.total" in link]
    assert link.startswith(reverse("review", args=[there["甲"].pk]))
    assert f'id="{link.split("#")[1]}"' in client.get(link.split("#")[0]).content.decode()
    findings = page(client, district, drafter, "?code=A3", name="findings")
    [link] = [link for link in hrefs(findings) if "#f-head" in link]
    assert f'id="{link.split("#")[1]}"' in client.get(link.split("#")[0]).content.decode()


@pytest.mark.decided
def test_every_finding_of_a_year_leads_somewhere(there, client, district, reviewer, drafter):
    run(ask_to_compare(district, 2025, reviewer).pk)
    for who in (reviewer, drafter):
        client.force_login(who)
        for one in lines_of(who, district, 2025, Narrowed(every=True)):
            assert one.field
            reviewed = reverse("review", args=[one.version.project_id])
            answer = client.get(reviewed, {"at": one.spot}).content.decode()
            assert not one.spot or f"say-{one.spot}" in answer


def test_what_is_missing_and_what_differs_is_listed_with_a_way_on(there, client, district, reviewer):
    text = page(client, district, reviewer)
    assert "没有表（2 个）" in text
    assert "缺一" in text
    assert "金额与清单不同（1 个）" in text
    assert "+5" in text
    assert reverse("budget_list", args=[district.code, 2025]) in text
    assert "33.3%" in text


def test_a_departments_people_see_their_own_row_and_lines_alone(there, client, district, drafter):
    text = page(client, district, drafter)
    assert "缺一" in text
    for foreign in ("教育局", "丙", "缺二", reverse("budget_list", args=[district.code, 2025])):
        assert foreign not in text
    assert "新建项目" in text


def test_what_the_bureau_says_among_itself_is_neither_counted_nor_shown(
    there, client, district, drafter, reviewer
):
    before = {who: page(client, district, who) for who in (drafter, reviewer)}
    thread = InternalThread.objects.create(
        project=there["甲"], opened_by=reviewer, side="finance", text="密谈"
    )
    InternalComment.objects.create(thread=thread, text="密谈", side="finance", by=reviewer)
    clock = re.compile(r"\d+年\d+月\d+日 \d\d:\d\d|csrf\w+\"[^>]+")
    for who, was in before.items():
        assert clock.sub("", page(client, district, who)) == clock.sub("", was)
    FeedbackThread.objects.create(project=there["甲"], opened_by=reviewer, side="finance")
    assert clock.sub("", page(client, district, drafter)) != clock.sub("", before[drafter])


def test_strangers_and_neighbours_find_no_board(there, client, district, stranger):
    other = make_user("door", "performance_reviewer", district=make_district("邻区", "next"))
    for who in (stranger, other, make_user("audit", "auditor", district=district)):
        client.force_login(who)
        assert client.get(address(district)).status_code == 404


def test_a_year_with_a_list_and_no_table_has_a_board(client, district, department, reviewer, drafter):
    client.force_login(reviewer)
    assert client.get(address(district, year=2026)).status_code == 404
    listed(district, reviewer, line(), year=2026)
    for who in (reviewer, drafter):
        text = page(client, district, who, year=2026)
        assert "义务教育学校取暖" in text
        assert address(district, "year", 2026) + '"' not in text, "it is not there yet"


def test_a_year_without_a_list_says_what_to_do_first(client, district, department, reviewer, drafter):
    make_project(district, department)
    assert "导入清单" in page(client, district, reviewer)
    assert "财政部门还没有导入" in page(client, district, drafter)


def test_long_lists_are_shown_whole_when_asked(client, district, department, reviewer):
    make_project(district, department)
    listed(district, reviewer, *(line(f"缺{number:03}", code=f"Q{number}") for number in range(40)))
    assert page(client, district, reviewer).count("缺0") == 30
    assert page(client, district, reviewer, "?all=1").count("缺0") == 40


def test_the_picture_has_no_style_of_its_own(there, client, district, reviewer):
    text = page(client, district, reviewer)
    assert '<svg class="bars"' in text
    assert " style=" not in text
    assert "<style" not in text


def test_the_page_takes_as_many_queries_for_200_projects_as_for_few(there, client, district, reviewer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(district)).status_code == 200
        return len(captured)

    client.force_login(reviewer)
    asked()
    few = asked()
    lines = [line(f"项目{n}", code=f"Q{n}", department=f"部门{n % 20}") for n in range(200)]
    for number in range(20):
        one = district.departments.create(code=f"d{number}", name=f"部门{number}")
        made = make_table(name=f"项目{number}", code=f"Q{number}", total=Amount.of(str(number + 1)))
        make_project(district, one, table=made)
    listed(district, reviewer, *lines, revision=1)
    assert asked() == few
