"""What the tables of a disclosure come to together: by department, by sector, and over the year. 万元."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosures.document import PublishedProject
from projects.spelling import bare
from projects.tables import Amount, ProjectTable

_HUNDRED = Decimal(100)
_NAMED = 12  # numbers that a sentence lists
PARTS = ("total", "fiscal", "other")


@dataclass(frozen=True, slots=True)
class Read:
    """A project with its table, read from the frozen bytes once."""

    project: PublishedProject
    table: ProjectTable


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of some projects; `unread` are the numbers of those of which a sum was not understood.

    `printed` is how many of them have their tables in the disclosure.
    """

    name: str
    count: int
    total: Decimal
    fiscal: Decimal
    other: Decimal
    unread: tuple[int, ...] = ()
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """The spend plan of the projects with the same checkpoints: what is spent by each, cumulative."""

    labels: tuple[str, ...]
    count: int
    total: Decimal
    spent: tuple[Decimal, ...]

    @property
    def percents(self) -> tuple[Decimal, ...]:
        return tuple(amount / self.total * _HUNDRED for amount in self.spent)


def read(projects: Iterable[PublishedProject]) -> tuple[Read, ...]:
    return tuple(Read(one, one.table) for one in projects)


def total_of(reads: Sequence[Read], name: str = "合计") -> Total:
    """An empty cell counts as 0 beside a 预算数, words in it are not understood."""
    sums = dict.fromkeys(PARTS, Decimal(0))
    unread = []
    for one in reads:
        amounts = {part: getattr(one.table, part) for part in PARTS}
        if one.table.total.value is None or any(map(_in_words, amounts.values())):
            unread.append(one.project.number)
        for part, amount in amounts.items():
            sums[part] += amount.value or Decimal(0)
    printed = sum(1 for one in reads if one.project.number)
    return Total(name, len(reads), *sums.values(), tuple(unread), printed)


def totals_by(reads: Sequence[Read], name_of: Callable[[PublishedProject], str]) -> list[Total]:
    """A total for each name, in the order in which the names come up."""
    groups: dict[str, list[Read]] = {}
    for one in reads:
        groups.setdefault(name_of(one.project), []).append(one)
    return [total_of(group, name) for name, group in groups.items()]


def paces(reads: Sequence[Read]) -> tuple[list[Pace], list[int]]:
    """A pace for each set of checkpoints, that of the most projects first; and the numbers of those left out.

    Left out are projects of which the 预算数 or a percentage is missing or was not understood.
    """
    groups: dict[tuple[str, ...], list[ProjectTable]] = {}
    left_out = []
    for one in reads:
        plan = one.table.plan
        if not plan or one.table.total.value is None or any(step.percent is None for step in plan):
            left_out.append(one.project.number)
        else:
            groups.setdefault(tuple(bare(step.label) for step in plan), []).append(one.table)
    found = [_pace(labels, tables) for labels, tables in groups.items()]
    return sorted((one for one in found if one.total), key=lambda one: -one.count), left_out


def of_numbers(numbers: Sequence[int]) -> str:
    """第3、4号项目; of many the first and how many there are, of those not printed only that."""
    named = [one for one in numbers if one]
    shown, more = "、".join(map(str, named[:_NAMED])), f"等{len(named)}个" if len(named) > _NAMED else ""
    told = [f"第{shown}号{more}项目"] if named else []
    if rest := len(numbers) - len(named):
        told.append(f"没有附表的{rest}个项目")
    return "和".join(told)


def _pace(labels: tuple[str, ...], tables: list[ProjectTable]) -> Pace:
    spent = tuple(
        sum((table.total.value * table.plan[place].percent / _HUNDRED for table in tables), Decimal(0))
        for place in range(len(labels))
    )
    return Pace(labels, len(tables), sum((table.total.value for table in tables), Decimal(0)), spent)


def _in_words(amount: Amount) -> bool:
    return bool(amount.raw) and amount.value is None
