"""What a newcomer reads within a minute: two published years of the demo district and a correction."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from disclosures.document import Check, from_bytes
from disclosures.models import Edition, PublicEdition
from disclosures.rules import FAILED
from projects.models import Status, TableVersion

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str) -> dict:
    out = StringIO()
    call_command(name, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def failed(edition: Edition) -> list[Check]:
    return [check for check in from_bytes(bytes(edition.data)).checks if check.state == FAILED]


def test_the_demo_publishes_two_years_and_a_correction_once(client):
    run("load_demo")
    assert len(run("publish_demo")["editions"]) == 3
    assert run("publish_demo")["editions"] == []
    told = Edition.objects.order_by("position").values_list("year", "number", "state")
    assert list(told) == [(2024, 1, "published"), (2025, 1, "corrected"), (2025, 2, "published")]
    assert PublicEdition.objects.count() == 3
    assert TableVersion.objects.filter(project__year=2025, status=Status.DRAFT).exists(), (
        "something to write on"
    )
    assert [
        f"{edition}：{check.message}" for edition in Edition.objects.all() for check in failed(edition)
    ] == []
    home = client.get("/public/").content.decode()
    assert "芦台经济开发区" in home
    call_command("verify", stdout=StringIO(), stderr=StringIO())
