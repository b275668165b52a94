"""What purpose, goals and description say beside a 数量 row: a number near its own.

`agreement` compares what is named alike; here the row's own words and its unit find the passage, and only a
figure near the row's own is held against it, so that another thing's number is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark
from projects.rules.reading import Cell, Reading, Row
from projects.rules.reading.facts import clause_of
from projects.rules.reading.passages import said_otherwise, shared
from projects.rules.reading.quantities import Quantity, find_years, kin
from projects.rules.reading.words import contains
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.agreement import adds_up, contradictions, unlike_goals
from projects.values import HALF_WIDTH, Kind

REGISTER = Register("指标与文字相符")
_ByNumber = dict[tuple[Decimal, str], list[Row]]  # rows by what they count, and its family
_GENERAL = frozenset(("人", "处", "件", "次", "天", "月", "年", "季度", "小时", "分钟", "学期", "周"))
_NO_COUNT = frozenset(("%", "‰", "级", "类", "种", "度", "百分点", "个百分点", ""))
_MOST_ROWS, _MOST_NUMBERS = 100, 40  # of a table, and of a cell, that are looked at
_BOUND_BEFORE = re.compile("(?:不少于|不低于|不超过|不高于|至少|至多|[≥≤])$")
_BOUND_BEHIND = re.compile("及?以[上下内]")
_ABOUT = re.compile("[约近余多]|左右")


@REGISTER.rule(
    "D5b",
    "文中数量与指标值相符",
    basis="资金用途和绩效目标写的是同一件事，数量应当相同",
    level=Level.WARNING,
    bad=[
        Example(
            "数量只差一点",
            changed(
                set_cells("数量指标", level3="课后服务课时数", description="", value="≥40320课时"),
                purpose="向32所小学教师发放补助，全年38400课时。",
            ),
        ),
        Example(
            "用途多于指标，目标与指标相同",
            changed(
                set_cells("数量指标", level3="运维监测站数量", description="", value="=26个"),
                purpose="委托运维27个空气质量监测站。",
                goals=["26个监测站全年不间断运行。"],
            ),
        ),
    ],
    good=[
        Example(
            "计划多于下限",
            changed(
                set_cells("数量指标", level3="课后服务课时数", description="", value="≥38000课时"),
                purpose="全年38400课时。",
            ),
        ),
        Example(
            "相差很远，是另一件事",
            changed(
                set_cells("数量指标", level3="培训教师人数", description="", value="120人"),
                purpose="在全区1800名教师中分批培训。",
            ),
        ),
        Example(
            "各段之和等于指标值",
            changed(
                set_cells("数量指标", level3="养护里程", description="", value="≥412公里"),
                purpose="养护县道86公里、乡道126公里、村道200公里。",
            ),
        ),
    ],
)
def numbers_in_words_are_the_rows(reading: Reading, context: Context) -> Iterator[Remark]:
    """A near number of the same unit in purpose, goals or description, where the row's own stands nowhere."""
    rows = [row for row in reading.of_class("数量") if _counts(row)][:_MOST_ROWS]
    if not rows:
        return
    said = {(fact.cell.at, other.cell.at) for fact, other in contradictions(reading, context)}
    by_number, words = _by_number(rows), {}
    for row in rows:
        for cell in (reading.head["purpose"], *reading.goals, row.cells["description"]):
            if (row.at("value"), cell.at) in said:
                continue
            if cell.at not in words:
                words[cell.at] = _told(cell, context)
            one = _near(row, cell, words[cell.at], by_number, context)
            if one and _told_of_goal(row, cell, reading, context):
                continue
            if one and (not _within(row, cell, one) or _stands_elsewhere(reading, row, cell)):
                yield said_otherwise(row, cell, one.quantity.text, one.clause, "如是同一件事请统一")


@dataclass(frozen=True, slots=True)
class _Told:
    """A plain number of a cell with what stands around it; `base` counts in the first unit of its family."""

    quantity: Quantity
    family: str
    base: Decimal
    clause: str


def _by_number(rows: list[Row]) -> _ByNumber:
    found = defaultdict(list)
    for row in rows:
        found[_own(row)].append(row)
    return found


def _told_of_goal(row: Row, cell: Cell, reading: Reading, context: Context) -> bool:
    """The goal is held against the purpose already, which says what the row says."""
    return any(
        fact.cell.at == cell.at and (other.number, other.family) == _own(row)
        for fact, other in unlike_goals(reading, context)
    )


def _near(row: Row, cell: Cell, words: list[_Told], by_number: _ByNumber, context: Context) -> _Told | None:
    """What the cell says instead of the row's number: None where it says that, or only what is another's."""
    number, family = _own(row)
    told = [one for one in words if one.family == family]
    if not told or adds_up([_rounded(one.base, row) for one in told], number):
        return None
    free = [
        one
        for one in told
        if not any(_about(other, cell, one, context.settings) for other in by_number[one.base, family])
    ]
    mine = [one for one in free if _about(row, cell, one, context.settings)]
    if not mine and family not in _GENERAL and len(free) == 1 and _alone(row, by_number):
        mine = free
    near = min(mine, key=lambda one: abs(one.base - number), default=None)
    return near if near and _is_near(near.base, row, context) else None


def _rounded(base: Decimal, row: Row) -> Decimal:
    """411.8公里 where the row says 412公里."""
    factor = _own(row)[0] / row.value.number
    if row.value.number == row.value.number.to_integral_value() and row.value.number < 100:
        return base  # 2.5台 is not 3台
    places = Decimal(1).scaleb(row.value.number.as_tuple().exponent)
    return (base / factor).quantize(places) * factor


def _counts(row: Row) -> bool:
    value = row.value
    if value.kind is not Kind.NUMBER or value.upper is not None or not value.number or "/" in value.unit:
        return False
    return bool(value.unit) and not value.unit.endswith("元") and kin(value.unit)[0] not in _NO_COUNT


def _own(row: Row) -> tuple[Decimal, str]:
    family, factor = kin(row.value.unit)
    return row.value.number * factor, family


def _told(cell: Cell, context: Context) -> list[_Told]:
    """Plain numbers: no price, none rough, of another year or of another fact."""
    text = cell.text.translate(HALF_WIDTH)
    found = []
    for one in cell.quantities[:_MOST_NUMBERS]:
        if one.per or one.yuan is not None:
            continue
        if _ABOUT.search(text[max(0, one.start - 2) : one.start] + one.text + text[one.end : one.end + 2]):
            continue
        clause = clause_of(text, one)
        if contains("other_numbers", clause, context.settings):
            continue
        if all(year == context.year for year in find_years(clause)):
            family, factor = kin(one.measure)
            found.append(_Told(one, family, one.number * factor, clause))
    return found


def _about(row: Row, cell: Cell, one: _Told, settings: Settings) -> bool:
    """Whether the passage around a number names what the row is about; a row's own description does."""
    if cell.at.part == "indicators":
        return True
    return shared(row.indicator.level3, one.clause, settings) > ("其中" in one.clause)


def _alone(row: Row, by_number: _ByNumber) -> bool:
    """No other row counts in this family."""
    family = _own(row)[1]
    return sum(len(rows) for (_, other), rows in by_number.items() if other == family) == 1


def _is_near(told: Decimal, row: Row, context: Context) -> bool:
    """By a share of the number; among small ones (6台, 4万条) by one."""
    number, step = _own(row)[0], _own(row)[0] / row.value.number
    share = context.settings.threshold("near_number") / 100
    return abs(told - number) <= max(number * share, step if row.value.number < 10 else 0)


def _within(row: Row, cell: Cell, told: _Told) -> bool:
    """More than at least so many is no contradiction, unless it is itself a bound: 310天以上."""
    one, operator, apart = told.quantity, row.value.operator, told.base - _own(row)[0]
    text = cell.text.translate(HALF_WIDTH)
    if _BOUND_BEFORE.search(text[max(0, one.start - 4) : one.start]) or _BOUND_BEHIND.match(text, one.end):
        return False
    return (operator in ("≥", ">") and apart > 0) or (operator in ("≤", "<") and apart < 0)


def _stands_elsewhere(reading: Reading, row: Row, cell: Cell) -> bool:
    """The row's own number is told by another cell, so the one told here is a slip and no mere margin."""
    number, family = _own(row)
    costs = (one.cells["description"] for one in reading.of_class("成本"))
    cells = (reading.head["purpose"], *reading.goals, row.cells["description"], *costs)
    return any(
        other.at != cell.at and _is(one, number, family) for other in cells for one in other.quantities
    )


def _is(one: Quantity, number: Decimal, family: str) -> bool:
    """26.5万人, and 26.5万 of 26.5万常住人口."""
    if one.measure in ("万", "亿"):
        return one.count == number
    family_told, factor = kin(one.measure)
    return family_told == family and one.number * factor == number
