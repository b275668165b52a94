"""The auditor reads what was done in the own district, narrows it, and takes it away as a file."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Role
from budget_site.trail import showing, views
from budget_site.trail.belonging import chains_of
from budget_site.trail.models import Action, TrailRecord
from budget_site.trail.recording import record
from budget_site.trail.sealing import seal
from tests.people import make_district, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    return make_district("某市", "city")


@pytest.fixture
def auditor(district, city, client):
    """Of a county under a city."""
    district.parent = city
    district.save()
    auditor = make_user("shenji", Role.AUDITOR, district=district)
    client.force_login(auditor)
    return auditor


def page(client, **asked) -> str:
    answer = client.get(reverse("trail"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def file(client, **asked) -> list[list[str]]:
    answer = client.get(reverse("trail_file"), asked)
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_auditor_reads_who_did_what_from_where_and_what_changed(client, auditor, district, drafter):
    change = {"before": {"截止日期": "2026-01-01", "公开": False}, "after": {"截止日期": None, "公开": True}}
    record(Action.SETTING, by=drafter, district=district, about=district, on_behalf_of="王某", **change)
    seal()
    told = page(client, action="setting")
    for words in ("drafter的姓名（drafter）", "代王某", "设置", "区划", "芦台经济开发区", "机房命令"):
        assert words in told
    assert "截止日期：2026-01-01 → 无" in told
    assert "公开：否 → 是" in told


def test_an_auditor_of_another_district_sees_nothing_of_this_one(client, auditor, district, drafter):
    record(Action.SETTING, by=drafter, district=district, note="这里的事")
    elsewhere = make_user("other", Role.AUDITOR, district=make_district("邻区", "next"))
    assert "这里的事" in page(client)
    client.force_login(elsewhere)
    assert "这里的事" not in page(client)
    assert "这里的事" not in page(client, chain=f"district-{district.pk}", text="这里")
    assert "这里的事" not in str(file(client, chain=f"district-{district.pk}"))


def test_the_installations_chain_opens_only_to_who_audits_every_topmost_district(
    client, auditor, city, district
):
    record(Action.SETTING, by=None, note="全站的事")
    assert "全站的事" not in page(client)
    assert list(chains_of(auditor)) == [f"district-{district.pk}"]
    above = make_user("above", Role.AUDITOR, district=city)
    assert list(chains_of(above)) == [f"district-{city.pk}", "installation"]
    client.force_login(above)
    assert "全站的事" in page(client)
    beside = make_district("另一个县", "beside")
    assert list(chains_of(above)) == [f"district-{city.pk}"]
    above.assignments.create(role=Role.AUDITOR, district=beside)
    assert "installation" in chains_of(above)


def test_a_county_that_stands_alone_is_audited_whole(district):
    assert "installation" in chains_of(make_user("shenji", Role.AUDITOR, district=district))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_no_other_role_reads_the_trail(client, district, role):
    client.force_login(make_user("other", role, district=district))
    for name in ("trail", "trail_file"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403
        assert "审计记录由审计员查阅" in answer.content.decode()


def test_an_auditor_whose_account_is_closed_reads_nothing(auditor):
    auditor.is_active = False
    auditor.save()
    assert not chains_of(auditor)


@pytest.fixture
def three(auditor, district, drafter):
    record(Action.SETTING, by=drafter, district=district, about=("x", 1, "甲事"))
    record(Action.EXPORT, by=auditor, district=district, about=("x", 1, "乙事"), note="丙话")
    old = timezone.now() - timedelta(days=40)
    last = {"actor_name": "从前的人", "address": "10.0.0.9", "action": Action.SETTING, "object_text": "丁事"}
    TrailRecord.objects.create(at=old, district=district, **last)
    return old


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({}, "甲乙丁"),
        ({"action": "export"}, "乙"),
        ({"action": "nonsense"}, "甲乙丁"),
        ({"person": "从前"}, "丁"),
        ({"person": "SHENJI"}, "乙"),
        ({"text": "丙"}, "乙"),
        ({"text": "甲事\0"}, "甲"),
        ({"first": "2025-13-40", "last": "0001-01-01", "before": "x"}, "甲乙丁"),
        ({"before": "9" * 30}, "甲乙丁"),
        ({"text": "%"}, ""),
    ],
)
def test_the_list_is_narrowed_by_what_was_done_by_whom_and_of_what(client, three, asked, seen):
    told = page(client, **asked)
    assert "".join(one for one in "甲乙丁" if f"{one}事" in told) == seen
    assert "".join(one for one in "甲乙丁" if f"{one}事" in str(file(client, **asked))) == seen


def test_the_list_is_narrowed_by_days_as_the_office_counts_them(client, three):
    day = f"{timezone.localdate(three):%Y-%m-%d}"
    assert "丁事" in page(client, first=day, last=day)
    assert "甲事" not in page(client, first=day, last=day)
    assert "丁事" not in page(client, first=f"{timezone.localdate():%Y-%m-%d}")


def test_one_goes_back_page_by_page_and_meets_each_record_once(client, auditor, district, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 3)
    for number in range(8):
        record(Action.SETTING, by=None, district=district, note=f"第{number}件")
    seen, before = [], ""
    while before is not None:
        answer = client.get(reverse("trail"), {"action": "setting", "before": before})
        seen += [one.note for one, *_ in answer.context["rows"]]
        before = answer.context["older"]
    assert seen == [f"第{number}件" for number in range(7, -1, -1)]


def test_the_page_takes_as_many_queries_however_much_is_on_it(
    client, auditor, district, django_assert_max_num_queries
):
    for _ in range(30):
        record(Action.SETTING, by=auditor, district=district, about=district)
    seal()
    with django_assert_max_num_queries(6):
        page(client)


def test_what_a_record_says_is_text_and_no_markup(client, auditor, district):
    record(Action.SETTING, by=None, district=district, note="<script>alert(1)</script>", after={"<b>": "<i>"})
    told = page(client)
    assert "<script>alert" not in told
    assert "<b>" not in told


def test_the_file_holds_the_same_in_the_order_of_the_chain(client, auditor, district, monkeypatch):
    monkeypatch.setattr(showing, "AT_ONCE", 2)
    for number in range(5):
        record(Action.SETTING, by=None, district=district, note=f"第{number}件")
    seal()
    head, *rows = file(client, action="setting")
    assert head[:3] == ["链", "序号", "时间"]
    assert [row[11] for row in rows] == [f"第{number}件" for number in range(5)]
    assert [len(row[12]) for row in rows] == [64] * 5


def test_taking_the_file_is_an_export_in_each_chain_it_was_taken_from(client, city, auditor, district):
    auditor.assignments.create(role=Role.AUDITOR, district=city)
    file(client, person="王")
    told = TrailRecord.objects.filter(action=Action.EXPORT)
    assert {one.district_id for one in told} == {district.pk, city.pk, None}
    assert {one.after["查看条件"] for one in told} == {"person=%E7%8E%8B"}
    assert {one.actor for one in told} == {auditor}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_nothing_in_the_file_is_a_formula(client, auditor, district, start):
    record(Action.SETTING, by=None, district=district, note=f"{start}cmd|'/c calc'!A1", about=("x", 1, start))
    [row] = [row for row in file(client) if "calc" in row[11]]
    assert row[11].startswith("'" + start)
    assert not [cell for row in file(client) for cell in row if cell.startswith(start)]


def test_the_auditor_finds_the_trail_from_the_first_page(client, auditor):
    assert reverse("trail") in client.get(reverse("home")).content.decode()
