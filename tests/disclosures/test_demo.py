"""What a newcomer reads within a minute: two published years of the demo district and a correction."""

import json
from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command

from disclosures import demo
from disclosures.document import Check, from_bytes
from disclosures.models import Edition, PublicEdition
from disclosures.publishing import service
from disclosures.rules import FAILED
from projects.models import ReplyLetter, Status, TableVersion

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str) -> dict:
    out = StringIO()
    call_command(name, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def failed(edition: Edition) -> list[Check]:
    return [check for check in from_bytes(bytes(edition.data)).checks if check.state == FAILED]


class BrokenOff(BaseException):
    """As when `make run` is stopped meanwhile."""


def break_off(room, name: str, call: int, monkeypatch) -> None:
    """Publish until this is done for the so-manieth time."""
    calls = count(1)

    def until(*given, **named):
        if next(calls) == call:
            raise BrokenOff
        return real(*given, **named)

    real = getattr(room, name)
    monkeypatch.setattr(room, name, until)
    with pytest.raises(BrokenOff):
        run("publish_demo")
    monkeypatch.setattr(room, name, real)


def test_the_demo_publishes_two_years_and_a_correction_once(client, monkeypatch):
    run("load_demo")
    for name, call in (("add_projects", 1), ("perform", 8), ("issue", 3), ("begin", 1)):
        break_off(demo, name, call, monkeypatch)
    break_off(service.work, "do", 2, monkeypatch)  # the first year is public, the second is being made
    break_off(service.work, "do", 2, monkeypatch)  # now that is, and its correction is being made
    assert run("publish_demo")["editions"] == ["芦台经济开发区2025年第2版"]
    assert run("publish_demo")["editions"] == []
    told = Edition.objects.order_by("position").values_list("year", "number", "state")
    assert list(told) == [(2024, 1, "published"), (2025, 1, "corrected"), (2025, 2, "published")]
    assert PublicEdition.objects.count() == 3
    letters = set(ReplyLetter.objects.filter(year=2024).values_list("number", flat=True))
    assert letters == {f"芦财绩〔2024〕{number}号" for number in range(1, 1 + len(letters))}
    assert TableVersion.objects.filter(project__year=2025, status=Status.DRAFT).exists(), (
        "something to write on"
    )
    assert [
        f"{edition}：{check.message}" for edition in Edition.objects.all() for check in failed(edition)
    ] == []
    home = client.get("/public/").content.decode()
    assert "芦台经济开发区" in home
    call_command("verify", stdout=StringIO(), stderr=StringIO())
