"""What a page takes along in hidden fields: the table as it shows it, and rows that are gone. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projects.drafting.sheet import HEAD_CELLS, PARTS, Sheet, head_text, new_row, texts, with_head
from projects.tables import typed


def said(sheet: Sheet) -> str:
    """The table as one hidden field carries it: fewer fields, and a line break in it stays one."""
    rows = {
        part: [[str(row.id), *texts(part, row).values()] for row in getattr(sheet, part)] for part in PARTS
    }
    return _json({"head": [head_text(sheet, cell) for cell in HEAD_CELLS], **rows})


def read(text: str) -> Sheet:
    """ValueError, KeyError or TypeError where it is none."""
    found = json.loads(text)
    sheet = Sheet()
    for cell, now in zip(HEAD_CELLS, found["head"], strict=True):
        sheet = with_head(sheet, cell, typed(now))
    rows = {part: tuple(_row(part, *one) for one in found[part]) for part in PARTS}
    return Sheet(**{cell: getattr(sheet, cell) for cell in HEAD_CELLS}, **rows)


def _row(part: str, id: str, *cells: str):
    return new_row(part, dict(zip(PARTS[part], cells, strict=True)), UUID(id))


@dataclass(frozen=True, slots=True)
class Lost:
    """A row that is gone, with what was typed in it and the row it stood below: it is offered back."""

    part: str
    row: UUID
    after: UUID | None
    cells: Mapping[str, str]

    def said(self) -> str:
        after = self.after and str(self.after)
        return _json({"part": self.part, "row": str(self.row), "after": after, "cells": dict(self.cells)})

    @property
    def shown(self) -> list[str]:
        """What was typed in it, for a person to read."""
        return [text for text in self.cells.values() if text]


def read_lost(text: str) -> Lost:
    """ValueError, KeyError or TypeError where it is none."""
    one = json.loads(text)
    after = UUID(one["after"]) if one["after"] else None
    return Lost(
        typed(one["part"]), UUID(one["row"]), after, {cell: typed(now) for cell, now in one["cells"].items()}
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
