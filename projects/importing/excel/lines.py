"""The lines of a sheet that show something: hidden rows and columns left out, merged cells whole."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from projects.importing.excel.book import Counted
from projects.importing.excel.cells import Fault
from projects.importing.excel.sheet import Area, Entry, Sheet


class Spot(NamedTuple):
    """A cell with a text, or a merged one with or without: where it is seen, bounds included, from 1."""

    row: int
    column: int
    bottom: int
    right: int
    text: str = ""
    fault: Fault = Fault.NONE


@dataclass(slots=True)
class Line:
    """A row in which spots begin. `reached`: the columns of merged cells that reach down into it."""

    number: int
    spots: list[Spot]
    reached: list[tuple[int, int]]  # first and last column, left to right
    boxed: bool  # lines are drawn at the sides of its cells
    gap: bool  # an empty row without lines is above it

    @property
    def texts(self) -> list[Spot]:
        return [spot for spot in self.spots if spot.text]

    @property
    def edges(self) -> tuple[int, int]:
        """First and last column of what stands in it."""
        places = [(spot.column, spot.right) for spot in self.spots] + self.reached
        return min(left for left, _ in places), max(right for _, right in places)


def lines_of(sheet: Sheet, counted: Counted) -> Iterator[Line]:
    """The lines from top to bottom; blank rows are not among them unless a merged cell begins there."""
    merged = _merged(sheet)
    numbers = sorted(merged.keys() | {row for row in sheet.rows if row not in sheet.hidden_rows})
    reach = _Reach()
    last = 0  # the last row with something in it
    for number in numbers:
        reached = reach.into(number)
        spots = sorted(_spots(sheet, number, merged.get(number, ()), reach))
        counted.piece(len(reached) + len(spots))
        if spots:
            gap = not reached and _gap(sheet, last, number)
            yield Line(number, spots, reached, number in sheet.boxed_rows, gap)
        last = max([last, number, *(spot.bottom for spot in spots)])


def _merged(sheet: Sheet) -> dict[int, list[Spot]]:
    """The merged cells by the first row of each that is seen."""
    found: dict[int, list[Spot]] = defaultdict(list)
    for area in sheet.areas:
        row = sheet.hidden_rows.past(area.top)
        column = sheet.hidden_columns.past(area.left)
        if row <= area.bottom and column <= area.right:
            entry = _entry(sheet, area)
            text, fault = (entry.text, entry.fault) if entry else ("", Fault.NONE)
            found[row].append(Spot(row, column, area.bottom, area.right, text, fault))
    return found


def _entry(sheet: Sheet, area: Area) -> Entry | None:
    """What the top left of merged cells holds; what the others hold nobody sees."""
    entries = sheet.rows.get(area.top, [])
    place = bisect_left(entries, area.left, key=lambda entry: entry.column)
    return entries[place] if place < len(entries) and entries[place].column == area.left else None


@dataclass
class _Reach:
    """The merged cells that reach into the present row, left to right: first and last column, last row."""

    areas: list[tuple[int, int, int]] = field(default_factory=list)

    def into(self, number: int) -> list[tuple[int, int]]:
        self.areas = [area for area in self.areas if area[2] >= number]
        return [(left, right) for left, right, _ in self.areas]

    def covers(self, left: int, right: int) -> bool:
        place = bisect_left(self.areas, (right + 1,))
        return place > 0 and self.areas[place - 1][1] >= left

    def add(self, spot: Spot) -> None:
        insort(self.areas, (spot.column, spot.right, spot.bottom))


def _spots(sheet: Sheet, number: int, merged: list[Spot], reach: _Reach) -> Iterator[Spot]:
    for spot in sorted(merged):
        if not reach.covers(spot.column, spot.right):  # of two that overlap the first is drawn
            reach.add(spot)
            yield spot
    for entry in sheet.rows.get(number, ()) if number not in sheet.hidden_rows else ():
        column = entry.column
        if column not in sheet.hidden_columns and not reach.covers(column, column):
            yield Spot(number, column, number, column, entry.text, entry.fault)


def _gap(sheet: Sheet, last: int, number: int) -> bool:
    between = range(last + 1, number)
    return any(row not in sheet.boxed_rows and row not in sheet.hidden_rows for row in between)
