"""The projects that are in both of two disclosures and say something else now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosures.document import PublishedProject
from disclosures.public.words import name_of
from disclosures.totals import Read
from projects.diff import diff, sentences
from projects.diff.rows import staying

_NAMES = {"department_name": "主管部门", "department": "部门代码", "sector": "领域"}
_SPELT = "表格的写法有改动（如空格、全角和半角），意思没有变"
_NUMBERED = "数据里的编号有改动，内容没有变"


@dataclass(frozen=True, slots=True)
class Changed:
    """A project that is in both and says something else now."""

    number: int
    name: str
    sentences: tuple[str, ...]


def changed_projects(both: Sequence[tuple[Read, Read]], *, editions: bool) -> Iterator[Changed]:
    """Of two editions of a year also which were numbered anew, and of which the spelling alone differs."""
    moved = _moved(both) if editions else set()
    for then, one in both:
        said = [*_about(then.project, one.project), *_within(then, one)]
        if one.project.number in moved and then.project.number != one.project.number:
            said.append(f"序号由{then.project.number}改为{one.project.number}")
        if editions and not said:
            said += _unseen(then.project, one.project)
        if said:
            yield Changed(one.project.number, name_of(one), tuple(said))


def _within(then: Read, one: Read) -> list[str]:
    same = then.project.frozen == one.project.frozen
    return [] if same else sentences(diff(then.table, one.table))


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
