"""Money that does not add up, is no money, or does not give the budget."""

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.tables import ProjectTable
from projects.values import Kind, plain, read_value
from tests.projects.rules.clean import Clean
from tests.projects.rules.mutations.making import (
    HALF_TO_FULL,
    SOURCES,
    Mutant,
    amounts,
    cells,
    everywhere,
    first,
    head,
    kind,
    like,
    mutant,
    of,
    row,
    shifted,
    some,
    texts,
)

_COST = ("level3", "description", "value")


def costs(table: ProjectTable):
    """All cells where the cost is told."""
    return (head("total"), head("purpose"), *(cell for n in of(table, "成本") for cell in row(n, *_COST)))


def _sum_off(clean: Clean, by: Decimal, note: str) -> Iterator[Mutant]:
    table = clean.table
    off = like(table.fiscal.raw, table.fiscal.value + by)
    yield mutant(note, amounts(table, fiscal=off), *SOURCES)
    off = like(table.total.raw, table.total.value + by).translate(HALF_TO_FULL)
    yield mutant(f"{note}，全角", amounts(table, total=off), *SOURCES)


@kind("资金合计差0.1万元", "A3")
def off_by_a_tenth(clean):
    yield from _sum_off(clean, Decimal("0.1"), "差0.1")


@kind("资金合计差1万元", "A3")
def off_by_one(clean):
    yield from _sum_off(clean, Decimal(1), "差1")


@kind("资金合计差0.01万元", "A3")
def off_by_a_hundred_yuan(clean):
    yield from _sum_off(clean, Decimal("0.01"), "差100元")


@kind("资金合计差0.0001万元", "A3")
def off_by_one_yuan(clean):
    """The form asks for the exact sum: a yuan too many is one too many."""
    yield from _sum_off(clean, Decimal("0.0001"), "差1元")


@kind("预算数大十倍", "A3")
def tenfold(clean):
    total = clean.table.total
    yield mutant("十倍", amounts(clean.table, total=like(total.raw, total.value * 10)), *SOURCES)


@kind("其他资金写错", "A3")
def other_funds(clean):
    table = clean.table
    wrong = plain((table.other.value or Decimal(0)) + Decimal("5.5"))
    yield mutant("其他资金多5.5", amounts(table, other=f"{wrong}万元"), *SOURCES)


@kind("其他资金为负", "A3")
def negative_funds(clean):
    table = clean.table
    fiscal = like(table.fiscal.raw, table.total.value + 10)
    yield mutant("负10万元", amounts(table, fiscal=fiscal, other="-10"), *SOURCES)


@kind("万元误为元", "A3", "D1")
def yuan_for_wan(clean):
    table = clean.table
    number = plain(table.total.value)
    yield mutant("合计写成元", amounts(table, total=f"{number}元"), *SOURCES)


@kind("以元填入万元栏", "A3", "D1", "D4", "D5")
def figures_in_yuan(clean):
    table = clean.table
    typed = {
        name: plain((getattr(table, name).value or Decimal(0)) * 10000)
        for name in ("total", "fiscal", "other")
    }
    yield mutant("各栏都以元填", amounts(table, **typed), *SOURCES, *costs(table))


@kind("预算数为0", "A3", "A2")
def nothing_budgeted(clean):
    yield mutant("0", amounts(clean.table, total="0", fiscal="0", other="0"), *SOURCES)


@kind("预算数小数过长", "A3", "A2")
def too_many_places(clean):
    table = clean.table
    off = Decimal("0.0000001")
    total, fiscal = plain(table.total.value + off), plain(table.fiscal.value + off)
    yield mutant("七位小数", amounts(table, total=total, fiscal=fiscal), *SOURCES)


@kind("预算数与成本不符", "D1", "D4", "D5", "D6")
def budget_moved(clean):
    table = clean.table
    yield mutant("预算数和财政资金各多1.3万元", shifted(table, Decimal("1.3")), *costs(table))
    yield mutant("预算数和财政资金各多一成", shifted(table, table.total.value / 10), *costs(table))


@kind("预算数各处一致但与单价数量不符", "D1", "D4", "D6")
def budget_moved_everywhere(clean):
    table = clean.table
    old, new = plain(table.total.value), plain(table.total.value + Decimal("2.7"))
    changed = everywhere(table, lambda text: re.sub(rf"(?<![\d.]){re.escape(old)}(?=万元)", new, text))
    yield mutant("多2.7万元", shifted(changed, Decimal("2.7")), *costs(table))


@kind("成本指标值与预算数不符", "D1", "D5")
def cost_value_moved(clean):
    """A price with its units, or the total."""
    table = clean.table
    for number in of(table, "成本"):
        value = table.indicators[number].value
        figure = read_value(value).number
        for by in (Decimal("1.1"), Decimal("0.5")):
            moved = value.replace(plain(figure), plain(figure * by), 1)
            yield mutant(f"{value}改为{moved}", cells(table, number, value=moved), *costs(table))


@kind("人数或数量改后与预算数不符", "D1", "D4", "D6")
def quantity_moved_everywhere(clean):
    """The same new figure in all cells, so that only the arithmetic tells it."""
    table = clean.table
    for number in of(table, "数量"):
        figure = plain(read_value(table.indicators[number].value).number)
        pattern = re.compile(rf"(?<![\d.]){re.escape(figure)}(?![\d.])")
        told = [n for n in of(table, "成本") if f"×{figure}" in table.indicators[n].description]
        if told and len(figure) > 1:
            new = plain(Decimal(figure) + (30 if "." not in figure else Decimal("0.3")))
            changed = everywhere(table, lambda text, p=pattern, new=new: p.sub(new, text))
            yield mutant(f"{figure}改为{new}", changed, *costs(table), *row(number, "value"))


@kind("成本填成比率", "D2")
def cost_as_rate(clean):
    table = clean.table
    for number in first(table, "成本"):
        for value in some(("≥95%", "100%", "≤100％", "百分之百"), table):
            yield mutant(value, cells(table, number, value=value), *row(number, "value"))


_CIRCULAR = (
    "不超出预算",
    "不超过预算数",
    "按规定执行",
    "据实测算",
    "控制在预算范围内",
    "不超预算",
    "按合同约定",
    "严格执行预算",
)


@kind("成本空话", "D3", "C12")
def cost_in_words(clean):
    table = clean.table
    for number in first(table, "成本"):
        for value in some(_CIRCULAR, table):
            yield mutant(value, cells(table, number, value=value), *row(number, "value"))


@kind("成本指标值照抄描述", "D3", "C4")
def cost_says_itself(clean):
    table = clean.table
    for number in first(table, "成本"):
        told = "区级财政投入资金"
        yield mutant(
            told, cells(table, number, level3=told, description=told, value=told), *row(number, *_COST)
        )


@kind("成本单位不是钱", "D2", "C9")
def cost_in_other_units(clean):
    table = clean.table
    for number in first(table, "成本"):
        figure = plain(read_value(table.indicators[number].value).number)
        for unit in some(("人", "小时", "平方米", "公里"), table):
            value = f"≤{figure}{unit}"
            yield mutant(value, cells(table, number, value=value), *row(number, "value", "level3"))


@kind("成本没有单位", "D2", "C9", "D1", "D3")
def cost_without_unit(clean):
    table = clean.table
    for number in first(table, "成本"):
        value = read_value(table.indicators[number].value)
        if value.kind is Kind.NUMBER and value.unit not in ("万元", ""):
            text = f"≤{plain(value.number)}"
            yield mutant(text, cells(table, number, value=text), *row(number, "value"))


_MENTIONS = re.compile("(?:经|通过|按)?(?:政府采购程序|政府采购|公开招标|电子卖场)|三家供应商询价|采购文件")


@kind("大额采购未提政府采购", "E8")
def procurement_not_told(clean):
    table = clean.table
    bought = re.search("采购|购置|补充", table.purpose) and re.search("设备|物资", table.name)
    if bought and table.total.value >= 30:
        changed = everywhere(table, lambda text: _MENTIONS.sub("", text))
        told = [cell for cell, _ in texts(table)]
        yield mutant("隐去招标", changed, head("total"), head(""), *told)
