"""Clocks, register and sectors over their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from disclosures.editing import clocks, registering
from disclosures.models import DepartmentSector, DisclosureClock, RegisterEntry
from tests.people import make_user

pytestmark = pytest.mark.django_db


def sets(says, bureau, who=None, was=None, action="set", **said):
    was = was or clocks.as_seen(clocks.clocks_of(bureau.district, 2025))
    said = {"was": was, "began": "2025-02-20", "action": action} | said
    return says(who or bureau.cast.replier, bureau.at("clock"), **said)


def test_the_budget_office_enters_from_which_day_the_time_runs(bureau, says):
    told = sets(says, bureau, whose=[0, bureau.department.pk])
    assert "已登记 2 个起算日" in told
    assert "2025年2月20日" in told
    assert "3月12日" in told
    overview = says(bureau.publisher, bureau.at())
    assert "2025年2月20日起 20 日内公开，3月12日截止" in overview
    assert "已过期" in overview
    assert "起算日没有变化" in sets(says, bureau, whose=[0])


def test_a_day_is_taken_back(bureau, says):
    sets(says, bureau, whose=[0])
    sets(says, bureau, whose=[0], action="clear")
    assert not DisclosureClock.objects.exists()


def test_nobody_else_enters_it(client, bureau):
    for who in (bureau.publisher, bureau.cast.reviewer, bureau.cast.business):
        client.force_login(who)
        page = client.get(bureau.at("clock")).content.decode()
        assert "登记起算日" not in page
        assert client.post(bureau.at("clock"), {"whose": [0], "began": "2025-02-20"}).status_code == 403
    assert not DisclosureClock.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"whose": []}, "请先勾选"),
        ({"whose": [0], "began": ""}, "请填写起算日"),
        ({"whose": [0], "began": "二月"}, "请填写日期"),
        ({"whose": [0], "began": "1925-02-20"}, "离预算年度太远"),
        ({"whose": [10**6]}, "请从列出的部门里勾选"),
    ],
)
def test_a_day_that_cannot_be_is_told(bureau, says, said, told):
    assert told in sets(says, bureau, **said)
    assert not DisclosureClock.objects.exists()


def test_a_day_to_come_is_none_yet(bureau, says):
    tomorrow = timezone.localdate() + timedelta(days=1)
    told = sets(says, bureau, whose=[0], began=tomorrow.isoformat())
    assert "还没有到" in told or "太远" in told


def test_nobody_writes_over_another_day_unseen(bureau, says):
    old = clocks.as_seen(clocks.clocks_of(bureau.district, 2025))
    sets(says, bureau, whose=[0])
    second = make_user("二预算", Role.REPLIER, district=bureau.district)
    told = sets(says, bureau, who=second, was=old, whose=[0], began="2025-02-21")
    assert "有人改过起算日" in told
    assert DisclosureClock.objects.get().began.day == 20
    assert clocks.as_seen(clocks.clocks_of(bureau.district, 2025)) in told


WHERE = {"place": "区政府门户网站", "address": "https://www.example.gov.cn/1.html", "on": "2025-03-01"}


def test_where_it_was_published_is_registered_once(bureau, says):
    for told in ("已登记。", "这一条已经登记过了"):
        assert told in says(bureau.publisher, bureau.at("register"), **WHERE)
    entry = RegisterEntry.objects.get()
    assert (entry.place, entry.department, entry.entered_by) == ("区政府门户网站", None, bureau.publisher)
    assert "区政府门户网站" in says(bureau.publisher, bureau.at())


def test_or_why_it_was_not(bureau, says):
    assert "已登记" in says(bureau.own, bureau.own_at("register"), reason="本年没有项目")
    assert RegisterEntry.objects.get().department == bureau.department
    assert "未公开：本年没有项目" in says(bureau.own, bureau.own_at("register"))
    assert "本年没有项目" not in says(bureau.publisher, bureau.at("register"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"place": ""}, "请填写公开平台和日期"),
        ({"reason": "不公开"}, "请填写公开平台和日期"),
        ({"on": ""}, "请填写公开日期"),
        ({"address": "javascript:alert(1)"}, "请填写完整的网址"),
        ({"address": "不是网址"}, "请填写完整的网址"),
        ({"edition": "77"}, "选择"),
        ({"on": "2999-01-01"}, "公开日期还没有到"),
        ({"place": "", "reason": "涉密", "address": ""}, "没有公开的只写不公开的原因"),
        ({"place": "", "reason": "涉密", "on": ""}, "没有公开的只写不公开的原因"),
    ],
)
def test_an_entry_that_says_nothing_or_both_is_told(bureau, says, said, told):
    page = says(bureau.publisher, bureau.at("register"), **WHERE | said)
    assert told in page
    assert not RegisterEntry.objects.exists()


def test_an_entry_is_put_right_and_the_trail_keeps_both(bureau, says):
    says(bureau.publisher, bureau.at("register"), **WHERE)
    entry = RegisterEntry.objects.get()
    at, was = bureau.at("register_entry", entry.pk), registering.entry_seen(entry)
    assert f'href="{at}"' in says(bureau.publisher, bureau.at())
    assert 'value="区政府门户网站"' in says(bureau.publisher, at)
    assert "公开日期还没有到" in says(bureau.publisher, at, **WHERE | {"was": was, "on": "2999-01-01"})
    told = says(bureau.cast.replier, at, **WHERE | {"was": was, "on": "2025-03-02"})
    assert "已修改" in told
    assert RegisterEntry.objects.get().on.isoformat() == "2025-03-02"
    record = TrailRecord.objects.filter(note="修改公开登记").get()
    assert (record.before, record.after) == ({"公开日期": "2025-03-01"}, {"公开日期": "2025-03-02"})
    told = says(bureau.publisher, at, **WHERE | {"was": was, "place": "财政局网站"})
    assert "这一条已经改过" in told
    assert RegisterEntry.objects.get().place == "区政府门户网站"
    now = registering.entry_seen(RegisterEntry.objects.get())
    assert now in told
    says(bureau.publisher, at, reason="涉密", was=now)
    assert (RegisterEntry.objects.get().place, RegisterEntry.objects.get().reason) == ("", "涉密")


def test_an_entry_of_another_publisher_is_not_there(client, bureau):
    entry = RegisterEntry.objects.create(
        district=bureau.district, year=2025, reason="涉密", entered_by=bureau.publisher
    )
    client.force_login(bureau.own)
    assert client.get(bureau.own_at("register_entry", entry.pk)).status_code == 404


def test_each_department_has_a_sector(bureau, says):
    name, at = f"sector-{bureau.department.pk}", bureau.at("sectors")
    was = registering.as_seen({})
    assert "已改 1 个部门" in says(bureau.publisher, at, **{name: " 教育 ", "was": was})
    assert DepartmentSector.objects.get().name == "教育"
    told = says(bureau.cast.replier, at, **{name: "卫生", "was": was})
    assert "有人改过部门领域" in told
    assert "其他人已改成：教育" in told
    assert 'value="卫生"' in told
    assert DepartmentSector.objects.get().name == "教育"
    now = registering.as_seen(registering.sectors_of(bureau.district))
    says(bureau.cast.replier, at, **{name: "", "was": now})
    assert not DepartmentSector.objects.exists()
