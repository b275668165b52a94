"""The project's table as one frozen value: what importers produce, renderers draw and publications freeze.

Amounts are 万元, plan percentages are cumulative. Every cell is the text as typed; what was understood of it
stands beside it. See docs/decisions/0001-the-spine.md for the normal form.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from projects.values import plain, read_amount, read_percent

SCHEMA = 1

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, soft hyphen, zero-width space, direction marks, byte-order mark, surrogates, tags, non-characters:
# no reader sees them, XML cannot carry some, and a direction mark can turn a printed amount round.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def typed(text: str) -> str:
    """The text as its reader sees it: line ends as \\n, nothing unseen, no outer blanks; all else stays."""
    if text.isprintable():  # the common case, in which there is nothing to find
        return text.strip()
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).strip()


def _clean(part: Any, *names: str) -> None:
    for name in names:
        object.__setattr__(part, name, typed(getattr(part, name)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell of money as typed, and its value in 万元 where it could be read."""

    raw: str = ""
    value: Decimal | None = None

    def __post_init__(self) -> None:
        _clean(self, "raw")

    @classmethod
    def of(cls, raw: str) -> "Amount":
        return cls(raw, read_amount(typed(raw)))


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One checkpoint of the spend plan; `percent` is cumulative, None (not 0) where nothing was filled."""

    label: str = ""
    raw: str = ""
    percent: Decimal | None = None
    id: UUID | None = field(default=None, compare=False)
    lineage: UUID | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _clean(self, "label", "raw")

    @classmethod
    def of(cls, label: str, raw: str) -> "PlanStep":
        return cls(label, raw, read_percent(typed(raw)))


@dataclass(frozen=True, slots=True)
class Goal:
    """One 绩效目标; the label (目标, 目标1) is empty where the text stood alone in its row."""

    label: str = ""
    text: str = ""
    id: UUID | None = field(default=None, compare=False)
    lineage: UUID | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _clean(self, "label", "text")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator part: two class labels and four typed cells, left to right."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
    value: str = ""
    basis: str = ""
    id: UUID | None = field(default=None, compare=False)
    lineage: UUID | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _clean(self, *INDICATOR_CELLS)


INDICATOR_CELLS = ("level1", "level2", "level3", "description", "value", "basis")
INDICATOR_HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")


@dataclass(frozen=True, slots=True)
class ProjectTable:
    """One 项目绩效目标表 in its normal form; equality covers content and order, not row identities."""

    title: str = ""
    code: str = ""
    name_label: str = "项目名称"
    name: str = ""
    total: Amount = Amount()
    fiscal: Amount = Amount()
    other: Amount = Amount()
    purpose: str = ""
    plan_label: str = "资金支出计划（%）"
    plan: tuple[PlanStep, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    def __post_init__(self) -> None:
        _clean(self, "title", "code", "name_label", "name", "purpose", "plan_label")
        object.__setattr__(self, "plan", tuple(step for step in self.plan if step.label or step.raw))
        object.__setattr__(self, "goals", tuple(goal for goal in self.goals if goal.label or goal.text))
        object.__setattr__(self, "indicators", tuple(_filled_down(self.indicators)))


def _filled_down(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """Empty class labels read as the print reads: as above. Empty rows and repeated heads are no rows."""
    level1 = level2 = ""
    for row in indicators:
        if not any(indicator_texts(row)):
            continue
        above2 = level2 if row.level1 in ("", level1) else ""
        labels = row.level1 or level1, row.level2 or above2
        filled = (
            row if (row.level1, row.level2) == labels else replace(row, level1=labels[0], level2=labels[1])
        )
        if not repeats(indicator_texts(filled), INDICATOR_HEADS):
            level1, level2 = labels
            yield filled


def indicator_texts(row: Indicator) -> tuple[str, ...]:
    """The six cells of a row, left to right."""
    return tuple(getattr(row, cell) for cell in INDICATOR_CELLS)


def repeats(texts: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether a row only says the column heads again, as after a page break; blanks within do not count."""
    return ["".join(text.split()) for text in texts] == ["".join(head.split()) for head in heads]


def content(table: ProjectTable) -> dict[str, Any]:
    """What equality covers, ready for JSON: texts as typed, decimals as plain strings or null."""
    amounts = {
        name: {"raw": amount.raw, "value": _decimal(amount.value)}
        for name, amount in (("total", table.total), ("fiscal", table.fiscal), ("other", table.other))
    }
    return amounts | {
        "title": table.title,
        "code": table.code,
        "name_label": table.name_label,
        "name": table.name,
        "purpose": table.purpose,
        "plan_label": table.plan_label,
        "plan": [
            {"label": step.label, "raw": step.raw, "percent": _decimal(step.percent)} for step in table.plan
        ],
        "goals": [{"label": goal.label, "text": goal.text} for goal in table.goals],
        "indicators": [{cell: getattr(row, cell) for cell in INDICATOR_CELLS} for row in table.indicators],
    }


def content_hash(table: ProjectTable) -> str:
    """SHA-256 (hex) of the content alone: equal tables have equal hashes, whatever their rows' identities."""
    return hashlib.sha256(_dump(content(table))).hexdigest()


def to_canonical(table: ProjectTable) -> bytes:
    """The bytes that are frozen and signed: UTF-8 JSON with sorted keys, identities beside the content."""
    identities = {
        part: [{"id": _text(row.id), "lineage": _text(row.lineage)} for row in getattr(table, part)]
        for part in ("plan", "goals", "indicators")
    }
    return _dump({"schema": SCHEMA, "content": content(table), "identities": identities})


def from_canonical(data: bytes) -> ProjectTable:
    """The table that was frozen, with the meanings it had then. ValueError where the schema is not known."""
    frozen = json.loads(data)
    schema = frozen.get("schema") if isinstance(frozen, dict) else None
    if schema != SCHEMA:
        raise ValueError(f"不认识的表格数据版本：{schema!r}")
    parts, identities = dict(frozen["content"]), frozen["identities"]
    for name in ("total", "fiscal", "other"):
        parts[name] = Amount(parts[name]["raw"], _number(parts[name]["value"]))
    for step in parts["plan"]:
        step["percent"] = _number(step["percent"])
    for name, row_type in (("plan", PlanStep), ("goals", Goal), ("indicators", Indicator)):
        rows = zip(parts[name], identities[name], strict=True)
        parts[name] = tuple(row_type(**row, **_identity(identity)) for row, identity in rows)
    return ProjectTable(**parts)


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(identity: UUID | None) -> str | None:
    return None if identity is None else str(identity)


def _identity(row: dict[str, str | None]) -> dict[str, UUID | None]:
    return {name: UUID(value) if value else None for name, value in row.items()}
