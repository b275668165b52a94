"""What the text says: gaps and what there is none of, numbering, who approved, figures typed by hand."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.figures import Part
from disclosures.narrative import gaps, unknown
from disclosures.rules.inputs import Inputs, Said
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from projects.rules.document_words import (
    approval_is_by_an_organ_that_exists,
    headings_are_counted,
    numbered,
)
from projects.rules.figures import DocumentFigures
from projects.rules.finding import Level
from projects.rules.telling import listed, quote, wan

REGISTER = Register()
_NONE = re.compile("未安排|没有安排|不安排|未编制|没有(?!.{0,6}(?:增|减|变))")
_FIGURES = "一二三四五六七八九"
_APPROVED = re.compile("[^。；;\n]*(?:人民代表大会|人大|人代会)[^。；;\n]*")
_SUBJECTS = {
    Part.TRANSFERS: ("transfers",),
    Part.STATE_CAPITAL: ("capital_income", "capital_spending"),
    Part.PROCUREMENT: ("goods", "works", "services"),
}


@REGISTER.rule(
    "F8",
    "没有空缺，没有安排的事项写明",
    why="没有数据的事项也应当公开，并写明没有安排；没有填的数据不能当作没有。",
    level=Level.ERROR,
)
def nothing_is_left_open(inputs: Inputs) -> Iterator[Outcome]:
    for section in inputs.sections:
        if lacking := gaps(section.text):
            yield failed(f"{section.name}缺少{listed(lacking)}，请填写；没有安排的请填0。")
        if strange := unknown(section.raw):
            names = listed([f"【{label}】" for label in strange])
            yield failed(f"{section.name}的{names}不是数据的名称，请改正或删除。")
        if section.key in _SUBJECTS and not lacking:
            yield _none(section, inputs)
        elif not lacking and not strange:
            yield passed(f"{section.name}没有空缺。")


def _none(section: Said, inputs: Inputs) -> Outcome:
    amounts = [inputs.value(key) for key in _SUBJECTS[section.key]]
    if None in amounts:
        return unchecked(f"{Part(section.key).label}的数据未填全，未能核对{section.name}写的有没有安排。")
    total, none = sum(amounts, Decimal(0)), _NONE.search(section.text)
    if total and none:
        return failed(f"{section.name}写“{none[0]}”，而数据为{wan(total)}，请核对后改为一致。")
    if not total and not none:
        return failed(f"{section.name}的数据为0，请写明本年没有安排。")
    return passed(f"{section.name}{'写明没有安排，数据为0' if none else f'的数据为{wan(total)}'}，前后一致。")


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
