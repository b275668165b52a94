"""Tables carried over: from last year, with all that may be stale marked for a second look; or within a year.

A copy keeps the lineage of the project and of every row, so that years can be compared; it never keeps an id.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.db import transaction

from budget_site.accounts.models import Department, District, User
from projects.adding import NewProject, add_projects
from projects.drafting.confirming import ask
from projects.drafting.sheet import cell_texts, sheet_of
from projects.drafting.snapshots import Reason, keep
from projects.drafting.stale import stale
from projects.models import Project, Recheck, TableFramework, TableVersion
from projects.official.trees import plain_label
from projects.storing import identified, load, table_of
from projects.tables import PlanStep, ProjectTable

PARTS = ("plan", "goals", "indicators")


@dataclass(frozen=True, slots=True)
class Copied:
    """What was made, and how many projects were there already (in the year, or in its bin)."""

    versions: list[TableVersion]
    known: int


@transaction.atomic
def copy_from_last_year(versions: Sequence[TableVersion], framework: TableFramework, user: User) -> Copied:
    """New projects in the framework's year from tables of an earlier one; one already there is left alone.

    A table of a department that was merged since goes to its successor.
    """
    year = framework.year
    District.objects.select_for_update().get(pk=framework.district_id)
    there = set(
        Project.objects.filter(district=framework.district, year=year).values_list("lineage", flat=True)
    )
    wanted = [version for version in versions if version.project.lineage not in there]
    new = [
        NewProject(
            _carried(table_of(version), framework),
            _department(version.project.department, year),
            lineage=version.project.lineage,
        )
        for version in wanted
    ]
    made = add_projects(new, framework, user)
    for version, source in zip(made, wanted, strict=True):
        ask(version, _to_recheck(version, source.project.year))
        keep(version, user, Reason.COPIED, f"沿用{source.project.year}年")
    return Copied(made, len(versions) - len(wanted))


def _department(department: Department | None, year: int) -> Department | None:
    if department and department.closed_from and department.closed_from <= year:
        return department.merged_into
    return department


def _carried(table: ProjectTable, framework: TableFramework) -> ProjectTable:
    """The table on the new year's form: its wording, its checkpoints, no ids; lineages stay."""
    table = replace(
        table,
        title=framework.title,
        name_label=framework.name_label,
        plan_label=framework.plan_label,
        plan=_on_checkpoints(table.plan, framework.plan_labels),
    )
    return _without_ids(table)


def _on_checkpoints(plan: Sequence[PlanStep], labels: Sequence[str]) -> tuple[PlanStep, ...]:
    """The percentages under the new labels: by label, or in order where there are as many."""
    if len(plan) == len(labels):
        return tuple(replace(step, label=label) for step, label in zip(plan, labels, strict=True))
    known = {plain_label(step.label): step for step in plan}
    return tuple(replace(known.get(plain_label(label), PlanStep()), label=label) for label in labels)


def _without_ids(table: ProjectTable) -> ProjectTable:
    rows = {
        part: tuple(replace(row, id=None, lineage=row.lineage or row.id) for row in getattr(table, part))
        for part in PARTS
    }
    return replace(table, **rows)


def _to_recheck(version: TableVersion, source_year: int) -> list[Recheck]:
    table = load(version)
    found = stale(sheet_of(table), source_year, version.project.year)
    marks = [(one.row_id, one.cell, one.reason, one.proposal) for one in found]
    texts = cell_texts(sheet_of(table))
    return [
        Recheck(
            version=version,
            row=row,
            cell=cell,
            why=Recheck.Why.COPIED,
            text=texts[row, cell],
            reason=reason,
            proposal=proposal,
        )
        for row, cell, reason, proposal in marks
    ]


@transaction.atomic
def duplicate(
    versions: Sequence[TableVersion], framework: TableFramework, user: User, key: UUID
) -> list[TableVersion]:
    """The same tables once more in their year, as projects of their own; the same key again makes none."""
    District.objects.select_for_update().get(pk=framework.district_id)
    ids = {version.pk: uuid5(key, str(version.project_id)) for version in versions}
    there = set(Project.objects.filter(pk__in=ids.values()).values_list("pk", flat=True))
    new = []
    for version in versions:
        if ids[version.pk] not in there:
            table = _apart(table_of(version))
            named = replace(table, name=f"{table.name}（副本）")
            new.append(NewProject(named, version.project.department, id=ids[version.pk]))
    made = add_projects(new, framework, user)
    for version in made:
        keep(version, user, Reason.CREATED, "复制本年项目")
    return made


def _apart(table: ProjectTable) -> ProjectTable:
    """Rows that begin lineages of their own."""
    rows = {
        part: tuple(replace(row, id=None, lineage=None) for row in getattr(table, part)) for part in PARTS
    }
    return identified(replace(table, **rows))
