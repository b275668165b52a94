"""全覆盖: which projects of the year's budget have a table, which are approved, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from budget_site.accounts.models import District, User
from projects.matching.covering import Match, Told, Way, cover
from projects.matching.known import code_key
from projects.models import BudgetList, BudgetProject, Project, Status, TableVersion
from projects.rules import Settings
from projects.rules.across.listed import difference
from projects.surroundings import settings_of

APPROVED = (Status.APPROVED, Status.REPLIED)
_GIVEN_UP = (Status.VOID,)


@dataclass(frozen=True, slots=True)
class Table:
    """A project's table as far as the list asks of it: the replied one, while it is being adjusted too."""

    project: UUID
    code: str
    name: str
    total: Decimal | None
    status: Status
    status_since: datetime
    department: int | None  # of today: what was merged counts as what it was merged into

    @property
    def approved(self) -> bool:
        return self.status in APPROVED


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. `seen` is whether the person may see the table that it has.

    `away` are the 万元 by which the table is above the list, None where they agree.
    """

    listed: BudgetProject
    table: Table | None = None
    way: Way | None = None
    seen: bool = True
    away: Decimal | None = None
    candidates: tuple[UUID, ...] = ()

    @property
    def other_code(self) -> str:
        """The code of the table where that is another one than the list's."""
        codes = [code_key(code).upper() for code in (self.listed.code, self.table.code if self.table else "")]
        return self.table.code if all(codes) and codes[0] != codes[1] and self.seen else ""


@dataclass(frozen=True, slots=True)
class Part:
    """So many of the list's projects, and what the list says they cost, in 万元."""

    count: int
    total: Decimal

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Part":
        amounts = [line.listed.total or Decimal(0) for line in lines]
        return cls(len(amounts), sum(amounts, Decimal(0)))


@dataclass(frozen=True)
class Coverage:
    """The newest list, its lines in order, and the tables that are in no line: those that one may see."""

    budget_list: BudgetList
    lines: list[Line]
    unlisted: list[Table]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.table is None]

    @property
    def pending(self) -> list[Line]:
        return [line for line in self.lines if line.table and not line.table.approved]

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if line.away is not None]

    @property
    def listed(self) -> Part:
        return Part.of(self.lines)

    @property
    def with_table(self) -> Part:
        return Part.of(line for line in self.lines if line.table)

    @property
    def approved(self) -> Part:
        return Part.of(line for line in self.lines if line.table and line.table.approved)


def coverage(user: User, district: District, year: int) -> Coverage | None:
    """None where the year has no list yet. A fixed number of queries.

    Lines and tables of the whole district are matched, whoever asks, so that all see the same; then each
    sees of it what may be seen.
    """
    budget_list = _newest(BudgetList.objects.visible_to(user), district, year)
    if budget_list is None:
        return None
    listed, tables = _listed(budget_list), _tables(district, year)
    matching = _matching(listed, tables)
    settings = settings_of(district, year)
    own = set(_keys(BudgetProject.objects.visible_to(user).filter(budget_list=budget_list)))
    seen = set(_keys(Project.objects.visible_to(user).filter(district=district, year=year)))
    lines = [
        _line(one, match, tables, seen, settings)
        for one, match in zip(listed, matching.matches, strict=True)
        if one.pk in own
    ]
    unlisted = [tables[key] for key in matching.unlisted if key in seen]
    return Coverage(budget_list, lines, [one for one in unlisted if one.status != Status.REJECTED])


def listed_amounts(district: District, year: int) -> dict[str, Decimal]:
    """What the list says of each project that it has, in 万元, by the project's id: for the rules."""
    budget_list = _newest(BudgetList.objects.all(), district, year)
    if budget_list is None:
        return {}
    listed = _listed(budget_list)
    matches = _matching(listed, _tables(district, year)).matches
    return {
        str(match.table): one.total
        for one, match in zip(listed, matches, strict=True)
        if match.table and one.total is not None
    }


def _keys(rows) -> Iterable:
    return rows.order_by().values_list("pk", flat=True)


def _newest(lists, district: District, year: int) -> BudgetList | None:
    there = lists.filter(district=district, year=year).select_related("imported_by")
    return there.order_by("-revision").first()


def _listed(budget_list: BudgetList) -> list[BudgetProject]:
    beside = budget_list.lines.select_related("department").prefetch_related("department__former_names")
    return list(beside.order_by("position"))


def _tables(district: District, year: int) -> dict[UUID, Table]:
    """The table of each project that holds, in document order; one that was given up (作废) is none."""
    here = TableVersion.objects.filter(project__district=district, project__year=year)
    rows = (
        here.filter(project__binned_at=None)
        .in_force()
        .exclude(status__in=_GIVEN_UP)
        .order_by("project__position", "project_id")
        .values_list(
            *("project_id", "code", "name", "total", "status", "status_since"),
            *("project__department", "project__department__merged_into"),
        )
    )
    return {row[0]: Table(*row[:4], Status(row[4]), row[5], row[7] or row[6]) for row in rows}


def _matching(listed: Sequence[BudgetProject], tables: dict[UUID, Table]):
    lines = [Told(one.pk, one.code, one.name, _department(one), one.project_id) for one in listed]
    return cover(lines, [Told(key, one.code, one.name, one.department) for key, one in tables.items()])


def _department(one: BudgetProject) -> int | None:
    return one.department and (one.department.merged_into_id or one.department_id)


def _line(
    listed: BudgetProject, match: Match, tables: dict[UUID, Table], seen: set[UUID], settings: Settings
) -> Line:
    """What a table says that somebody may not see is not told: only that there is one."""
    table = tables.get(match.table)
    may_see = table is None or table.project in seen
    away = difference(listed.total, table.total, settings) if table and may_see else None
    near = tuple(key for key in match.candidates if key in seen)
    return Line(listed, table, match.way, may_see, away, near)
