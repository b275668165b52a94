"""Text that a spreadsheet would calculate, made harmless in a CSV file for people. Pure.

In a CSV nothing says that a cell is text: `=HYPERLINK(…)` that somebody typed would run on the machine of
whoever opens the file. An apostrophe before it stops that, and our importer takes it off again. A workbook
needs no such guard: its cells are marked as text.
"""

import re

# Also in full width, as Chinese input methods write it; blanks, seen or not, may stand before.
_STARTS = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[%％]?")


def runs(text: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula; a plain number as -5 or +3.5% is none."""
    return bool(_STARTS.match(text)) and not _PLAIN_NUMBER.fullmatch(text)


def guarded(text: str) -> str:
    """The text as a CSV for people holds it."""
    return f"'{text}" if runs(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """The text that was guarded; any other stays as it is."""
    return text[1:] if text.startswith("'") and runs(text.lstrip("'")) else text
