"""The sound files that hostile ones are made from: by hand, and by the project's own writers."""

from dataclasses import replace
from functools import cache

from projects.importing.sheet_list import write_rows
from projects.importing.sheet_rows import Head
from projects.rendering import excel, word
from tests import hostile
from tests.messy import Random, make_table
from tests.projects.importing.sheetml import parts_of, rows, sheet
from tests.projects.official.sheets import FORM

_FORM = [[cell.strip(" <^") for cell in line.split("|")] for line in FORM.strip().splitlines()]
SHEET = sheet(rows(_FORM, style=1), merged=["A1:G1", "A5:A6", "A7:A8", "A10:A12", "B11:B12"])
MAIN = {"word": "word/document.xml", "excel": "xl/worksheets/sheet0.xml"}
KINDS = tuple(MAIN)
HEADS = (Head("code", ("代码",)), Head("name", ("名称",), required=True))  # of a list of departments


def parts(kind: str) -> dict[str, str | bytes]:
    """The parts of a sound `word` or `excel` file, one table in it."""
    return hostile.good_parts() if kind == "word" else parts_of(SHEET)


@cache
def real(kind: str) -> bytes:
    """A file as the project itself writes it, two tables in it."""
    tables = [replace(make_table(Random(1)), name=name) for name in ("养老服务", "道路养护")]
    return (word if kind == "word" else excel).render(tables, "公开说明")


@cache
def real_list() -> bytes:
    """A list of departments, as the template is filled in."""
    named = [{"code": f"{place:03}", "name": f"第{place}局"} for place in range(1, 40)]
    return write_rows(HEADS, named, "2025年部门名单")
