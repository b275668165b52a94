"""What purpose and goals say beside a row of a date or a rate: another day, another percentage."""

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.examples import changed
from projects.rules.finding import Level, Remark
from projects.rules.reading import Cell, Reading
from projects.rules.reading.named import LONGEST_NAME
from projects.rules.reading.passages import about, said_otherwise
from projects.rules.reading.quantities import find_years
from projects.rules.reading.words import contains
from projects.rules.rule import Example, Register
from projects.spelling import bare
from projects.values import HALF_WIDTH, Kind

REGISTER = Register("日期、比率与文字相符")
_DAY = re.compile("(?:(20[0-9]{2})年)?(?<![0-9])([0-9]{1,2})月(?:([0-9]{1,2})[日号]|[底末])")
_RATE_BEHIND = re.compile("[^0-9，。；;、,\n]{0,8}?([0-9]{1,3}(?:[.][0-9]{1,4})?)%")
_SHORTEST = 4  # characters of a name
_SPAN = re.compile("[日号底末月][至到—–~-]")  # 11月1日至20日
# Until when a step is done: 8月31日前安装完毕, and not when it begins, nor what comes after it.
_DEADLINE = re.compile("前|内|完成|完毕|建成|竣工|到位")
_OTHER_STEP = re.compile("开工|开始|启动|开标|招标|准备|进场|验收后|开学|[号日底月]起|后|付|尾款")
_CHANGE = re.compile(
    "由|从|现为|现有|目前|不足|仅|只有|偏低|高出|每年|较|(?:提高|提升|增加|增长|上升|下降|降低|减少)(?![到至为])"
)
_CLAUSES = re.compile("[，。；;、,\n]")


@REGISTER.rule(
    "D5c",
    "文中日期与时效指标相符",
    basis="绩效目标写的完成日期就是时效指标的指标值",
    level=Level.WARNING,
    bad=[
        Example(
            "目标早于指标值", changed(goals=["7月31日前在3所高中完成1200套课桌椅安装，秋季开学投入使用。"])
        ),
        Example(
            "目标晚于指标值", changed(goals=["10月底前完成1200套课桌椅的安装。"], purpose="更换课桌椅。")
        ),
    ],
    good=[
        Example("月底就是那一日", changed(goals=["8月底前完成1200套课桌椅的安装。"])),
        Example("另一步的日期", changed(goals=["9月20日前完成验收，8月31日前安装完毕。"])),
        Example("支付的日期", changed(goals=["9月底累计支付70%。"])),
    ],
)
def days_in_words_are_the_rows(reading: Reading, context: Context) -> Iterator[Remark]:
    """A passage that shares two pairs of characters with the row's name is about the same step."""
    for row in reading.of_class("时效"):
        day = row.value.date
        if row.value.kind is not Kind.DATE or day is None:
            continue
        told = [
            (cell, clause, text, one)
            for cell in (*reading.goals, reading.head["purpose"])
            for clause, text, one in _days(cell, day.year)
            if about(row.indicator.level3, clause)
        ]
        if any(one == day or _coarse(one, day) for *_, one in told) or _named(day, reading):
            continue
        for cell, clause, text, _ in told[:1]:
            yield said_otherwise(row, cell, text, clause, "请统一完成日期")


def _named(day: datetime.date, reading: Reading) -> bool:
    """The row's own day stands in the text, whatever it is said of."""
    text = "".join(cell.text for cell in (reading.head["purpose"], *reading.goals)).translate(HALF_WIDTH)
    return re.search(rf"(?<![0-9]){day.month}月{day.day}[日号]", text) is not None


def _coarse(one: datetime.date, other: datetime.date) -> bool:
    """The end of a month says no more than that it is within it: 10月底前 and 10月20日前."""
    last = monthrange(one.year, one.month)[1]
    return (one.year, one.month) == (other.year, other.month) and last in (one.day, other.day)


def _days(cell: Cell, year: int) -> Iterator[tuple[str, str, datetime.date]]:
    """Each clause that names one day, how it is written, and the day; the end of a month is its last."""
    if "月" not in cell.text:
        return
    for clause in _CLAUSES.split(cell.text.translate(HALF_WIDTH)):
        found = list(_DAY.finditer(clause))
        until = _DEADLINE.search(clause) and not (_SPAN.search(clause) or _OTHER_STEP.search(clause))
        if not until or len(found) != 1 or (found[0][1] and int(found[0][1]) != year):
            continue
        month = int(found[0][2])
        if not 1 <= month <= 12:
            continue
        last = monthrange(year, month)[1]
        number = int(found[0][3] or last)
        if 1 <= number <= last:
            yield clause, found[0][0], datetime.date(year, month, number)


@REGISTER.rule(
    "D5d",
    "文中比率与指标值相符",
    basis="绩效目标写的比率就是这项指标的指标值",
    level=Level.WARNING,
    bad=[
        Example("目标高于指标值", changed(goals=["换新课桌椅，课桌椅达标教室比例达到99%以上。"])),
        Example("目标低于指标值", changed(goals=["课桌椅验收合格率不低于95%。"])),
    ],
    good=[
        Example("相同", changed(goals=["课桌椅达标教室比例达到98%以上。"])),
        Example("上年的比率", changed(goals=["课桌椅达标教室比例由71%提高到98%。"])),
        Example("另一个比率", changed(goals=["课桌椅返修率不超过1%。"])),
    ],
)
def rates_in_words_are_the_rows(reading: Reading, context: Context) -> Iterator[Remark]:
    """Where the row's name, or the end of it that no other row has, stands before the rate."""
    for row in reading.rows:
        name = bare(row.indicator.level3)
        if (
            row.value.kind is not Kind.PERCENT
            or row.value.upper is not None
            or not _SHORTEST <= len(name) <= LONGEST_NAME
        ):
            continue
        others = [bare(other.indicator.level3) for other in reading.rows if other is not row]
        for cell in (reading.head["purpose"], *reading.goals):
            told = list(_rates(cell, _as_told(name, cell, others), context))
            if told and row.value.number not in _percents(cell):
                figure, clause = told[0]
                yield said_otherwise(row, cell, f"{figure}%", clause)


def _percents(cell: Cell) -> set[Decimal]:
    return {one.number for one in cell.quantities if one.unit == "%"}


def _as_told(name: str, cell: Cell, others: list[str]) -> str:
    """The name as a cell has it: all of it, or an end that begins a clause; empty where it has neither."""
    text = bare(cell.text)
    for start in range(len(name) - _SHORTEST + 1):
        end = name[start:]
        if end in text and not any(other.endswith(end) for other in others):
            whole = start == 0 or re.search(f"(?:^|[,;:。、])(?:年末|全年)?{re.escape(end)}", text)
            return end if whole else ""
    return ""


def _rates(cell: Cell, name: str, context: Context) -> Iterator[tuple[str, str]]:
    """The figure of each rate behind a name, and its clause."""
    if "%" not in cell.text and "％" not in cell.text:
        return
    text = "".join(cell.text.translate(HALF_WIDTH).split())
    for found in re.finditer(re.escape(name), text) if name else ():
        behind = _RATE_BEHIND.match(text, found.end())
        if not behind or any(year != context.year for year in find_years(behind[0])):
            continue
        if not contains("other_numbers", behind[0], context.settings) and not _CHANGE.search(behind[0]):
            yield behind[1], name + behind[0]
