"""What a row of 成本 says: its one sum, whether it is the whole budget or one price of many."""

from decimal import Decimal

from projects.rules.context import Context
from projects.rules.reading import Reading, Row
from projects.rules.reading.sums import Near, near
from projects.rules.reading.words import contains
from projects.rules.settings import Settings


def goal_of(reading: Reading, context: Context) -> Near | None:
    """The budget in 元, and how far off a calculation may be; None where it cannot be read or is nothing."""
    total = reading.table.total.value
    return near(total, context.settings.threshold("money_rounding")) if total and total > 0 else None


def plain_money(row: Row) -> Decimal | None:
    """The one sum of money in the value of a row, in 元: 45.6万元, ≤45.6万元, 控制在45.6万元以内."""
    found = [one for one in row.cells["value"].quantities if one.yuan is not None]
    if len(found) != 1 or found[0].per or row.value.upper is not None:
        return None
    return found[0].yuan


def words_of(row: Row) -> str:
    """Name and description, where lists of words are looked for."""
    return row.indicator.level3 + row.indicator.description


def is_norm(row: Row, settings: Settings) -> bool:
    """Named after one of many: 人均补助标准, 采购单价."""
    return contains("norm_names", row.indicator.level3, settings)


def is_whole(row: Row, settings: Settings) -> bool:
    """A cost row that by its words is the whole budget: 总成本, 区级财政投入."""
    words = words_of(row)
    named = contains("whole_cost", words, settings) or contains("whole_name", row.indicator.level3, settings)
    whole = named and not contains("part_of_cost", words, settings)
    return whole and row.value.operator not in ("≥", ">")
