"""Tables as data: JSON for programs, one row an indicator for CSV and XLSX. Texts stay as typed."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from budget_site.formulas import guarded
from projects.rendering.excel import saved
from projects.rendering.excel_styles import add_styles, text_cell
from projects.rendering.looks import NAMES, Look
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, ProjectTable

_COLUMNS = ("序号", "表名", "项目编码", "项目名称", "预算数", "财政资金", "其他资金")
_COLUMNS += ("资金用途", "支出计划", "绩效目标", *INDICATOR_HEADS)
_WIDTHS = (6, 20, 16, 24, 12, 12, 12, 32, 16, 32, 12, 16, 24, 32, 16, 20)  # in digits, as Excel counts


def as_json(tables: Sequence[ProjectTable]) -> bytes:
    """A list of tables in order; percentages are numbers or null."""
    text = json.dumps([as_dict(table) for table in tables], ensure_ascii=False, indent=1, default=_number)
    return text.encode() + b"\n"


def as_dict(table: ProjectTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "code": table.code,
        "name_label": table.name_label,
        "name": table.name,
        "total": table.total.raw,
        "fiscal": table.fiscal.raw,
        "other": table.other.raw,
        "purpose": table.purpose,
        "plan": [{"label": step.label, "percent": step.percent, "raw": step.raw} for step in table.plan],
        "goals": [goal.text for goal in table.goals],
        "indicators": [{cell: getattr(row, cell) for cell in INDICATOR_CELLS} for row in table.indicators],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def as_csv(tables: Sequence[ProjectTable]) -> bytes:
    """For people and Excel: UTF-8 with a mark, and nothing a spreadsheet would run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for row in _rows(tables):
        writer.writerow(map(guarded, row))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Sequence[ProjectTable]) -> bytes:
    """The same rows as a sheet whose cells are all text."""
    book = Workbook(write_only=True)
    add_styles(book)
    sheet = book.create_sheet("绩效指标")
    sheet.freeze_panes = "E2"
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([text_cell(sheet, NAMES[Look.LABEL], text) for text in _COLUMNS])
    for row in _rows(tables):
        sheet.append([text_cell(sheet, NAMES[Look.PROSE], text) for text in row])
    return saved(book, "绩效指标")


def _rows(tables: Iterable[ProjectTable]) -> Iterator[list[str]]:
    """One row an indicator, the project's own cells repeated beside it; without indicators, one row."""
    for number, table in enumerate(tables, 1):
        plan = "；".join(f"{step.label} {step.raw}".strip() for step in table.plan)
        goals = "\n".join(" ".join(filter(None, (goal.label, goal.text))) for goal in table.goals)
        own = [str(number), table.title, table.code, table.name, table.total.raw, table.fiscal.raw]
        own += [table.other.raw, table.purpose, plan, goals]
        if not table.indicators:
            yield [*own, *[""] * len(INDICATOR_CELLS)]
        for row in table.indicators:
            yield [*own, *(getattr(row, cell) for cell in INDICATOR_CELLS)]


WRITERS = {"json": as_json, "csv": as_csv, "xlsx": as_xlsx}
