"""32 processes write in one table at once, on a database as in the field: nothing accepted is lost."""

import os

import pytest

from projects.models import Save, TableVersion
from projects.storing import working
from projects.tables import Indicator
from tests.forked import Forked
from tests.people import make_project, make_table
from tests.projects.drafting import writer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

WRITERS, ROUNDS = 32, int(os.environ.get("SOAK_ROUNDS", "2"))
COUNTERS = WRITERS if "SOAK_ROUNDS" in os.environ else 4  # who also count up one cell, which takes turns


def test_of_32_writers_no_accepted_change_is_lost(district, department, drafter):
    rows = (Indicator("产出指标", "数量指标", f"第{number}项", "", "0", "") for number in range(WRITERS + 1))
    version = make_project(district, department, table=make_table(indicators=tuple(rows))).versions.get()
    writers = [
        Forked(writer.write, version.pk, drafter.pk, number, ROUNDS, number <= COUNTERS)
        for number in range(1, WRITERS + 1)
    ]
    assert {one.hears() for one in writers} == {"ready"}
    for one in writers:
        one.line.send("go")
    results = [one.hears() for one in writers]
    assert [one.wait() for one in writers] == [0] * WRITERS

    sheet = working(TableVersion.objects.with_rows().get(pk=version.pk))
    assert [row.value for row in sheet.indicators[1:]] == [result["typed"] for result in results]
    assert {str(goal.id) for goal in sheet.goals} >= {row for result in results for row in result["added"]}
    assert int(sheet.indicators[0].value.split()[0]) == COUNTERS * ROUNDS
    revisions = sorted(revision for result in results for revision in result["revisions"])
    assert revisions == list(range(1, (WRITERS + COUNTERS) * ROUNDS + 1)), "each has its own"
    assert Save.objects.filter(version=version).count() == len(revisions)
