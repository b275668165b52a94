"""All words of a table as one text, so that one search looks into every cell.

Most flaws of wording stand in few cells of few tables: a search over each cell alone would cost a rule fifty
searches where one says that there is nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.reading import Cell, Reading

END = "\x00"  # stands behind every cell; no cell holds it, see projects.tables.typed


class Whole:
    """Cells one behind the other in one text, each closed by END."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self.cells = cells
        self.text = "".join(cell.text + END for cell in cells)
        self._starts: list[int] = []

    def having(self, pattern: re.Pattern[str]) -> Iterator[Cell]:
        """The cells in which a pattern is found, each once, top to bottom; it must not reach over END."""
        position = 0
        while found := pattern.search(self.text, position):
            number = bisect_right(self.starts, found.start()) - 1
            yield self.cells[number]
            position = self.starts[number] + len(self.cells[number].text) + 1

    @property
    def starts(self) -> list[int]:
        if not self._starts:
            position = 0
            for cell in self.cells:
                self._starts.append(position)
                position += len(cell.text) + 1
        return self._starts


@lru_cache(maxsize=4)
def whole(reading: Reading) -> Whole:
    """Every cell that holds words, the title first."""
    title = reading.head["title"]
    return Whole((title, *reading.prose) if title.text else reading.prose)
