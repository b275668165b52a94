"""The disclosure as a workbook for people: contents, figures, data tables, projects, the official tables."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from disclosures import figures
from disclosures.document import DataTable, Disclosure, EditionFacts
from disclosures.rendering import closing, sheets
from disclosures.rendering.sheets import Cell, Line
from projects.rendering import excel_contents
from projects.rendering.excel import saved
from projects.rendering.excel_rows import Rows
from projects.rendering.excel_styles import add_styles
from projects.rendering.excel_table import Place, write_tables
from projects.rendering.marking import ACROSS
from projects.tables import ProjectTable
from projects.values import plain

CONTENTS, FIGURES, DATA, PROJECTS, EDITION = "目录", "汇总数据", "数据表", "项目", "版本说明"
_CONTENTS_WIDTHS, _FIGURES_WIDTHS, _EDITION_WIDTHS = (120, 40), (80, 50, 30), (40, 120)  # mm
_DATA_FIRST, _DATA_OTHER, _DATA_LEAST = 55, 30, 4  # mm, mm, columns
_NO_FIGURES, _NO_TABLES = "没有填报汇总数据。", "没有数据表。"


def render(disclosure: Disclosure, facts: EditionFacts) -> bytes:
    """XLSX in which no cell is ever a formula. A preview is marked on every page."""
    mark = ACROSS if facts.is_preview else ""
    tables = [one.table for one in disclosure.projects]
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    contents = _sheet(workbook, CONTENTS, _CONTENTS_WIDTHS, mark)
    figure_sheet = _sheet(workbook, FIGURES, _FIGURES_WIDTHS, mark)
    sheets.write(figure_sheet, _FIGURES_WIDTHS, _figure_lines(disclosure))
    data = _data_sheet(workbook, disclosure, mark)
    drawn = _project_sheets(workbook, disclosure, tables, mark)
    edition = _sheet(workbook, EDITION, _EDITION_WIDTHS, mark)
    sheets.write(edition, _EDITION_WIDTHS, _edition_lines(disclosure, facts))
    sheets.write(contents, _CONTENTS_WIDTHS, _contents_lines(disclosure, data))
    return saved(workbook, disclosure.title, drawn)


def _sheet(workbook: Workbook, name: str, widths: Sequence[float], mark: str) -> Worksheet:
    sheet = workbook.create_sheet(name)
    sheets.prepare(sheet, widths, mark)
    return sheet


def _figure_lines(disclosure: Disclosure) -> Iterator[Line]:
    """What was filled in, as typed and as a number, by section; then what is added up of it."""
    given = figures.from_json(disclosure.figures or {})
    yield sheets.title(f"{disclosure.year}年{FIGURES}")
    told = {key: amount.raw for key, amount in given.amounts.items()} | dict(given.texts)
    for part in figures.Part:
        keys = [one for one in figures.FIELDS if one.part == part and one.key in told]
        rows = [(one.label, told[one.key], given.value(one.key)) for one in keys]
        for key, (label, parts) in figures.SUMS.items():
            if figures.BY_KEY[parts[0]].part == part and (value := given.value(key)) is not None:
                rows.append((label, "（合计）", value))
        if rows:
            yield sheets.heads(part.label, "填报内容", "金额（万元）")
        for label, text, value in rows:
            number = Cell(sheets.NUMBER, "" if value is None else plain(value))
            yield Line((Cell(sheets.TEXT, label), Cell(sheets.TEXT, text), number))
    if not told:
        yield sheets.note(_NO_FIGURES)


def _data_sheet(workbook: Workbook, disclosure: Disclosure, mark: str) -> list[tuple[str, Place]]:
    """All data tables below each other; the title of each with its place."""
    blocks = [block for section in disclosure.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, DataTable)]
    columns = max([_DATA_LEAST, *(len(table.heads) for table in tables)])
    widths = (_DATA_FIRST, *(_DATA_OTHER,) * (columns - 1))
    sheet = _sheet(workbook, DATA, widths, mark)
    lines: list[Line] = [sheets.title(f"{disclosure.year}年{DATA}")]
    places = []
    for table in tables:
        places.append((table.title, Place(DATA, len(lines) + 1)))
        lines += [sheets.note(_captioned(table)), sheets.heads(*table.heads)]
        lines += [Line(tuple(_data_cells(table, row))) for row in table.rows]
    sheets.write(sheet, widths, lines if tables else [*lines, sheets.note(_NO_TABLES)])
    return places


def _captioned(table: DataTable) -> str:
    return f"{table.title}（单位：{table.unit}）" if table.unit else table.title


def _data_cells(table: DataTable, row: Sequence[str]) -> Iterator[Cell]:
    for column, text in enumerate(row):
        yield Cell(sheets.NUMBER if column in table.numbers else sheets.TEXT, text)


def _project_sheets(
    workbook: Workbook, disclosure: Disclosure, tables: Sequence[ProjectTable], mark: str
) -> list[Rows]:
    """The list of projects with their money as numbers, and the rows of every table as its paper has it."""
    listed = workbook.create_sheet(PROJECTS)
    excel_contents.prepare(listed, mark)
    places, drawn = write_tables(workbook, tables, mark)
    excel_contents.write(listed, tables, places, f"{disclosure.year}年项目绩效目标表")
    return drawn


def _edition_lines(disclosure: Disclosure, facts: EditionFacts) -> Iterator[Line]:
    yield sheets.title(EDITION)
    for label, text in closing.rows(disclosure, facts):
        yield Line((Cell(sheets.HEAD, label), Cell(sheets.TEXT, text)))
    for text in closing.verifying():
        yield sheets.note(text)


def _contents_lines(disclosure: Disclosure, data: Sequence[tuple[str, Place]]) -> Iterator[Line]:
    """What there is, each with a link to where it stands."""
    yield sheets.title(disclosure.title)
    yield sheets.heads("内容", "工作表")
    found = [(FIGURES, Place(FIGURES, 1)), *data]
    found.append((f"项目绩效目标表（{len(disclosure.projects)}张）", Place(PROJECTS, 1)))
    found.append((EDITION, Place(EDITION, 1)))
    for text, place in found:
        yield Line((sheets.link(text, place), Cell(sheets.TEXT, place.sheet)))
