"""Whether ≥ and ≤ point the way that the name means, and whether a rate asks enough."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.classes import kind_of
from projects.rules.reading.costs import goal_of
from projects.rules.reading.named import bare_words, ends_with, name_end
from projects.rules.reading.sums import sums_of
from projects.rules.reading.words import first_of, pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.measures import RATE_UNITS, counts, is_rate
from projects.rules.telling import quote
from projects.values import plain

REGISTER = Register("指标值")
_UP, _DOWN = ("≥", ">"), ("≤", "<")
_DURATIONS = frozenset(("小时", "分钟", "天", "日", "工作日", "个工作日", "月", "个月", "周"))
_TAIL = 6  # characters that may follow a word for what should not happen: 逾期支付次数
_DENIED = re.compile("[不未非超]|逾期")


@REGISTER.rule(
    "C11",
    "比较符号的方向与指标含义一致",
    basis="合格率、完成率越高越好，成本、逾期、投诉、事故越少越好",
    level=Level.WARNING,
    bad=[
        Example("合格率用了至多", changed(set_cells("质量指标", value="≤95%"))),
        Example("成本用了至少", changed(set_cells("成本指标", value="不低于380元/套"))),
        Example("投诉用了至少", changed(set_cells("社会效益指标", level3="家长投诉件数", value="≥3件"))),
        Example("逾期率用了至少", changed(set_cells("时效指标", level3="付息逾期率", value="＞2%"))),
        Example("时限用了至少", changed(set_cells("时效指标", level3="故障修复时间", value="24小时以上"))),
    ],
    good=[
        Example("不合格率用至多", changed(set_cells("质量指标", level3="课桌椅不合格率", value="≤2%"))),
        Example("投诉办结率用至少", changed(set_cells("社会效益指标", level3="投诉办结率", value="≥95%"))),
        Example("事故下降用至少", changed(set_cells("社会效益指标", level3="事故起数下降率", value="≥5%"))),
        Example("补助标准不低于", changed(set_cells("成本指标", level3="补助标准", value="≥500元/人/月"))),
        Example("以内", changed(set_cells("成本指标", value="380元/套以内"))),
        Example(
            "无故障的时间越长越好",
            changed(set_cells("时效指标", level3="平均无故障运行时间", value="≥5000小时")),
        ),
    ],
)
def comparison_points_the_right_way(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        value = row.value
        if not value.operator or value.operator == "=" or value.number is None:
            continue
        why = _wrong_way(row, context.settings)
        if why:
            right = "≤" if value.operator in _UP else "≥"
            name, text = quote(row.indicator.level3, 16), quote(row.indicator.value, 16)
            message = f"{name}{why}，请核对{text}中的符号是否应为“{right}”。"
            yield flag(
                row.at("value"),
                message,
                actual=row.indicator.value,
                expected=f"{right}{plain(value.number)}{value.unit}",
                also=row.at("level3"),
            )


def _wrong_way(row: Row, settings: Settings) -> str:
    """Why the comparison goes against the name; empty where it does not."""
    name, value, kind = row.indicator.level3, row.value, kind_of(row.level1, row.level2)
    if kind == "满意度":
        return ""
    if value.operator in _DOWN:
        good = ends_with(settings, "good_rate_names", name_end(name))
        return "通常越高越好" if good and not _DENIED.search(name) else ""
    if _unwelcome(name, settings):
        return "通常越少越好"
    if kind == "时效" and value.unit in _DURATIONS and not first_of("lasting_words", name, settings):
        return "是时限，通常写上限"
    if kind == "成本" and "元" in value.unit:
        words = name + row.indicator.description[:200]
        return "" if first_of("floor_costs", words, settings) else "是成本，通常写上限"
    return ""


@lru_cache(maxsize=8192)
def _unwelcome(name: str, settings: Settings) -> bool:
    """Whether a name is about what should not happen, and not about how it is met."""
    bare = bare_words(name)
    found = list(pattern("bad_names", settings).finditer(bare))
    if not found or len(bare) - found[-1].end() > _TAIL:
        return False
    if bare[found[-1].end() :] == "率":  # 检验报告差错率: what stands before handles nothing
        return True
    rest = bare[: found[-1].start()] + bare[found[-1].end() :]
    return not first_of("handled_words", rest, settings)


@REGISTER.rule(
    "C11b",
    "比较符号与指标的通常方向一致",
    basis="成果写成“不超过”时不做也算完成；补助标准写成“至少”时预算可能不够",
    level=Level.HINT,
    bad=[
        Example("成果用了至多", changed(set_cells("社会效益指标", level3="学生参加比例", value="＜85%"))),
        Example(
            "浓度用了至少", changed(set_cells("社会效益指标", level3="细颗粒物浓度", value="≥38微克/立方米"))
        ),
        Example(
            "标准用了至少，预算已按它用完",
            changed(set_cells("成本指标", level3="补助标准", value="≥380元/套")),
        ),
    ],
    good=[
        Example("成果用了至少", changed(set_cells("社会效益指标", level3="学生参加比例", value="≥85%"))),
        Example("越低越好", changed(set_cells("社会效益指标", level3="管网漏损率", value="≤9%"))),
        Example("标准之外还有余地", changed(set_cells("成本指标", level3="补助标准", value="≥300元/套"))),
    ],
)
def comparison_points_the_usual_way(reading: Reading, context: Context) -> Iterator[Remark]:
    """What C11 and C11a leave: names without a certain direction, told as a question."""
    settings = context.settings
    for row in reading.rows:
        value = row.value
        if value.operator in ("", "=") or value.number is None or _wrong_way(row, settings):
            continue
        kind = kind_of(row.level1, row.level2)
        if kind == "成本":
            why = _spends_all(row, reading, context)
        else:
            why = "" if kind == "满意度" or _without_need(row, settings) else _usual(row, settings)
        if why:
            right = "≤" if value.operator in _UP else "≥"
            name = quote(row.indicator.level3, 16)
            yield flag(
                row.at("value"),
                f"{name}{why}，请核对{quote(row.indicator.value, 16)}是否应为“{right}”。",
                actual=row.indicator.value,
                expected=f"{right}{plain(value.number)}{value.unit}",
                also=row.at("level3"),
            )


def _usual(row: Row, settings: Settings) -> str:
    name, up = row.indicator.level3, row.value.operator in _UP
    if up:
        low = first_of("low_measures", name, settings) and not first_of("handled_words", name, settings)
        return "通常越低越好" if low else ""
    return "" if _kept_low(row, settings) else "写成至多时，做得再少也算完成"


def _kept_low(row: Row, settings: Settings) -> bool:
    """What may well be at most so much; what is to last long never."""
    name = row.indicator.level3
    if first_of("lasting_words", name, settings):
        return False
    if row.value.unit in _DURATIONS or row.value.number == 0 or _DENIED.search(name):
        return True
    lists = ("bad_names", "capped_words" if counts(row) else "low_names")
    return any(first_of(words, name, settings) for words in lists)


def _spends_all(row: Row, reading: Reading, context: Context) -> str:
    """A price that is at least so much, and makes up the budget already."""
    goal = goal_of(reading, context)
    if row.value.operator not in _UP or goal is None:
        return ""
    sums = sums_of(reading)
    prices = tuple(one for one in sums.cost_prices if one.at == row.at("value") and one.per)
    return "已按这个标准用完预算" if prices and sums.tie(prices, goal) else ""


@REGISTER.rule(
    "C11a",
    "数量指标写明至少完成多少",
    basis="产出数量是要完成的工作，写成“不超过”时完成零也算达到",
    level=Level.HINT,
    bad=[
        Example(
            "课时数用了至多", changed(set_cells("数量指标", level3="课后服务课时数", value="≤38398课时"))
        ),
        Example("不超过", changed(set_cells("数量指标", value="不超过１２００套"))),
    ],
    good=[
        Example("会议次数可以设上限", changed(set_cells("数量指标", level3="会议次数", value="≤4次"))),
        Example("事故数可以设上限", changed(set_cells("数量指标", level3="责任事故数", value="≤1起"))),
        Example("正好", changed(set_cells("数量指标", value="=1200套"))),
    ],
)
def quantity_is_a_floor(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        if not _without_need(row, context.settings):
            continue
        name, value = row.indicator.level3, row.indicator.value
        message = f"产出数量写成{quote(value)}时不做也算完成，请核对是否应为“≥”。"
        yield flag(
            row.at("value"), message, actual=value, evidence=f"三级指标：{name}", also=row.at("level3")
        )


def _without_need(row: Row, settings: Settings) -> bool:
    """An output that is at most so many, and is none of those that are kept small."""
    if row.value.operator not in _DOWN or row.value.number is None or not counts(row) or is_rate(row):
        return False
    name = row.indicator.level3
    return not first_of("capped_words", name, settings) and not first_of("bad_names", name, settings)


@REGISTER.rule(
    "C17",
    "合格率、完成率的目标不过低",
    basis="年度安排的工作应当完成，验收应当合格",
    level=Level.HINT,
    bad=[
        Example("验收合格率80%", changed(set_cells("质量指标", value=">80%"))),
        Example("完成率60%", changed(set_cells("质量指标", level3="养护工程完成率", value="≥６０％"))),
    ],
    good=[
        Example("达到一般要求", changed(set_cells("质量指标", value="≥90%"))),
        Example(
            "水质不由项目单独决定", changed(set_cells("质量指标", level3="断面水质达标率", value="≥75%"))
        ),
        Example("分年实施的工程", changed(set_cells("质量指标", level3="工程累计完成率", value="≥60%"))),
        Example("不合格率", changed(set_cells("质量指标", level3="产品不合格率", value="≤5%"))),
    ],
)
def rate_asks_enough(reading: Reading, context: Context) -> Iterator[Remark]:
    settings = context.settings
    for row in reading.rows:
        value = row.value
        if value.unit not in RATE_UNITS or value.operator in _DOWN or value.number is None:
            continue
        least = _least(row, settings)
        number = value.number if value.unit == "%" else value.number / 10
        if least and number < settings.threshold(f"lowest_{least}_rate"):
            limit = plain(settings.threshold(f"lowest_{least}_rate"))
            name, text = row.indicator.level3, row.indicator.value
            yield flag(
                row.at("value"),
                f"{quote(name, 16)}的目标{quote(text, 16)}偏低，请核对，通常不低于{limit}%。",
                actual=text,
                expected=f"≥{limit}%",
                also=row.at("level3"),
            )


def _least(row: Row, settings: Settings) -> str:
    """Which of the thresholds holds for a name; empty where none does."""
    name = name_end(row.indicator.level3)
    for kind in ("pass", "completion"):
        if ends_with(settings, f"{kind}_rate_names", name):
            words = name + row.indicator.description[:200]
            return "" if first_of("natural_rates", words, settings) else kind
    return ""
