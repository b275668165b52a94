"""Whether what is reckoned in words comes to the budget, and to what the cost rows say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.examples import add_row, changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Cell, Reading, Row, at
from projects.rules.reading.calculations import Calculation
from projects.rules.reading.costs import goal_of, is_norm, is_whole, plain_money
from projects.rules.reading.facts import clause_of
from projects.rules.reading.passages import said_otherwise
from projects.rules.reading.quantities import Quantity, kin
from projects.rules.reading.sums import WAN, Near, sums_of, yuan_text
from projects.rules.reading.words import contains
from projects.rules.rule import Example, Register
from projects.rules.telling import CELL_NAMES, quote
from projects.values import HALF_WIDTH

REGISTER = Register("测算")
_TOGETHER = re.compile("(?:合计|共计|总计|总共|共需|计|共)[为约]?$")
_BEFORE = 4  # characters before a sum that may call it one
_PERIODS = (2, 4, 12)  # terms, quarters or months that a price of a year is made of
_MOST = 12  # sums of money that are added up
_PURPOSE = "更换课桌椅1200套，每套380元，共计45.6万元。"
_PRODUCT = "380元×1200套=45.6万元"


@REGISTER.rule(
    "D1b",
    "成本指标值与测算算式相符",
    basis="成本指标的描述写明怎样测算，指标值就是算式里的单价或得数",
    level=Level.WARNING,
    bad=[
        Example(
            "单价与算式不同",
            changed(set_cells("成本指标", description="每套380元×1200套=45.6万元", value="≤360元/套")),
        ),
        Example(
            "得数与算式不同",
            changed(set_cells("成本指标", level3="采购费用", description=_PRODUCT, value="≤54.6万元")),
        ),
        Example(
            "文中写的是另一个单价",
            changed(
                set_cells(
                    "成本指标", level3="加装电梯补助标准", description="每部的补助", value="≤12万元/部"
                ),
                purpose="加装电梯12部，每部补助15万元。",
            ),
        ),
        Example(
            "单价不是测算预算的单价",
            changed(
                set_cells("成本指标", level3="更新费用合计", description=_PRODUCT, value="≤45.6万元"),
                add_row("成本指标", "课桌椅单价", "≤340元/套", description="每套含运输和安装"),
                purpose="更换课桌椅。",
            ),
        ),
    ],
    good=[
        Example(
            "就是算式里的单价",
            changed(set_cells("成本指标", description="每套380元×1200套=45.6万元", value="≤380元/套")),
        ),
        Example(
            "就是算式的得数",
            changed(set_cells("成本指标", description=_PRODUCT, value="≤45.6万元")),
        ),
        Example(
            "一部分的得数",
            changed(
                set_cells(
                    "成本指标", level3="书桌", description="230元×1200套+150元×1200套", value="≤27.6万元"
                )
            ),
        ),
    ],
)
def cost_is_as_reckoned(reading: Reading, context: Context) -> Iterator[Remark]:
    """The value is one of the sums that its description reckons with, or a price of what gives the budget."""
    goal = goal_of(reading, context)
    for row in sums_of(reading).cost_rows:
        if (one := _money_of(row)) is None:
            continue
        own = row.cells["description"]
        if any(each.cell.at == own.at for each in sums_of(reading).written):
            if one.yuan not in _sums_in(own, reading):
                yield _not_as_reckoned(row, own, one)
        elif goal and one.per and (source := _other_price(reading, row, one, goal)):
            yield _not_as_reckoned(row, source.cell, one)
        elif one.per and one.yuan not in _sums_in(own, reading) and (said := _price_in_words(reading, one)):
            yield said_otherwise(row, *said)


def _money_of(row: Row) -> Quantity | None:
    """The one sum or price in the value of a row."""
    found = [one for one in row.cells["value"].quantities if one.yuan]
    return found[0] if len(found) == 1 and row.value.upper is None else None


def _sums_in(cell: Cell, reading: Reading) -> set[Decimal]:
    """Every sum of money a cell names or reckons, and the products that it adds up."""
    named = {one.yuan for one in cell.quantities if one.yuan}
    for each in sums_of(reading).written:
        if each.cell.at == cell.at:
            named |= {each.yuan, *each.terms}
    months = {yuan * times for yuan in named for times in _PERIODS}
    return named | months | _runs([one.yuan for one in cell.quantities if one.yuan])


def _runs(sums: list[Decimal]) -> set[Decimal]:
    """What sums that follow each other come to: 380元 of 课桌200元、椅子180元."""
    few = sums[:_MOST]
    return {sum(few[start:end]) for start in range(len(few)) for end in range(start + 2, len(few) + 1)}


def _other_price(reading: Reading, row: Row, one: Quantity, goal: Near) -> Calculation | None:
    """The calculation of the budget that counts by what this price counts by, and knows no such price."""
    prices = {
        each.yuan
        for other in sums_of(reading).cells
        if other.at != row.at("value")
        for each in other.quantities
    }
    if one.yuan in prices:
        return None
    for each in sums_of(reading).written:
        families = {kin(other.measure)[0] for other in each.cell.quantities if other.yuan is None}
        if goal(each.yuan) and one.counted_by <= families:
            return each
    return None


def _price_in_words(reading: Reading, one: Quantity) -> tuple[Cell, str, str] | None:
    """The only price that purpose and goals name for what this one counts by, where it is another."""
    costs = (row.cells["value"] for row in sums_of(reading).cost_rows)
    mine = [each for cell in costs for each in cell.quantities if each.counted_by == one.counted_by]
    told = [
        (cell, each)
        for cell in (reading.head["purpose"], *reading.goals)
        for each in cell.quantities
        if each.yuan and each.per and each.counted_by == one.counted_by
    ]
    if len(mine) != 1 or len({each.yuan for _, each in told}) != 1 or told[0][1].yuan == one.yuan:
        return None
    cell, each = told[0]
    return cell, each.text, clause_of(cell.text.translate(HALF_WIDTH), each)


def _not_as_reckoned(row: Row, source: Cell, one: Quantity) -> Remark:
    text = row.indicator.value
    where = "描述" if source.at.number == row.number else "另一处"
    return flag(
        row.at("value"),
        f"指标值{quote(text)}不是{where}测算所用的金额，请核对指标值和算式。",
        actual=text,
        evidence=source.text,
        also=source.at,
    )


@REGISTER.rule(
    "D1d",
    "单价不是全部预算",
    basis="名称说的是每人、每户或单价，指标值就应是一份的金额",
    level=Level.WARNING,
    bad=[
        Example(
            "人均标准填了预算数", changed(set_cells("成本指标", level3="人均补助标准", value="45.6万元"))
        ),
        Example("单价填了预算数", changed(set_cells("成本指标", value="≤456000元"))),
    ],
    good=[
        Example("人均标准", changed(set_cells("成本指标", level3="人均补助标准", value="600元/人"))),
        Example("总成本", changed(set_cells("成本指标", level3="项目总成本", value="45.6万元"))),
    ],
)
def a_norm_is_no_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    goal = goal_of(reading, context)
    for row in sums_of(reading).cost_rows if goal else ():
        yuan = plain_money(row)
        if yuan and goal(yuan) and is_norm(row, context.settings):
            name, text = quote(row.indicator.level3, 16), row.indicator.value
            yield flag(
                row.at("value"),
                f"{name}填了全部预算{quote(text)}，请填一份的金额，如“600元/人”。",
                actual=text,
                expected="一份的金额",
                also=at("total"),
            )


@REGISTER.rule(
    "D1c",
    "测算合计与预算数相符",
    basis="资金用途和成本指标写明的测算合计就是预算数",
    level=Level.WARNING,
    bad=[
        Example(
            "共多少与预算数不同",
            changed(purpose="更换课桌椅1200套，每套380元，共计45.6万元。", total="47", fiscal="47"),
        ),
        Example(
            "算式的得数与预算数不同",
            changed(
                set_cells("成本指标", description=_PRODUCT),
                purpose="更换课桌椅。",
                total="46.9",
                fiscal="46.9",
            ),
        ),
    ],
    good=[
        Example("共多少就是预算数", changed(purpose=_PURPOSE)),
        Example(
            "各项之和就是预算数",
            changed(purpose="课桌椅380元×1200套=45.6万元，另有运输费1.4万元。", total="47", fiscal="47"),
        ),
        Example("总投资不是本年预算", changed(purpose="三年总投资共计50万元。")),
    ],
)
def reckoned_is_the_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    """Silent where sums of the table make up the budget; only a near sum is held against it."""
    goal = goal_of(reading, context)
    costs = sums_of(reading).cost_rows
    if goal is None or any(plain_money(row) and is_whole(row, context.settings) for row in costs):
        return
    told = (row.cells[cell] for row in costs for cell in ("description", "value"))
    cells = [cell for cell in (reading.head["purpose"], *reading.goals, *told) if "元" in cell.text]
    sums = {one.yuan for cell in cells for one in cell.quantities if one.yuan and not one.per}
    sums |= {one.yuan for one in sums_of(reading).written}
    fiscal = (reading.table.fiscal.value or Decimal(0)) * WAN
    if not sums or _makes_up(sorted(sums, reverse=True), goal) or fiscal in sums:
        return
    near = [one for cell in cells for one in _reckoned(cell, reading, goal, context)]
    if near:
        yield _not_the_budget(min(near, key=lambda one: abs(one.yuan - goal.yuan)), goal)


def _makes_up(sums: list[Decimal], goal: Near) -> bool:
    """Some of them together are the budget."""
    reached = {Decimal(0)}
    for yuan in sums[:_MOST]:
        reached |= {each + yuan for each in reached if each + yuan <= goal.yuan + goal.slack}
    return any(goal(each) for each in reached if each)


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """A sum that a cell names as all together, or comes to."""

    cell: Cell
    yuan: Decimal
    text: str


def _reckoned(cell: Cell, reading: Reading, goal: Near, context: Context) -> Iterator[_Reckoned]:
    text = cell.text.translate(HALF_WIDTH)
    for one in cell.quantities:
        if not one.yuan or one.per or not _TOGETHER.search(text[max(0, one.start - _BEFORE) : one.start]):
            continue
        if goal.yuan / 2 <= one.yuan <= goal.yuan * 2 and not _is_other(clause_of(text, one), context):
            yield _Reckoned(cell, one.yuan, clause_of(text, one))
    most = goal.yuan * context.settings.threshold("near_budget") / 100
    for each in sums_of(reading).written:
        if each.cell.at == cell.at and abs(each.yuan - goal.yuan) <= most and not _is_other(text, context):
            yield _Reckoned(cell, each.yuan, each.text)


def _is_other(passage: str, context: Context) -> bool:
    return contains("other_sums", passage, context.settings)


def _not_the_budget(one: _Reckoned, goal: Near) -> Remark:
    where, sum_text, budget = CELL_NAMES[one.cell.at.cell], yuan_text(one.yuan), yuan_text(goal.yuan)
    apart = yuan_text(abs(one.yuan - goal.yuan))
    return flag(
        one.cell.at,
        f"{where}测算为{sum_text}，与预算数{budget}相差{apart}，请核对。",
        actual=sum_text,
        expected=budget,
        evidence=one.text,
        also=at("total"),
    )
