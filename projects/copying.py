"""Tables carried over: from last year, with all that may be stale marked for a second look; or within a year.

A copy keeps the lineage of the project and of every row, so that years can be compared; it never keeps an id.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, prefetch_related_objects

from budget_site.accounts.models import Department, District, Role, User
from projects.adding import NewProject, add_projects
from projects.drafting.beginnings import ask_first, first_snapshot, keep_first
from projects.drafting.sheet import PARTS, cell_texts, sheet_of
from projects.drafting.snapshots import Reason
from projects.drafting.stale import stale
from projects.models import Project, Recheck, TableFramework, TableVersion
from projects.models.version import VersionQuerySet
from projects.official.trees import plain_label
from projects.storing import identified, table_of
from projects.tables import PlanStep, ProjectTable

ROWS = tuple(PARTS)  # what `storing.load` reads of a version


@dataclass(frozen=True, slots=True)
class Copied:
    """What was made, and how many projects were there already (in the year, or in its bin)."""

    versions: list[TableVersion]
    known: int


def carried_by(user: User, versions: VersionQuerySet, year: int) -> VersionQuerySet:
    """Those whose copies in a year go to a department in which this person drafts.

    Who drafted for a department that was merged since drafts nothing for its successor by that.
    """
    own = user.departments_as(Role.DRAFTER).open_in(year)
    merged = Q(project__department__closed_from__lte=year, project__department__merged_into__in=own)
    return versions.filter(Q(project__department__in=own) | merged)


@transaction.atomic
def copy_from_last_year(versions: Sequence[TableVersion], framework: TableFramework, user: User) -> Copied:
    """New projects in the framework's year from tables of an earlier one.

    A table of a department that was merged since goes to its successor. A project that is there already is
    left alone, and so is one that would go where the person does not draft.
    """
    year = framework.year
    District.objects.select_for_update(no_key=True).get(pk=framework.district_id)
    there = set(
        Project.objects.filter(district=framework.district, year=year).values_list("lineage", flat=True)
    )
    own = user.departments_as(Role.DRAFTER).open_in(year).prefetch_related("former_names").in_bulk()
    new = [version for version in versions if version.project.lineage not in there]
    wanted = [version for version in new if _goes_to(version.project.department, year) in own]
    prefetch_related_objects(wanted, *ROWS)
    tables = [identified(_carried(table_of(version), framework)) for version in wanted]
    projects = [
        NewProject(table, own[_goes_to(one.project.department, year)], lineage=one.project.lineage)
        for one, table in zip(wanted, tables, strict=True)
    ]
    made = add_projects(projects, framework, user)
    kept, rechecks = [], []
    for version, table, source in zip(made, tables, wanted, strict=True):
        note = f"沿用{source.project.year}年"
        kept.append(first_snapshot(version, table, user, Reason.COPIED, note))
        rechecks += _to_recheck(version, table, source.project.year)
    keep_first(kept)
    ask_first(rechecks)
    return Copied(made, len(versions) - len(new))


def _goes_to(department: Department | None, year: int) -> int | None:
    """The id of the department that has a copy in a year: its own, or the successor's."""
    if department is None:
        return None
    closed = department.closed_from and department.closed_from <= year
    return department.merged_into_id if closed else department.pk


def _carried(table: ProjectTable, framework: TableFramework) -> ProjectTable:
    """The table on the new year's form: its wording, its checkpoints, no ids; lineages stay."""
    table = replace(
        table,
        title=framework.title,
        name_label=framework.name_label,
        plan_label=framework.plan_label,
        plan=_on_checkpoints(table.plan, framework.plan_labels),
    )
    return without_ids(table)


def _on_checkpoints(plan: Sequence[PlanStep], labels: Sequence[str]) -> tuple[PlanStep, ...]:
    """The percentages under the new labels: by label, or in order where there are as many."""
    if len(plan) == len(labels):
        return tuple(replace(step, label=label) for step, label in zip(plan, labels, strict=True))
    known = {plain_label(step.label): step for step in plan}
    return tuple(replace(known.get(plain_label(label), PlanStep()), label=label) for label in labels)


def without_ids(table: ProjectTable) -> ProjectTable:
    """The same rows to be given ids of their own; each keeps its lineage."""
    rows = {
        part: tuple(replace(row, id=None, lineage=row.lineage or row.id) for row in getattr(table, part))
        for part in PARTS
    }
    return replace(table, **rows)


def _to_recheck(version: TableVersion, table: ProjectTable, source_year: int) -> list[Recheck]:
    sheet = sheet_of(table)
    texts = cell_texts(sheet)
    return [
        Recheck(
            version=version,
            row=one.row_id,
            cell=one.cell,
            why=Recheck.Why.COPIED,
            text=texts[one.row_id, one.cell],
            reason=one.reason,
            proposal=one.proposal,
        )
        for one in stale(sheet, source_year, version.project.year)
    ]


@transaction.atomic
def duplicate(
    versions: Sequence[TableVersion], framework: TableFramework, user: User, key: UUID
) -> list[TableVersion]:
    """The same tables once more in their year, as projects of their own; the same key again makes none."""
    District.objects.select_for_update(no_key=True).get(pk=framework.district_id)
    ids = {version.pk: uuid5(key, str(version.project_id)) for version in versions}
    there = set(Project.objects.filter(pk__in=ids.values()).values_list("pk", flat=True))
    wanted = [version for version in versions if ids[version.pk] not in there]
    prefetch_related_objects(wanted, *ROWS, "project__department__former_names")
    tables = [_apart(table_of(version)) for version in wanted]
    new = [
        NewProject(table, version.project.department, id=ids[version.pk])
        for version, table in zip(wanted, tables, strict=True)
    ]
    made = add_projects(new, framework, user)
    keep_first(
        [
            first_snapshot(version, table, user, Reason.CREATED, "复制本年项目")
            for version, table in zip(made, tables, strict=True)
        ]
    )
    return made


def _apart(table: ProjectTable) -> ProjectTable:
    """A table with a name and rows of its own, which begin lineages of their own."""
    rows = {
        part: tuple(replace(row, id=None, lineage=None) for row in getattr(table, part)) for part in PARTS
    }
    return identified(replace(table, name=f"{table.name}（副本）", **rows))
