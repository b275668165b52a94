"""datapackage.json: a Frictionless Data Package (v1) of the data of an edition, each file with its hash."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from disclosures.document import Disclosure, EditionFacts
from disclosures.rendering.data import JSON_SCHEMA
from disclosures.rendering.open_columns import FILES, PROJECTS, Column, File

PACKAGE = "datapackage.json"
_BY_PATH = {file.path: file for file in FILES}
_DESCRIPTION = (
    "{title}的数据，由{name}公开。金额单位：万元；支出计划为累计百分比。每一格都有原文（raw）和识别出的数，"
    "空表示未填或者不能识别，不是 0。各列的意思见各资源的 schema。"
)


def render(disclosure: Disclosure, facts: EditionFacts, files: Iterable[tuple[str, bytes]]) -> bytes:
    """`files` are path and bytes of what the package holds: data.json and the CSV files.

    No licence is named: the publisher sets it beside the files, and a wrong one could not be taken back.
    """
    publisher, edition = disclosure.publisher, facts.number or "preview"
    told = {
        "profile": "data-package",
        "name": f"disclosure-{_slug(publisher.key)}-{disclosure.year}-{edition}",
        "title": disclosure.title,
        "description": _DESCRIPTION.format(title=disclosure.title, name=publisher.name),
        "version": str(edition),
        "keywords": ["预算公开", "绩效目标", publisher.district_name, str(disclosure.year)],
        "sources": [{"title": f"{publisher.name}预算公开"}],
        "contributors": [{"title": publisher.name, "role": "publisher"}],
        "publisher": {name: getattr(publisher, name) for name in publisher.__dataclass_fields__},
        "year": disclosure.year,
        "edition": facts.number,
        "data_sha256": facts.data_hash,
        "previous_manifest_sha256": facts.previous,
        "corrects": facts.corrects,
        "note": facts.note,
        "resources": [_resource(path, data) for path, data in files],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _resource(path: str, data: bytes) -> dict[str, Any]:
    file = _BY_PATH.get(path)
    about = _csv(file) if file else _json()
    return {
        "path": path,
        **about,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _json() -> dict[str, Any]:
    """Its `type` is of the next version: readers who guess take its `checks` for a list of checks of theirs.

    Its schema is no resource, for it would be taken for a Table Schema.
    """
    return {
        "profile": "data-resource",
        "type": "json",
        "name": "data",
        "title": "全部数据",
        "format": "json",
        "mediatype": "application/json",
        "jsonSchema": JSON_SCHEMA,
    }


def _csv(file: File) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.name,
        "title": file.title,
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(file),
    }


def _schema(file: File) -> dict[str, Any]:
    told: dict[str, Any] = {
        "fields": [_field(column) for column in file.columns],
        "missingValues": [""],
        "primaryKey": list(file.key),
    }
    if file.project:
        reference = {"resource": PROJECTS.name, "fields": list(PROJECTS.key)}
        told["foreignKeys"] = [{"fields": [file.project], "reference": reference}]
    return told


def _field(column: Column) -> dict[str, Any]:
    told = {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        "type": column.type,
        "constraints": dict(column.constraints),
    }
    return {name: value for name, value in told.items() if value}


def _slug(key: str) -> str:
    """A publisher's key in the letters that a package's name may have; what is none stands as its code."""
    return re.sub("[^a-z0-9-]", lambda found: f"_{ord(found[0]):x}_", key)
