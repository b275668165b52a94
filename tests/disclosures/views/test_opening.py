"""Which page opens for whom: composers and publishers of the place, nobody else."""

import pytest
from django.urls import reverse

from budget_site.accounts.models import Role
from disclosures.models import DisclosureDraft, YearFigures
from tests.people import make_district, make_user

pytestmark = pytest.mark.django_db
PAGES = (
    ("overview", ()),
    ("sections", ()),
    ("section", ("tables",)),
    ("choice", ()),
    ("checks", ()),
    ("preview", ()),
    ("sign_off", ()),
    ("register", ()),
)
DISTRICT_ONLY = ("figures", "clock", "sectors")
COMPOSE = (Role.BUSINESS_REVIEWER, Role.PERFORMANCE_REVIEWER, Role.REPLIER, Role.PUBLISHER)


@pytest.mark.parametrize("role", COMPOSE)
def test_every_page_opens_for_who_composes_for_the_district(client, bureau, role):
    client.force_login(make_user("某人", role, district=bureau.district))
    for name, more in PAGES:
        assert client.get(bureau.at(name, *more)).status_code == 200, name
    for name in DISTRICT_ONLY:
        assert client.get(bureau.at(name)).status_code == 200, name
    assert client.get(bureau.own_at()).status_code == 200


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.HEAD])
def test_who_writes_tables_is_told_who_composes(client, bureau, role):
    for place in ({"district": bureau.district}, {"department": bureau.department}):
        client.force_login(make_user(f"某人-{next(iter(place))}", role, **place))
        for name, more in PAGES:
            answer = client.get(bureau.at(name, *more))
            assert answer.status_code == 403, name
            assert "公开说明由财政部门和公开岗编制" in answer.content.decode()
        assert client.get(bureau.own_at()).status_code == 403


def test_strangers_and_who_keeps_accounts_find_nothing(client, bureau, stranger):
    elsewhere = make_district("邻区", "next")
    for who in (
        stranger,
        make_user("管理", Role.SYSTEM_ADMIN, district=bureau.district),
        make_user("审计", Role.AUDITOR, district=bureau.district),
        make_user("邻区公开", Role.PUBLISHER, district=elsewhere),
    ):
        client.force_login(who)
        for name, more in PAGES:
            assert client.get(bureau.at(name, *more)).status_code == 404, name
        assert client.post(bureau.at("begin")).status_code == 404


def test_a_departments_publisher_composes_its_own_and_not_the_districts(client, bureau, other_department):
    client.force_login(bureau.own)
    for name in ("overview", *DISTRICT_ONLY):
        answer = client.get(bureau.at(name))
        assert answer.status_code == 403, name
        assert "您办理的是本部门的公开" in answer.content.decode()
    assert client.get(bureau.own_at()).status_code == 200
    client.post(bureau.own_at("begin"))
    for name, more in PAGES:
        assert client.get(bureau.own_at(name, *more)).status_code == 200, name
    other = reverse(
        "department_disclosure_overview", args=[bureau.district.code, 2025, other_department.code]
    )
    assert client.get(other).status_code == 403


@pytest.mark.parametrize("role", COMPOSE)
def test_who_composes_opens_the_page_of_publishing_only_as_its_publisher(client, bureau, role):
    client.force_login(make_user("某人", role, district=bureau.district))
    answer = client.get(bureau.at("publish"))
    assert answer.status_code == (200 if role == Role.PUBLISHER else 403)
    if role != Role.PUBLISHER:
        assert "公开、更正和撤回由公开岗办理。" in answer.content.decode()


def test_a_successor_composes_and_publishes_what_was_merged_into_it(client, bureau, other_department, says):
    client.force_login(bureau.own)
    client.post(bureau.own_at("begin"))
    bureau.department.merge_into(other_department, 2026)
    heir = make_user("接手公开", Role.PUBLISHER, department=other_department)
    for name, more in (*PAGES, ("publish", ())):
        client.force_login(heir)
        assert client.get(bureau.own_at(name, *more)).status_code == 200, name
    assert DisclosureDraft.objects.visible_to(heir).count() == 1
    assert f'href="{bureau.own_at()}"' in says(heir, reverse("year", args=[bureau.district.code, 2025]))


def test_a_department_that_is_none_and_a_year_far_away_are_not_there(client, bureau):
    client.force_login(bureau.publisher)
    unknown = reverse("department_disclosure_overview", args=[bureau.district.code, 2025, "nowhere"])
    assert client.get(unknown).status_code == 404
    for year in (1999, 2999):
        assert (
            client.get(reverse("disclosure_overview", args=[bureau.district.code, year])).status_code == 404
        )


def test_what_is_not_begun_leads_to_where_one_begins(client, bureau, says):
    DisclosureDraft.objects.all().delete()
    client.force_login(bureau.publisher)
    for name, more in PAGES[1:-1]:
        assert client.get(bureau.at(name, *more)).url == bureau.at()
    assert "还没有开始编制" in says(bureau.publisher, bureau.at())
    assert "已按规定的章节和官方写法生成公开稿" in says(bureau.publisher, bureau.at("begin"), go=1)
    says(bureau.publisher, bureau.at("begin"), go=1)
    assert DisclosureDraft.objects.count() == 1
    assert not YearFigures.objects.exists()


def test_what_is_not_published_is_kept_by_no_browser(client, bureau):
    client.force_login(bureau.publisher)
    for name in ("overview", "preview", "preview_file"):
        more = ["docx"] if name == "preview_file" else []
        assert "no-store" in client.get(bureau.at(name, *more))["Cache-Control"]


def test_the_years_page_leads_there_those_who_may_go(bureau, says):
    desk = reverse("year", args=[bureau.district.code, 2025])
    for who in (bureau.publisher, bureau.cast.reviewer):
        assert f'href="{bureau.at()}">公开</a>' in says(who, desk)
    assert f'href="{bureau.own_at()}">公开</a>' in says(bureau.own, desk)
    for who in (bureau.cast.drafter, bureau.cast.head):
        assert "disclosure" not in says(who, desk)
