"""The same fact must be the same in every cell that names it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import add_row, changed, set_cells
from projects.rules.finding import Anchor, Level, Remark, flag
from projects.rules.reading import Cell, Reading, at
from projects.rules.reading.costs import goal_of
from projects.rules.reading.facts import Fact, mentions, promised
from projects.rules.reading.quantities import kin
from projects.rules.reading.sums import WAN, Near, sums_of, yuan_text
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import CELL_NAMES, quote
from projects.values import plain

REGISTER = Register("前后一致")
_MOST_PARTS = 8  # numbers of one cell whose runs are added up


@REGISTER.rule(
    "D5",
    "同一事实前后一致",
    basis="资金用途、绩效目标和指标写的是同一件事，数量应当相同",
    level=Level.ERROR,
    bad=[
        Example(
            "用途写24名，指标至少28人",
            changed(
                set_cells("数量指标", level3="保安人数", description="保安人数", value="≥28人"),
                purpose="为15所学校配备专职保安人员24名。",
            ),
        ),
        Example("用途的套数不同", changed(purpose="为3所普通高中更换课桌椅1000套。")),
        Example(
            "描述与指标值不同",
            changed(set_cells("数量指标", level3="网格员", description="１３名网格员", value="15人")),
        ),
    ],
    good=[
        Example(
            "两处合计等于指标值",
            changed(
                set_cells("数量指标", level3="保安人数", description="", value="24人"),
                purpose="东校区配备12名保安、西校区配备12名保安。",
            ),
        ),
        Example(
            "教师和学生是两件事",
            changed(
                set_cells("数量指标", level3="学生人数", description="", value="28人"),
                purpose="为24名教师发放补助。",
            ),
        ),
        Example(
            "计划多于下限",
            changed(
                set_cells("数量指标", level3="保安人数", description="", value="≥28人"),
                purpose="配备保安30名。",
            ),
        ),
        Example(
            "原有与计划",
            changed(add_row("数量指标", "保安人数", "28人"), purpose="原有保安24名，继续购买保安服务。"),
        ),
    ],
)
def same_fact_same_number(reading: Reading, context: Context) -> Iterator[Remark]:
    """Rows against the sentences above them; only what clearly is the same is compared."""
    for fact, other in contradictions(reading, context):
        yield _apart(reading, context, fact, other)


@lru_cache(maxsize=4)
def contradictions(reading: Reading, context: Context) -> tuple[tuple[Fact, Fact], ...]:
    """What a row promises, and what a sentence says of the same that contradicts it."""
    return tuple(_contradictions(reading, context))


def _contradictions(reading: Reading, context: Context) -> Iterator[tuple[Fact, Fact]]:
    told = [(facts[0].cell, facts) for facts in _facts(reading, context.settings, context.year).values()]
    if not told:
        return
    for row in reading.rows:
        if "成本" in row.level2 or "满意" in row.level1:
            continue
        if (fact := promised(row, context.settings)) is None:
            continue
        same = [
            [] if _made_of_parts(cell, fact) else [one for one in facts if _same(one, fact)]
            for cell, facts in told
        ]
        if _fits(sum(one.number for facts in same for one in facts), fact.number, row.value.operator):
            continue
        for facts in same:
            if facts and not _agrees(facts, fact, row.value.operator):
                yield fact, facts[0]


@REGISTER.rule(
    "D5a",
    "资金用途与绩效目标的数量一致",
    basis="资金用途和绩效目标写的是同一件事，数量应当相同",
    level=Level.WARNING,
    bad=[
        Example("目标与用途套数不同", changed(goals=["把3所高中的1000套旧课桌椅全部换新。"])),
        Example("学校所数不同", changed(goals=["为4所普通高中更换课桌椅。"])),
    ],
    good=[
        Example(
            "两个目标合计等于用途",
            changed(goals=["为一中更换700套课桌椅。", "为二中更换500套课桌椅。"]),
        ),
        Example("目标只说其中一部分", changed(goals=["其中1000套课桌椅在8月底前换新。"])),
        Example("同一数量另一写法", changed(goals=["为3所普通高中换新课桌椅1,200套。"])),
    ],
)
def purpose_and_goals_agree(reading: Reading, context: Context) -> Iterator[Remark]:
    """A number that the purpose names once and one goal names once, of the same noun."""
    for fact, other in unlike_goals(reading, context):
        yield _apart(reading, context, fact, other)


@lru_cache(maxsize=4)
def unlike_goals(reading: Reading, context: Context) -> tuple[tuple[Fact, Fact], ...]:
    """What a goal says, and what the purpose says otherwise."""
    return tuple(_unlike_goals(reading, context))


def _unlike_goals(reading: Reading, context: Context) -> Iterator[tuple[Fact, Fact]]:
    told = _facts(reading, context.settings, context.year)
    if not (purpose := told.get(at("purpose"))):
        return
    mine = _by_noun(purpose)
    goals = _by_noun(one for place, facts in told.items() if place.part == "goals" for one in facts)
    for key in mine:
        if key not in goals:
            continue
        if len(mine[key]) == len(goals[key]) == 1 and mine[key][0].number != goals[key][0].number:
            yield goals[key][0], mine[key][0]


def _by_noun(facts: Iterable[Fact]) -> dict[tuple[str, str], list[Fact]]:
    found: dict[tuple[str, str], list[Fact]] = {}
    for one in facts:
        found.setdefault((one.noun, one.family), []).append(one)
    return found


@lru_cache(maxsize=4)
def _facts(reading: Reading, settings: Settings, year: int) -> dict[Anchor, list[Fact]]:
    """What each cell of words names, cells that name nothing left out."""
    cells = (
        reading.head["name"],
        reading.head["purpose"],
        *reading.goals,
        *(row.cells["description"] for row in reading.of_class("数量")),
    )
    return {cell.at: facts for cell in cells if (facts := list(mentions(cell, settings, year)))}


def _made_of_parts(cell: Cell, fact: Fact) -> bool:
    """The number stands in the cell, or numbers that follow each other make it up: 东校区12名、西校区12名."""
    numbers = [
        one.number * kin(one.measure)[1]
        for one in cell.quantities
        if not one.per and one.yuan is None and kin(one.measure)[0] == fact.family
    ]
    return adds_up(numbers, fact.number)


def adds_up(numbers: Sequence[Decimal], number: Decimal) -> bool:
    """One of them is the number, or some that follow each other together."""
    few = numbers[:_MOST_PARTS]
    return any(
        sum(few[start:end]) == number for start in range(len(few)) for end in range(start + 1, len(few) + 1)
    )


def _same(one: Fact, fact: Fact) -> bool:
    """The same noun and kind of unit, and what the row says is done with them stands in the sentence."""
    return (
        one.noun == fact.noun
        and one.family == fact.family
        and fact.action in one.clause
        and one.action in ("", fact.action)
    )


def _agrees(same: list[Fact], fact: Fact, operator: str) -> bool:
    """One of the numbers fits, or all of them together do."""
    numbers = [one.number for one in same]
    return any(_fits(number, fact.number, operator) for number in (*numbers, sum(numbers)))


def _fits(number: Decimal, promised_number: Decimal, operator: str) -> bool:
    if operator == "≥":
        return number >= promised_number
    return number <= promised_number if operator == "≤" else number == promised_number


def _apart(reading: Reading, context: Context, fact: Fact, other: Fact) -> Remark:
    here, there = _place(fact.cell), _place(other.cell)
    return flag(
        fact.cell.at,
        f"{there}写{quote(other.text)}，{here}写{quote(fact.text)}，请统一。",
        actual=fact.text,
        expected=other.text,
        evidence=_decided(reading, context, fact, other) or f"{there}：{other.clause}",
        also=other.cell.at,
    )


def _place(cell: Cell) -> str:
    return CELL_NAMES.get(cell.at.cell, "")


def _decided(reading: Reading, context: Context, fact: Fact, other: Fact) -> str:
    """Which of the two numbers the budget speaks for, by a price of the table or by an even pay a month."""
    goal = goal_of(reading, context)
    if goal is None:
        return ""
    for one in (fact, other):
        for price in (*sums_of(reading).cost_prices, *sums_of(reading).named_norms):
            for times, shown in ((1, ""), (12, "×12个月")):
                if goal(price.yuan * one.number * times):
                    return f"{price.named}{shown}×{one.counted}={yuan_text(goal.yuan)}，与预算数一致"
    return _even_pay(fact, other, goal) if fact.family == "人" else ""


def _even_pay(fact: Fact, other: Fact, goal: Near) -> str:
    """2510元 a month for 28, but 2928.33元 for 24: only one of them is a pay."""
    if not (fact.number and other.number):
        return ""
    pays = [(one, goal.yuan / one.number / 12) for one in (fact, other)]
    even = [one for one in pays if one[1] % 10 == 0]
    if len(even) != 1 or goal.yuan < WAN:
        return ""
    (one, pay), (odd, odd_pay) = even[0], next(each for each in pays if each is not even[0])
    number, odd_number = plain(one.number), plain(odd.number)
    return (
        f"折合{plain(pay)}元/人·月×12个月×{number}人={yuan_text(goal.yuan)}，与预算数一致；"
        f"按{odd_number}人每人每月为{odd_pay:.2f}元"
    )
