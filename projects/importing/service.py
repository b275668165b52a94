"""Taking a Word file's tables in: preview, commit in one transaction, undo."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from budget_site.accounts.models import Department, District, User
from projects.adding import add_projects
from projects.importing.refused import ImportRefused
from projects.importing.report import doubts, narrative
from projects.importing.word import read_word
from projects.models import ImportedTable, Project, Status, TableFramework, TableVersion, WordImport
from projects.official.document import DocumentReading
from projects.official.trees import tree_of
from projects.storing import identified, load
from projects.tables import ProjectTable, content_hash, typed


@dataclass(frozen=True)
class Preview:
    """A file as read, with nothing written."""

    filename: str
    file_hash: str
    reading: DocumentReading

    @cached_property
    def tables(self) -> list[ProjectTable]:
        return [reading.table for reading in self.reading.tables]

    @cached_property
    def hashes(self) -> list[str]:
        """The content hash of each table, in order."""
        return [content_hash(table) for table in self.tables]

    @cached_property
    def content_hash(self) -> str:
        """The same tables in the same order have the same hash, however Word saved them."""
        return hashlib.sha256("".join(self.hashes).encode()).hexdigest()


def preview(path: Path) -> Preview:
    """Read a Word file. ImportRefused where it cannot be taken in."""
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            file_hash = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            reading = read_word(file, settings.IMPORT_LIMITS)
    except OSError as error:
        raise ImportRefused(f"打不开文件“{_shown(path)}”，请核对路径和读取权限。") from error
    return Preview(_shown(Path(path.name)), file_hash, reading)


def _shown(path: Path) -> str:
    """A path as text that every database and terminal takes, whatever bytes it is made of."""
    return typed(os.fsencode(path).decode("utf-8", "replace"))


def earlier(found: Preview, district: District, year: int) -> WordImport | None:
    """The standing import that brought this file, or the same tables, into this district's year."""
    same = Q(file_hash=found.file_hash) | Q(content_hash=found.content_hash)
    imports = WordImport.objects.standing().filter(same, district=district, year=year)
    return imports.select_related("imported_by").first()


def namesakes(found: Preview, district: District, year: int) -> int:
    """How many of the tables have the name of a project that the year already has."""
    versions = TableVersion.objects.filter(project__district=district, project__year=year)
    names = set(versions.latest().values_list("name", flat=True)) - {""}
    return sum(table.name in names for table in found.tables)


def known(found: Preview, district: District, year: int, but: WordImport | None = None) -> int:
    """How many of the tables came in before, by another standing import, just as they are."""
    standing = WordImport.objects.standing().filter(district=district, year=year)
    if but:
        standing = standing.exclude(pk=but.pk)
    before = ImportedTable.objects.filter(word_import__in=standing)
    standing_hashes = set(before.values_list("content_hash", flat=True))
    return sum(one in standing_hashes for one in found.hashes)


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
    tables = [identified(table) for table in found.tables]
    versions = add_projects([(table, department) for table in tables], framework, user)
    parts = zip(found.reading.tables, tables, versions, found.hashes, strict=True)
    imported = [
        ImportedTable(
            word_import=word_import,
            version=version,
            index=index,
            content_hash=content,
            doubts=doubts(part, table),
        )
        for index, (part, table, version, content) in enumerate(parts, 1)
    ]
    ImportedTable.objects.bulk_create(imported, batch_size=500)
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
    versions = TableVersion.objects.filter(imported_as__word_import=word_import)
    projects = Project.objects.filter(pk__in=list(versions.values_list("project", flat=True)))
    versions.delete()
    count, _ = projects.delete()
    word_import.undone_by, word_import.undone_at = user, timezone.now()
    word_import.save(update_fields=["undone_by", "undone_at"])
    return count


def _changed(word_import: WordImport) -> Iterator[str]:
    """Which of an import's tables no longer stand as they came in, by number and name."""
    versions = TableVersion.objects.filter(project__versions__imported_as__word_import=word_import)
    now: dict[UUID, list[TableVersion]] = {}
    for version in versions.select_for_update(of=("self",)).select_related("project").with_rows():
        now.setdefault(version.project_id, []).append(version)
    for table in word_import.tables.select_related("version"):
        of_project = now.get(table.version.project_id, []) if table.version else []
        if not _as_imported(table, of_project):
            yield f"第{table.index}张“{of_project[-1].name if of_project else '已删除'}”"


def _as_imported(table: ImportedTable, versions: list[TableVersion]) -> bool:
    return (
        [version.pk for version in versions] == [table.version_id]
        and versions[0].status == Status.DRAFT
        and versions[0].project.department_id == table.word_import.department_id
        and content_hash(load(versions[0])) == table.content_hash
    )
