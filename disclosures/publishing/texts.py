"""Every text that a disclosure would publish, and what people call the place where it stands. Pure.

The value is walked whole, so that what is added to it later is looked at too; only the names of places are
kept here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import groupby, zip_longest
from typing import Any

from disclosures.document import Block, Chart, DataTable, Disclosure, Paragraph, PublishedProject, Section
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, Indicator, ProjectTable

Text = tuple[
    str, str, str
]  # a key that stays as long as the place does, how people call it, what stands there

CHECKS = "核对情况"
_DISCLOSURE = {"title": "标题", "publisher": "公开单位", "figures": "区级数据", "checks": CHECKS}
_OF_DEPARTMENT = {"department": "部门代码", "department_name": "部门名称", "sector": "部门领域"}
_UNREAD = {"frozen", "hash"}  # the table's bytes, which are read as the table; and their hash
_TABLE = {
    "title": "表名",
    "code": "项目编码",
    "name_label": "“项目名称”一栏",
    "name": "项目名称",
    "total": "预算数",
    "fiscal": "财政资金",
    "other": "其他资金",
    "purpose": "资金用途",
    "plan_label": "“资金支出计划”一栏",
    "plan": "支出计划",
    "goals": "绩效目标",
}
_INDICATOR = dict(zip(INDICATOR_CELLS, INDICATOR_HEADS, strict=True))
_ELSE = "其他内容"


def texts_of(disclosure: Disclosure, note: str = "") -> Iterator[Text]:
    """What the checks say comes last: it repeats what stands elsewhere."""
    yield "note", "更正说明", note
    for name, part in _parts(disclosure):
        match name:
            case "sections":
                for section in part:
                    yield from _of_section(section)
            case "projects":
                for project in part:
                    yield from _of_project(project)
            case _:
                place = _DISCLOSURE.get(name, _ELSE)
                yield from ((name, place, text) for text in strings(part))


def strings(value: Any) -> Iterator[str]:
    """All texts within it, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in strings(one))
    elif is_dataclass(value):
        yield from (text for _, one in _parts(value) for text in strings(one))


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    return ((one.name, getattr(value, one.name)) for one in fields(value))


def _of_section(section: Section) -> Iterator[Text]:
    key, place = f"section/{section.key}", f"“{section.title}”一节"
    for name, part in _parts(section):
        if name != "blocks":
            yield from ((f"{key}/{name}", f"{place}的标题", text) for text in strings(part))
    for kind, blocks in groupby(section.blocks, type):
        mark, called = {DataTable: ("/table", "的表格"), Chart: ("/chart", "的图表")}.get(kind, ("", ""))
        yield from ((key + mark, place + called, text) for text in _joined(kind, list(blocks)))


def _joined(kind: type, blocks: list[Block]) -> Iterator[str]:
    """Paragraphs that follow each other, and the cells of a column, are read together, as a list goes on."""
    if kind is Paragraph:
        yield "\n".join(strings(blocks))
        return
    for block in blocks:
        if kind is DataTable:
            columns = ("\n".join(column) for column in zip_longest(*block.rows, fillvalue=""))
            block = replace(block, rows=tuple((column,) for column in columns))
        yield from strings(block)


def _of_project(project: PublishedProject) -> Iterator[Text]:
    table = project.table
    key, place = f"project/{project.id}", f"第{project.number}个项目“{table.name or '未填名称'}”"
    for name, part in _parts(project):
        if name in _OF_DEPARTMENT:  # said once for all its projects
            yield f"{name}/{project.department}", _OF_DEPARTMENT[name], part
        elif name not in _UNREAD:
            yield from ((f"{key}/{name}", place, text) for text in strings(part))
    for mark, called, text in _of_table(table):
        yield f"{key}/{mark}", f"{place}{called}", text


def _of_table(table: ProjectTable) -> Iterator[Text]:
    for name, part in _parts(table):
        called = f"的{_TABLE.get(name, _ELSE)}"
        if not isinstance(part, tuple):
            yield from ((name, called, text) for text in strings(part))
            continue
        for number, one in enumerate(part):
            row = f"{name}/{getattr(one, 'id', None) or number}"
            if isinstance(one, Indicator):
                yield from _of_indicator(one, row)
            else:
                yield row, called, " ".join(strings(one))


def _of_indicator(indicator: Indicator, row: str) -> Iterator[Text]:
    for name, part in _parts(indicator):
        head = _INDICATOR.get(name, _ELSE)
        yield from ((f"{row}/{name}", f"“{indicator.level3}”的{head}", text) for text in strings(part))
