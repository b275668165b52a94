"""Weak grounds, document numbers, and what typing and copying leave behind."""

import re

from tests.projects.rules.mutations.making import (
    NUMBER,
    cells,
    first,
    goal,
    goals,
    head,
    kind,
    mutant,
    of,
    replace,
    row,
    some,
)

_WEAK = (
    "年度工作计划", "年初工作计划", "年度计划", "上级文件要求", "国家相关标准", "以前年度比照", "工作计划",
    "根据年度工作计划", "相关文件", "按相关规定", "年度计划安排", "按上级文件要求",
)  # fmt: skip


@kind("依据空泛", "C19")
def weak_basis(clean):
    table = clean.table
    for number in some(range(len(table.indicators)), table):
        for basis in some(_WEAK, table):
            yield mutant(basis, cells(table, number, basis=basis), *row(number, "basis"))


@kind("依据空", "C19", "A2")
def no_basis(clean):
    table = clean.table
    for number in some(range(len(table.indicators)), table, 1):
        yield mutant("空", cells(table, number, basis=""), *row(number, "basis"))


@kind("文号括号不对", "C20")
def wrong_brackets(clean):
    table = clean.table
    for number, one in enumerate(table.indicators):
        if "〔" in one.basis:
            for pair in some(("【】", "[]", "（）", "()", "［］", "﹝﹞"), table):
                basis = one.basis.replace("〔", pair[0]).replace("〕", pair[1])
                yield mutant(basis, cells(table, number, basis=basis), *row(number, "basis"))
            return


@kind("占位符未填", "G1", "C6")
def placeholder(clean):
    table = clean.table
    for mark in some(("XX", "××", "某某", "＿＿", "XXX", "**", "____", "xx"), table):
        if NUMBER.search(table.goals[0].text):
            text = NUMBER.sub(mark, table.goals[0].text, count=1)
            yield mutant(f"目标{mark}", goals(table, 0, text=text), goal(0))
        text = NUMBER.sub(mark, table.purpose, count=1)
        yield mutant(f"用途{mark}", replace(table, purpose=text), head("purpose"))
        for number in first(table, "数量"):
            value = NUMBER.sub(mark, table.indicators[number].value)
            yield mutant(f"指标值{value}", cells(table, number, value=value), *row(number, "value"))
    for number, one in enumerate(table.indicators):
        if "〔" in one.basis:
            basis = re.sub(r"\d+号", "XX号", one.basis)
            yield mutant(basis, cells(table, number, basis=basis), *row(number, "basis"))
            return


_RESIDUES = (
    "[bookmark: _GoBack]", "错误!未找到引用源。", "单击或点击此处输入文字。", "错误！未定义书签。",
    "{{项目名称}}", "（此处填写）",
)  # fmt: skip


@kind("文档残留", "G1")
def residue(clean):
    table = clean.table
    for words in some(_RESIDUES, table):
        yield mutant(f"目标{words}", goals(table, 0, text=table.goals[0].text + words), goal(0))
        for number in first(table, "质量"):
            basis = words + table.indicators[number].basis
            yield mutant(f"依据{words}", cells(table, number, basis=basis), *row(number, "basis"))


_SMALL_WORDS = re.compile("(?<![的和及为由与按在])[的和及为由与按在](?![的和及为由与按在])")


@kind("字词重复", "G2")
def doubled(clean):
    table = clean.table
    if found := _SMALL_WORDS.search(table.goals[0].text):
        text = table.goals[0].text.replace(found[0], found[0] * 2, 1)
        yield mutant(found[0] * 2, goals(table, 0, text=text), goal(0))
    if found := _SMALL_WORDS.search(table.purpose):
        text = table.purpose.replace(found[0], found[0] * 2, 1)
        yield mutant(found[0] * 2, replace(table, purpose=text), head("purpose"))
    for word in ("养护", "发放", "采购", "完成", "支付", "全年", "维修", "储备"):
        if word in table.goals[0].text:
            text = table.goals[0].text.replace(word, word * 2, 1)
            yield mutant(word * 2, goals(table, 0, text=text), goal(0))
            break


@kind("标点重复", "G2", "G3")
def doubled_marks(clean):
    table = clean.table
    for mark in some(("，，", "。。", "、。", "，。"), table, 1):
        text = table.goals[0].text.removesuffix("。") + mark + ("另行公布。" if mark == "，，" else "")
        yield mutant(mark, goals(table, 0, text=text), goal(0))
    text = table.purpose.replace("，", "，，", 1)
    yield mutant("用途，，", replace(table, purpose=text), head("purpose"))


@kind("括号或书名号不成对", "G2", "C20")
def unpaired(clean):
    table = clean.table
    for gone in "》）〕":
        for number, one in enumerate(table.indicators):
            if gone in one.basis:
                basis = one.basis[: one.basis.rindex(gone)] + one.basis[one.basis.rindex(gone) + 1 :]
                yield mutant(f"缺{gone}：{basis}", cells(table, number, basis=basis), *row(number, "basis"))
                break
    text = f"{table.purpose.removesuffix('。')}（含税。"
    yield mutant("（含税", replace(table, purpose=text), head("purpose"))


_LOOKALIKES = (
    ("拨付", "拔付"), ("年末", "年未"), ("补贴", "补帖"), ("津贴", "津帖"), ("竣工", "峻工"),
    ("折合", "拆合"), ("月末", "月未"), ("日期", "曰期"), ("本息", "本兮"), ("付息", "付兮"),
)  # fmt: skip


@kind("形近错字", "G2")
def lookalike(clean):
    table = clean.table
    for right, wrong in _LOOKALIKES:
        for number, one in enumerate(table.indicators):
            if right in one.description:
                text = one.description.replace(right, wrong)
                yield mutant(wrong, cells(table, number, description=text), *row(number, "description"))
                break


_WORDS = re.compile(
    "补助|完成|养护|处理|设备|储备|优待|津贴|抽检|支付|运行|改造|农田|接种|承保|监控|开放|保障|检修|维修|维护|到期|应急|监测"
)


@kind("词中空格", "G3")
def blank_in_word(clean):
    table = clean.table
    for blank in some((" ", "\u3000", "  "), table):
        if found := _WORDS.search(table.goals[0].text):
            spoilt = found[0][0] + blank + found[0][1]
            text = table.goals[0].text.replace(found[0], spoilt, 1)
            yield mutant(spoilt, goals(table, 0, text=text), goal(0))
        if found := _WORDS.search(table.purpose):
            spoilt = found[0][0] + blank + found[0][1]
            yield mutant(
                spoilt, replace(table, purpose=table.purpose.replace(found[0], spoilt, 1)), head("purpose")
            )
    for number in first(table, "质量"):
        name = table.indicators[number].level3
        spoilt = f"{name[:-2]} {name[-2:]}"
        yield mutant(spoilt, cells(table, number, level3=spoilt), *row(number, "level3"))


@kind("半角标点", "G3")
def half_width_marks(clean):
    table = clean.table
    for wide, narrow in some((("，", ","), ("。", "."), ("；", ";"), ("，", "﹐")), table, 4):
        if wide in table.goals[0].text:
            text = table.goals[0].text.replace(wide, narrow)
            yield mutant(f"目标{narrow}", goals(table, 0, text=text), goal(0))
    for number in of(table, "质量", "成本", "满意度"):
        if "，" in table.indicators[number].description:
            text = table.indicators[number].description.replace("，", ",")
            yield mutant("描述,", cells(table, number, description=text), *row(number, "description"))
            return
