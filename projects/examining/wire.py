"""Findings as JSON: how they are kept, answered to the page, and printed by the command."""

from typing import Any

from projects.official.trees import plain_label
from projects.rules.finding import Anchor, Finding
from projects.rules.telling import CELL_NAMES, quote
from projects.tables import ProjectTable

Told = dict[str, Any]
_PARTS = {"head": "", "plan": "资金支出计划", "goals": "绩效目标", "indicators": "绩效指标"}
_QUOTED = 16  # characters of a row's name within the name of a place


def told(finding: Finding, table: ProjectTable) -> Told:
    """One finding with its place, its words and its evidence; what is empty is left out."""
    remark = finding.remark
    said = {
        "code": finding.code,
        "level": str(finding.level),
        **_place(remark.at),
        "place": name_of(remark.at, table),
        "message": remark.message,
        "actual": remark.actual,
        "expected": remark.expected,
        "evidence": remark.evidence,
        "other_cell": remark.also and _place(remark.also) | {"place": name_of(remark.also, table)},
        "proposal": remark.proposal,
        "likeness": None if remark.likeness is None else str(remark.likeness),
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _place(at: Anchor) -> Told:
    found = {"part": at.part, "row": at.row and str(at.row), "number": at.number, "cell": at.cell}
    return {name: value for name, value in found.items() if value not in (None, "")}


def name_of(at: Anchor, table: ProjectTable) -> str:
    """A cell as a person calls it: 预算数, 9月底的累计进度, 数量指标“改造户数”的指标值."""
    cell = CELL_NAMES.get(at.cell, "")
    if at.part == "head":
        return cell
    rows = getattr(table, at.part)
    if at.number is None or at.number >= len(rows):
        return _PARTS[at.part]
    row = rows[at.number]
    if at.part == "indicators":
        named = (
            f"{plain_label(row.level2 or row.level1)}指标{quote(row.level3, _QUOTED) if row.level3 else ''}"
        )
    else:
        named = "".join(row.label.split()) or _PARTS[at.part]
    if at.part == "goals" and at.cell == "text":  # 目标1, and not 目标1的绩效目标
        return _PARTS[at.part] if named == "目标" else named
    return f"{named}的{cell}" if cell and cell != named else named
