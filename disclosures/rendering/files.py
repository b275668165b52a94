"""All files of an edition, in the order in which they are written: a pure function of what it says."""

from collections.abc import Iterator
from pathlib import Path

from disclosures import verifier
from disclosures.document import Disclosure, EditionFacts
from disclosures.rendering import csv_files, data, package, workbook
from disclosures.rendering.open_columns import FILES as CSV_FILES
from projects.rendering.reporting import Report, silent

WORD, PDF, WORKBOOK, VERIFIER = "disclosure.docx", "disclosure.pdf", "disclosure.xlsx", "verify.py"
NOTE = "note.txt"  # the 更正说明 of a correction
FILES = (
    *(WORD, PDF, WORKBOOK, data.DATA),
    *(file.path for file in CSV_FILES),
    *(data.JSON_SCHEMA, package.PACKAGE, VERIFIER),
)


def all_files(
    disclosure: Disclosure, facts: EditionFacts, report: Report = silent
) -> Iterator[tuple[str, bytes]]:
    """Path within the edition's folder, and bytes. FILES are in every edition; NOTE, tables/, pages/ vary.

    `report` hears how far the PDF is, which takes the longest.
    """
    from disclosures.public import bodies
    from disclosures.rendering import pdf, word

    yield WORD, word.render(disclosure, facts)
    yield PDF, pdf.render(disclosure, facts, report)
    yield WORKBOOK, workbook.render(disclosure, facts)
    yield from open_data(disclosure, facts)
    for path, body in bodies.pages(disclosure, facts):
        yield f"pages/{path}", body
    yield VERIFIER, Path(verifier.__file__).read_bytes()


def open_data(disclosure: Disclosure, facts: EditionFacts) -> Iterator[tuple[str, bytes]]:
    """What is for programs: the canonical data, CSV, the tables as approved, and the package of all of it."""
    packed = [(data.DATA, data.render(disclosure)), *csv_files.render(disclosure)]
    yield from packed
    yield from data.tables(disclosure)
    yield data.JSON_SCHEMA, data.schema()
    yield package.PACKAGE, package.render(disclosure, facts, packed)
    if facts.note:
        yield NOTE, facts.note.encode()
