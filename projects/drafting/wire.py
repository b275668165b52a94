"""Operations and conflicts as JSON, the way a browser sends and gets them and the journal keeps them."""

from typing import Any
from uuid import UUID

from projects.drafting.operations import Add, BadOperation, Delete, Move, Operation, Set
from projects.tables import typed

_NAMES = {Set: "set", Add: "add", Move: "move", Delete: "delete"}
_KINDS = {name: kind for kind, name in _NAMES.items()}


def as_json(operation: Operation) -> dict[str, Any]:
    """As the browser sends and gets it: ids as text, `op` telling which it is."""
    said = {name: getattr(operation, name) for name in operation.__dataclass_fields__}
    told = {name: str(value) if isinstance(value, UUID) else value for name, value in said.items()}
    return {"op": _NAMES[type(operation)], **told}


def from_json(said: Any) -> Operation:
    """BadOperation where it is none."""
    try:
        kind = _KINDS[said["op"]]
        parts = {name: _typed(said[name]) for name in kind.__dataclass_fields__ if name in said}
        for name in ("row", "after", "lineage"):
            if parts.get(name):
                parts[name] = UUID(parts[name])
            elif name in parts:
                parts[name] = None
        operation = kind(**parts)
        _well_formed(operation)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadOperation("没有看懂这次保存的内容，请刷新页面后再试；已填的内容留在本机。") from error
    return operation


def _typed(said: Any) -> Any:
    """Texts as they are kept, whatever becomes of them: some signs that nobody sees no database takes."""
    if isinstance(said, dict):
        return {typed(name): _typed(text) for name, text in said.items()}
    return typed(said) if isinstance(said, str) else said


def _well_formed(operation: Operation) -> None:
    if not isinstance(operation, Set) and operation.row is None:
        raise ValueError("a row operation without a row")
    texts_sent: list[Any] = []
    if isinstance(operation, Set):
        texts_sent = [operation.cell, operation.seen, operation.new]
    elif isinstance(operation, Add):
        texts_sent = [operation.part, *operation.cells, *operation.cells.values()]
    elif isinstance(operation, Delete):
        texts_sent = [*operation.seen, *operation.seen.values()]
    if not all(isinstance(text, str) for text in texts_sent):
        raise ValueError("a text that is none")
