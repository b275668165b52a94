"""A disclosure in the order in which it is set, numbered: what Word and PDF both follow."""

from collections.abc import Iterator
from dataclasses import dataclass

from disclosures.document import (
    Chart,
    DataTable,
    Disclosure,
    Heading,
    Paragraph,
    ProjectTables,
    PublishedProject,
    Section,
)
from disclosures.rendering import numbering


@dataclass(frozen=True, slots=True)
class Head:
    """A heading with its number; `anchor` is where the table of contents leads."""

    level: int  # 1 a section, 2 within one
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Captioned:
    caption: str
    block: DataTable | Chart


Item = Head | Paragraph | Captioned


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    level: int
    text: str
    anchor: str


CLOSING = Head(1, "版本说明", "closing")


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands before the official tables and after them; without them everything stands before."""

    before: tuple[Item, ...]
    projects: tuple[PublishedProject, ...]
    after: tuple[Item, ...]

    def contents(self) -> Iterator[Entry]:
        yield from _entries(self.before)
        for place, project in enumerate(self.projects, 1):
            yield Entry(2, named(project), project_anchor(place))
        yield from _entries(self.after)
        yield Entry(CLOSING.level, CLOSING.text, CLOSING.anchor)


def outline(disclosure: Disclosure) -> Outline:
    """The tables stand where the first section that asks for them has them, once."""
    numbered = _Numbered()
    before: list[Item] = []
    after: list[Item] = []
    drawn = False
    for number, section in enumerate(disclosure.sections, 1):
        (after if drawn else before).append(numbered.section(number, section))
        for block in section.blocks:
            if isinstance(block, ProjectTables):
                if not drawn and (not disclosure.projects or isinstance(before[-1], Head)):
                    before.append(Paragraph(_announced(len(disclosure.projects))))
                drawn = drawn or bool(disclosure.projects)
            else:
                (after if drawn else before).extend(numbered.items(block))
    return Outline(tuple(before), disclosure.projects if drawn else (), tuple(after))


def project_anchor(place: int) -> str:
    """As projects.rendering.html has it."""
    return f"project-{place}"


def named(project: PublishedProject) -> str:
    """What the project is called in one line, as its bookmark has it."""
    table = project.table
    return " ".join((table.name or table.title or "（未填项目名称）").split())


def _announced(count: int) -> str:
    """What stands between a heading and its tables, which begin a page: no heading ends a page alone."""
    return f"公开项目绩效目标表{count}张，附后。" if count else "本次没有列入公开的项目绩效目标表。"


class _Numbered:
    """Counts headings within a section, tables and figures through the whole."""

    def __init__(self) -> None:
        self.number = self.heads = self.tables = self.figures = 0

    def section(self, number: int, section: Section) -> Head:
        self.number, self.heads = number, 0
        return Head(1, numbering.section(number) + section.title, f"section-{number}")

    def items(self, block: Paragraph | Heading | DataTable | Chart) -> Iterator[Item]:
        match block:
            case Heading(text):
                self.heads += 1
                anchor = f"section-{self.number}-{self.heads}"
                yield Head(2, numbering.heading(self.heads) + text, anchor)
            case DataTable():
                self.tables += 1
                yield Captioned(f"表{self.tables}　{block.title}", block)
            case Chart():
                self.figures += 1
                yield Captioned(f"图{self.figures}　{block.title}", block)
            case Paragraph(text):
                yield from (Paragraph(line) for line in text.splitlines() if line.strip())


def _entries(items: tuple[Item, ...]) -> Iterator[Entry]:
    return (Entry(one.level, one.text, one.anchor) for one in items if isinstance(one, Head))
