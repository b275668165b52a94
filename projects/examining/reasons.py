"""Reasons for warnings: each belongs to a rule, a cell and the text that stood there."""

import hashlib
from collections.abc import Iterable, Mapping
from uuid import UUID

from projects.drafting.sheet import Sheet, cell_texts
from projects.examining.wire import Told
from projects.models import WarningReason
from projects.rules import Level
from projects.tables import ProjectTable

Subject = tuple[str, str, str, str]  # rule, row, cell, and the words of the cells it is about
Texts = Mapping[tuple[UUID | None, str], str]


def subject(finding: Told, texts: Texts) -> Subject:
    """What a reason for this finding belongs to."""
    places = [finding, *([finding["other_cell"]] if "other_cell" in finding else [])]
    said = "\n".join(texts.get(_key(place), "") for place in places)
    if not said:  # of a part, or of the whole table: it holds for what was said of it
        said = finding["message"]
    return finding["code"], finding.get("row", ""), finding.get("cell", ""), said


def _key(place: Told) -> tuple[UUID | None, str]:
    return UUID(place["row"]) if "row" in place else None, place.get("cell", "")


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def mark(finding: Told, texts: Texts) -> str:
    """What tells a warning apart from another of the same rule at the same cell."""
    return text_hash(subject(finding, texts)[3])


def with_reasons(
    findings: Iterable[Told], table: Sheet | ProjectTable, reasons: Iterable[WarningReason]
) -> list[Told]:
    """The findings; a warning whose reason still holds carries it, with who gave it and when."""
    given = {(one.code, one.row, one.cell, one.text): one for one in reasons}
    if not given:
        return list(findings)
    texts = cell_texts(table)
    return [_answered(one, given.get(subject(one, texts))) for one in findings]


def _answered(finding: Told, reason: WarningReason | None) -> Told:
    if reason is None or finding["level"] != Level.WARNING:
        return finding
    return finding | {
        "reason": reason.reason,
        "reason_by": str(reason.given_by),
        "reason_at": reason.given_at.isoformat(timespec="minutes"),
    }
