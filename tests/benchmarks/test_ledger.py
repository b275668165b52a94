"""The load run's ledger: what people were told is done has to be there, and what nobody heard of may be."""

from uuid import uuid4

import pytest

from benchmarks.load.ledger import accepted, lost
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import IndicatorRow
from tests.people import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(district, department) -> IndicatorRow:
    return make_project(district, department).versions.get().indicators.first()


@pytest.fixture
def typed(row, drafter):
    """Types a new value into the row's cell; the line of the ledger of who heard that it is saved."""
    told = {"sent": [], "heard": [], "save": []}

    def work(new: str, heard: bool = True) -> dict[str, list]:
        row.refresh_from_db()
        key = uuid4()
        revision = save(
            row.version_id, drafter, key, row.version.revision, [Set(row.id, "value", row.value, new)]
        ).revision
        told["sent"].append({"key": str(key)})
        if heard:
            line = {"project": str(row.version.project_id), "key": str(key), "revision": revision}
            told["heard"].append({"key": str(key)})
            told["save"].append(line | {"row": str(row.id), "cell": "value", "new": new})
        return told

    return work


def test_what_was_saved_last_stands_in_the_table(typed):
    typed("≥1%")
    told = typed("≥2%")
    assert accepted(told) == 2
    assert list(lost(told)) == []


def test_a_change_that_the_table_does_not_say_is_lost(typed, row):
    told = typed("≥1%")
    IndicatorRow.objects.filter(pk=row.pk).update(value="≥9%")
    assert ["≥9%" in one for one in lost(told)] == [True]


def test_a_change_that_the_journal_does_not_know_is_lost(typed):
    told = typed("≥1%")
    told["save"][0]["key"] = str(uuid4())
    assert "the journal has no" in next(lost(told))


def test_a_later_change_whose_answer_nobody_heard_may_stand_in_its_place(typed):
    typed("≥1%")
    assert list(lost(typed("≥2%", heard=False))) == []


def test_a_later_change_that_was_heard_of_and_not_written_down_may_not(typed):
    typed("≥1%")
    told = typed("≥2%")
    del told["save"][1]
    assert "≥2%" in next(lost(told))


def test_steps_and_remarks_that_are_not_there_are_lost(db):
    told = {"step": [{"key": str(uuid4())}], "remark": [{"text": "请附测算依据。"}]}
    assert len(list(lost(told))) == 2
