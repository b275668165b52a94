"""The desk: what one sees of a year at a glance, and what is done with many projects at once."""

import datetime
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import Deadline, Job, Project, Recheck, Status
from projects.tables import Amount
from tests.people import make_project, make_table, make_user

pytestmark = pytest.mark.django_db


def url(district, name="year", year=2025):
    return reverse(name, args=[district.code, year])


def text(client, address, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def named(district, department, name, total="10", **cells):
    return make_project(district, department, table=make_table(name=name, total=Amount.of(total), **cells))


def order(shown: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: shown.index(f"选择 {name}"))


@pytest.fixture
def three(district, department):
    return [named(district, department, *one) for one in (("养老", "30"), ("安保", "5"), ("绿化", "100"))]


def test_projects_are_sorted_by_document_order_amount_and_sound(client, drafter, district, three):
    client.force_login(drafter)
    names = ("养老", "安保", "绿化")
    assert order(text(client, url(district)), *names) == ["养老", "安保", "绿化"]
    assert order(text(client, url(district), sort="amount"), *names) == ["绿化", "养老", "安保"]
    assert order(text(client, url(district), sort="name"), *names) == ["安保", "绿化", "养老"]
    save(three[1].versions.get().pk, drafter, uuid4(), 0, [Set(None, "code", "13020025P00001", "X")])
    assert order(text(client, url(district), sort="changed"), *names)[0] == "安保"


def test_one_character_is_enough_to_find_and_the_words_of_the_table_are_searched(
    client, drafter, district, department
):
    named(district, department, "养老", purpose="发放高龄补贴，开通５Ｇ网络")
    named(district, department, "安保")
    client.force_login(drafter)
    for asked in ("老", "高龄", "5g", "养 补贴"):
        shown = text(client, url(district), q=asked)
        assert "选择 养老" in shown, asked
        assert "选择 安保" not in shown, asked
    assert "没有名称、编码、部门或内容含“ 100%_”" not in text(client, url(district), q="100%_")


def test_a_department_is_found_by_the_name_it_had_that_year(client, drafter, district, department):
    named(district, department, "养老")
    make_project(district, department, 2026, make_table(name="安保"))
    for name, year in (("国资局", 2026), ("财政和国资局", 2027)):
        department.rename(name, year)
    client.force_login(drafter)
    for asked in ("财政局", "财 局", "国资"):
        shown = text(client, url(district), q=asked)
        assert shown.count("选择 养老") == 1, asked
    assert "选择 安保" in text(client, url(district, year=2026), q="国资局")
    assert "选择 安保" not in text(client, url(district, year=2026), q="财政局")


def test_the_list_says_what_is_missing_and_what_is_to_be_checked_again(client, drafter, district, department):
    project = named(district, department, "养老", purpose="")
    version = project.versions.get()
    Recheck.objects.create(version=version, cell="total", why="copied", text="10", reason="请核对")
    save(version.pk, drafter, uuid4(), 0, [Set(None, "code", "13020025P00001", "X")])
    named(district, department, "安保")
    client.force_login(drafter)
    shown = text(client, url(district), todo="missing")
    assert "资金用途" in shown
    assert "待核对 1 格" in shown
    assert str(drafter) in shown
    assert "选择 安保" not in text(client, url(district), todo="recheck")


def test_states_are_counted_and_narrow_the_list(client, drafter, district, three):
    three[0].versions.update(status=Status.REPLIED, frozen=b"{}")
    client.force_login(drafter)
    shown = text(client, url(district), status="replied")
    assert "选择 养老" in shown
    assert "选择 安保" not in shown
    assert "草稿 <strong>2</strong> 个</a> <span>105 万元" in shown


@pytest.mark.parametrize(("days", "said"), [(5, "还有5天"), (0, "今天截止"), (-2, "已过期2天")])
def test_the_deadline_is_in_sight(client, drafter, district, three, days, said):
    due = timezone.localdate() + datetime.timedelta(days=days)
    Deadline.objects.create(district=district, year=2025, step="drafting", due=due)
    client.force_login(drafter)
    assert said in text(client, url(district))


def test_whatever_is_asked_in_vain_breaks_nothing(client, drafter, district, three):
    client.force_login(drafter)
    for query in (
        {"department": "x"},
        {"department": "9" * 40},
        {"sort": "x"},
        {"status": "x"},
        {"page": "x"},
    ):
        assert "选择 养老" in text(client, url(district), **query)


def bulk(client, district, action, projects=(), **more):
    data = {"action": action, "project": [str(one.pk) for one in projects], "key": str(uuid4())} | more
    return client.post(url(district, "bulk"), data, follow=True)


def test_ticked_projects_are_exported_with_the_mark_of_a_draft(client, drafter, district, three):
    client.force_login(drafter)
    response = bulk(client, district, "docx", three[:2])
    job = Job.objects.get()
    assert response.redirect_chain[-1][0] == reverse("job", args=[job.pk])
    assert (job.state, job.owner) == (Job.State.DONE, drafter)
    assert "2张" in job.title


def test_all_that_was_found_is_exported_not_only_one_page(client, drafter, district, three):
    client.force_login(drafter)
    bulk(client, district, "xlsx", everything="1", q="安保")
    assert "1张" in Job.objects.get().title


def test_copies_are_projects_of_their_own_and_a_second_click_makes_none(client, drafter, district, three):
    client.force_login(drafter)
    key = str(uuid4())
    for _ in range(2):
        bulk(client, district, "copy", three[:1], key=key)
    copies = Project.objects.exclude(pk__in=[one.pk for one in three])
    [copied] = copies
    assert copied.versions.get().name == "养老（副本）"
    assert copied.lineage != three[0].lineage
    own = {row.lineage for row in three[0].versions.get().indicators.all()}
    assert not own & {row.lineage for row in copied.versions.get().indicators.all()}


def test_the_bin_takes_drafts_only_and_gives_them_back(client, drafter, district, three):
    three[0].versions.update(status=Status.REPLIED, frozen=b"{}")
    client.force_login(drafter)
    answer = bulk(client, district, "bin", three[:2]).content.decode()
    assert "已把 1 个项目移入回收站" in answer
    assert "“养老”已经送审过，不能移入回收站" in answer
    assert "选择 安保" not in text(client, url(district))
    assert "安保" in text(client, url(district, "bin"))
    client.post(reverse("project_restore", args=[three[1].pk]))
    assert "选择 安保" in text(client, url(district))


def test_a_reviewer_exports_but_neither_copies_nor_bins(client, reviewer, district, three):
    client.force_login(reviewer)
    for action in ("copy", "bin"):
        assert "其中 1 个项目不由您填写" in bulk(client, district, action, three[:1]).content.decode()
    assert Project.objects.filter(binned_at=None).count() == 3


def test_other_departments_projects_can_be_neither_exported_nor_binned_by_their_ids(
    client, other_drafter, district, department, other_department, three
):
    own = named(district, other_department, "自己的")
    client.force_login(other_drafter)
    bulk(client, district, "bin", [*three, own])
    assert list(Project.objects.exclude(binned_at=None)) == [own]
    assert "还没有选择项目" in bulk(client, district, "docx", three).content.decode()
    assert client.post(reverse("project_restore", args=[three[0].pk])).status_code == 404
    assert (
        client.post(url(district, "bulk"), {"action": "bin", "project": ["x", str(UUID(int=1))]}).status_code
        == 302
    )


def test_colleagues_of_a_department_share_its_projects(client, department, district, three):
    client.force_login(make_user("colleague", "drafter", department=department))
    assert "选择 养老" in text(client, url(district))


def test_who_is_no_drafter_cannot_bring_back(client, drafter, reviewer, district, three):
    client.force_login(drafter)
    bulk(client, district, "bin", three[:1])
    client.force_login(reviewer)
    assert "由经办人恢复" in text(client, url(district, "bin"))
    client.post(reverse("project_restore", args=[three[0].pk]))
    assert Project.objects.get(pk=three[0].pk).binned_at
