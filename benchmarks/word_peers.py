"""What people would use instead of our Word writer, each as its own documentation advises."""

import io
from collections.abc import Callable, Sequence
from itertools import groupby

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate

from benchmarks.tables import make_table
from projects.official.compose import compose
from projects.rendering.word import render
from projects.rendering.word_table import NEW_PAGE
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

_TEMPLATE = ProjectTable(
    title="{{ table.title }}",
    code="{{ table.code }}",
    name="{{ table.name }}",
    total=Amount("{{ table.total.raw }}"),
    fiscal=Amount("{{ table.fiscal.raw }}"),
    other=Amount("{{ table.other.raw }}"),
    purpose="{{ table.purpose }}",
    plan=tuple(
        PlanStep(f"{{{{ table.plan[{place}].label }}}}", f"{{{{ table.plan[{place}].raw }}}}")
        for place in range(len(make_table(0).plan))
    ),
    goals=(Goal("{{ goal.label }}", "{{ goal.text }}"),),
    indicators=(
        Indicator(
            "{% vm %}{{ row.level1 }}",
            "{% vm %}{{ row.level2 }}",
            *("{{ row.level3 }}", "{{ row.description }}", "{{ row.value }}", "{{ row.basis }}"),
        ),
    ),
)


_TEXT = qn("w:t")


def template() -> bytes:
    """Our own print of a table whose texts are docxtpl's tags, so that both sides draw one layout."""
    document = Document(io.BytesIO(render([_TEMPLATE])))
    (table,) = (table._tbl for table in document.tables)
    goal, indicator = table.tr_lst[-3], table.tr_lst[-1]
    label = next(goal.iter(_TEXT))
    label.text = f"{{% vm %}}{label.text}"
    _repeat(goal, _row, "for goal in table.goals")
    _repeat(indicator, _row, "for row in rows")
    indicator.getprevious().addprevious(_row("{%tr for rows in groups %}"))
    indicator.getnext().addnext(_row("{%tr endfor %}"))
    table.addprevious(parse_xml(NEW_PAGE.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    table.getprevious().addprevious(_paragraph("{%p for table, groups in tables %}"))
    table.addnext(_paragraph("{%p endfor %}"))
    return _saved(document)


def _repeat(element, control: Callable, loop: str) -> None:
    element.addprevious(control(f"{{%tr {loop} %}}"))
    element.addnext(control("{%tr endfor %}"))


def _paragraph(text: str):
    return parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>")


def _row(text: str):
    row = parse_xml(f"<w:tr {nsdecls('w')}><w:tc/></w:tr>")
    row[0].append(_paragraph(text))
    return row


def fill(template: bytes, tables: Sequence[ProjectTable]) -> bytes:
    """docxtpl: one document with a loop over the tables; cells of one 二级 label are merged."""
    groups = [
        [list(rows) for _, rows in groupby(table.indicators, lambda row: (row.level1, row.level2))]
        for table in tables
    ]
    document = DocxTemplate(io.BytesIO(template))
    document.render({"tables": list(zip(tables, groups, strict=True))}, autoescape=True)
    return _saved(document)


def draw(tables: Sequence[ProjectTable]) -> bytes:
    """python-docx, cell by cell."""
    document = Document()
    for table in tables:
        grid = compose(table)
        drawn = document.add_table(grid.rows, grid.columns, "Table Grid")
        for cell in grid.cells:
            place = drawn.cell(cell.row, cell.column)
            last = drawn.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
            place.merge(last).text = cell.text
        document.add_page_break()
    return _saved(document)


def _saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
