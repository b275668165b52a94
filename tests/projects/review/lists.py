"""Budget lists as people send them, and as they stand here."""

import io
from decimal import Decimal

from openpyxl import Workbook

from projects.importing.limits import Limits
from projects.importing.sheet_rows import Rows, read_rows
from projects.review.budget_list import import_list
from projects.review.budget_rows import HEADS, Line

HEAD = ("项目编码", "项目名称", "部门", "预算数（万元）")


def workbook(*rows, head=HEAD, above=()) -> io.BytesIO:
    """A file with lines above the head, the head and rows below it, as the upload gives it."""
    made = Workbook()
    made.active.title = "清单"
    for row in (*above, head, *rows):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = "清单.xlsx"
    return file


def rows(*some, **named) -> Rows:
    return read_rows(workbook(*some, **named), Limits(), HEADS)


def line(name="义务教育学校取暖", total="34.32", code="", department="财政局") -> Line:
    return Line(code, name, department, Decimal(total))


def listed(district, user, *lines, year=2025, revision=0):
    made, _ = import_list(district, year, lines, user, filename="清单.xlsx", revision=revision)
    return made
