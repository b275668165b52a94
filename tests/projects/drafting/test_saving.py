"""Saves are taken in whole, once, and remembered; who comes second is told, never overruled."""

from uuid import UUID, uuid4

import pytest

from projects.binning import bring_back, put_away
from projects.drafting import journal, snapshots
from projects.drafting.operations import Add, BadOperation, Delete, Move, Set
from projects.drafting.saving import SaveRefused, save
from projects.drafting.sheet import texts
from projects.models import IndicatorRow, Save, Snapshot, Status, TableVersion
from projects.storing import load, working
from projects.tables import content_hash
from tests.people import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(district, department) -> TableVersion:
    return make_project(district, department).versions.get()


@pytest.fixture
def colleague(department):
    return make_user("colleague", "drafter", department=department)


def row(version, place=0):
    return working(fresh(version)).indicators[place]


def fresh(version) -> TableVersion:
    return TableVersion.objects.with_rows().get(pk=version.pk)


def test_a_save_moves_the_revision_and_is_remembered(version, drafter):
    first = row(version)
    outcome = save(version.pk, drafter, uuid4(), 0, [Set(first.id, "value", "≥5200㎡", "≥5300㎡")])
    after = fresh(version)
    assert (outcome.revision, after.revision, after.changed_by) == (1, 1, drafter)
    assert row(version).value == "≥5300㎡"
    assert after.indicators.get(pk=first.id).value_number == 5300
    [kept] = Save.objects.all()
    assert kept.operations[0]["seen"] == "≥5200㎡"


def test_the_same_save_sent_again_changes_nothing_and_answers_the_same(version, drafter):
    key, new = uuid4(), uuid4()
    operations = [
        Add("indicators", new, None, {"level3": "门岗"}),
        Set(None, "name", "义务教育学校取暖", "新名"),
    ]
    first = save(version.pk, drafter, key, 0, operations)
    again = save(version.pk, drafter, key, 0, operations)
    assert (again.revision, again.saved_at, again.others) == (
        first.revision,
        Save.objects.get().saved_at,
        [],
    )
    assert working(fresh(version)).indicators[0].id == new
    assert Save.objects.count() == 1


def test_a_key_of_somebody_elses_save_is_not_answered(version, drafter, colleague):
    key = uuid4()
    save(version.pk, drafter, key, 0, [Set(None, "name", "义务教育学校取暖", "新名")])
    with pytest.raises(SaveRefused):
        save(version.pk, colleague, key, 0, [])


def test_a_save_that_changes_nothing_leaves_no_trace(version, drafter):
    outcome = save(version.pk, drafter, uuid4(), 0, [Set(None, "name", "随便", "义务教育学校取暖")])
    assert outcome.revision == 0
    assert not Save.objects.exists()


def test_who_comes_second_at_a_cell_learns_what_stands_there_from_whom_and_since_when(
    version, drafter, colleague
):
    first = row(version)
    save(version.pk, colleague, uuid4(), 0, [Set(first.id, "value", "≥5200㎡", "≥5300㎡")])
    mine = [Set(first.id, "value", "≥5200㎡", "≥5100㎡"), Set(first.id, "basis", "取暖合同", "新合同")]
    outcome = save(version.pk, drafter, uuid4(), 0, mine)
    [conflict] = outcome.conflicts
    assert conflict["theirs"] == {"value": "≥5300㎡"}
    assert conflict["by"] == str(colleague)
    assert conflict["operation"]["new"] == "≥5100㎡"
    assert [one["new"] for one in outcome.others] == ["≥5300㎡"]
    assert (row(version).value, row(version).basis) == ("≥5300㎡", "新合同"), "the rest is merged"
    chosen = save(
        version.pk, drafter, uuid4(), outcome.revision, [Set(first.id, "value", "≥5300㎡", "≥5100㎡")]
    )
    assert not chosen.conflicts
    assert row(version).value == "≥5100㎡"


def test_two_tabs_of_one_person_are_two_writers(version, drafter):
    save(version.pk, drafter, uuid4(), 0, [Set(None, "name", "义务教育学校取暖", "甲")])
    outcome = save(version.pk, drafter, uuid4(), 0, [Set(None, "name", "义务教育学校取暖", "乙")])
    assert outcome.conflicts[0]["by"] == str(drafter)
    assert fresh(version).name == "甲"


def test_a_row_one_person_edits_is_not_deleted_by_another(version, drafter, colleague):
    first = row(version)
    seen = texts("indicators", first)
    save(version.pk, colleague, uuid4(), 0, [Set(first.id, "value", "≥5200㎡", "≥5300㎡")])
    outcome = save(version.pk, drafter, uuid4(), 0, [Delete(first.id, seen)])
    assert [one["kind"] for one in outcome.conflicts] == ["edited"]
    assert row(version).id == first.id


def test_what_is_typed_in_a_deleted_row_comes_back_with_who_deleted_it(version, drafter, colleague):
    first = row(version)
    save(version.pk, colleague, uuid4(), 0, [Delete(first.id, texts("indicators", first))])
    outcome = save(version.pk, drafter, uuid4(), 0, [Set(first.id, "value", "≥5200㎡", "≥5300㎡")])
    [conflict] = outcome.conflicts
    assert (conflict["kind"], conflict["by"]) == ("deleted", str(colleague))


def test_a_row_put_back_keeps_its_id_and_its_lineage(version, drafter):
    first = row(version)
    IndicatorRow.objects.filter(pk=first.id).update(lineage=uuid4())
    first = row(version)
    seen = texts("indicators", first)
    save(version.pk, drafter, uuid4(), 0, [Delete(first.id, seen)])
    save(version.pk, drafter, uuid4(), 1, [Add("indicators", first.id, None, seen)])
    back = row(version)
    assert (back, back.id, back.lineage) == (first, first.id, first.lineage)


def test_a_move_of_a_row_that_another_moved_is_asked_about(version, drafter, colleague):
    rows = working(fresh(version)).indicators
    save(version.pk, colleague, uuid4(), 0, [Move(rows[2].id, None)])
    outcome = save(version.pk, drafter, uuid4(), 0, [Move(rows[2].id, rows[0].id)])
    assert [(one["kind"], one["by"]) for one in outcome.conflicts] == [("moved", str(colleague))]
    later = save(version.pk, drafter, uuid4(), outcome.revision, [Move(rows[2].id, rows[0].id)])
    assert not later.conflicts


def test_another_tables_row_is_never_taken(version, drafter, district, department):
    other = make_project(district, department).versions.get()
    strange = other.indicators.first()
    with pytest.raises(BadOperation):
        save(version.pk, drafter, uuid4(), 0, [Add("indicators", strange.pk, None)])
    outcome = save(version.pk, drafter, uuid4(), 0, [Set(strange.pk, "value", strange.value, "偷改")])
    assert outcome.conflicts[0]["kind"] == "deleted"
    strange.refresh_from_db()
    assert strange.value == "≥5200㎡"


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.DRAFT, Status.RETURNED)])
def test_what_was_submitted_is_not_written(version, drafter, status):
    TableVersion.objects.filter(pk=version.pk).update(status=status, frozen=b"x")
    with pytest.raises(SaveRefused, match="不能改写"):
        save(version.pk, drafter, uuid4(), 0, [Set(None, "name", "义务教育学校取暖", "新名")])
    assert fresh(version).name == "义务教育学校取暖"


def test_a_binned_project_is_not_written_but_comes_back_as_it_was(version, drafter):
    before = content_hash(load(fresh(version)))
    put_away(version.project, drafter)
    with pytest.raises(SaveRefused, match="回收站"):
        save(version.pk, drafter, uuid4(), 0, [Set(None, "name", "义务教育学校取暖", "新名")])
    assert not TableVersion.objects.visible_to(drafter).exists()
    bring_back(version.project)
    assert content_hash(load(TableVersion.objects.visible_to(drafter).with_rows().get())) == before


def test_a_refused_save_leaves_nothing_half_written(version, drafter):
    operations = [Set(None, "name", "义务教育学校取暖", "新名"), Set(None, "colour", "", "红")]
    with pytest.raises(BadOperation):
        save(version.pk, drafter, uuid4(), 0, operations)
    assert fresh(version).name == "义务教育学校取暖"


def test_lists_know_at_once_what_was_written(version, drafter):
    save(
        version.pk,
        drafter,
        uuid4(),
        0,
        [Set(None, "name", "义务教育学校取暖", "安保"), Set(None, "purpose", "支付学校冬季取暖费用", "")],
    )
    after = fresh(version)
    assert after.name_key == "an1 bao3"
    assert "安保" in after.words.text
    assert any("资金用途" in name for name in after.missing)


def test_a_kept_revision_comes_back_whole_and_the_present_one_is_kept_first(version, drafter):
    kept = snapshots.keep(version, drafter, Snapshot.Reason.REQUESTED, "交初稿前")
    ids = [one.id for one in working(fresh(version)).indicators]
    rows = working(fresh(version)).indicators
    save(
        version.pk,
        drafter,
        uuid4(),
        0,
        [Delete(rows[0].id, {}), Move(rows[2].id, None), Set(None, "total", "34.32万元", "50")],
    )
    outcome = snapshots.restore(kept, drafter)
    assert load(fresh(version)) == snapshots.table_in(kept)
    assert [one.id for one in working(fresh(version)).indicators] == ids
    assert outcome.revision == 2
    before = version.snapshots.get(reason=Snapshot.Reason.BEFORE_RESTORE)
    assert snapshots.table_in(before).total.raw == "50"


def test_restoring_twice_changes_nothing_the_second_time(version, drafter):
    kept = snapshots.keep(version, drafter, Snapshot.Reason.REQUESTED)
    save(version.pk, drafter, uuid4(), 0, [Set(None, "total", "34.32万元", "50")])
    assert snapshots.restore(kept, drafter).revision == snapshots.restore(kept, drafter).revision


def test_the_same_words_are_kept_once_on_request(version, drafter):
    first = snapshots.keep(version, drafter, Snapshot.Reason.REQUESTED)
    assert snapshots.keep(version, drafter, Snapshot.Reason.REQUESTED, "初稿") == first
    first.refresh_from_db()
    assert first.note == "初稿"


def test_autosaves_keep_no_named_revision(version, drafter):
    for number in range(3):
        save(version.pk, drafter, uuid4(), number, [Set(None, "code", fresh(version).code, str(number))])
    assert not version.snapshots.exists()


def test_the_journal_tells_what_others_did_since(version, drafter, colleague):
    for number, user in enumerate((drafter, colleague)):
        save(version.pk, user, uuid4(), number, [Set(None, "code", fresh(version).code, str(number))])
    assert [one["new"] for one in journal.changes_since(version, 1)] == ["1"]
    assert journal.removed(version, {UUID(int=1)}) == {}
