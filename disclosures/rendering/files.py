"""All files of an edition, by path: a pure function of what it says, in parts that are drawn at once.

FILES are in every edition; NOTE, tables/ and pages/ vary. The `report` of a part hears how far it is.
"""

from collections.abc import Iterator
from pathlib import Path

from disclosures import verifier
from disclosures.document import Disclosure, EditionFacts
from disclosures.rendering import csv_files, data, excel, package
from disclosures.rendering.open_columns import FILES as CSV_FILES
from projects.rendering.reporting import Report, silent

WORD, PDF, WORKBOOK, VERIFIER = "disclosure.docx", "disclosure.pdf", "disclosure.xlsx", "verify.py"
NOTE = "note.txt"  # the 更正说明 of a correction
FILES = (
    *(WORD, PDF, WORKBOOK, data.DATA),
    *(file.path for file in CSV_FILES),
    *(data.JSON_SCHEMA, package.PACKAGE, VERIFIER),
)

Files = Iterator[tuple[str, bytes]]  # path within the edition's folder, and what stands there
_DRAWING = "正在生成公开文件"


def paper(disclosure: Disclosure, facts: EditionFacts, report: Report = silent) -> Files:
    from disclosures.rendering import pdf

    yield PDF, pdf.render(disclosure, facts, report)


def office(disclosure: Disclosure, facts: EditionFacts, report: Report = silent) -> Files:
    from disclosures.rendering import word

    for done, (path, render) in enumerate({WORD: word.render, WORKBOOK: excel.render}.items()):
        report(done, 2, _DRAWING)
        yield path, render(disclosure, facts)
    report(2, 2, _DRAWING)


def plain(disclosure: Disclosure, facts: EditionFacts, report: Report = silent) -> Files:
    """The pages, and what is for programs."""
    from disclosures.public import bodies

    yield from open_data(disclosure, facts)
    count = len(disclosure.projects)
    for done, (path, body) in enumerate(bodies.pages(disclosure, facts)):
        yield f"pages/{path}", body
        report(min(done, count), count, _DRAWING)
    yield VERIFIER, Path(verifier.__file__).read_bytes()


def open_data(disclosure: Disclosure, facts: EditionFacts) -> Files:
    """What is for programs: the canonical data, CSV, the tables as approved, and the package of all of it."""
    packed = [(data.DATA, data.render(disclosure)), *csv_files.render(disclosure)]
    yield from packed
    yield from data.tables(disclosure)
    yield data.JSON_SCHEMA, data.schema()
    yield package.PACKAGE, package.render(disclosure, facts, packed)
    if facts.note:
        yield NOTE, facts.note.encode()


PARTS = {part.__name__: part for part in (paper, office, plain)}
