"""Taking a file's tables in, all or nothing: as new projects, or into the projects they belong to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from budget_site.accounts.models import Department, District, User
from projects.adding import NewProject, add_projects
from projects.drafting.beginnings import ask_first, first_snapshot, keep_first
from projects.drafting.between import between
from projects.drafting.confirming import ask
from projects.drafting.operations import BadOperation
from projects.drafting.saving import SaveRefused, save
from projects.drafting.sheet import cell_texts, sheet_of
from projects.drafting.snapshots import Reason, keep
from projects.importing.refused import ImportRefused
from projects.importing.report import doubts, narrative
from projects.importing.service import Preview, earlier, whole_file_before
from projects.matching import matched
from projects.models import (
    ImportedTable,
    Project,
    Recheck,
    TableFramework,
    TableImport,
    TableVersion,
)
from projects.storing import identified, load, working
from projects.tables import ProjectTable, content_hash

_GUESSED = "导入时按“{text}”理解，请对照原文件核对。"


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one table of the file: a department's new project, or an existing project's table."""

    index: int  # from 0, in the file's order
    department: Department | None = None
    into: UUID | None = None  # the project, which the user may write


def commit(
    found: Preview, district: District, year: int, department: Department | None, user: User
) -> tuple[TableImport, bool]:
    """All tables as new projects of one department: (import, True); or (the earlier import, False)."""
    if before := whole_file_before(found, district, year):
        return before, False
    everything = [Choice(index, department) for index in range(len(found.tables))]
    return take_in(found, everything, district, year, department, user)


def take_in(
    found: Preview,
    choices: Sequence[Choice],
    district: District,
    year: int,
    department: Department | None,
    user: User,
) -> tuple[TableImport, bool]:
    """Write what was chosen: (import, True); or (the import, False) that brought just these tables before.

    `department` is that of the import as a whole, where it is for one. ImportRefused with nothing written.
    """
    content = _content(found, choices)
    if before := earlier(content, district, year):
        return before, False
    try:
        with transaction.atomic():
            return _write(found, choices, content, district, year, department, user), True
    except IntegrityError:  # the same tables were taken in beside us a moment ago
        if before := earlier(content, district, year):
            return before, False
        raise


def _content(found: Preview, choices: Sequence[Choice]) -> str:
    return hashlib.sha256("".join(found.hashes[one.index] for one in choices).encode()).hexdigest()


def _write(found, choices, content, district, year, department, user) -> TableImport:
    framework = TableFramework.objects.current(district, year)
    if framework is None:
        raise ImportRefused(f"{district}还没有{year}年的表格样式，请先建立，或加 --create 按文件内容建立。")
    table_import = TableImport.objects.create(
        district=district,
        department=department,
        year=year,
        filename=found.filename,
        file_hash=found.file_hash,
        content_hash=content,
        narrative=narrative(found.reading),
        imported_by=user,
    )
    imported = _as_new(found, [one for one in choices if one.into is None], framework, user)
    imported += [_into(found, one, user) for one in choices if one.into is not None]
    for one in imported:
        one.table_import = table_import
    ImportedTable.objects.bulk_create(sorted(imported, key=lambda one: one.index), batch_size=500)
    return table_import


def _as_new(found, choices, framework, user) -> list[ImportedTable]:
    tables = [identified(found.tables[one.index]) for one in choices]
    new = [NewProject(table, choice.department) for table, choice in zip(tables, choices, strict=True)]
    versions = add_projects(new, framework, user)
    imported, kept, rechecks = [], [], []
    for version, table, choice in zip(versions, tables, choices, strict=True):
        one = _imported(found, choice, version, table)
        one.department = choice.department
        one.content_hash = found.hashes[choice.index]
        imported.append(one)
        kept.append(first_snapshot(version, table, user, Reason.IMPORTED, found.filename))
        rechecks += _to_recheck(version, table, one.doubts)
    keep_first(kept)
    ask_first(rechecks)
    return imported


def _into(found: Preview, choice: Choice, user: User) -> ImportedTable:
    """Make a project's table say what the file says; its rows keep their ids, what it said before is kept."""
    version = _version(choice.into, user)
    before = keep(version, user, Reason.BEFORE_IMPORT, f"导入“{found.filename}”之前")
    sheet = working(version)
    table = identified(matched(sheet.table(), found.tables[choice.index]))
    try:
        save(version.pk, user, uuid4(), version.revision, between(sheet, sheet_of(table)))
    except (SaveRefused, BadOperation) as refused:
        raise ImportRefused(f"“{version.name or '未填名称'}”没有导入：{refused}") from refused
    after = TableVersion.objects.with_rows().get(pk=version.pk)
    keep(after, user, Reason.IMPORTED, found.filename)
    says = load(after)
    one = _imported(found, choice, after, says)
    one.before = before
    one.content_hash = content_hash(says)
    ask(after, _to_recheck(after, says, one.doubts))
    return one


def _version(project: UUID, user: User) -> TableVersion:
    written = Project.objects.drafted_by(user).filter(pk=project)
    version = TableVersion.objects.latest().filter(project__in=written).with_rows().first()
    if version is None:
        raise ImportRefused("要更新的项目已经不在，或者不由您填写，请刷新页面后重新选择。")
    return version


def _imported(found: Preview, choice: Choice, version: TableVersion, table: ProjectTable) -> ImportedTable:
    part = found.reading.tables[choice.index]
    return ImportedTable(version=version, index=choice.index + 1, doubts=doubts(part, table))


def _to_recheck(version: TableVersion, table: ProjectTable, guessed: list[dict]) -> list[Recheck]:
    """A person looks again at every cell that was guessed and that the table has."""
    texts = cell_texts(sheet_of(table))
    asked = []
    for one in guessed:
        row = UUID(one["id"]) if "id" in one else None
        cell = "percent" if one["field"] == "raw" else one["field"]
        if (text := texts.get((row, cell))) and one["certainty"] == "guessed":
            reason = _GUESSED.format(text=one["text"])
            asked.append(
                Recheck(
                    version=version, row=row, cell=cell, why=Recheck.Why.GUESSED, text=text, reason=reason
                )
            )
    return asked
