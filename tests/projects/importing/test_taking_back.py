"""An import is taken back without a trace, by whoever may write all of it, unless somebody went on."""

from dataclasses import replace
from uuid import uuid4

import pytest

from budget_site.accounts.models import User
from projects.binning import bring_back, put_away
from projects.drafting.operations import LONGEST
from projects.importing.accepting import take
from projects.importing.deciding import Answer
from projects.importing.importer import imports_seen, undoable
from projects.importing.refused import ImportRefused
from projects.importing.undoing import undo
from projects.models import Assessment, Project, ReviewEvent, Snapshot, TableImport, TableVersion
from projects.review.threads import FEEDBACK, open_thread
from projects.storing import load, store
from projects.tables import to_canonical
from tests.people import make_framework, make_project, make_user
from tests.projects.importing.uploads import answer, corrected, named, take_all, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(district):
    return make_framework(district)


@pytest.fixture
def here(year, district, department):
    return make_project(district, department, table=named("甲")[0])


def test_a_project_that_is_updated_keeps_its_rows_and_undoing_gives_them_back(here, drafter, district):
    version = here.versions.get()
    before = load(version)
    take_all(uploaded(drafter, district, corrected(before)))
    after = load(TableVersion.objects.get(pk=version.pk))
    assert after == corrected(before)
    ids = [row.id for row in before.indicators]
    assert after.indicators[0].id == ids[0]
    assert after.indicators[2].id == ids[2]
    assert after.indicators[1].id not in ids
    assert [one.reason for one in Snapshot.objects.order_by("number")] == ["before_import", "imported"]
    assert Project.objects.get() == here
    undo(TableImport.objects.get(), drafter)
    back = load(TableVersion.objects.get(pk=version.pk))
    assert to_canonical(back) == to_canonical(before)


def test_a_project_in_the_bin_is_named_and_comes_back_before_its_import_is_undone(here, drafter, district):
    before = load(here.versions.get())
    done = take_all(uploaded(drafter, district, corrected(before))).table_import
    put_away(here, drafter)
    with pytest.raises(ImportRefused, match="第1张“甲”（已移入回收站，请先恢复再撤销）"):
        undo(done, drafter)
    bring_back(here)
    assert undo(done, drafter) == 1
    assert load(here.versions.get()) == before


def test_a_project_that_an_import_made_goes_from_the_bin_too(year, drafter, district):
    done = take_all(uploaded(drafter, district, *named("甲"))).table_import
    put_away(Project.objects.get(), drafter)
    assert undo(done, drafter) == 1
    assert not Project.objects.exists()


def test_what_cannot_be_given_back_is_refused_in_words(year, drafter, district, department):
    long = named("甲", purpose="长" * (LONGEST + 1))[0]
    make_project(district, department, table=long)
    done = take_all(uploaded(drafter, district, corrected(named("甲")[0]))).table_import
    with pytest.raises(ImportRefused, match="第1张“甲”不能改回导入前的内容：一格最多50000字"):
        undo(done, drafter)
    assert TableImport.objects.get().undone_at is None


def test_an_import_undone_and_made_again_and_undone(here, drafter, district):
    """Each step on what the last one left, also where an import changed what an earlier one made."""
    table = named("x", "乙")[1]
    made = take_all(uploaded(drafter, district, table)).table_import
    updated = take_all(uploaded(drafter, district, corrected(table))).table_import
    with pytest.raises(ImportRefused, match="第1张“乙”"):
        undo(made, drafter)
    assert undo(updated, drafter) == 1
    assert undo(made, drafter) == 1
    assert Project.objects.get() == here
    again = take_all(uploaded(drafter, district, table)).table_import
    assert undo(again, drafter) == 1


def test_what_a_later_import_wrote_is_not_undone_beneath_it_though_it_reads_the_same(here, drafter, district):
    table = named("x", "乙")[1]
    made = take_all(uploaded(drafter, district, table)).table_import
    later = take_all(uploaded(drafter, district, corrected(table))).table_import
    version = later.tables.get().version
    store(version, replace(load(made.tables.get().version), purpose=table.purpose))
    store(version, table)
    with pytest.raises(ImportRefused, match="第1张“乙”"):
        undo(made, drafter)


def test_whoever_may_write_all_of_it_may_take_it_back(
    year, drafter, other_drafter, reviewer, stranger, district, department, other_department
):
    colleague = make_user("colleague", "drafter", department=department)
    mine = take_all(uploaded(drafter, district, *named("甲"))).table_import
    brought = uploaded(reviewer, district, *named("x", "乙")[1:])
    answer(brought, {0: Answer(True, str(department.pk))})
    theirs = take(brought.pk, reviewer).table_import
    assert _undoable(drafter) == {mine, theirs} == _undoable(colleague)
    assert _undoable(reviewer) == {theirs}
    assert _undoable(other_drafter) == _undoable(stranger) == set()
    reviewer.is_active = False
    assert _undoable(reviewer) == set()


def _undoable(user: User) -> set[TableImport]:
    return set(undoable(user))


def test_ones_own_import_for_several_departments_is_seen_while_one_drafts_there(
    year, drafter, other_drafter, district, department, other_department
):
    drafter.assignments.create(role="drafter", department=other_department)
    incoming = uploaded(drafter, district, *named("甲", "乙"))
    said = {0: Answer(True, str(department.pk)), 1: Answer(True, str(other_department.pk))}
    answer(incoming, said)
    done = take(incoming.pk, drafter).table_import
    assert done.department is None
    assert list(imports_seen(drafter)) == [done]
    assert _undoable(drafter) == {done}
    assert not imports_seen(other_drafter).exists()
    drafter.assignments.all().delete()
    assert not imports_seen(drafter).exists()


@pytest.mark.parametrize("worked", ["submitted once", "talked about", "assessed"])
def test_what_was_worked_on_since_is_not_taken_back(year, drafter, reviewer, district, worked):
    done = take_all(uploaded(drafter, district, *named("甲", "乙"))).table_import
    project = Project.objects.order_by("position").first()
    if worked == "submitted once":
        version = project.versions.get()
        step = {"action": "submit", "before": "draft", "after": "performance_review", "role": "drafter"}
        ReviewEvent.objects.create(version=version, by=drafter, number=1, **step)
    elif worked == "talked about":
        open_thread(FEEDBACK, project, reviewer, (None, "total"), "请核对", uuid4())
    else:
        Assessment.objects.create(project=project, changed_by=drafter)
    with pytest.raises(ImportRefused, match=r"有1张表导入后已经改动.*第1张“甲”"):
        undo(done, drafter)
    assert Project.objects.count() == 2
