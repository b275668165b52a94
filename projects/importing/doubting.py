"""The cells of a table from outside that were not certain: which, where in the source, how each was read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from projects.diff import CELL_NAMES, HEAD
from projects.importing.excel.names import place
from projects.official.compose import compose
from projects.official.marks import Certainty, Mapped, Reading
from projects.rendering.markup import Note
from projects.tables import ProjectTable, typed

_ROW = re.compile(r"(plan|goals|indicators)\[(\d+)\]\.(\w+)")
_WORDS = {
    Certainty.GUESSED: ("guessed", "推测"),
    Certainty.NOT_UNDERSTOOD: ("not-understood", "未识别"),
}
_LONG = 20  # characters of an indicator's name, by which its row is named


@dataclass(frozen=True, slots=True)
class Doubt:
    """One cell. `kind` is the certainty as a class, `word` as people say it.

    `field` is the cell of the picture that has it (empty where none has), `text` what was typed, `read_as`
    what the table says instead.
    """

    number: int
    kind: str
    word: str
    field: str
    name: str
    place: str
    text: str
    read_as: str

    @property
    def id(self) -> str:
        """Of its entry in the list."""
        return f"doubt-{self.number}"


def doubts_of(reading: Reading) -> list[Doubt]:
    """Those not understood first, then the guessed, each in the order of the source."""
    drawn = {cell.field for cell in compose(reading.table).cells if cell.field}
    found = [cell for cell in reading.cells if cell.certainty is not Certainty.CERTAIN]
    found.sort(key=lambda cell: cell.certainty is Certainty.GUESSED)
    return [_doubt(reading, cell, number, drawn) for number, cell in enumerate(found, 1)]


def notes_on(doubts: Iterable[Doubt]) -> dict[str, tuple[Note]]:
    """A word for each cell of the picture that has a doubt; it leads to the first entry about the cell."""
    notes: dict[str, tuple[Note]] = {}
    for one in doubts:
        if one.field and one.field not in notes:
            notes[one.field] = (Note(f"cell-{one.number}", one.id, one.kind, one.word),)
    return notes


def _doubt(reading: Reading, cell: Mapped, number: int, drawn: set[str]) -> Doubt:
    kind, word = _WORDS[cell.certainty]
    text, now = typed(cell.text), _text_at(reading.table, cell.field)
    return Doubt(
        number=number,
        kind=kind,
        word=word,
        field=_drawn_at(cell.field, drawn),
        name=_name(reading.table, cell.field),
        place=_place(reading.sheet, cell),
        text=text,
        read_as="" if now == text or text in now.split("\n") else now,
    )


def _place(sheet: str, cell: Mapped) -> str:
    if sheet:
        return place(sheet, cell.row, cell.column)
    return f"原表第{cell.row}行" if cell.row else "表格上方"


def _drawn_at(field: str, drawn: set[str]) -> str:
    """The cell that shows this field: a class label is drawn once for the rows that share it."""
    found = _ROW.fullmatch(field)
    if field in drawn or not found:
        return field if field in drawn else ""
    part, row, name = found.groups()
    above = (f"{part}[{index}].{name}" for index in range(int(row), -1, -1))
    return next((one for one in above if one in drawn), "")


def _text_at(table: ProjectTable, field: str) -> str:
    """What the table says there; empty where the field is no cell of it."""
    if found := _ROW.fullmatch(field):
        return getattr(getattr(table, found[1])[int(found[2])], found[3])
    value = getattr(table, field) if field in CELL_NAMES[HEAD] else ""
    return getattr(value, "raw", value)


def _name(table: ProjectTable, field: str) -> str:
    """What a person calls the cell: 预算数, “培训次数”的指标值; empty where its place is not known."""
    found = _ROW.fullmatch(field)
    if not found:
        return "表格栏目" if field == "label" else CELL_NAMES[HEAD].get(field, "")
    part, index, name = found[1], int(found[2]), found[3]
    cell = CELL_NAMES[part]["percent" if name == "raw" else name]
    if name == "level3":
        return cell
    if part == "indicators":
        row = table.indicators[index]
        called = row.level3 or row.level2
        return f"“{called[:_LONG]}{'…' if len(called) > _LONG else ''}”的{cell}"
    if part == "plan":
        return f"{table.plan[index].label}的{cell}" if name == "raw" else f"第{index + 1}个{cell}"
    return f"第{index + 1}个{cell}"
