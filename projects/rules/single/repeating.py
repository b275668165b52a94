"""Whether description and value say more than the name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.filled import says
from projects.rules.reading.named import LONGEST_NAME, bare_words
from projects.rules.reading.words import pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote
from projects.values import Kind

FORMULA = re.compile("[÷/*×xX].{0,40}100 ?[%％]|÷")
REGISTER = Register("指标名称")


@REGISTER.rule(
    "C3",
    "指标描述不照抄指标名称",
    basis="描述要写明怎样计算、从哪里取数，重复名称没有增加信息",
    level=Level.WARNING,
    bad=[
        Example("描述就是名称", changed(set_cells("质量指标", description="课桌椅验收合格率"))),
        Example(
            "只加了“反映”和“情况”", changed(set_cells("质量指标", description="反映课桌椅验收合格率情况。"))
        ),
        Example("只差空格和标点", changed(set_cells("数量指标", description="更换 课桌椅，数量"))),
    ],
    good=[
        Example(
            "写明算法", changed(set_cells("质量指标", description="课桌椅验收合格率=合格套数÷到货套数×100%"))
        ),
        Example("写明范围", changed(set_cells("数量指标", description="更换课桌椅数量（含讲台）"))),
        Example("描述未填", changed(set_cells("数量指标", description=""))),
    ],
)
def description_adds_something(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        name, description = row.indicator.level3, row.indicator.description
        if not description or len(description) > LONGEST_NAME or not says(description):
            continue
        if FORMULA.search(description):  # the name is the fault then
            continue
        if description == name or _core(description, context.settings) == _core(name, context.settings):
            yield flag(
                row.at("description"),
                f"指标描述只重复了名称{quote(name, 16)}，请写明怎样计算或数据从哪里来。",
                actual=description,
                evidence=f"三级指标：{name}",
                also=row.at("level3"),
            )


@lru_cache(maxsize=8192)
def _core(text: str, settings: Settings) -> str:
    """Without the words at both ends that add nothing; never empty where there was something."""
    words, bare = pattern("idle_words", settings).pattern, bare_words(text)
    return _idle(words).sub("", bare) or bare


@lru_cache(maxsize=64)
def _idle(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{words})++|(?:{words})++$")


@REGISTER.rule(
    "C3a",
    "指标描述不照抄指标值",
    basis="描述要写明怎样计算、从哪里取数，目标写在指标值里",
    level=Level.WARNING,
    bad=[
        Example("描述与指标值相同", changed(set_cells("数量指标", description="≥1200套"))),
        Example(
            "只差标点",
            changed(
                set_cells(
                    "成本指标", description="高中380元/套、初中360元/套", value="高中380元/套，初中360元/套"
                )
            ),
        ),
    ],
    good=[
        Example(
            "描述含有指标值并说明范围", changed(set_cells("数量指标", description="≥1200套，以验收单为准"))
        ),
        Example(
            "相同的是文字，由另一条规则提示", changed(set_cells("质量指标", description="良好", value="良好"))
        ),
    ],
)
def description_is_no_value(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        text, value = row.indicator.description, row.indicator.value
        if text and value and _same(text, value) and is_measured(row):
            yield flag(
                row.at("description"),
                f"指标描述与指标值{quote(value)}相同，请写明怎样计算或数据从哪里来。",
                actual=text,
                evidence=f"指标值：{value}",
                also=row.at("value"),
            )


@REGISTER.rule(
    "C4",
    "指标值不照抄名称或描述",
    basis="指标值是衡量的尺度，与名称相同就无法判断是否实现",
    level=Level.ERROR,
    bad=[
        Example(
            "指标值就是名称", changed(set_cells("社会效益指标", level3="保障教学秩序", value="保障教学秩序"))
        ),
        Example(
            "指标值就是描述",
            changed(set_cells("社会效益指标", description="培育科技型 企业", value="培育科技型企业。")),
        ),
        Example(
            "名称里已写数值",
            changed(set_cells("数量指标", level3="更换课桌椅1200套", value="更换课桌椅1200套")),
        ),
    ],
    good=[
        Example("指标值是数", changed(set_cells("社会效益指标", level3="保障教学秩序", value="≥98%"))),
        Example(
            "指标值与名称有关",
            changed(set_cells("质量指标", level3="达到国家标准", value="达到GB/T 3976标准")),
        ),
        Example("都未填", changed(set_cells("质量指标", level3="", description="", value=""))),
    ],
)
def value_is_no_copy(reading: Reading, context: Context) -> Iterator[Remark]:
    """A measure in the name is the name's fault: the finding stands there."""
    for row in reading.rows:
        value = row.indicator.value
        if not (source := copied_from(row)):
            continue
        if is_measured(row):
            message = f"指标名称{quote(value)}与指标值相同，请把名称写成考核的内容，数值只写在指标值里。"
            yield flag(
                row.at("level3"), message, actual=value, evidence=f"指标值：{value}", also=row.at("value")
            )
        else:
            told = "指标名称" if source == "level3" else "指标描述"
            message = f"指标值与{told}{quote(value, 16)}相同，请填写可衡量的数值和单位，或分级标准。"
            yield flag(
                row.at("value"), message, actual=value, evidence=f"{told}：{value}", also=row.at(source)
            )


def copied_from(row: Row) -> str:
    """The cell that the value repeats: level3, or description where that is no measure; empty where none."""
    one = row.indicator
    if not one.value or not says(one.value):
        return ""
    if one.level3 and _same(one.level3, one.value):
        return "level3"
    if one.description and _same(one.description, one.value) and not is_measured(row):
        return "description"
    return ""


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if abs(len(one) - len(other)) > 10:
        return False
    bare = bare_words(one)
    return bare != "" and bare == bare_words(other)


def is_measured(row: Row) -> bool:
    return row.value.kind is not Kind.QUALITATIVE or bool(row.cells["value"].quantities)
