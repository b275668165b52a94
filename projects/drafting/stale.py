"""What must be looked at again in a table copied from another year: its years, dates, amounts and numbers."""

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from projects.drafting.sheet import PARTS, Sheet, head_text, texts
from projects.drafting.years import Mention, Sense, half_width, mentions, renamed
from projects.tables import ProjectTable
from projects.values import Kind, read_value

_COPIED = {
    "code": "项目编码",
    "total": "金额",
    "fiscal": "金额",
    "other": "金额",
    "percent": "进度",
}  # such a cell is a number of its year whatever it says
_HEAD = ("title", "code", "name", "total", "fiscal", "other", "purpose")
_LABELS = frozenset({"label", "level1", "level2"})  # the form's, not the officer's

_CLAUSES = {
    Sense.DOCUMENT: "文号年份是{}年",
    Sense.SOURCE: "引用的是{}年的文件或版本",
    Sense.COMPARISON: "与{}年作比较",
}
_NAMED = "写的是{}年"

_WORTH_A_LOOK = re.compile(r"\d|二[〇○零OoＯ]|[一二三四五六七八九十]月|[百千万亿]元")
_TENS = "[一二三四五六七八九十]"
_MONTH = re.compile(
    r"(?<![0-9.×*xX/-])(?:0?[1-9]|1[0-2])月(?:份|[底末初]|[上中下]旬|[0-3]?[0-9][日号])?"
    rf"|(?<!{_TENS})(?:十[一二]?|{_TENS})月(?:份|[底末初]|[上中下]旬|{_TENS}{{1,3}}[日号])"
)
_MONEY = re.compile(
    r"(?<![0-9.,])[0-9][0-9,]{0,18}(?:\.[0-9]{1,12})?\s*(?:(?:千|百?万|千万|亿)?元|[万亿](?=[/每]))"
    r"|(?<![一二三四五六七八九两十百千])[一二三四五六七八九两十百千]{1,12}[百千万亿]元"
)
_FIGURE = re.compile(r"(?<![A-Za-z0-9.])[0-9]{1,20}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Stale:
    """One cell to confirm or change. `row_id` is None for the table's own cells.

    `reason` is a sentence for its officer; `proposal` the text moved to the new year, or empty.
    """

    part: str  # head, plan, goals or indicators
    row_id: UUID | None
    cell: str
    reason: str
    proposal: str


def stale(table: Sheet | ProjectTable, from_year: int, to_year: int) -> list[Stale]:
    """The cells of a copy from `from_year` that may be wrong in `to_year`, top to bottom; empty ones never.

    A cell is named once, with all its reasons. Only a plain mention of `from_year` is proposed anew:
    numbers of documents, titles, comparisons and spans of years need a person.
    """
    found: list[Stale] = []
    for part, row_id, cell, text in _cells(table):
        if not text:
            continue
        clauses, proposal = _looked_at(cell, text, from_year, to_year)
        if clauses:
            reason = "；".join(dict.fromkeys(clauses)) + "，请核对"
            found.append(Stale(part, row_id, cell, reason, proposal))
    return found


def _cells(table: Sheet | ProjectTable) -> Iterator[tuple[str, UUID | None, str, str]]:
    for cell in _HEAD:
        yield "head", None, cell, head_text(table, cell)
    for part in PARTS:
        for row in getattr(table, part):
            for cell, text in texts(part, row).items():
                if cell not in _LABELS:
                    yield part, row.id, cell, text


def _looked_at(cell: str, text: str, from_year: int, to_year: int) -> tuple[list[str], str]:
    """The clauses of the reason, none where nothing is stale, and the proposal."""
    if cell in _COPIED:
        return [f"{_COPIED[cell]}沿用{from_year}年"], ""
    number = f"数值沿用{from_year}年"
    if cell == "value" and read_value(text).kind in (Kind.NUMBER, Kind.PERCENT):
        return [number], ""
    if not _WORTH_A_LOOK.search(text):
        return [], ""
    named = list(mentions(text))
    clauses = [_clause(one, to_year) for one in named if one.year != to_year]
    rest = _without(half_width(text), named)
    if cell != "title":
        clauses += _quoted("写有", _MONTH, rest) + _quoted("写有金额", _MONEY, rest)
    if cell == "value" and _FIGURE.search(_MONTH.sub(" ", rest)):
        clauses.append(number)
    return clauses, _moved(text, named, from_year, to_year)


def _clause(one: Mention, to_year: int) -> str:
    if one.sense is Sense.LEAP_DAY and not isleap(to_year):
        return f"{_NAMED.format(one.year)}，{to_year}年没有2月29日"
    return _CLAUSES.get(one.sense, _NAMED).format(one.year)


def _without(text: str, named: list[Mention]) -> str:
    """The text with a blank for each year and its month and day."""
    parts, last = [], 0
    for one in named:
        parts.append(text[last : one.start])
        last = max(last, one.until)
    return " ".join([*parts, text[last:]])


def _quoted(said: str, pattern: re.Pattern[str], text: str) -> list[str]:
    found = list(dict.fromkeys(one[0] for one in pattern.finditer(text)))
    return [f"{said}“{found[0]}”{'等' if len(found) > 1 else ''}"] if found else []


def _moved(text: str, named: list[Mention], from_year: int, to_year: int) -> str:
    """The text with its plain mentions of `from_year` moved to `to_year`; empty where it has none."""
    moving = [
        one
        for one in named
        if one.year == from_year != to_year
        and (one.sense is Sense.PLAIN or (one.sense is Sense.LEAP_DAY and isleap(to_year)))
    ]
    parts, last = [], 0
    for one in moving:
        parts += [text[last : one.start], renamed(text[one.start : one.end], to_year)]
        last = one.end
    return "".join([*parts, text[last:]]) if moving else ""
