"""The rows of a worksheet as XML text of our own, beside the sheet that openpyxl keeps without any."""

import re
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from weakref import finalize

from openpyxl.worksheet.worksheet import Worksheet

from projects.rendering.excel_styles import style_number

_HELD, _PIECE = 1 << 20, 1 << 18  # bytes: text in memory before it goes to a file, and read back at once
_NO_ROWS = re.compile(rb"<sheetData(?:/>|></sheetData>)")


class Rows:
    """What is drawn on one sheet, until the workbook is saved: a thousand tables are 10 MB of text.

    The sheet itself has no row and no merged cell. A text is held in memory, a long one in a file that has no
    name and goes away with the rows.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.count = 0
        self._text = SpooledTemporaryFile(_HELD)  # noqa: SIM115 - closed at the latest with self
        finalize(self, self._text.close)
        self._merged: list[bytes] = []  # a text for each call of `add`
        self._merges = 0
        self._styles: dict[tuple[str, bool], int] = {}

    def style(self, name: str, quoted: bool = False) -> int:
        """What cells of the style have as `s`; `quoted` are those whose text looks like a formula."""
        if (name, quoted) not in self._styles:
            self._styles[name, quoted] = style_number(self.sheet, name, quoted)
        return self._styles[name, quoted]

    def add(self, rows: Sequence[str], merged: Sequence[str]) -> None:
        """Rows as XML below those there are, and areas as A1:B2 to merge."""
        self._text.write("".join(rows).encode())
        self.count += len(rows)
        self._merged.append("".join([f'<mergeCell ref="{area}"/>' for area in merged]).encode())
        self._merges += len(merged)

    def put_into(self, sheet: bytes) -> Iterator[bytes]:
        """The sheet's XML with its rows, bit by bit; then they are gone. ValueError if it has some."""
        before, after = _NO_ROWS.split(sheet)
        yield before + b"<sheetData>"
        with self._text as text:
            text.seek(0)
            while piece := text.read(_PIECE):
                yield piece
        yield b"</sheetData>"
        if self._merges:  # an empty list of them is against the schema
            yield b'<mergeCells count="%d">' % self._merges
            yield from self._merged
            yield b"</mergeCells>"
        yield after
