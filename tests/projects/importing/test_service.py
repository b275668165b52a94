"""Taking a file in, once; taking it back, unless somebody worked on it since."""

import os
import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from budget_site.accounts.models import User
from projects.importing import service, taking, undoing
from projects.importing.refused import ImportRefused
from projects.models import ImportedTable, Project, Status, TableImport, TableVersion
from projects.reading import tables_of
from projects.storing import load, store, table_of
from projects.tables import Amount, to_canonical
from tests.messy import Mess, make_table, messy_docx
from tests.people import make_district, make_framework, make_user

pytestmark = pytest.mark.django_db


def tables(count=3, seed=1):
    chance = random.Random(seed)
    return [make_table(chance) for _ in range(count)]


def word_file(folder: Path, *, of=None, mess=Mess(), name="绩效目标表.docx") -> Path:  # noqa: B008
    path = folder / name
    path.write_bytes(messy_docx(of or tables(), mess, random.Random(2)))
    return path


@pytest.fixture
def year(district):
    make_framework(district)
    return (district, 2025)


def take_in(path, year, user=None, department=None):
    return taking.commit(service.preview(path), *year, department, user or User.objects.system())


def test_a_preview_writes_nothing(tmp_path, year):
    found = service.preview(word_file(tmp_path))
    assert found.tables == tables()
    assert not TableImport.objects.exists()
    assert not Project.objects.exists()


def test_what_was_previewed_comes_in_whole_and_in_order(tmp_path, year, reviewer, department):
    done, new = take_in(word_file(tmp_path), year, reviewer, department)
    assert new
    assert (done.imported_by, done.filename) == (reviewer, "绩效目标表.docx")
    projects = list(Project.objects.order_by("position"))
    assert [project.position for project in projects] == [1, 2, 3]
    assert {project.department for project in projects} == {department}
    assert {version.status for version in TableVersion.objects.all()} == {Status.DRAFT}
    assert tables_of(User.objects.system(), *year) == tables()
    assert [project.code for project in projects] == [table.code for table in tables()]
    assert [table.index for table in done.tables.all()] == [1, 2, 3]
    assert not any(table.doubts for table in done.tables.all())


def test_tables_may_arrive_without_a_department_and_stand_after_those_already_there(tmp_path, year):
    take_in(word_file(tmp_path), year)
    take_in(word_file(tmp_path, of=tables(2, seed=9), name="续.docx"), year)
    assert list(Project.objects.order_by("position").values_list("position", "department")) == [
        (place, None) for place in range(1, 6)
    ]


def test_the_same_file_again_changes_nothing_and_overwrites_no_later_edit(tmp_path, year, reviewer):
    path = word_file(tmp_path)
    first, _ = take_in(path, year, reviewer)
    version = TableVersion.objects.first()
    edited = replace(load(version), total=Amount.of("99万元"))
    store(version, edited)
    again, new = take_in(path, year)
    assert (again, new) == (first, False)
    assert again.imported_by == reviewer
    assert Project.objects.count() == 3
    assert load(TableVersion.objects.get(pk=version.pk)) == edited


def test_the_same_tables_saved_anew_by_word_are_the_same_file(tmp_path, year):
    take_in(word_file(tmp_path), year)
    _, new = take_in(word_file(tmp_path, mess=Mess(split_runs=True), name="另存.docx"), year)
    assert not new


def test_the_same_file_is_known_even_when_it_is_read_in_another_way_today(tmp_path, year):
    path = word_file(tmp_path)
    done, _ = take_in(path, year)
    TableImport.objects.update(content_hash="0" * 64)  # as an older reader would have left it
    assert take_in(path, year) == (done, False)
    assert Project.objects.count() == 3


def test_tables_that_came_in_before_in_another_file_are_counted(tmp_path, year):
    take_in(word_file(tmp_path), year)
    found = service.preview(word_file(tmp_path, of=[*tables()[:2], *tables(1, seed=7)], name="部分.docx"))
    assert service.known(found, *year) == 2
    done, new = taking.commit(found, *year, None, User.objects.system())
    assert new
    assert service.known(found, *year, but=done) == 2


def test_doubts_are_kept_by_the_row_they_are_about(tmp_path, year):
    done, _ = take_in(word_file(tmp_path, mess=Mess(torn_row=True)), year)
    doubts = [(table, doubt) for table in done.tables.all() for doubt in table.doubts]
    assert doubts
    for table, doubt in doubts:
        row = getattr(table.version, doubt["part"]).get(pk=doubt["id"])
        assert getattr(row, doubt["field"]) == doubt["text"]
        assert doubt["certainty"] == "guessed"


def test_a_department_sees_the_imports_made_for_it(tmp_path, year, department, drafter, other_drafter):
    take_in(word_file(tmp_path), year, department=department)
    assert TableImport.objects.visible_to(drafter).count() == 1
    assert not TableImport.objects.visible_to(other_drafter).exists()


def test_no_project_goes_to_another_districts_department(tmp_path, year):
    strange = make_district("邻区", "next").departments.create(code="x", name="邻区财政局")
    with pytest.raises(ValueError, match="不是芦台经济开发区的部门"):
        take_in(word_file(tmp_path), year, department=strange)
    assert not TableImport.objects.exists()


def test_a_file_may_have_a_name_in_any_encoding(tmp_path, year):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0\xce\xc4.docx"))
    word_file(tmp_path).rename(path)
    done, _ = take_in(path, year)
    done.refresh_from_db()
    assert done.filename.endswith(".docx")


def test_the_same_file_may_come_in_for_another_year(tmp_path, year, district):
    path = word_file(tmp_path)
    take_in(path, year)
    make_framework(district, 2026)
    assert take_in(path, (district, 2026))[1]


def test_an_import_is_taken_back_whole_and_the_file_may_come_again(tmp_path, year, reviewer):
    path = word_file(tmp_path)
    done, _ = take_in(path, year)
    assert undoing.undo(done, reviewer) == 3
    done.refresh_from_db()
    assert done.undone_by == reviewer
    assert not Project.objects.exists()
    assert not TableVersion.objects.exists()
    assert ImportedTable.objects.filter(version=None).count() == 3
    assert take_in(path, year)[1]


def test_taking_back_leaves_what_came_in_otherwise(tmp_path, year):
    done, _ = take_in(word_file(tmp_path), year)
    take_in(word_file(tmp_path, of=tables(1, seed=5), name="另一份.docx"), year)
    undoing.undo(done, User.objects.system())
    assert tables_of(User.objects.system(), *year) == tables(1, seed=5)


def test_taking_back_twice_says_when_it_was_done(tmp_path, year, reviewer):
    done, _ = take_in(word_file(tmp_path), year)
    undoing.undo(done, reviewer)
    with pytest.raises(ImportRefused, match="reviewer的姓名撤销，无需再次撤销"):
        undoing.undo(done, reviewer)


def edit_a_cell(project):
    version = project.versions.get()
    store(version, replace(load(version), purpose="改写的用途"))


def assign(project):
    project.department = project.district.departments.create(code="later", name="后来分配的部门")
    project.save()


def submit(project):
    version = project.versions.get()
    project.versions.update(status=Status.PERFORMANCE_REVIEW, frozen=to_canonical(load(version)))


@pytest.mark.parametrize("change", [edit_a_cell, assign, submit])
def test_what_was_worked_on_since_is_not_taken_back_but_listed(tmp_path, year, change):
    done, _ = take_in(word_file(tmp_path), year)
    second = Project.objects.order_by("position")[1]
    change(second)
    with pytest.raises(ImportRefused) as refused:
        undoing.undo(done, User.objects.system())
    assert f"第2张“{tables()[1].name}”" in str(refused.value)
    assert "第1张" not in str(refused.value)
    assert Project.objects.count() == 3
    done.refresh_from_db()
    assert done.undone_at is None


def test_an_edit_that_was_changed_back_is_no_change(tmp_path, year):
    done, _ = take_in(word_file(tmp_path), year)
    version = TableVersion.objects.first()
    table = load(version)
    store(version, replace(table, purpose="改了"))
    store(version, table)
    assert undoing.undo(done, User.objects.system()) == 3


def test_a_failure_halfway_leaves_nothing(tmp_path, year):
    found = service.preview(word_file(tmp_path))
    last = found.reading.tables[-1]
    broken = replace(last.table)
    object.__setattr__(broken, "total", Amount("1", "no number"))  # no column takes this
    reading = replace(found.reading, tables=(*found.reading.tables[:-1], replace(last, table=broken)))
    with pytest.raises(Exception, match=r"."):
        taking.commit(replace(found, reading=reading), *year, None, User.objects.system())
    assert not TableImport.objects.exists()
    assert not Project.objects.exists()


def test_the_form_is_made_after_the_tables_where_there_is_none(tmp_path, district):
    found = service.preview(word_file(tmp_path))
    with pytest.raises(ImportRefused, match="还没有2025年的表格样式"):
        taking.commit(found, district, 2025, None, User.objects.system())
    framework = service.framework_for(found, district, 2025)
    assert framework.plan_labels == ["3月底", "6月底", "9月底", "12月底"]
    assert framework.title == tables()[0].title
    taking.commit(found, district, 2025, None, User.objects.system())
    versions = TableVersion.objects.select_related("framework")
    assert {version.framework for version in versions} == {framework}
    assert all(row.node for version in versions for row in version.indicators.all())


def test_an_import_of_a_whole_district_is_not_shown_to_one_department(tmp_path, year, drafter, reviewer):
    take_in(word_file(tmp_path), year)
    assert TableImport.objects.visible_to(reviewer).count() == 1
    assert not TableImport.objects.visible_to(drafter).exists()
    assert not TableImport.objects.visible_to(make_user("nobody")).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_file_at_the_same_moment_import_it_once(tmp_path, year):
    found, system = service.preview(word_file(tmp_path)), User.objects.system()
    together, outcomes = threading.Barrier(4), []

    def one_of_them():
        try:
            together.wait()
            outcomes.append(taking.commit(found, *year, None, system))
        finally:
            connection.close()

    threads = [threading.Thread(target=one_of_them) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new for _, new in outcomes) == [False, False, False, True]
    assert len({done.pk for done, _ in outcomes}) == 1
    assert [table_of(version) for version in TableVersion.objects.order_by("project__position")] == tables()
