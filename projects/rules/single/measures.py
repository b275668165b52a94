"""Whether a value is a measure: a number with its unit, and one way of writing the comparison."""

import re
from collections.abc import Iterator

from projects.drafting.understanding import understood
from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.classes import kind_of
from projects.rules.reading.filled import says
from projects.rules.reading.named import ends_with, name_end
from projects.rules.reading.quantities import Quantity
from projects.rules.rule import Example, Register
from projects.rules.single.repeating import copied_from
from projects.rules.telling import quote
from projects.values import HALF_WIDTH, Kind, plain, read_value

REGISTER = Register("指标值")
RATE_UNITS = ("%", "‰")
_COUNTED_IN_WORDS = re.compile(
    "(?<![若数几])[一二两三四五六七八九十百千][一二两三四五六七八九十百千万]{0,7}(?:余|多)?(?!次性)"
    "(?:[个名人位户家所套台件份条辆座处场次期亩米吨本部起笔天月年]|公里|(?<!一)批)"
)
_DOCUMENT = re.compile(r"《[^》]{0,80}》|[〔【\[(（]?20[0-9]{2}[〕】\])）]?(?:第)?[0-9]{1,4}号")
_LETTER = re.compile(r"\s*[(（a-zA-Z一-鿿㎡㎥°℃]")
_UNIT_STATED = re.compile(
    r"[(（](?:单位[:：]?)?[百千]?[万亿]?[a-z㎡㎥/一-鿿]{1,5}[)）]\s*$|单位[:：是为]\s*[一-鿿㎡㎥]"
)
_COUNTER = re.compile(
    "(人次|课时|学时|场次|批次|班次|车次|公里"
    "|[人户个台套件辆所家处座次场期批亩吨笔份册本条栋间盏株棵头只张起例天月年])数?量?$"
)
_GRADES = ("级", "类", "等", "星", "号", "档", "级别", "星级", "等级")  # 1级 is a grade, no figure to reach
_AT_THE_END = (("≤", 0), ("≥", 100))  # what can be no less, no more
_WITHIN = re.compile("(?:以|之)?内[。；;]?$")
_BOTH = re.compile(r"(.+?)(及?以上|及?以下|[以之]?内)$")


def counts(row: Row) -> bool:
    """Whether a row is of 数量; a district's class 数量和质量 may hold either."""
    return kind_of(row.level1, row.level2) == "数量" and "质量" not in row.level2


def numbers(row: Row) -> tuple[Quantity, ...]:
    """The numbers of a value in words, without those of documents."""
    found = row.cells["value"].quantities
    if not found:
        return ()
    documents = [one.span() for one in _DOCUMENT.finditer(row.indicator.value.translate(HALF_WIDTH))]
    return tuple(one for one in found if not any(start <= one.start < end for start, end in documents))


@REGISTER.rule(
    "C6",
    "数量指标有数字",
    basis="数量指标反映完成多少，没有数字无法比较",
    level=Level.WARNING,
    bad=[
        Example("按需安装", changed(set_cells("数量指标", value="按需安装"))),
        Example("全覆盖", changed(set_cells("数量指标", value="全 覆 盖"))),
        Example("填了日期", changed(set_cells("数量指标", value="2025年底"))),
        Example("只有文号", changed(set_cells("数量指标", value="按明财〔2025〕18号文件执行"))),
    ],
    good=[
        Example("全角数字", changed(set_cells("数量指标", value="不少于１２００套"))),
        Example("几个数", changed(set_cells("数量指标", value="3所小学，2所初中"))),
        Example("中文数字", changed(set_cells("数量指标", value="二十套"))),
        Example("质量指标可以是文字", changed(set_cells("质量指标", value="一级A标准"))),
    ],
)
def quantity_has_a_number(reading: Reading, context: Context) -> Iterator[Remark]:
    """A value that repeats its name is told of by another rule."""
    for row in reading.rows:
        value = row.indicator.value
        if not value or not counts(row) or row.value.number is not None:
            continue
        if numbers(row) or _COUNTED_IN_WORDS.search(value) or not says(value) or copied_from(row):
            continue
        told = "是时间，不是数量" if row.value.kind is Kind.DATE else "没有数字"
        message = f"{quote(value)}{told}，请填数字和计量单位，如“≥120{_counter(row) or '个'}”。"
        yield flag(row.at("value"), message, actual=value, expected="数字和计量单位")


def _counter(row: Row) -> str:
    """The unit that the name itself counts by: 户 of 补贴户数."""
    found = _COUNTER.search(name_end(row.indicator.level3))
    return found[1] if found else ""


@REGISTER.rule(
    "C6a",
    "数量指标有计量单位",
    basis="没有单位的数字含义不明",
    level=Level.WARNING,
    bad=[
        Example("只有数字", changed(set_cells("数量指标", value="≥1200"))),
        Example("名称可见单位", changed(set_cells("数量指标", level3="培训人数", value="３００"))),
        Example("大约", changed(set_cells("数量指标", value="约1200"))),
    ],
    good=[
        Example("有单位", changed(set_cells("数量指标", value="1.46万吨"))),
        Example("单位写在名称里", changed(set_cells("数量指标", level3="培训人数（人）", value="≥300"))),
        Example("单位少见", changed(set_cells("数量指标", value="≥3洲"))),
    ],
)
def quantity_has_a_unit(reading: Reading, context: Context) -> Iterator[Remark]:
    """The unit is proposed where the name says it: 人数 counts 人."""
    for row in reading.rows:
        value = row.indicator.value
        if not value or not counts(row) or not _unitless(row):
            continue
        one = row.indicator
        if _UNIT_STATED.search(one.level3) or _UNIT_STATED.search(one.description):
            continue
        unit = _counter(row) or _described(row)
        proposal = value.rstrip("。；; ") + unit if unit and row.value.number is not None else None
        instead = f"“{proposal}”" if proposal else "人、个、次"
        message = f"{quote(value)}没有计量单位，请补充，如{instead}。"
        yield flag(row.at("value"), message, actual=value, expected="数字和计量单位", proposal=proposal)


def _described(row: Row) -> str:
    """The unit behind the same number in the description: 13 and 13名网格员."""
    same = (one for one in row.cells["description"].quantities if one.number == row.value.number)
    return next((one.unit for one in same if one.unit and not one.per), "")


def _unitless(row: Row) -> bool:
    value = row.value
    if value.kind in (Kind.NUMBER, Kind.PERCENT):
        return not value.unit
    if value.kind is not Kind.QUALITATIVE or not (found := numbers(row)):
        return False
    text = row.indicator.value
    return not any(one.unit or one.per or _LETTER.match(text, one.end) for one in found)


@REGISTER.rule(
    "C7",
    "数量指标不是比率",
    basis="数量指标反映完成多少工作，比率反映质量或效果",
    level=Level.WARNING,
    bad=[
        Example("名称和值都是比率", changed(set_cells("数量指标", level3="课桌椅覆盖率", value="100%"))),
        Example("数量填了百分比", changed(set_cells("数量指标", value="≥９５％"))),
        Example("百分之", changed(set_cells("数量指标", value="不低于百分之九十五"))),
    ],
    good=[
        Example("数量在前，比率作补充", changed(set_cells("数量指标", value="1200套（占总数的60%）"))),
        Example("质量指标是比率", changed(set_cells("质量指标", value="≥95%"))),
        Example("每组若干", changed(set_cells("数量指标", level3="生师比调查点数", value="≥12个"))),
    ],
)
def quantity_is_no_rate(reading: Reading, context: Context) -> Iterator[Remark]:
    """At the name where that is a rate too, else at the value."""
    for row in reading.rows:
        value = row.indicator.value
        if not value or not counts(row) or not is_rate(row):
            continue
        name = row.indicator.level3
        if ends_with(context.settings, "rate_names", name_end(name)):
            message = f"{quote(name)}是比率，数量指标请改填完成的工作量，比率可移到质量或效益指标。"
            yield flag(
                row.at("level3"), message, actual=name, evidence=f"指标值：{value}", also=row.at("value")
            )
        else:
            unit = _counter(row) or "个"
            message = f"{quote(value)}是比率，请改填工作量的数字和单位，如“≥120{unit}”。"
            yield flag(row.at("value"), message, actual=value, expected="数字和计量单位")


def is_rate(row: Row) -> bool:
    """A percentage, or words with no other numbers than percentages."""
    if row.value.kind is not Kind.QUALITATIVE:
        return row.value.unit in RATE_UNITS
    found = numbers(row)
    return bool(found) and all(one.measure in RATE_UNITS for one in found)


@REGISTER.rule(
    "C10",
    "比较符号写法统一",
    basis="全表使用≥、≤、=、>、<一套符号，便于比较和汇总",
    level=Level.HINT,
    bad=[
        Example("大于号加等号", changed(set_cells("质量指标", value=">=95%"))),
        Example("另一种大于等于号", changed(set_cells("质量指标", value="≧95%"))),
        Example("全角大于号", changed(set_cells("质量指标", value="＞95%"))),
        Example("符号和文字重复", changed(set_cells("质量指标", value="≥95%以上"))),
        Example("符号和文字相反", changed(set_cells("质量指标", value="≤95%以上"))),
    ],
    good=[
        Example("规范写法", changed(set_cells("质量指标", value="≥95%"))),
        Example("时限", changed(set_cells("时效指标", value="24小时内"))),
        Example("区间", changed(set_cells("数量指标", value="15～20个"))),
        Example("日期", changed(set_cells("时效指标", value="2025年10月底以前"))),
    ],
)
def comparison_has_one_spelling(reading: Reading, context: Context) -> Iterator[Remark]:
    """A spelling with the same meaning is proposed; two comparisons that contradict are not resolved."""
    for row in reading.rows:
        text, value = row.indicator.value, row.value
        if has_to_go(row):
            continue
        if value.kind is Kind.QUALITATIVE and text.endswith(("上", "下", "内")):
            yield from _twice(row)
        elif (value.operator, value.number) in _AT_THE_END and (value.number == 0 or value.unit == "%"):
            proposal = f"={plain(value.number)}{value.unit}"
            message = f"{quote(text)}只有{plain(value.number)}{value.unit}才算达到，请写成“{proposal}”。"
            yield flag(row.at("value"), message, actual=text, expected=proposal, proposal=proposal)
        elif value.number is None or not value.operator or text.startswith(value.operator):
            continue
        elif not _WITHIN.search(text) and (proposal := understood("value", text).proposal):
            message = f"比较符号请统一为“{value.operator}”：{quote(text)}可写成“{proposal}”。"
            yield flag(row.at("value"), message, actual=text, expected=proposal, proposal=proposal)


def has_to_go(row: Row) -> bool:
    """A value that other rules ask to replace: how it is spelt is the least of it.

    A rate or money as a quantity, a rate as a cost.
    """
    kind, money = kind_of(row.level1, row.level2), "元" in row.indicator.value
    if kind == "成本":
        return not money and row.value.unit in RATE_UNITS
    return counts(row) and (money or is_rate(row))


def _twice(row: Row) -> Iterator[Remark]:
    """≥95%以上 says the same twice, ≤95%以上 two things at once."""
    text = row.indicator.value
    found = _BOTH.match(text) if len(text) <= 60 else None
    inner = read_value(found[1]) if found else None
    if inner is None or not inner.operator or inner.number is None:
        return
    after = "≥" if found[2].endswith("上") else "≤"
    if inner.operator == after:
        proposal = understood("value", found[1]).proposal or found[1]
        message = f"{quote(text)}重复了比较，请写成“{proposal}”。"
        yield flag(row.at("value"), message, actual=text, expected=proposal, proposal=proposal)
    else:
        message = f"{quote(text)}的符号与“{found[2]}”意思不同，请只保留一个。"
        yield flag(row.at("value"), message, actual=text)


@REGISTER.rule(
    "C10a",
    "指标值写明比较符号",
    basis="没有符号时不清楚是至少、至多还是正好",
    level=Level.HINT,
    bad=[
        Example("百分比没有符号", changed(set_cells("质量指标", value="95%"))),
        Example("数量没有符号", changed(set_cells("数量指标", value="1200套"))),
        Example("100%可写作等于", changed(set_cells("质量指标", value="100％"))),
    ],
    good=[
        Example("有符号", changed(set_cells("质量指标", value="=95%"))),
        Example("以上", changed(set_cells("质量指标", value="95%以上"))),
        Example("成本单价不要求符号", changed(set_cells("成本指标", value="380元/套"))),
        Example("日期不要求符号", changed(set_cells("时效指标", value="2025年8月31日"))),
        Example("区间不要求符号", changed(set_cells("数量指标", value="15-20个"))),
    ],
)
def comparison_is_written(reading: Reading, context: Context) -> Iterator[Remark]:
    """Only 100% has a certain sign. Costs are exact sums, and satisfaction has a rule of its own."""
    for row in reading.rows:
        value = row.value
        if value.number is None or value.operator or value.upper is not None or value.unit in _GRADES:
            continue
        if value.number == 0 or has_to_go(row):
            continue
        if name_end(row.indicator.level3).endswith(("满意度", "满意率")):
            continue
        if kind_of(row.level1, row.level2) in ("成本", "满意度") or (counts(row) and not value.unit):
            continue
        text = row.indicator.value
        proposal = understood("value", text).proposal if value.unit == "%" and value.number == 100 else None
        message = f"{quote(text)}前没有比较符号，请写明是≥（至少）、≤（至多）还是=（正好）。"
        yield flag(row.at("value"), message, actual=text, proposal=proposal or None)
