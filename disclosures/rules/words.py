"""How the text is numbered, and who it says approved the budget."""

import re
from collections.abc import Iterator

from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from projects.rules.document_words import (
    approval_is_by_an_organ_that_exists,
    headings_are_counted,
    numbered,
)
from projects.rules.figures import DocumentFigures
from projects.rules.finding import Level
from projects.rules.telling import quote

REGISTER = Register()
_FIGURES = "一二三四五六七八九"
_APPROVED = re.compile("[^。；;\n]*(?:人民代表大会|人大|人代会)[^。；;\n]*")


@REGISTER.rule(
    "F9",
    "标题序号连续",
    why="GB/T 9704-2012：结构层次序数依次用“一、”“（一）”“1.”“(1)”标注；章节的序号由系统编排。",
    level=Level.WARNING,
)
def headings_are_numbered(inputs: Inputs) -> Iterator[Outcome]:
    found = [
        failed(f"{one.name}的标题里写了序号，章节由系统编号，请删去。")
        for one in inputs.sections
        if numbered(one.title)[1]
    ]
    headings: list[str] = []
    for place, section in enumerate(inputs.sections, start=1):
        headings.append(f"{_chinese(place)}、{section.title}")
        headings += [line for line in section.text.splitlines() if numbered(line)[1]]
    remarks = headings_are_counted(DocumentFigures(headings=tuple(headings)), inputs.context())
    found += [failed(remark.message) for remark in remarks]
    yield from found or [passed("标题序号连续。")]


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _FIGURES[tens - 1]) + "十" if 0 < tens < 10 else ""
    return ten + (_FIGURES[ones - 1] if ones else "")


@REGISTER.rule(
    "F10",
    "批准预算的机关是本级所设",
    why="开发区等一般不设本级人民代表大会，其预算由所属政府的人民代表大会批准。",
    level=Level.HINT,
)
def approval_is_by_an_organ_there_is(inputs: Inputs) -> Iterator[Outcome]:
    told = [(section, match[0]) for section, line in inputs.lines() for match in _APPROVED.finditer(line)]
    if not told:
        yield unchecked("文中没有写批准预算的机关，未能核对。")
        return
    for section, approval in told:
        full = DocumentFigures(approval=approval.replace("人代会", "人民代表大会"))
        remarks = list(approval_is_by_an_organ_that_exists(full, inputs.context()))
        for remark in remarks:
            yield failed(f"{section.name}写{quote(approval, 40)}：{remark.message}")
        if not remarks:
            yield passed(f"{section.name}写的批准机关是本级或上级所设：{quote(approval, 40)}。")
