"""data.json, the canonical data of an edition, with its JSON Schema; and each table as it was approved."""

import json
from collections.abc import Iterator
from typing import Any

from disclosures.document import SCHEMA, ChartKind, Disclosure, Publisher, to_bytes
from disclosures.figures import FIELDS

DATA, JSON_SCHEMA = "data.json", "schema.json"
_STATES = ("passed", "failed", "unchecked")


def render(disclosure: Disclosure) -> bytes:
    return to_bytes(disclosure)


def tables(disclosure: Disclosure) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each table, byte for byte as frozen."""
    for one in disclosure.projects:
        yield f"tables/{one.id}.json", one.frozen


def schema() -> bytes:
    """JSON Schema 2020-12, for people too: indented."""
    told = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "预算公开数据",
        "description": "一次公开的全部数据。金额单位：万元，写成字符串；null 表示未填或不能识别，不是 0。",
        **_object(
            schema={"const": SCHEMA},
            publisher=_object(**dict.fromkeys(Publisher.__dataclass_fields__, _TEXT)),
            year={"type": "integer", "minimum": 2000, "maximum": 2200},
            title=_TEXT,
            sections=_list(_object(key=_TEXT, title=_TEXT, blocks=_list({"oneOf": list(_blocks())}))),
            projects=_list(_project()),
            figures={"oneOf": [{"type": "null"}, _figures()]},
            checks=_list(_object(code=_TEXT, state={"enum": list(_STATES)}, message=_TEXT)),
        ),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _object(**parts: Any) -> dict[str, Any]:
    """All of these names and no others."""
    return {
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 1}
_UUID = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_NUMBER = {"type": ["string", "null"], "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"}
_AMOUNT = _object(raw=_TEXT, value=_NUMBER)


def _blocks() -> Iterator[dict[str, Any]]:
    for kind in ("paragraph", "heading"):
        yield _object(kind={"const": kind}, text=_TEXT)
    shared = {"title": _TEXT, "unit": _TEXT}
    columns = _list({"type": "integer", "minimum": 0})
    yield _object(
        kind={"const": "table"}, **shared, heads=_list(_TEXT), rows=_list(_list(_TEXT)), numbers=columns
    )
    yield _object(
        kind={"const": "chart"},
        chart={"enum": [one.value for one in ChartKind]},
        **shared,
        groups=_list(_TEXT),
        series=_list(_object(name=_TEXT, values=_list(_NUMBER))),
    )
    yield _object(kind={"const": "projects"})


def _project() -> dict[str, Any]:
    frozen = {
        "description": "批复文本原样；hash 是它的 UTF-8 字节的 SHA-256",
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": _table(),
    }
    return _object(
        id=_UUID,
        lineage=_UUID,
        number=_COUNT,
        department=_TEXT,
        department_name=_TEXT,
        sector=_TEXT,
        version=_COUNT,
        hash=_HASH,
        frozen=frozen,
    )


def _table() -> dict[str, Any]:
    """What stands in `frozen`, and in each file of tables/."""
    amounts = dict.fromkeys(("total", "fiscal", "other"), _AMOUNT)
    texts = dict.fromkeys(("title", "code", "name_label", "name", "purpose", "plan_label"), _TEXT)
    cells = ("level1", "level2", "level3", "description", "value", "basis")
    rows = {
        "plan": _list(_object(label=_TEXT, raw=_TEXT, percent=_NUMBER)),
        "goals": _list(_object(label=_TEXT, text=_TEXT)),
        "indicators": _list(_object(**dict.fromkeys(cells, _TEXT))),
    }
    maybe = {"oneOf": [_UUID, {"type": "null"}]}
    identities = {part: _list(_object(id=maybe, lineage=maybe)) for part in rows}
    content = _object(**texts, **amounts, **rows)
    return _object(schema={"const": 1}, content=content, identities=_object(**identities))


def _figures() -> dict[str, Any]:
    """Any of the fields: one that was not filled is absent."""
    kinds = {
        kind: {
            "type": "object",
            "properties": {
                one.key: {"title": one.label} | what for one in FIELDS if one.words == (kind == "texts")
            },
            "additionalProperties": False,
        }
        for kind, what in (("amounts", _AMOUNT), ("texts", _TEXT))
    }
    return _object(**kinds)
