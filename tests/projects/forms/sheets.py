"""The drafting page as a browser without scripts sends it."""

from uuid import UUID

from projects.drafting.places import CLASS, class_value, place
from projects.drafting.sheet import HEAD_CELLS, Sheet, head_text, sheet_of, texts
from projects.forms import seen
from projects.forms.posting import Posted, read
from projects.storing import identified
from tests.people import make_table

KEY = UUID(int=7)
HIDDEN = ("name_label", "plan_label")  # the form's wording: no fields


def a_sheet(**cells) -> Sheet:
    """A small table as it is written on."""
    return sheet_of(identified(make_table(**cells)))


def fields(sheet: Sheet) -> dict[str, str]:
    """What stands in the fields of its page."""
    found = {place(None, cell): head_text(sheet, cell) for cell in HEAD_CELLS if cell not in HIDDEN}
    for part, row in sheet.rows():
        cells = texts(part, row)
        if part == "indicators":
            found[place(row.id, CLASS)] = class_value(cells.pop("level1"), cells.pop("level2"))
        found |= {place(row.id, cell): text for cell, text in cells.items()}
    return found


def sent(sheet: Sheet, typed: dict[str, str] | None = None, do: str = "save", **more) -> Posted:
    """The page of a sheet, sent with some texts typed into it, by a button."""
    post = {name: [text] for name, text in (fields(sheet) | (typed or {})).items()}
    post |= {"key": [str(KEY)], "base": ["3"], "seen": [seen.said(sheet)], "do": [do]}
    return read(post | more)
