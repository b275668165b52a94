"""What must not reach the public: identity, phone and bank-card numbers, and lists of persons. Pure.

It finds what looks so; a person says what stays, and why. A finding shows the number masked, and is known
again by a digest of its place and text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from disclosures.document import DataTable, Disclosure, Heading, Paragraph, PublishedProject, Section
from disclosures.publishing import names
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS

IDENTITY, MOBILE, LANDLINE, CARD, PERSONS = "身份证号", "手机号", "固定电话", "银行卡号", "人员名单"

_GAP = "[ \\-]?"
_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])(?:\d{_GAP}){{17}}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d.])(?:\(0\d{2,3}\) ?|0\d{2,3}[ \-]?)[2-9]\d{6,7}(?![\d.])")
_CALLED = re.compile(r"(?:电话|热线|传真)[^\d\n]{0,6}([2-9]\d{2,3}[ \-]?\d{4})(?!\d)")
_CARD = re.compile(rf"(?<![0-9A-Za-z])[3-6](?:{_GAP}\d){{15,18}}(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Sensitive:
    """One thing found. `place` says where, for people; `excerpt` shows it masked."""

    kind: str
    place: str
    excerpt: str
    digest: str


def findings(disclosure: Disclosure, note: str = "") -> list[Sensitive]:
    """All of a disclosure, and of the 更正说明 that would be published with it; each place once."""
    found = (one for place in _places(disclosure, note) for one in _found(*place))
    return list({one.digest: one for one in found}.values())


def _found(key: str, place: str, text: str) -> Iterator[Sensitive]:
    for kind, start, end in _spans(text):
        told = text[start:end]
        digest = hashlib.sha256("\n".join((kind, key, told)).encode()).hexdigest()
        before, after = veiled(text[:start])[-8:], veiled(text[end:])[:8]  # whose own numbers stay masked
        excerpt = f"{before}{_masked(kind, told)}{after}".replace("\n", " ")
        yield Sensitive(kind, place, excerpt, digest)


def veiled(text: str) -> str:
    """The text with what is found in it masked, for saying where something else was found."""
    for kind, start, end in _spans(text):
        text = text[:start] + _masked(kind, text[start:end]) + text[end:]
    return text


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Full-width digits count as digits: the text that is looked at has as many characters as the given."""
    plain = "".join(_narrow(char) for char in text)
    taken: list[tuple[int, int]] = []
    for kind, start, end in _numbers(plain):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield kind, start, end
    for start, end in names.lists_in(text):
        yield PERSONS, start, end


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern, holds in (
        (IDENTITY, _IDENTITY, _is_identity),
        (MOBILE, _MOBILE, None),
        (LANDLINE, _LANDLINE, None),
        (CARD, _CARD, _is_card),
    ):
        for match in pattern.finditer(text):
            if holds is None or holds(re.sub("[ -]", "", match.group())):
                yield kind, *match.span()
    for match in _CALLED.finditer(text):
        yield LANDLINE, *match.span(1)


def _narrow(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    if len(narrow) != 1:
        return char
    return "-" if narrow in "‐‑‒–—―−" else narrow


def _is_identity(digits: str) -> bool:
    """A day of birth that there was, and the check digit of GB 11643."""
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return 1880 <= born.year <= 2100 and digits[0] in "12345678" and _CHECKS[total % 11] == digits[-1].upper()


def _is_card(digits: str) -> bool:
    """Luhn; and no run of one digit, which passes it too."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0 and len(set(digits)) > 1


def _masked(kind: str, told: str) -> str:
    if kind == PERSONS:
        return names.masked(told)
    shown = 3 if kind == MOBILE else 4 if kind == LANDLINE else 6
    return "".join(char if place < shown or not char.isdigit() else "*" for place, char in enumerate(told))


def _places(disclosure: Disclosure, note: str) -> Iterator[tuple[str, str, str]]:
    """A key that stays as long as the place does, how people call it, and what stands there."""
    yield "title", "标题", disclosure.title
    yield "note", "更正说明", note
    for section in disclosure.sections:
        yield from _of_section(section)
    for key, text in (disclosure.figures or {}).get("texts", {}).items():
        yield f"figures/{key}", "区级数据", text
    for project in disclosure.projects:
        yield from _of_project(project)


def _of_section(section: Section) -> Iterator[tuple[str, str, str]]:
    key, place = f"section/{section.key}", f"“{veiled(section.title)}”一节"
    yield f"{key}/title", f"{place}的标题", section.title
    for block in section.blocks:
        match block:
            case Paragraph(text) | Heading(text):
                yield key, place, text
            case DataTable():
                cells: Iterable[str] = (
                    block.title,
                    *block.heads,
                    *(one for row in block.rows for one in row),
                )
                yield from ((f"{key}/table", f"{place}的表格", cell) for cell in cells)


def _of_project(project: PublishedProject) -> Iterator[tuple[str, str, str]]:
    table, key = project.table, f"project/{project.id}"
    place = f"第{project.number}个项目“{veiled(table.name) or '未填名称'}”"
    for cell, label in _CELLS.items():
        yield f"{key}/{cell}", f"{place}的{label}", getattr(table, cell)
    for cell, label in _AMOUNTS.items():
        yield f"{key}/{cell}", f"{place}的{label}", getattr(table, cell).raw
    for step in table.plan:
        yield f"{key}/plan", f"{place}的支出计划", f"{step.label} {step.raw}"
    for goal in table.goals:
        yield f"{key}/{goal.id}", f"{place}的绩效目标", f"{goal.label} {goal.text}"
    for row in table.indicators:
        for cell, head in zip(INDICATOR_CELLS, INDICATOR_HEADS, strict=True):
            yield f"{key}/{row.id}/{cell}", f"{place}“{veiled(row.level3)}”的{head}", getattr(row, cell)


_CELLS = {"title": "表名", "code": "项目编码", "name": "项目名称", "purpose": "资金用途"}
_AMOUNTS = {"total": "预算数", "fiscal": "财政资金", "other": "其他资金"}
