"""How much one imported file may ask of the machine; the only place where these numbers stand."""

from dataclasses import dataclass

from projects.official import words

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; `Limits(**settings.IMPORT_LIMITS)` overrides them by name."""

    tables: int = 5_000
    unpacked_bytes: int = 300 * MB  # of all entries together
    packed_bytes: int = 100 * MB  # of the file itself
    ratio: int = 200  # unpacked to packed, of the file and of each part that is read
    entries: int = 5_000
    held_bytes: int = 16 * MB  # of XML in memory at once (`markup.weight`): a paragraph, a row, a small part
    pieces: int = 2_000_000  # paragraphs, rows and cells of the whole document
    spare_pieces: int = 120_000  # of them that belong to no official table (see `Room`)
    letters: int = 64_000_000  # that a workbook's cells show; one text that many share counts in each


_LEADS = words.CODE | words.NAME
_LONGEST_LEAD = 16  # characters, with the blanks that people put in
_OF_A_TABLE = 2_000  # pieces; the official form has some hundreds


class Room:
    """How many pieces a document may have so far: some to spare, and more with each table that begins.

    So millions of empty paragraphs are refused in a second, and thousands of tables are not.
    """

    __slots__ = ("_each", "most")

    def __init__(self, limits: Limits, times: int = 1) -> None:
        """`times`: as many of them, where they are so much cheaper to read."""
        self.most = limits.spare_pieces * times
        self._each = _OF_A_TABLE * times

    def begins(self, text: str) -> None:
        """The first cell of a row: with the label that leads a table it makes room for one."""
        if len(text) <= _LONGEST_LEAD and "项" in text and words.compact(text) in _LEADS:
            self.most += self._each
