"""Findings as JSON: how they are kept, answered to the page, and printed by the command."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from projects.rules.finding import Anchor, Finding, Level

Told = dict[str, Any]


def told(finding: Finding) -> Told:
    """One finding with its place, its words and its evidence; what is empty is left out."""
    remark = finding.remark
    said = {
        "code": finding.code,
        "level": str(finding.level),
        **_place(remark.at),
        "message": remark.message,
        "actual": remark.actual,
        "expected": remark.expected,
        "evidence": remark.evidence,
        "other_cell": _place(remark.also) if remark.also else None,
        "proposal": remark.proposal,
        "likeness": None if remark.likeness is None else str(remark.likeness),
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _place(at: Anchor) -> Told:
    found = {"part": at.part, "row": at.row and str(at.row), "number": at.number, "cell": at.cell}
    return {name: value for name, value in found.items() if value not in (None, "")}


def anchor_of(place: Told) -> Anchor:
    row = place.get("row")
    return Anchor(place["part"], place.get("cell", ""), UUID(row) if row else None, place.get("number"))


def count(findings: Iterable[Told], level: Level) -> int:
    return sum(one["level"] == level for one in findings)
