"""What purpose, goals and description say beside a 数量 row: a number near its own.

`agreement` compares what is named alike; here the row's own words and its unit find the passage, and only a
figure near the row's own is held against it, so that another thing's number is left alone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.rules.agreement import adds_up, contradictions, unlike_goals
from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.facts import clause_of
from projects.rules.finding import Level, Remark
from projects.rules.passages import said_otherwise, shared
from projects.rules.quantities import Quantity, find_years, kin
from projects.rules.reading import Cell, Reading, Row
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.words import contains
from projects.values import HALF_WIDTH, Kind

REGISTER = Register("指标与文字相符")
_GENERAL = frozenset(("人", "处", "件", "次", "天", "月", "年", "季度", "小时", "分钟", "学期", "周"))
_NO_COUNT = frozenset(("%", "‰", "级", "类", "种", "度", "百分点", "个百分点", ""))
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
    rows = [row for row in reading.of_class("数量") if _counts(row)]
    said = {(fact.cell.at, other.cell.at) for fact, other in contradictions(reading, context)} if rows else ()
    for row in rows:
        for cell in (reading.head["purpose"], *reading.goals, row.cells["description"]):
            if (row.at("value"), cell.at) in said:
                continue
            one = _near(row, rows, cell, context)
            if one and _told_of_goal(row, cell, reading, context):
                continue
            if one and (not _within(row, cell, one) or _stands_elsewhere(reading, row, cell)):
                passage = clause_of(cell.text.translate(HALF_WIDTH), one)
                yield said_otherwise(row, cell, one.text, passage, "如是同一件事请统一")


def _told_of_goal(row: Row, cell: Cell, reading: Reading, context: Context) -> bool:
    """The goal is held against the purpose already, which says what the row says."""
    return any(
        fact.cell.at == cell.at and (other.number, other.family) == _own(row)
        for fact, other in unlike_goals(reading, context)
    )


def _near(row: Row, rows: list[Row], cell: Cell, context: Context) -> Quantity | None:
    """What the cell says instead of the row's number: None where it says that, or only what is another's."""
    number, family = _own(row)
    told = list(_numbers(cell, family, context))
    if not told or adds_up([_base(one) for one in told], number):
        return None
    free = [one for one in told if not _of_another(row, rows, cell, one, context.settings)]
    mine = [one for one in free if _about(row, cell, one, context.settings)]
    if not mine and family not in _GENERAL and len(free) == 1 and _alone(row, rows):
        mine = free
    near = min(mine, key=lambda one: abs(_base(one) - number), default=None)
    return near if near and _is_near(_base(near), row, context) else None


def _counts(row: Row) -> bool:
    value = row.value
    if value.kind is not Kind.NUMBER or value.upper is not None or not value.number or "/" in value.unit:
        return False
    return bool(value.unit) and not value.unit.endswith("元") and kin(value.unit)[0] not in _NO_COUNT


def _own(row: Row) -> tuple[Decimal, str]:
    family, factor = kin(row.value.unit)
    return row.value.number * factor, family


def _base(one: Quantity) -> Decimal:
    return one.number * kin(one.measure)[1]


def _numbers(cell: Cell, family: str, context: Context) -> Iterator[Quantity]:
    """Plain numbers of a family of units: no price, none rough, of another year or of another fact."""
    text = cell.text.translate(HALF_WIDTH)
    for one in cell.quantities:
        if one.per or one.yuan is not None or kin(one.measure)[0] != family:
            continue
        around = text[max(0, one.start - 2) : one.start] + one.text + text[one.end : one.end + 2]
        if _ABOUT.search(around):
            continue
        clause = clause_of(text, one)
        if contains("other_numbers", clause, context.settings):
            continue
        if all(year == context.year for year in find_years(clause)):
            yield one


def _about(row: Row, cell: Cell, one: Quantity, settings: Settings) -> bool:
    """Whether the passage around a number names what the row is about; a row's own description does."""
    if cell.at.part == "indicators":
        return True
    clause = clause_of(cell.text.translate(HALF_WIDTH), one)
    return shared(row.indicator.level3, clause, settings) > ("其中" in clause)


def _of_another(row: Row, rows: list[Row], cell: Cell, one: Quantity, settings: Settings) -> bool:
    """The number is that of another row, which the passage names as well."""
    return any(
        _own(other) == (_base(one), kin(one.measure)[0])
        for other in rows
        if other is not row and (cell.at.part == "indicators" or _about(other, cell, one, settings))
    )


def _alone(row: Row, rows: list[Row]) -> bool:
    """No other row counts in this family."""
    return all(other is row or _own(other)[1] != _own(row)[1] for other in rows)


def _is_near(told: Decimal, row: Row, context: Context) -> bool:
    """By a share of the number; among small ones (6台, 4万条) by one."""
    number, step = _own(row)[0], _own(row)[0] / row.value.number
    share = context.settings.threshold("near_number") / 100
    return abs(told - number) <= max(number * share, step if row.value.number < 10 else 0)


def _within(row: Row, cell: Cell, one: Quantity) -> bool:
    """More than at least so many is no contradiction, unless it is itself a bound: 310天以上."""
    operator, apart = row.value.operator, _base(one) - _own(row)[0]
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
