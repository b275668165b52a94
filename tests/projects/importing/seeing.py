"""How the tests look at a small document: its blocks, paragraphs as text, tables as rows of cell texts."""

import io

from projects.importing.word.reading import word_blocks
from projects.official.grid import Grid
from tests.wordml import docx


def blocks(body: str, style_part: str = "", number_part: str = "") -> list[str | Grid]:
    return list(word_blocks(io.BytesIO(docx(body, style_part, number_part))))


def seen(content: str, style_part: str = "", number_part: str = "") -> str:
    """The text of the document's paragraphs, one a line."""
    found = blocks(content, style_part, number_part)
    assert all(isinstance(block, str) for block in found)
    return "\n".join(map(str, found))


def only_grid(body: str, style_part: str = "") -> Grid:
    (grid,) = blocks(body, style_part)
    assert isinstance(grid, Grid)
    return grid


def placed(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of every cell."""
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in grid.cells]
