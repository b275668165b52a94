"""What the page's scripts send and hear: a refusal is a sentence, an answer brings the page up to date."""

import datetime
import json
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.binning import put_away
from projects.models import Presence, Recheck, Save, Status, TableVersion
from projects.views import saving
from tests.people import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(district, department):
    return make_project(district, department)


@pytest.fixture
def first(project):
    return project.versions.get().indicators.first()


def send(client, project, operations=(), base=0, key=None, name="draft_save", **more):
    body = {"key": str(key or uuid4()), "base": base, "tab": str(uuid4()), "operations": list(operations)}
    return post(client, project, body | more, name)


def post(client, project, body, name="draft_save"):
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(reverse(name, args=[project.pk]), data, content_type="application/json")


def typed(row, cell, seen, new):
    return {"op": "set", "row": str(row) if row else None, "cell": cell, "seen": seen, "new": new}


def test_a_save_answers_with_the_time_and_what_the_page_should_show(client, drafter, project, first):
    client.force_login(drafter)
    answer = send(client, project, [typed(first.pk, "value", "≥5200㎡", ">=5300㎡")])
    told = answer.json()
    assert (answer.status_code, told["revision"], told["conflicts"]) == (200, 1, [])
    assert told["clock"] == f"{timezone.localtime():%H:%M}"
    assert told["state"]["hints"][f"{first.pk}.value"]["proposal"] == "≥5300㎡"
    assert told["state"]["balance"]["kind"] == "ok"


def test_the_same_save_twice_makes_one_row(client, drafter, project):
    client.force_login(drafter)
    key, row = uuid4(), str(uuid4())
    add = {"op": "add", "part": "indicators", "row": row, "after": None, "cells": {"level3": "门岗"}}
    for _ in range(2):
        assert send(client, project, [add], key=key).json()["revision"] == 1
    assert project.versions.get().indicators.filter(level3="门岗").count() == 1


def test_a_conflict_tells_both_values_who_and_when(client, drafter, department, project, first):
    colleague = make_user("colleague", "drafter", department=department)
    client.force_login(colleague)
    send(client, project, [typed(first.pk, "value", "≥5200㎡", "≥5300㎡")])
    client.force_login(drafter)
    told = send(client, project, [typed(first.pk, "value", "≥5200㎡", "≥5100㎡")]).json()
    [conflict] = told["conflicts"]
    assert conflict["theirs"] == {"value": "≥5300㎡"}
    assert (conflict["by"], conflict["operation"]["new"]) == (str(colleague), "≥5100㎡")
    assert told["others"][0]["new"] == "≥5300㎡"


UNSEEN = "甲\x00\ud800\u200b乙"


def test_signs_that_nobody_sees_and_no_database_takes_hinder_no_save(client, drafter, project, first):
    """Pasted from elsewhere, into cells that a colleague changed too, and into rows that are gone."""
    rows = list(project.versions.get().indicators.all())
    client.force_login(drafter)
    gone = {"op": "delete", "row": str(rows[1].pk), "seen": {}}
    send(client, project, [typed(first.pk, "value", "≥5200㎡", "≥5300㎡"), gone])
    answer = send(
        client,
        project,
        [
            typed(first.pk, "value", UNSEEN, UNSEEN),
            typed(rows[1].pk, "value", UNSEEN, UNSEEN),
            {"op": "delete", "row": str(first.pk), "seen": {"value": UNSEEN}},
            {"op": "add", "part": "goals", "row": str(uuid4()), "after": None, "cells": {"text": UNSEEN}},
            typed(rows[2].pk, "basis", "国家标准", UNSEEN),
        ],
    )
    assert answer.status_code == 200
    told = [(one["kind"], one["operation"].get("new")) for one in answer.json()["conflicts"]]
    assert told == [("cell", "甲乙"), ("deleted", "甲乙"), ("edited", None)]
    assert project.versions.get().indicators.get(pk=rows[2].pk).basis == "甲乙"


@pytest.mark.parametrize("name", ["draft_save", "draft_presence"])
def test_a_project_put_away_a_moment_ago_is_told_in_a_sentence(client, drafter, project, monkeypatch, name):
    """The save came in and the bin came next: what is told beside the table is no longer there to be told."""
    state = saving._state

    def put_away_first(*arguments):
        put_away(project, drafter)
        return state(*arguments)

    monkeypatch.setattr(saving, "_state", put_away_first)
    client.force_login(drafter)
    said = [typed(None, "name", "义务教育学校取暖", "新名")] if name == "draft_save" else []
    answer = send(client, project, said, name=name, revision=0)
    assert answer.status_code == (409 if said else 404)
    assert "回收站" in answer.json()["message"] or not said
    assert project.versions.get().name == ("新名" if said else "义务教育学校取暖")


def test_a_table_undone_a_moment_ago_is_told_in_a_sentence(client, drafter, project, monkeypatch):
    save = saving.save

    def gone_first(pk, *arguments):
        TableVersion.objects.filter(pk=pk).delete()
        return save(pk, *arguments)

    monkeypatch.setattr(saving, "save", gone_first)
    client.force_login(drafter)
    answer = send(client, project, [typed(None, "name", "义务教育学校取暖", "新名")])
    assert (answer.status_code, answer.json()["error"]) == (409, "closed")
    assert "撤销导入" in answer.json()["message"]


def test_what_was_copied_is_confirmed_with_a_save(client, drafter, project):
    version = project.versions.get()
    Recheck.objects.create(version=version, cell="total", why="copied", text="34.32万元", reason="请核对")
    client.force_login(drafter)
    told = send(client, project).json()
    assert [one["place"] for one in told["state"]["rechecks"]] == ["head.total"]
    stale = send(client, project, confirmed=[{"row": None, "cell": "total", "seen": "30"}])
    assert stale.json()["state"]["rechecks"], "what was confirmed is not what stands there"
    told = send(client, project, confirmed=[{"row": None, "cell": "total", "seen": " 34.32万元 "}]).json()
    assert told["state"]["rechecks"] == []
    assert Recheck.objects.get().confirmed_by == drafter


def test_a_changed_cell_needs_no_second_look(client, drafter, project):
    version = project.versions.get()
    Recheck.objects.create(version=version, cell="total", why="copied", text="34.32万元", reason="请核对")
    client.force_login(drafter)
    assert send(client, project, [typed(None, "total", "34.32万元", "50")]).json()["state"]["rechecks"] == []
    assert TableVersion.objects.get(pk=version.pk).open_rechecks == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        "{",
        "[]",
        "[" * 100_000,
        {},
        {"key": "1", "base": 0, "operations": []},
        {"key": str(uuid4()), "base": -1, "operations": []},
        {"key": str(uuid4()), "base": True, "operations": []},
        {"key": str(uuid4()), "base": 0, "operations": {}},
        {"key": str(uuid4()), "base": 0, "operations": [], "confirmed": ["total"]},
        {"key": str(uuid4()), "base": 0, "operations": [{"op": "set"}]},
        {"key": str(uuid4()), "base": 0, "operations": [], "tab": 5},
    ],
)
def test_what_is_no_save_is_refused_with_a_sentence(client, drafter, project, body):
    client.force_login(drafter)
    answer = post(client, project, body)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad")
    assert "刷新页面" in answer.json()["message"]
    assert not Save.objects.exists()


def test_a_save_too_large_is_refused_with_a_sentence(client, drafter, project, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(drafter)
    answer = send(client, project, [typed(None, "purpose", "支付学校冬季取暖费用", "长" * 2000)])
    assert (answer.status_code, answer.json()["error"]) == (413, "too-large")


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.DRAFT, Status.RETURNED)])
def test_what_was_submitted_cannot_be_saved(client, drafter, project, status):
    project.versions.update(status=status, frozen=b"{}")
    client.force_login(drafter)
    answer = send(client, project, [typed(None, "name", "义务教育学校取暖", "新名")])
    assert (answer.status_code, answer.json()["error"]) == (409, "closed")


@pytest.mark.parametrize("name", ["draft_save", "draft_presence"])
def test_only_the_departments_drafters_write(client, project, department, district, other_drafter, name):
    assert send(client, project, name=name).status_code == 401
    for who in (other_drafter, make_user("nobody")):
        client.force_login(who)
        assert send(client, project, name=name).status_code == 404
    for role, place in (
        ("head", {"department": department}),
        ("performance_reviewer", {"district": district}),
    ):
        client.force_login(make_user(role, role, **place))
        answer = send(client, project, name=name)
        assert answer.status_code == 403
        assert "经办人" in answer.json()["message"]
    assert not Save.objects.exists()


@pytest.mark.parametrize("name", ["draft_save", "draft_presence"])
def test_a_binned_project_is_out_of_reach(client, drafter, project, name):
    put_away(project, drafter)
    client.force_login(drafter)
    assert send(client, project, name=name).status_code == 404


def test_colleagues_see_each_other_and_each_others_changes(client, drafter, department, project):
    colleague, tab = make_user("colleague", "drafter", department=department), str(uuid4())
    client.force_login(colleague)
    send(client, project, [typed(None, "name", "义务教育学校取暖", "新名")])
    post(client, project, {"tab": tab, "revision": 1}, "draft_presence")
    client.force_login(drafter)
    told = post(client, project, {"tab": str(uuid4()), "revision": 0}, "draft_presence").json()
    assert told["state"]["people"] == [str(colleague)]
    assert (told["revision"], [one["new"] for one in told["others"]]) == (1, ["新名"])
    post(client, project, {"tab": tab, "revision": 0, "leaving": True}, "draft_presence")
    assert Presence.objects.filter(pk=tab).exists(), "another person's tab is not sent away"
    client.force_login(colleague)
    post(client, project, {"tab": tab, "revision": 0, "leaving": True}, "draft_presence")
    assert not Presence.objects.filter(pk=tab).exists()


def test_a_tab_that_went_silent_is_forgotten_and_ones_own_other_tab_is_called_so(client, drafter, project):
    client.force_login(drafter)
    silent, other, here = str(uuid4()), str(uuid4()), str(uuid4())
    for tab in (silent, other):
        post(client, project, {"tab": tab, "revision": 0}, "draft_presence")
    Presence.objects.filter(pk=silent).update(seen_at=timezone.now() - datetime.timedelta(minutes=5))
    told = post(client, project, {"tab": here, "revision": 0}, "draft_presence").json()
    assert told["state"]["people"] == [f"{drafter}（您的另一个页面）"]
    assert not Presence.objects.filter(pk=silent).exists()
