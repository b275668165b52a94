"""ORM ⇄ ProjectTable: the only place that knows how a table is kept in columns and rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction

from projects import rechecks
from projects.derived import derive, searched_text
from projects.drafting.sheet import Sheet, sheet_of
from projects.examining import keeping
from projects.models import (
    Examination,
    GoalRow,
    IndicatorRow,
    PlanRow,
    Status,
    TableVersion,
    VersionWords,
    WarningReason,
)
from projects.models.framework import FrameworkNode, node_for
from projects.searching import keep_words
from projects.surroundings import Surroundings
from projects.tables import (
    INDICATOR_CELLS,
    Amount,
    Goal,
    Indicator,
    PlanStep,
    ProjectTable,
    from_canonical,
)
from projects.values import read_value

_TEXTS = ("title", "code", "name_label", "name", "purpose", "plan_label")
_AMOUNTS = ("total", "fiscal", "other")
_MODELS = {"plan": PlanRow, "goals": GoalRow, "indicators": IndicatorRow}
_PARTS = tuple(_MODELS)

Nodes = dict[tuple[str, str], FrameworkNode]


def table_of(version: TableVersion) -> ProjectTable:
    """What a version says: its working rows while it is written on, or was last, else its frozen bytes."""
    typed_last = version.is_working or version.status == Status.VOID or version.frozen is None
    return load(version) if typed_last else from_canonical(version.frozen)


def load(version: TableVersion) -> ProjectTable:
    """The working rows as a table; three queries, or none after `with_rows()`."""
    return working(version).table()


def working(version: TableVersion) -> Sheet:
    """The working rows as they stand, half-typed and empty ones too."""
    return Sheet(
        **{name: getattr(version, name) for name in _TEXTS},
        **{name: Amount(getattr(version, f"{name}_text"), getattr(version, name)) for name in _AMOUNTS},
        plan=tuple(
            PlanStep(row.label, row.percent_text, row.percent, row.id, row.lineage)
            for row in version.plan.all()
        ),
        goals=tuple(Goal(row.label, row.text, row.id, row.lineage) for row in version.goals.all()),
        indicators=tuple(
            Indicator(*(getattr(row, cell) for cell in INDICATOR_CELLS), row.id, row.lineage)
            for row in version.indicators.all()
        ),
    )


def identified(table: ProjectTable, taken: Collection[UUID] = ()) -> ProjectTable:
    """The table with an id of its own for every row.

    A row without one, or with one that is taken (by another version, or by the row above that it copies),
    gets a new one. It keeps the lineage it has; a row without one begins its own.
    """
    return replace(table, **{part: tuple(_identified(getattr(table, part), taken)) for part in _PARTS})


def _identified(rows: Iterable[Any], taken: Collection[UUID]) -> Iterator[Any]:
    given = set(taken)
    for row in rows:
        identity = uuid4() if row.id is None or row.id in given else row.id
        given.add(identity)
        yield replace(row, id=identity, lineage=row.lineage or row.id or identity)


def new_version(
    version: TableVersion, table: ProjectTable, around: Surroundings, reasons: Sequence[WarningReason] = ()
) -> list[models.Model]:
    """Fill an unsaved version with a table; returns what belongs to it, unsaved. `reasons` are for warnings
    that were explained before, of its own rows."""
    _fill(version, table)
    version.project.code = _project_code(table)
    table = identified(table)
    words = VersionWords(version=version, text=searched_text(table))
    return [*_rows(version, table, around.nodes), keeping.examination(version, table, around, reasons), words]


@transaction.atomic
def store(version: TableVersion, table: ProjectTable) -> ProjectTable:
    """Make a version's working rows say `table`, whatever it says; rows keep their ids. What was stored.

    ValueError where the version is with the reviewers or beyond: what was submitted does not change.
    """
    version = locked(version.pk)
    if not version.is_working:
        raise ValueError(f"{version}已送审，不能改写。")
    table = identified(table, _ids_elsewhere(version, table))
    write(version, working(version), sheet_of(table))
    return table


def locked(pk: int) -> TableVersion:
    """A version that nobody else writes until the transaction ends, with what writing it needs."""
    needed = ("framework", "project__district__parent", "project__department")
    rows = TableVersion.objects.select_for_update(of=("self",)).select_related(*needed)
    # Who waits for the lock on PostgreSQL is compared with the rows joined before, and finds none where the
    # form of the year was changed meanwhile: asked once more it is there.
    return rows.filter(pk=pk).first() or rows.get(pk=pk)


def write(version: TableVersion, before: Sheet, after: Sheet) -> None:
    """Make the working rows of a locked version say `after`, touching only rows that differ from `before`."""
    _fill(version, after)
    version.open_rechecks = rechecks.count_open(version, after)
    version.save()
    keep_words(VersionWords, [(version.pk, searched_text(after))])
    if version.project.code != _project_code(after):
        version.project.code = _project_code(after)
        version.project.save(update_fields=["code"])
    around = Surroundings(version.project.district, version.project.year, version.framework)
    rows = {(type(row), row.id): row for row in _rows(version, after, around.nodes)}
    for part, model in _MODELS.items():
        old, new = _placed(getattr(before, part)), _placed(getattr(after, part))
        if gone := old.keys() - new.keys():
            getattr(version, part).filter(id__in=gone).delete()
        model.objects.bulk_create([rows[model, one] for one in new if one not in old])
        fields = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "version")]
        changed = [rows[model, one] for one in new if one in old and old[one] != new[one]]
        model.objects.bulk_update(changed, fields)
    reasons = version.warning_reasons.select_related("given_by")
    keeping.keep([keeping.examination(version, after, around, reasons)])


def _placed(rows: Iterable[Any]) -> dict[UUID, tuple[Any, ...]]:
    """Rows by id, each with its place and lineage, which equality of rows leaves out."""
    return {row.id: (place, row, row.lineage) for place, row in enumerate(rows)}


def _ids_elsewhere(version: TableVersion, table: ProjectTable) -> set[UUID]:
    """Ids in the table that are those of other versions' rows."""
    return {
        identity
        for part, model in _MODELS.items()
        for identity in model.objects.filter(id__in=[row.id for row in getattr(table, part) if row.id])
        .exclude(version=version)
        .values_list("id", flat=True)
    }


def save_new(versions: Iterable[TableVersion], rows: Iterable[models.Model]) -> None:
    """Save what `new_version` filled, in a few statements."""
    TableVersion.objects.bulk_create(versions, batch_size=200)
    rows = list(rows)
    words = (row for row in rows if isinstance(row, VersionWords))
    keep_words(VersionWords, ((row.version.pk, row.text) for row in words))
    for model in _MODELS.values():
        model.objects.bulk_create([row for row in rows if isinstance(row, model)], batch_size=500)
    keeping.keep([row for row in rows if isinstance(row, Examination)])


def _project_code(table: ProjectTable | Sheet) -> str:
    """The typed code as the project's identity carries it: one line, as long as its column."""
    return " ".join(table.code.split())[:100]


def _fill(version: TableVersion, table: ProjectTable | Sheet) -> None:
    for name in _TEXTS:
        setattr(version, name, getattr(table, name))
    for name in _AMOUNTS:
        setattr(version, f"{name}_text", getattr(table, name).raw)
        setattr(version, name, getattr(table, name).value)
    derive(version, table)


def _rows(version: TableVersion, table: ProjectTable | Sheet, nodes: Nodes) -> Iterable[models.Model]:
    for position, step in enumerate(table.plan):
        yield PlanRow(
            **_place(version, position, step), label=step.label, percent_text=step.raw, percent=step.percent
        )
    for position, goal in enumerate(table.goals):
        yield GoalRow(**_place(version, position, goal), label=goal.label, text=goal.text)
    for position, row in enumerate(table.indicators):
        value = read_value(row.value)
        yield IndicatorRow(
            **_place(version, position, row),
            **{cell: getattr(row, cell) for cell in INDICATOR_CELLS},
            node=node_for(nodes, row.level1, row.level2),
            value_operator=value.operator,
            value_number=value.number,
            value_upper=value.upper,
            value_unit=value.unit,
            value_date=value.date,
        )


def _place(version: TableVersion, position: int, row: Any) -> dict[str, Any]:
    return {"version": version, "position": position, "id": row.id, "lineage": row.lineage}
