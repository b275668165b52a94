"""A file before it is taken in: what it holds, and what the year has of it already."""

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count

from budget_site.accounts.models import District
from projects.importing.opening import read_file
from projects.importing.refused import ImportRefused
from projects.models import ImportedTable, TableFramework, TableImport, TableVersion
from projects.official.document import DocumentReading
from projects.official.trees import TREES, tree_of
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
    """Read a Word or Excel file, told apart by what is in it. ImportRefused where it cannot be taken in."""
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            file_hash, reading = read_file(file, settings.IMPORT_LIMITS)
    except OSError as error:
        raise ImportRefused(f"打不开文件“{_shown(path)}”，请核对路径和读取权限。") from error
    return Preview(_shown(Path(path.name)), file_hash, reading)


def _shown(path: Path) -> str:
    """A path as text that every database and terminal takes, whatever bytes it is made of."""
    return typed(os.fsencode(path).decode("utf-8", "replace"))


def earlier(content: str, district: District, year: int) -> TableImport | None:
    """The standing import that brought just these tables (their content hash) into this district's year."""
    imports = TableImport.objects.standing().filter(content_hash=content, district=district, year=year)
    return imports.select_related("imported_by").first()


def whole_file_before(found: Preview, district: District, year: int) -> TableImport | None:
    """The standing import that took this very file whole, however its tables were read then."""
    imports = TableImport.objects.standing().filter(file_hash=found.file_hash, district=district, year=year)
    whole = imports.annotate(taken=Count("tables")).filter(taken=len(found.tables))
    return whole.select_related("imported_by").first()


def namesakes(found: Preview, district: District, year: int) -> int:
    """How many of the tables have the name of a project that the year already has."""
    versions = TableVersion.objects.filter(project__district=district, project__year=year)
    names = set(versions.latest().values_list("name", flat=True)) - {""}
    return sum(table.name in names for table in found.tables)


def known(found: Preview, district: District, year: int, but: TableImport | None = None) -> int:
    """How many of the tables came in before, by another standing import, just as they are."""
    standing = TableImport.objects.standing().filter(district=district, year=year)
    if but:
        standing = standing.exclude(pk=but.pk)
    before = ImportedTable.objects.filter(table_import__in=standing)
    standing_hashes = set(before.values_list("content_hash", flat=True))
    return sum(one in standing_hashes for one in found.hashes)


def framework_for(found: Preview, district: District, year: int) -> TableFramework:
    """The form of a year that has none, made after the tables themselves; else the one it has.

    It has their commonest title and labels, and the tree they follow.
    """
    tables = found.tables
    labels = [tuple(step.label for step in table.plan) for table in tables]
    framework, _ = TableFramework.objects.make_first(
        district,
        year,
        TREES[tree_of((row.level1, row.level2) for table in tables for row in table.indicators)],
        title=_commonest([table.title for table in tables])[:200],
        name_label=_commonest([table.name_label for table in tables])[:50],
        plan_label=_commonest([table.plan_label for table in tables])[:50],
        plan_labels=list(_commonest(labels)),
    )
    return framework


def _commonest(things: Sequence[Any]) -> Any:
    return Counter(things).most_common(1)[0][0]
