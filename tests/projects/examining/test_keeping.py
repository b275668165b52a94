"""What the rules say is kept beside each version: always of what it says now."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.drafting.snapshots import Reason, keep
from projects.examining.keeping import findings_of
from projects.models import Examination, TableVersion
from projects.rules import Level
from projects.storing import store
from projects.tables import Amount
from tests.people import make_project, make_table

pytestmark = pytest.mark.django_db


def version_of(project) -> TableVersion:
    return TableVersion.objects.select_related("examination").get(project=project)


def codes(project, level=None) -> set[str]:
    return {one["code"] for one in findings_of(version_of(project)) if level in (None, one["level"])}


def type_in(project, user, cell, seen, new):
    version = version_of(project)
    return save(version.pk, user, uuid4(), version.revision, [Set(None, cell, seen, new)])


def test_a_new_table_is_examined_at_once(district, department):
    project = make_project(district, department, table=make_table(fiscal=Amount.of("30")))
    assert "A3" in codes(project, Level.ERROR)
    assert version_of(project).examination.errors > 0


def test_each_save_examines_what_the_table_says_then(district, department, drafter):
    project = make_project(district, department)
    before = version_of(project).examination.errors
    assert "A3" in codes(project, Level.PASSED)
    type_in(project, drafter, "fiscal", "34.32万元", "30万元")
    assert "A3" in codes(project, Level.ERROR)
    assert version_of(project).examination.errors == before + 1
    type_in(project, drafter, "fiscal", "30万元", "34.32万元")
    assert "A3" in codes(project, Level.PASSED)
    assert version_of(project).examination.errors == before


def test_a_table_stored_as_a_whole_is_examined_too(district, department):
    project = make_project(district, department)
    store(version_of(project), make_table(code=""))
    assert "A1" in codes(project, Level.WARNING)


def test_a_finding_tells_its_cell_by_row_id_and_by_name(district, department):
    project = make_project(district, department, table=make_table(fiscal=Amount.of("30")))
    [found] = [one for one in findings_of(version_of(project)) if one["code"] == "A3"]
    assert found["part"] == "head"
    assert found["place"] in ("预算数", "财政资金")
    assert "34.32" in found["evidence"] + found["message"]
    version = version_of(project)
    rows = {str(row.pk) for part in ("plan", "goals", "indicators") for row in getattr(version, part).all()}
    for one in findings_of(version):
        assert "row" not in one or one["row"] in rows


def test_a_kept_version_keeps_what_the_rules_said_then(district, department, drafter):
    project = make_project(district, department, table=make_table(fiscal=Amount.of("30")))
    kept = keep(version_of(project), drafter, Reason.SUBMITTED)
    type_in(project, drafter, "fiscal", "30", "34.32")
    kept.refresh_from_db()
    assert "A3" in {one["code"] for one in kept.findings if one["level"] == "error"}
    assert kept.asked == Examination.objects.get().asked != ""


def test_examining_asks_the_database_no_more_for_a_long_table(district, department, drafter):
    short, long = make_table(), make_table(indicators=make_table().indicators * 8)
    counted = []
    for table in (short, long):
        project = make_project(district, department, table=table)
        type_in(project, drafter, "fiscal", "34.32万元", "30万元")
        with CaptureQueriesContext(connection) as captured:
            type_in(project, drafter, "fiscal", "30万元", "31万元")
        counted.append(len(captured))
    assert counted[0] == counted[1]
