"""Taking a Word file's tables in: preview, commit in one transaction, undo."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from budget_site.accounts.models import Department, District, User
from projects.adding import add_projects
from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from projects.importing.word import read_word
from projects.models import ImportedTable, Project, Status, TableFramework, TableVersion, WordImport
from projects.official.document import DocumentReading
from projects.official.trees import tree_of
from projects.storing import load
from projects.tables import ProjectTable, content_hash


@dataclass(frozen=True)
class Preview:
    """A file as read, with nothing written."""

    filename: str
    file_hash: str
    reading: DocumentReading

    @property
    def tables(self) -> list[ProjectTable]:
        return [reading.table for reading in self.reading.tables]

    @property
    def content_hash(self) -> str:
        """The same tables and text give the same hash, however Word saved the file."""
        parts = [[content_hash(table) for table in self.tables], narrative(self.reading)]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def preview(path: Path) -> Preview:
    """Read a Word file. ImportRefused where it cannot be taken in."""
    try:
        with path.open("rb") as file:
            file_hash = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            reading = read_word(file, Limits(**settings.IMPORT_LIMITS))
    except OSError as error:
        raise ImportRefused(f"打不开文件“{path}”，请核对路径和读取权限。") from error
    return Preview(path.name, file_hash, reading)


def narrative(reading: DocumentReading) -> list[dict[str, Any]]:
    return [
        {"heading": section.heading, "paragraphs": list(section.paragraphs)} for section in reading.narrative
    ]


def report(reading: DocumentReading) -> dict[str, Any]:
    """The mapping report: how each cell of each table was understood, and the text around the tables."""
    return {
        "tables": [
            {"index": index, "title": part.table.title, "cells": _cells(part)}
            for index, part in enumerate(reading.tables, 1)
        ],
        "narrative": narrative(reading),
    }


def _cells(part) -> list[dict[str, Any]]:
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "field": cell.field,
            "text": cell.text,
            "certainty": cell.certainty.value,
        }
        for cell in part.cells
    ]


def earlier(found: Preview, district: District, year: int) -> WordImport | None:
    """The standing import that brought the same tables and text into this district's year."""
    return (
        WordImport.objects.standing()
        .filter(district=district, year=year, content_hash=found.content_hash)
        .select_related("imported_by")
        .first()
    )


def framework_for(found: Preview, district: District, year: int) -> TableFramework:
    """A form made after the tables themselves: their commonest title and labels, and the tree they follow."""
    tables = found.tables
    labels = [tuple(step.label for step in table.plan) for table in tables]
    return TableFramework.objects.make(
        district,
        year,
        tree_of((row.level1, row.level2) for table in tables for row in table.indicators),
        title=_commonest([table.title for table in tables])[:200],
        name_label=_commonest([table.name_label for table in tables])[:50],
        plan_label=_commonest([table.plan_label for table in tables])[:50],
        plan_labels=list(_commonest(labels)),
    )


def _commonest(things: Sequence[Any]) -> Any:
    return Counter(things).most_common(1)[0][0]


def commit(
    found: Preview, district: District, year: int, department: Department | None, user: User
) -> tuple[WordImport, bool]:
    """Write what was previewed, all or nothing: (import, True); or (the earlier import, False)."""
    if before := earlier(found, district, year):
        return before, False
    try:
        with transaction.atomic():
            return _write(found, district, year, department, user), True
    except IntegrityError:  # the same file was taken in beside us a moment ago
        if before := earlier(found, district, year):
            return before, False
        raise


def _write(found: Preview, district, year, department, user) -> WordImport:
    framework = TableFramework.objects.current(district, year)
    if framework is None:
        raise ImportRefused(f"{district}还没有{year}年的表格样式，请先建立，或加 --create 按文件内容建立。")
    word_import = WordImport.objects.create(
        district=district,
        department=department,
        year=year,
        filename=found.filename,
        file_hash=found.file_hash,
        content_hash=found.content_hash,
        narrative=narrative(found.reading),
        imported_by=user,
    )
    tables = [(part.table, department) for part in found.reading.tables]
    projects = add_projects(tables, framework, user)
    imported = [
        ImportedTable(
            word_import=word_import,
            project=project,
            index=index,
            content_hash=content_hash(part.table),
            cells=_cells(part),
        )
        for index, (part, project) in enumerate(zip(found.reading.tables, projects, strict=True), 1)
    ]
    ImportedTable.objects.bulk_create(imported, batch_size=100)
    return word_import


@transaction.atomic
def undo(word_import: WordImport, user: User) -> int:
    """Take an import back whole; the number of projects removed.

    ImportRefused where it was undone already or a table of it was changed since, naming each.
    """
    District.objects.select_for_update().get(pk=word_import.district_id)
    word_import = WordImport.objects.select_for_update(of=("self",)).get(pk=word_import.pk)
    if word_import.undone_at:
        when = timezone.localtime(word_import.undone_at)
        raise ImportRefused(
            f"这次导入已于{when:%Y年%-m月%-d日 %H:%M}由{word_import.undone_by}撤销，无需再次撤销。"
        )
    if changed := list(_changed(word_import)):
        raise ImportRefused(
            f"有{len(changed)}张表导入后已经改动，撤销会丢掉这些改动，因此没有撤销：{'；'.join(changed)}。"
        )
    projects = Project.objects.filter(imported_as__word_import=word_import)
    count = projects.count()
    projects.delete()
    word_import.undone_by, word_import.undone_at = user, timezone.now()
    word_import.save(update_fields=["undone_by", "undone_at"])
    return count


def _changed(word_import: WordImport):
    """Which of an import's tables no longer stand as they came in."""
    tables = word_import.tables.exclude(project=None).select_related("project")
    versions: dict[Any, list[TableVersion]] = {}
    locked = TableVersion.objects.filter(project__imported_as__word_import=word_import).select_for_update(
        of=("self",)
    )
    for version in locked.with_rows():
        versions.setdefault(version.project_id, []).append(version)
    for table in tables:
        now = versions.get(table.project_id, [])
        as_imported = (
            len(now) == 1
            and now[0].status == Status.DRAFT
            and table.project.department_id == word_import.department_id
            and content_hash(load(now[0])) == table.content_hash
        )
        if not as_imported:
            yield f"第{table.index}张“{now[-1].name if now else table.project}”"
