"""What a browser sends when it saves, read strictly: a save that is not understood is refused whole."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from projects.drafting.operations import Add, BadOperation, Operation
from projects.drafting.wire import from_json
from projects.tables import typed

MOST_OPERATIONS = 20_000
UNREADABLE = "没有看懂页面送来的内容，请刷新页面后再试；已填的内容留在本机。"

Confirmed = tuple[UUID | None, str, str]  # row, cell, the text that was seen


@dataclass(frozen=True, slots=True)
class Received:
    """One save as sent. `base` is the revision the browser worked from, `key` its number for this save."""

    key: UUID
    base: int
    tab: UUID | None
    operations: tuple[Operation, ...]
    confirmed: tuple[Confirmed, ...]


def read_save(body: bytes) -> Received:
    """BadOperation where it is no save."""
    said = read_object(body)
    operations, confirmed = said.get("operations", []), said.get("confirmed", [])
    if not isinstance(operations, list) or not isinstance(confirmed, list):
        raise BadOperation(UNREADABLE)
    if len(operations) + len(confirmed) > MOST_OPERATIONS:
        raise BadOperation("一次保存的改动太多，请分几次粘贴和保存。")
    return Received(
        key=read_id(said, "key"),
        base=read_number(said, "base"),
        tab=read_id(said, "tab") if said.get("tab") else None,
        operations=tuple(_own(from_json(one)) for one in operations),
        confirmed=tuple(_confirmed(one) for one in confirmed),
    )


def read_object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadOperation(UNREADABLE) from error
    if not isinstance(said, dict):
        raise BadOperation(UNREADABLE)
    return said


def read_id(said: Mapping[str, Any], name: str) -> UUID:
    try:
        return UUID(said[name])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadOperation(UNREADABLE) from error


def read_number(said: Mapping[str, Any], name: str) -> int:
    number = said.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**31:
        raise BadOperation(UNREADABLE)
    return number


def _own(operation: Operation) -> Operation:
    """A browser says nothing of lineages."""
    return replace(operation, lineage=None) if isinstance(operation, Add) else operation


def _confirmed(said: Any) -> Confirmed:
    if not isinstance(said, dict) or not all(isinstance(said.get(name), str) for name in ("cell", "seen")):
        raise BadOperation(UNREADABLE)
    seen = typed(said["seen"])  # as it is kept: a browser does not know what of a text is dropped
    return (read_id(said, "row") if said.get("row") else None), said["cell"], seen
