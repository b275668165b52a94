"""Rows that are missing, stand in the wrong class, or say the name of their class."""

import re

from tests.projects.rules.mutations.making import cells, first, kind, mutant, of, replace, row, some

ANYWHERE = (*row(None, "", "level1", "level2", "level3"),)


def _without(clean, *classes):
    gone = set(of(clean.table, *classes))
    left = tuple(one for number, one in enumerate(clean.table.indicators) if number not in gone)
    return replace(clean.table, indicators=left) if gone else None


@kind("缺产出指标", "C1")
def output_missing(clean):
    """In the tree of 2021, 成本 is asked of works and purchases only."""
    table = clean.table
    works = re.search("采购|购置|储备|工程|维修|改造|建设", table.name)
    for name in ("数量", "质量", "时效", "成本"):
        if name != "成本" or works or ("成本指标", "经济成本指标") not in clean.context.classes:
            yield mutant(f"缺{name}", _without(clean, name), *ANYWHERE)


@kind("缺效益指标", "C1")
def benefit_missing(clean):
    yield mutant("缺效益", _without(clean, "效益", "可持续"), *ANYWHERE)


@kind("缺满意度指标", "C1")
def satisfaction_missing(clean):
    if left := _without(clean, "满意度"):
        yield mutant("缺满意度", left, *ANYWHERE)


@kind("没有指标", "C1", "A2")
def no_rows(clean):
    yield mutant("没有一行", replace(clean.table, indicators=()), *ANYWHERE)


@kind("名称就是类别", "C2", "C5", "C18")
def name_is_class(clean):
    table = clean.table
    for name in ("数量", "质量", "时效", "成本", "社会效益", "服务对象满意度"):
        for number in first(table, name.removeprefix("服务对象")):
            label = table.indicators[number].level2
            for text in some((label, name, f"{name}指标"), table, 1):
                yield mutant(text, cells(table, number, level3=text), *row(number, "level3", "level2"))


@kind("描述照抄名称", "C3")
def description_is_name(clean):
    table = clean.table
    for number in some(range(len(table.indicators)), table):
        name = table.indicators[number].level3
        for text in (name, f"{name}。"):
            yield mutant(text, cells(table, number, description=text), *row(number, "description", "level3"))


@kind("描述空", "C3", "A2")
def no_description(clean):
    table = clean.table
    for number in some(range(len(table.indicators)), table, 1):
        yield mutant("空", cells(table, number, description=""), *row(number, "description"))


@kind("指标值照抄名称", "C4")
def value_is_name(clean):
    table = clean.table
    for number in some(range(len(table.indicators)), table):
        name = table.indicators[number].level3
        yield mutant(name, cells(table, number, value=name), *row(number, "value", "level3"))


@kind("指标值照抄描述", "C4")
def value_is_description(clean):
    table = clean.table
    for number in first(table, "社会", "生态"):
        text = "改善群众生产生活条件"
        changed = cells(table, number, description=text, value=text)
        yield mutant(text, changed, *row(number, "value", "description"))


_STOCK = {
    "时效": ("按年度工作计划", "按工作进度支付", "按时间进度拨付"),
    "质量": ("质量标准", "达标情况", "服务标准"),
    "社会": ("项目具有可持续性", "社会效益", "社会效益指标"),
    "满意度": ("服务对象满意度指标", "满意度指标"),
}


@kind("名称是套话", "C5", "C2", "C18")
def stock_name(clean):
    table = clean.table
    for name, phrases in _STOCK.items():
        for number in first(table, name):
            for phrase in some(phrases, table, 1):
                yield mutant(phrase, cells(table, number, level3=phrase), *row(number, "level3"))


_USE = ("资金使用合规率", "专款专用率", "资金拨付率", "资金支出合格率")


@kind("质量讲的是资金使用", "C14")
def quality_of_money(clean):
    table = clean.table
    for number in first(table, "质量"):
        for name in some(_USE, table):
            told = "按规定用途使用的资金÷拨付资金×100%"
            changed = cells(table, number, level3=name, description=told, value="=100%")
            yield mutant(name, changed, *row(number, "level3", "description", "level2", ""))


_NO_EFFECT = {
    "预算执行率": "实际支出÷预算数×100%",
    "资金支付率": "已支付金额÷预算数×100%",
    "任务完成率": "已完成任务数÷计划任务数×100%",
    "群众满意度": "问卷中满意和较满意的份数÷有效问卷份数×100%",
    "受益群众满意率": "问卷中满意和较满意的份数÷有效问卷份数×100%",
}


@kind("效益讲的不是效益", "C15")
def no_effect(clean):
    table = clean.table
    for number in first(table, "社会", "生态"):
        for name in some(tuple(_NO_EFFECT), table):
            changed = cells(table, number, level3=name, description=_NO_EFFECT[name], value="≥95%")
            yield mutant(name, changed, *row(number, "level3", "description", "level2", ""))


_NATURE = {
    "河道断面水质达标率": "水质达标断面次数÷监测断面次数×100%",
    "空气质量优良天数比例": "优良天数÷有效监测天数×100%",
    "污水集中处理率": "处理的污水量÷排放的污水量×100%",
}


@kind("生态效益放入社会效益", "C16")
def wrong_class(clean):
    table = clean.table
    for number in first(table, "社会"):
        for name in some(tuple(_NATURE), table, 1):
            changed = cells(table, number, level3=name, description=_NATURE[name], value="≥85%")
            yield mutant(name, changed, *row(number, "level2", "level3", "level1", ""))
    labels = next(pair for pair in clean.context.classes if "社会效益" in pair[1])
    for number in of(table, "生态"):
        if re.search("污水|垃圾|颗粒物|优良天数", table.indicators[number].level3):
            changed = cells(table, number, level1=labels[0], level2=labels[1])
            yield mutant("类别改为社会效益", changed, *row(number, "level2", "level3", "level1", ""))
