"""How wide the columns of a data table are, in mm, from their texts alone."""

from collections.abc import Sequence

from disclosures.document import DataTable
from projects.rendering.measure import MM_PER_POINT, line_count

WIDTH = 156.0  # the text of GB/T 9704
PICTURE = 0.8 * WIDTH  # of a chart, whose letters are then no larger than a table's
SIZE, LINE = 10.5, 16.0  # points
BESIDE, ABOVE = 1.2, 0.8  # mm of blank beside and above the text of a cell
LEAST = 8.0  # mm of a row
SHORT = 12  # rows of a table that is not broken over pages
_NARROWEST = 3.0  # ems


def widths(table: DataTable) -> list[float]:
    """Columns of figures as wide as they need, the rest by the length of their texts; together the text.

    Heads may break, so they ask for half their length only.
    """
    columns = range(len(table.heads))
    asked = [_asked(table, column) for column in columns]
    room = WIDTH
    if sum(asked) > WIDTH:
        fixed = {column for column in table.numbers if column < len(asked) and asked[column] < WIDTH / 3}
        held = sum(asked[column] for column in fixed)
        if held > 0.75 * WIDTH or len(fixed) == len(asked):
            fixed, held = set(), 0.0
        room -= held
        free = sum(asked[column] for column in columns if column not in fixed)
        return [asked[column] if column in fixed else asked[column] * room / free for column in columns]
    return [one * room / sum(asked) for one in asked]


def _asked(table: DataTable, column: int) -> float:
    longest = max((_ems(row[column]) for row in table.rows), default=0.0)
    ems = max(_NARROWEST, longest, min(_ems(table.heads[column]), 6.0), _ems(table.heads[column]) / 2)
    return min(WIDTH, ems * SIZE * MM_PER_POINT + 2 * BESIDE + 0.5)


def row_height(texts: Sequence[str], across: Sequence[float]) -> float:
    """Of a row in mm."""
    lines = max(line_count(text, wide - 2 * BESIDE, SIZE) for text, wide in zip(texts, across, strict=True))
    return max(LEAST, lines * LINE * MM_PER_POINT + 2 * ABOVE)


def _ems(text: str) -> float:
    return max((len(line) - len(line.encode("ascii", "ignore")) / 2 for line in text.split("\n")), default=0)
