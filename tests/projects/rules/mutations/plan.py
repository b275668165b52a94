"""A spend plan that is torn, runs backwards or says something else than the text."""

import re

from projects.tables import PlanStep
from projects.values import plain
from tests.projects.rules.mutations.making import (
    cells,
    first,
    kind,
    mutant,
    of,
    raws,
    replace,
    row,
    some,
    step,
    steps,
)

ALL = tuple(step(number, cell) for number in (0, 1, 2, 3, None) for cell in ("percent", ""))


@kind("末节点不是100", "B2")
def not_finished(clean):
    for last in some(("99", "95.5", "90", "９９"), clean.table):
        yield mutant(last, steps(clean.table, *_kept(clean, 3), last), step(3))


@kind("末节点未填", "B1", "B2")
def last_blank(clean):
    yield mutant("12月底空", raws(clean.table, 3, ""), step(3))


@kind("无支出未填0", "B1")
def first_blank(clean):
    yield mutant("3月底空", raws(clean.table, 0, ""), step(0))
    yield mutant("6月底填横线", raws(clean.table, 1, "—"), step(1))


@kind("支出计划全空", "B1")
def all_blank(clean):
    yield mutant("四个节点空", steps(clean.table, "", "", "", ""), *ALL)


@kind("支出计划倒退", "B2")
def backwards(clean):
    yield mutant("6月底大于9月底", steps(clean.table, "20", "70", "60", "100"), step(1), step(2))
    yield mutant("3月底大于6月底", steps(clean.table, "40", "35", "80", "100"), step(0), step(1))


@kind("按季度填报", "B2", "B5")
def by_quarter(clean):
    for figures in some(
        (("25", "25", "25", "25"), ("10", "30", "40", "20"), ("0", "50", "20", "30")), clean.table
    ):
        yield mutant("/".join(figures), steps(clean.table, *figures), *ALL)


@kind("前三节点不变", "B5", "B6")
def flat_then_jump(clean):
    yield mutant("25/25/25/100", steps(clean.table, "25", "25", "25", "100"), *ALL)


@kind("突击花钱", "B6")
def rushed(clean):
    """Without a season, or a late day of finishing or paying, that would be a reason."""
    table = clean.table
    told = [table.purpose, *(one.text for one in table.goals)]
    timed = [table.indicators[number] for number in of(table, "时效")]
    told += [one.value for one in timed if re.search("拨付|支付|发放|完工|竣工|通水|安装", one.level3)]
    if not re.search("秋收|冬|一次性|1[0-2]月", "".join(told)):
        yield mutant("5/10/20/100", steps(clean.table, "5", "10", "20", "100"), *ALL)


@kind("支出超过100%", "B2")
def more_than_all(clean):
    yield mutant("120", steps(clean.table, "20", "60", "120", "100"), step(2), step(3))


@kind("支出为负", "B2", "B1")
def less_than_nothing(clean):
    yield mutant("-5", steps(clean.table, "-5", "40", "80", "100"), step(0))


@kind("支出计划填文字", "B1", "B2")
def plan_in_words(clean):
    for words in some(("按进度支付", "视情况", "五十左右", "50万元"), clean.table):
        yield mutant(words, raws(clean.table, 1, words), step(1))


@kind("百分号混用", "B3")
def mixed_signs(clean):
    raw = clean.table.plan[2].raw
    other = raw.removesuffix("%") if raw.endswith("%") else raw + "%"
    yield mutant(other, raws(clean.table, 2, other), *ALL)


@kind("节点名称与表样不同", "B4")
def other_label(clean):
    plan = list(clean.table.plan)
    new = {"9月底": "10月底", "10月底": "9月底"}[plan[2].label]
    for label in (new, "8月底"):
        plan[2] = PlanStep.of(label, plan[2].raw)
        yield mutant(
            label, replace(clean.table, plan=tuple(plan)), step(2, "label"), step(2, ""), step(None, "")
        )


@kind("少一个节点", "B1", "B4")
def step_missing(clean):
    plan = clean.table.plan
    yield mutant("没有第三个", replace(clean.table, plan=(*plan[:2], plan[3])), step(None, ""), *ALL)


@kind("文字所述进度与计划不同", "B8")
def plan_quoted_wrongly(clean):
    table = clean.table
    planned = table.plan[1].percent
    other = plain(planned + 15 if planned < 80 else planned - 15)
    for number in first(table, "时效"):
        told = table.indicators[number].description + f"，6月底资金支出进度达到{other}%"
        yield mutant("描述", cells(table, number, description=told), *row(number, "description"), step(1))
        value = f"6月底支付{other}%"
        changed = cells(
            table, number, level3="资金支付进度", description="累计支付金额÷预算数×100%", value=value
        )
        yield mutant(value, changed, *row(number, "value"), step(1))


@kind("按月发放却半年不支出", "B7")
def wages_not_paid(clean):
    table = clean.table
    monthly = re.search("每月|按月|月均|12个月", table.purpose + table.goals[0].text)
    if (monthly and re.search("津贴|补助|保障金", table.name)) or "付息" in table.name:
        told = [cell for number in of(table, "时效") for cell in row(number, "value")]
        yield mutant("0/0/60/100", steps(table, "0", "0", "60", "100"), *ALL, *told)


def _kept(clean, count):
    return [one.raw.removesuffix("%") for one in clean.table.plan[:count]]
