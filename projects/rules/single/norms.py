"""Prices and norms against the budget: per head and month, per piece, and one for each of several kinds."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag, unchecked
from projects.rules.reading import Cell, Reading, Row, at
from projects.rules.reading.costs import goal_of, plain_money, words_of
from projects.rules.reading.quantities import TIMES, kin
from projects.rules.reading.splits import split
from projects.rules.reading.sums import Near, Numbers, Price, Sums, Term, prices_in, sums_of, yuan_text
from projects.rules.reading.words import contains
from projects.rules.rule import Example, Register
from projects.rules.telling import quote
from projects.values import Kind

REGISTER = Register("单价与标准")
MOST_PERIODS = 6
_GUARDS = "保安服务：为24所学校配备保安24名，"


@REGISTER.rule(
    "D1a",
    "单价乘以数量与预算数相当",
    basis="单价、数量和期数应当能算出预算数",
    level=Level.HINT,
    bad=[
        Example(
            "单价乘以数量超过预算数",
            changed(set_cells("成本指标", value="≤480元/套"), purpose="更换课桌椅。"),
        ),
        Example(
            "按月算只够一半多",
            changed(
                set_cells("成本指标", level3="保安服务单价", value="２２００元／人·月"),
                set_cells("数量指标", level3="保安人数", value="≥13人"),
                purpose="购买保安服务。",
            ),
        ),
    ],
    good=[
        Example(
            "由几方分担的标准",
            changed(
                set_cells("成本指标", level3="补助标准", value="670元/人"),
                set_cells("数量指标", level3="参保人数", value="≥2万人"),
                purpose="居民医保补助，区级承担部分。",
            ),
        ),
        Example("价款的一部分", changed(set_cells("成本指标", level3="安装单价", value="20元/套"))),
        Example("尾数四舍五入", changed(total="45.6", fiscal="45.6", purpose="更换课桌椅1200套。")),
    ],
)
def price_fits_the_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    """A price in 成本 with the numbers of the table; what ties is shown by D1."""
    sums, goal = sums_of(reading), goal_of(reading, context)
    prices = [price for price in sums.cost_prices if price.per] if sums.cost_rows and goal else []
    if not prices or _made_up(sums, sums.cost_prices, goal) or _several_kinds(prices):
        return
    others = sums.tie(sums.named_norms, goal) or any(plain_money(row) for row in sums.cost_rows)
    if contains("shared_cost", _told(reading), context.settings):
        return
    for price in prices:
        terms = sums.numbers.terms(price)
        if not terms and not others:
            yield unchecked(
                price.at, "表中没有与单价对应的数量，未能与预算数核对。", actual=price.named, also=at("total")
            )
        elif terms:
            yield from _compared(price, terms, goal, context, sums, alone=len(prices) == 1 and not others)


def _compared(
    price: Price, terms: Sequence[Term], goal: Near, context: Context, sums: Sums, *, alone: bool
) -> Iterator[Remark]:
    """More than the budget with any of the numbers, or much of it but not all."""
    least, most = min(terms, key=lambda term: term.yuan), max(terms, key=lambda term: term.yuan)
    share = context.settings.threshold("norm_share") / 100
    if least.yuan > goal.yuan + goal.slack:
        yield _off(price, least, goal, "多")
    elif most.yuan < goal.yuan - goal.slack and alone and not _rest_is_named(most, goal, sums):
        if most.yuan >= share * goal.yuan:
            yield _off(price, most, goal, "少")
        else:
            rest = yuan_text(goal.yuan - most.yuan)
            yield unchecked(
                price.at, f"其余{rest}未见测算，未能与预算数核对。", evidence=most.text, also=at("total")
            )


def _rest_is_named(term: Term, goal: Near, sums: Sums) -> bool:
    """What the price leaves of the budget is named in the text: 设施维护16.4万元."""
    named = (one for cell in sums.cells for one in cell.quantities if one.yuan and not one.per)
    return any(goal(term.yuan + one.yuan) for one in named)


def _off(price: Price, term: Term, goal: Near, how: str) -> Remark:
    apart = yuan_text(abs(term.yuan - goal.yuan))
    return flag(
        price.at,
        f"按{price.named}测算为{yuan_text(term.yuan)}，比预算数{how}{apart}，请核对标准、数量或写明其余用途。",
        actual=yuan_text(term.yuan),
        expected=yuan_text(goal.yuan),
        evidence=f"{term.text}，预算数{yuan_text(goal.yuan)}",
        also=at("total"),
    )


def _told(reading: Reading) -> str:
    """What the table says of whose money it is."""
    table = reading.table
    names = (words_of(row) + row.indicator.value for row in sums_of(reading).cost_rows)
    return "".join((table.name, table.purpose, *(goal.text for goal in table.goals), *names))


def _made_up(sums: Sums, prices: tuple[Price, ...], goal: Near) -> bool:
    """The budget is accounted for, by a calculation written out or by these prices."""
    return any(goal(one.yuan) for one in sums.written) or bool(sums.tie(prices, goal))


def _several_kinds(prices: Sequence[Price]) -> bool:
    return len(prices) > 1 and len({frozenset(price.families) for price in prices}) < len(prices)


@REGISTER.rule(
    "D4",
    "文中的标准乘以人数与预算数相当",
    basis="资金用途和绩效目标写明标准和人数的，应当能算出预算数",
    level=Level.HINT,
    bad=[
        Example(
            "每人每月标准",
            changed(set_cells("成本指标", value="45.6万元"), purpose=f"{_GUARDS}每人每月1500元。"),
        ),
        Example(
            "标准在绩效目标里",
            changed(
                set_cells("成本指标", value="45.6万元"),
                purpose="课后服务补助。",
                goals=["为２０００名学生提供课后服务，按300元/生补助。"],
            ),
        ),
    ],
    good=[
        Example(
            "由几方分担",
            changed(
                set_cells("成本指标", value="45.6万元"),
                purpose=f"{_GUARDS}每人每月2000元，区级承担一部分。",
            ),
        ),
        Example(
            "只是其中一项",
            changed(set_cells("成本指标", value="45.6万元"), purpose=f"培训{_GUARDS}每人伙食补助50元。"),
        ),
        Example(
            "标准提高，不是全部标准",
            changed(
                set_cells("成本指标", value="45.6万元"),
                purpose="低保标准由每人每月600元提高到每人每月650元，涉及1000人。",
            ),
        ),
    ],
)
def norm_fits_the_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    """One norm and the numbers of the same cell; several norms, or a norm of a part, are left alone."""
    if "元" not in "".join((reading.table.purpose, *(goal.text for goal in reading.table.goals))):
        return
    sums, goal = sums_of(reading), goal_of(reading, context)
    if (
        goal is None
        or _made_up(sums, sums.named_norms, goal)
        or contains("shared_cost", _told(reading), context.settings)
    ):
        return
    in_cost = {(price.yuan, price.families) for price in sums.cost_prices}
    for cell in (reading.head["purpose"], *reading.goals):
        prices = [one for one in prices_in((cell,)) if one.per]
        if len(prices) != 1 or (prices[0].yuan, prices[0].families) in in_cost:
            continue
        if contains("norm_scope", cell.text, context.settings):
            continue
        yield from _norm_of_cell(cell, prices[0], goal, context, sums)


def _norm_of_cell(cell: Cell, price: Price, goal: Near, context: Context, sums: Sums) -> Iterator[Remark]:
    terms = Numbers((cell,)).terms(price)
    if terms:
        alone = sum(one.yuan is not None for one in cell.quantities) == 1
        for remark in _compared(price, terms, goal, context, sums, alone=alone):
            if remark.outcome is None:
                yield remark


@REGISTER.rule(
    "D6",
    "几档标准能够凑成预算数",
    basis="各档标准、总数量和预算数三者应当能够同时成立",
    level=Level.HINT,
    bad=[
        Example(
            "全按最低标准也不够",
            changed(
                set_cells(
                    "成本指标", level3="补助标准", description="主任5.9万/人，委员2.3万/人", value="45.6万元"
                ),
                set_cells("数量指标", level3="补助人数", value="65人"),
                purpose="村干部基本报酬。",
            ),
        ),
        Example(
            "没有整数分法",
            changed(
                set_cells(
                    "成本指标", level3="校服单价", description="", value="一年级140元/套，七年级180元/套"
                ),
                set_cells("数量指标", level3="校服套数", value="730套"),
                purpose="免费校服。",
                total="11.282",
                fiscal="11.282",
            ),
        ),
    ],
    good=[
        Example(
            "恰好凑成：470套和260套",
            changed(
                set_cells(
                    "成本指标", level3="校服单价", description="", value="一年级140元/套，七年级180元/套"
                ),
                set_cells("数量指标", level3="校服套数", value="730套"),
                purpose="免费校服。",
                total="11.26",
                fiscal="11.26",
            ),
        ),
        Example(
            "至少730套，多一套就能凑成",
            changed(
                set_cells(
                    "成本指标", level3="校服单价", description="", value="一年级140元/套，七年级180元/套"
                ),
                set_cells("数量指标", level3="校服套数", value="≥730套"),
                purpose="免费校服。",
                total="11.282",
                fiscal="11.282",
            ),
        ),
    ],
)
def kinds_make_up_the_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    """Two or more prices per piece in one cell, one number of pieces, one budget: whole numbers must fit."""
    sums, goal = sums_of(reading), goal_of(reading, context)
    if goal is None or len(sums.cost_prices) + len(sums.named_norms) < 2:
        return
    cells = [row.cells[cell] for row in sums.cost_rows for cell in ("description", "value")]
    for cell in (*cells, reading.head["purpose"], *reading.goals):
        prices = [price for price in prices_in((cell,)) if price.per]
        if len(prices) < 2 or len({frozenset(price.families) for price in prices}) > 1:
            continue
        if contains("shared_cost", _told(reading), context.settings):
            return
        if (row := _counted(reading, prices[0])) and not _made_up(sums, tuple(prices), goal):
            yield from _split(cell, row, prices, goal, sums.numbers)


def _counted(reading: Reading, price: Price) -> Row | None:
    """The only row of 数量 that counts what the price counts by."""
    things = [family for family in price.families if family not in TIMES]
    if len(things) != 1:
        return None
    rows = [
        row
        for row in reading.of_class("数量")
        if row.value.kind is Kind.NUMBER and (not row.value.unit or kin(row.value.unit)[0] == things[0])
    ]
    return rows[0] if len(rows) == 1 and rows[0].value.upper is None else None


def _split(cell: Cell, row: Row, prices: Sequence[Price], goal: Near, numbers: Numbers) -> Iterator[Remark]:
    periods = [[number for number, _ in numbers.factors(*per)] for per in prices[0].per if per[0] in TIMES]
    times = [prod(each) for each in product(*periods)][:MOST_PERIODS]
    count = row.value.number * (kin(row.value.unit)[1] if row.value.unit else 1)
    asked = [price.yuan for price in prices]
    splits = [split([yuan * time for yuan in asked], count, row.value.operator, goal) for time in times]
    if not splits or any(one is not None for one in splits):
        return
    least, value = min(prices, key=lambda price: price.yuan), row.indicator.value
    shares = "、".join(price.named for price in prices)
    yield flag(
        cell.at,
        f"按所列各档标准和数量{quote(value)}，凑不成预算数{yuan_text(goal.yuan)}，请写明各档数量并核对。",
        actual=shares,
        expected=yuan_text(goal.yuan),
        evidence=f"各档{shares}，共{value}；全按{least.named}为{yuan_text(least.yuan * count * times[0])}",
        also=row.at("value"),
    )
