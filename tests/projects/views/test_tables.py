"""The first pages: a year's list, a table, its files."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from projects.storing import store
from projects.tables import Amount
from tests.people import make_district, make_project, make_table, make_user

pytestmark = pytest.mark.django_db


def year_url(district, year=2025):
    return reverse("year", args=[district.code, year])


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_signing_in_leads_to_the_year_one_works_on(client, drafter, department):
    make_project(department.district, department, year=2024)
    make_project(department.district, department, year=2025)
    response = client.post(
        reverse("login"), {"username": "drafter", "password": "correct horse battery"}, follow=True
    )
    assert response.redirect_chain[-1][0] == year_url(department.district)


def test_a_wrong_password_is_answered_with_what_to_do(client, drafter):
    text = client.post(reverse("login"), {"username": "drafter", "password": "wrong"}).content.decode()
    assert "用户名或密码不对" in text


def test_signing_in_never_leads_to_another_site(client, drafter):
    url = f"{reverse('login')}?next=https://evil.example/"
    response = client.post(url, {"username": "drafter", "password": "correct horse battery"})
    assert response.url == reverse("home")


def test_signing_out_takes_a_button_not_a_link(client, drafter):
    client.force_login(drafter)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302
    assert client.get(reverse("home")).status_code == 302


def test_one_changes_ones_own_password_knowing_the_old_one(client, drafter):
    client.force_login(drafter)
    new = {"new_password1": "staple battery horse", "new_password2": "staple battery horse"}
    assert "旧密码" in client.post(reverse("password_change"), {"old_password": "x"} | new).content.decode()
    client.post(reverse("password_change"), {"old_password": "correct horse battery"} | new)
    drafter.refresh_from_db()
    assert drafter.check_password("staple battery horse")


def test_somebody_without_a_role_is_told_whom_to_ask(client, stranger):
    client.force_login(stranger)
    assert "请联系系统管理员分配角色" in page(client, reverse("home"))


def test_the_system_administrator_is_led_to_the_accounts(client, district):
    admin = make_user("admin", "system_admin", district=district)
    admin.is_staff = True
    admin.save()
    client.force_login(admin)
    assert reverse("admin:index") in page(client, reverse("home"))


def test_a_district_without_tables_says_what_comes_first(client, reviewer):
    client.force_login(reviewer)
    assert "还没有项目绩效目标表" in page(client, reverse("home"))


def test_who_works_in_two_districts_chooses(client, reviewer, district):
    reviewer.assignments.create(role="replier", district=make_district("邻区", "next"))
    make_project(district)
    client.force_login(reviewer)
    text = page(client, reverse("home"))
    assert "邻区" in text
    assert year_url(district) in text


def test_the_list_stands_in_document_order_with_totals(client, reviewer, department):
    district = department.district
    make_project(district, department, table=make_table(name="乙项目", total=Amount.of("1200.5万元")))
    make_project(district, table=make_table(name="甲项目", total=Amount.of("0.0001")))
    make_project(district, table=make_table(name="丙项目", total=Amount.of("约50万")))
    client.force_login(reviewer)
    text = page(client, year_url(district))
    assert text.index("乙项目") < text.index("甲项目") < text.index("丙项目")
    assert "共 3 张表，预算数合计 1,200.5001 万元" in text
    assert "其中 1 张的预算数未填或不是金额，没有计入" in text
    assert "约50万" in text


def test_the_list_counts_only_what_one_may_see(client, drafter, department, other_department):
    make_project(department.district, department, table=make_table(total=Amount.of("1")))
    make_project(department.district, other_department, table=make_table(total=Amount.of("1000")))
    client.force_login(drafter)
    assert "共 1 张表，预算数合计 1 万元" in page(client, year_url(department.district))


def test_the_list_can_be_searched_by_name_code_or_department(client, reviewer, department):
    district = department.district
    make_project(district, department, table=make_table(name="校车服务", code="A1"))
    make_project(district, table=make_table(name="门卫经费", code="B2"))
    client.force_login(reviewer)
    for asked, hit, miss in (
        ("校车", "校车服务", "门卫经费"),
        ("b2", "门卫经费", "校车服务"),
        ("财政", "校车服务", "门卫经费"),
        ("服务 财政", "校车服务", "门卫经费"),
    ):
        text = page(client, f"{year_url(district)}?q={quote(asked)}")
        assert "下载全部（2 张）" in text
        assert hit in text
        assert miss not in text
    text = page(client, f"{year_url(district)}?q={quote('校%服')}")
    assert "没有名称、编码、部门或内容含“校%服”的项目" in text


def test_a_search_with_signs_nobody_types_finds_nothing_and_breaks_nothing(client, reviewer, district):
    make_project(district)
    client.force_login(reviewer)
    for asked in ("%00", "%00校", "%ff", "%27%22%3C", "%5C" * 60):
        assert client.get(f"{year_url(district)}?q={asked}").status_code == 200


def test_nothing_shown_to_one_person_is_kept_by_a_cache(client, reviewer, district):
    project = make_project(district)
    client.force_login(reviewer)
    for url in (year_url(district), project.get_absolute_url(), reverse("password_change")):
        assert "no-store" in client.get(url)["Cache-Control"]
        assert "private" in client.get(url)["Cache-Control"]


def test_a_year_list_takes_the_same_number_of_queries_however_long(
    client, reviewer, district, django_assert_max_num_queries
):
    client.force_login(reviewer)
    for _ in range(12):
        make_project(district)
    with django_assert_max_num_queries(15):  # one for what bulk steps are held against, one for 公开
        page(client, year_url(district))


def test_the_page_shows_the_table_as_typed_and_escaped(client, drafter, department):
    nasty = '<script>alert(1)</script>& "≥＞"\n第二行'
    project = make_project(department.district, department, table=make_table(name=nasty, purpose=nasty))
    client.force_login(drafter)
    for url in (project.get_absolute_url(), year_url(department.district)):
        text = page(client, url)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp; " in text


def test_the_page_leads_to_the_tables_before_and_after(client, reviewer, district):
    first, second, third = (make_project(district) for _ in range(3))
    client.force_login(reviewer)
    text = page(client, second.get_absolute_url())
    assert f'rel="prev" href="{first.get_absolute_url()}"' in text
    assert f'rel="next" href="{third.get_absolute_url()}"' in text
    assert 'rel="prev"' not in page(client, first.get_absolute_url())


def test_a_table_without_a_name_can_still_be_found_and_opened(client, reviewer, district):
    project = make_project(district)
    store(project.versions.get(), make_table(name="", title=""))
    client.force_login(reviewer)
    assert "（未填名称）" in page(client, year_url(district))
    assert "（未填名称）" in page(client, project.get_absolute_url())


@pytest.mark.parametrize(
    ("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE html>")]
)
def test_files_come_with_a_chinese_name_and_are_kept_by_no_cache(client, drafter, department, form, begins):
    project = make_project(department.district, department)
    client.force_login(drafter)
    for url in (
        reverse("project_file", args=[project.pk, form]),
        reverse("year_file", args=[department.district.code, 2025, form]),
    ):
        response = client.get(url)
        assert response.content.startswith(begins)
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["Content-Disposition"].endswith(f".{form}")


def test_an_unknown_format_or_a_year_without_tables_is_not_found(client, reviewer, district):
    project = make_project(district)
    client.force_login(reviewer)
    for url in (f"{project.get_absolute_url()}table.exe", year_url(district, 2031)):
        assert client.get(url).status_code == 404


def test_every_answer_carries_a_strict_policy_and_no_inline_code(client, reviewer, district):
    project = make_project(district)
    client.force_login(reviewer)
    for url in (
        reverse("login"),
        reverse("home"),
        year_url(district),
        project.get_absolute_url(),
        "/nothing/",
    ):
        response = client.get(url, follow=True)
        policy = response["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "script-src 'self'" in policy
        text = response.content.decode()
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
        assert "onclick" not in text


def test_an_auditor_is_not_told_to_ask_for_a_role(client, district):
    client.force_login(make_user("auditor", "auditor", district=district))
    page = client.get(reverse("home")).content.decode()
    assert "您的账号负责审计，不查看表格内容。" in page
    assert "请联系系统管理员分配角色" not in page
