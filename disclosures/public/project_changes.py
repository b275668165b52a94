"""The projects that are in both of two disclosures and say something else now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosures.document import PublishedProject
from disclosures.public.words import name_of
from disclosures.totals import Read
from projects.diff import HEAD, CellChange, ChangeKind, TableDiff, diff, sentences
from projects.diff.rows import staying
from projects.drafting.sheet import PARTS
from projects.matching import matched
from projects.spelling import as_read
from projects.tables import ProjectTable
from projects.values import Kind

_NAMES = {"department_name": "主管部门", "department": "部门代码", "sector": "领域"}
_SPELT = "表格的写法有改动（如空格、全角和半角），意思没有变"
_NUMBERED = "数据里的编号有改动，内容没有变"
_YEAR = re.compile("(?<![0-9.])20[0-9]{2}(?=[年学/〕-])")  # as a year is written: no figure, no code
_EVERY_YEAR = frozenset({(HEAD, "code")})  # another one each year


@dataclass(frozen=True, slots=True)
class Changed:
    """A project that is in both and says something else now."""

    number: int
    name: str
    sentences: tuple[str, ...]


def changed_projects(both: Sequence[tuple[Read, Read]], years: int) -> Iterator[Changed]:
    """`years` lie between the two. Of two editions of one year also which were numbered anew, and of which
    the spelling alone differs; of two years not what only says the year, nor the order, nor the code."""
    editions = not years
    moved = _moved(both) if editions else set()
    for then, one in both:
        said = [*_about(then.project, one.project), *_within(then, one, years)]
        if one.project.number in moved and then.project.number != one.project.number:
            said.append(f"序号由{then.project.number}改为{one.project.number}")
        if editions and not said:
            said += _unseen(then.project, one.project)
        if said:
            yield Changed(one.project.number, name_of(one), tuple(said))


def _within(then: Read, one: Read, years: int) -> list[str]:
    if then.project.frozen == one.project.frozen:
        return []
    if not years:
        return sentences(diff(then.table, one.table))
    return sentences(_but_for_the_year(diff(then.table, _paired(then.table, one.table)), years))


def _paired(old: ProjectTable, new: ProjectTable) -> ProjectTable:
    """Where no row of a part was carried over with its lineage, its rows are paired by what they say."""
    alike = matched(old, new)
    apart = [
        part
        for part in PARTS
        if {row.lineage or row.id for row in getattr(old, part)}.isdisjoint(
            row.lineage or row.id for row in getattr(new, part)
        )
    ]
    return replace(new, **{part: getattr(alike, part) for part in apart})


def _but_for_the_year(found: TableDiff, years: int) -> TableDiff:
    rows = []
    for row in found.rows:
        cells = _more_than_the_year(row.cells, years)
        gone = {ChangeKind.MOVED} if cells else {ChangeKind.MOVED, ChangeKind.CHANGED}
        kinds = tuple(kind for kind in row.kinds if kind not in gone)
        rows.append(replace(row, cells=cells, kinds=kinds))
    return TableDiff(_more_than_the_year(found.cells, years), tuple(rows))


def _more_than_the_year(cells: Sequence[CellChange], years: int) -> tuple[CellChange, ...]:
    return tuple(one for one in cells if not _is_the_year(one, years))


def _is_the_year(one: CellChange, years: int) -> bool:
    if (one.part, one.cell) in _EVERY_YEAR:
        return True
    figures = one.delta is not None and one.delta.kind is not Kind.DATE
    return not figures and _says_the_year(as_read(one.old), as_read(one.new), years)


def _says_the_year(old: str, new: str, years: int) -> bool:
    """Whether nothing but years moved, each by as many as lie between; years of documents may stay."""
    if _YEAR.sub("", old) != _YEAR.sub("", new):
        return False
    pairs = zip(_YEAR.findall(old), _YEAR.findall(new), strict=True)
    return all(int(now) - int(then) in (0, years) for then, now in pairs)


def _about(then: PublishedProject, one: PublishedProject) -> Iterator[str]:
    for field, name in _NAMES.items():
        old, new = getattr(then, field), getattr(one, field)
        if old != new:
            yield f"{name}由{f'“{old}”' if old else '空白'}改为{f'“{new}”' if new else '空白'}"


def _moved(both: Sequence[tuple[Read, Read]]) -> set[int]:
    """The numbers of those that do not stand where they stood among the others."""
    order = sorted(range(len(both)), key=lambda at: both[at][0].project.number)
    was = {at: place for place, at in enumerate(order)}
    still = staying({at: was[at] for at in range(len(both))})
    return {one.project.number for at, (_, one) in enumerate(both) if at not in still}


def _unseen(then: PublishedProject, one: PublishedProject) -> Iterator[str]:
    if then.frozen != one.frozen:
        yield _SPELT
    elif replace(then, number=one.number) != one:
        yield _NUMBERED
