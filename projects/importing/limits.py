"""How much one imported file may ask of the machine; the only place where these numbers stand."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; `Limits(**settings.IMPORT_LIMITS)` overrides them by name."""

    tables: int = 5_000
    unpacked_bytes: int = 300 * MB  # of all entries together
    packed_bytes: int = 100 * MB  # of the file itself
    ratio: int = 200  # unpacked to packed, of the file and of each part that is read
    entries: int = 5_000
    held_bytes: int = 16 * MB  # of XML in memory at once: a paragraph, a table row, or a whole small part
    pieces: int = 2_000_000  # paragraphs, rows and cells of the whole document
    letters: int = 64_000_000  # that a workbook's cells show; one text that many share counts in each
