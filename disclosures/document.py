"""The disclosure as one frozen value: what is composed, previewed, drawn, frozen and verified.

Nothing in it knows a database. A district's disclosure and a department's have the same shape.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from projects.tables import ProjectTable, from_canonical
from projects.values import plain

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: a district, or one department of it (`department` is its code)."""

    district: str  # code
    district_name: str
    department: str = ""
    department_name: str = ""

    @property
    def name(self) -> str:
        return f"{self.district_name}{self.department_name}"

    @property
    def key(self) -> str:
        """The name of the publisher's chain: `130209`, or `130209/101` by a sign that no code has."""
        return f"{self.district}/{self.department}" if self.department else self.district


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; numbered as its section says."""

    text: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """Figures in rows, each cell as it is to be read; `numbers` are the columns set to the right."""

    title: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


class ChartKind(StrEnum):
    BARS = "bars"  # one bar for each group and series, beside each other
    STACKED = "stacked"  # one bar for each group, of all series
    STEPS = "steps"  # a line of steps over the groups: cumulative


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the chart's groups; None is a gap, not 0."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the figures in `table`, which stands beside it."""

    kind: ChartKind
    title: str
    unit: str
    groups: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class ProjectTables:
    """Where the official tables stand: all of the disclosure's projects, in order."""


Block = Paragraph | Heading | DataTable | Chart | ProjectTables


@dataclass(frozen=True, slots=True)
class Section:
    """`key` says what it is about (figures.Part, `performance`, `totals`, `tables`, `free-…`)."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class PublishedProject:
    """One replied table. `frozen` are the bytes that were approved and replied, `hash` their SHA-256.

    One that counts in the totals alone has the number 0, and is in no disclosure.
    """

    id: UUID
    lineage: UUID
    number: int  # within the disclosure, from 1
    department: str  # code; empty: of none
    department_name: str
    sector: str
    version: int
    hash: str
    frozen: bytes

    @cached_property
    def table(self) -> ProjectTable:
        return from_canonical(self.frozen)


@dataclass(frozen=True, slots=True)
class Check:
    """What one F rule found: `state` is passed, failed or unchecked; `message` tells everybody.

    `desk` says besides what to do about it, for those who compose; it is in no file.
    """

    code: str
    state: str
    message: str
    desk: str = field(default="", compare=False)


@dataclass(frozen=True)
class Disclosure:
    """A publisher's disclosure of a year. `figures` is figures.as_json, for the open data."""

    publisher: Publisher
    year: int
    title: str
    sections: tuple[Section, ...]
    projects: tuple[PublishedProject, ...] = ()
    figures: Mapping[str, Any] | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What an edition's files say of the edition itself; `previous` is the last manifest's SHA-256, or ''.

    `data_hash` is of the disclosure's canonical bytes. A preview has number 0.
    """

    number: int
    previous: str
    data_hash: str
    note: str = ""  # 更正说明
    corrects: int | None = None  # the number of the edition that it replaces

    @property
    def is_preview(self) -> bool:
        return self.number == 0


_BLOCKS = {
    "paragraph": Paragraph,
    "heading": Heading,
    "table": DataTable,
    "chart": Chart,
    "projects": ProjectTables,
}
_NAMES = {kind: name for name, kind in _BLOCKS.items()}


def to_bytes(disclosure: Disclosure) -> bytes:
    """The canonical bytes that an edition freezes: UTF-8 JSON with sorted keys and no blanks.

    Each table is the JSON that was frozen for approval, as a string, so that its bytes and hash stay.
    """
    publisher = disclosure.publisher
    told = {
        "schema": SCHEMA,
        "publisher": {name: getattr(publisher, name) for name in Publisher.__dataclass_fields__},
        "year": disclosure.year,
        "title": disclosure.title,
        "sections": [
            {"key": one.key, "title": one.title, "blocks": [_block(block) for block in one.blocks]}
            for one in disclosure.sections
        ],
        "projects": [
            {
                "id": str(one.id),
                "lineage": str(one.lineage),
                "number": one.number,
                "department": one.department,
                "department_name": one.department_name,
                "sector": one.sector,
                "version": one.version,
                "hash": one.hash,
                "frozen": one.frozen.decode(),
            }
            for one in disclosure.projects
        ],
        "figures": disclosure.figures,
        "checks": [
            {"code": one.code, "state": one.state, "message": one.message} for one in disclosure.checks
        ],
    }
    return dump(told)


def from_bytes(data: bytes) -> Disclosure:
    """ValueError where the schema is not known."""
    told = json.loads(data)
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise ValueError("不认识的公开数据版本。")
    return Disclosure(
        Publisher(**told["publisher"]),
        told["year"],
        told["title"],
        tuple(
            Section(one["key"], one["title"], tuple(map(_read_block, one["blocks"])))
            for one in told["sections"]
        ),
        tuple(
            PublishedProject(
                **one
                | {
                    "id": UUID(one["id"]),
                    "lineage": UUID(one["lineage"]),
                    "frozen": one["frozen"].encode(),
                }
            )
            for one in told["projects"]
        ),
        told["figures"],
        tuple(Check(**one) for one in told["checks"]),
    )


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _block(block: Block) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": _NAMES[type(block)]}
    match block:
        case Paragraph(text) | Heading(text):
            told["text"] = text
        case DataTable():
            told |= {
                "title": block.title,
                "unit": block.unit,
                "heads": list(block.heads),
                "rows": [list(row) for row in block.rows],
                "numbers": list(block.numbers),
            }
        case Chart():
            told |= {
                "chart": block.kind.value,
                "title": block.title,
                "unit": block.unit,
                "groups": list(block.groups),
                "series": [{"name": one.name, "values": _numbers(one.values)} for one in block.series],
            }
    return told


def _read_block(told: Mapping[str, Any]) -> Block:
    match told["kind"]:
        case "paragraph" | "heading" as kind:
            return _BLOCKS[kind](told["text"])
        case "table":
            rows = tuple(tuple(row) for row in told["rows"])
            heads, numbers = tuple(told["heads"]), tuple(told["numbers"])
            return DataTable(told["title"], told["unit"], heads, rows, numbers)
        case "chart":
            series = tuple(
                Series(one["name"], tuple(None if v is None else Decimal(v) for v in one["values"]))
                for one in told["series"]
            )
            kind, groups = ChartKind(told["chart"]), tuple(told["groups"])
            return Chart(kind, told["title"], told["unit"], groups, series)
        case "projects":
            return ProjectTables()
    raise ValueError(f"不认识的内容：{told['kind']!r}")


def _numbers(values: Iterable[Decimal | None]) -> list[str | None]:
    return [None if value is None else plain(value) for value in values]
