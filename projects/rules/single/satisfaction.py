"""Whether 满意度 says whose it is, how it is learnt, and how much: a share within reach and worth it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.filled import says
from projects.rules.reading.words import first_of, pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.naming import is_class
from projects.rules.single.repeating import copied_from
from projects.rules.single.wording import is_graded
from projects.rules.telling import quote
from projects.spelling import bare
from projects.values import Kind, plain

REGISTER = Register("满意度")
_LONGEST = 300  # characters of a cell that are looked at
_WITHOUT_SIGN = re.compile(
    "≥|≧|>|≤|≦|<|=|以上|以下|以内|不低于|不少于|不小于|达到|达|超过|高于|大于|至少|不超过|不高于|低于|小于"
)
_DOWN = re.compile("≤|≦|<|以下|以内|不超过|不高于|低于|小于")
_NOT_DOWN = re.compile("不低于|不小于")
_POINTS = re.compile("百分制|得分|平均分|评分|打分|分值|满分")
_NONE = re.compile("不适用|不涉及|无服务对象|没有服务对象|无")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Share:
    """A satisfaction as promised: at least or exactly `number`, in % or 分, or in nothing."""

    number: Decimal
    unit: str
    signed: bool
    down: bool


def _rows(reading: Reading) -> Iterator[Row]:
    """Rows of 满意度 with a value; those without a served group say so."""
    for row in reading.rows:
        if "满意" not in row.level2 and "满意" not in row.level1:
            continue
        if says(row.indicator.value) and not _NONE.fullmatch(bare(row.indicator.value[:20])):
            yield row


def _share(row: Row) -> Share | None:
    """What is promised; None where no single number stands there."""
    value, text = row.value, bare(row.indicator.value[:_LONGEST])
    signed, down = bool(_WITHOUT_SIGN.search(text)), bool(_DOWN.search(_NOT_DOWN.sub("", text)))
    if value.number is not None and value.kind in (Kind.NUMBER, Kind.PERCENT):
        return Share(value.number, value.unit, signed or value.upper is not None, down)
    found = row.cells["value"].quantities
    return Share(found[0].number, found[0].unit, signed, down) if len(found) == 1 else None


def _about_complaints(row: Row, settings: Settings) -> bool:
    return bool(
        first_of("complaint_words", f"{row.indicator.level3}{row.indicator.value}"[:_LONGEST], settings)
    )


@REGISTER.rule(
    "C18",
    "满意度指标值是合理的百分数",
    basis="满意度通常来自问卷，用百分数表示，过低没有约束，正好100%难以做到",
    level=Level.WARNING,
    bad=[
        Example("低于80%", changed(set_cells("服务对象满意度指标", value="≥75%"))),
        Example("正好100%", changed(set_cells("服务对象满意度指标", value="100％"))),
        Example("没有百分号", changed(set_cells("服务对象满意度指标", value="≥90"))),
        Example("没有数字", changed(set_cells("服务对象满意度指标", value="比较满意"))),
        Example("方向相反", changed(set_cells("服务对象满意度指标", value="≤95%"))),
        Example("中文的百分数", changed(set_cells("服务对象满意度指标", value="百分之七十以上"))),
    ],
    good=[
        Example("正好80%", changed(set_cells("服务对象满意度指标", value="≥80%"))),
        Example("写成文字", changed(set_cells("服务对象满意度指标", value="不低于９０％"))),
        Example("区间", changed(set_cells("服务对象满意度指标", value="85%-95%"))),
        Example("附有说明", changed(set_cells("服务对象满意度指标", value="≥90%（有效问卷）"))),
        Example(
            "投诉次数", changed(set_cells("服务对象满意度指标", level3="家长有效投诉次数", value="≤3次"))
        ),
        Example(
            "百分制得分",
            changed(set_cells("服务对象满意度指标", value="≥90分", description="师生问卷平均得分（百分制）")),
        ),
    ],
)
def satisfaction_is_a_sound_share(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in _rows(reading):
        if not copied_from(row) and (told := _fault(row, context.settings)):
            message, proposal = told
            yield flag(
                row.at("value"),
                message,
                actual=row.indicator.value,
                expected=f"≥{plain(context.settings.threshold('satisfaction_least'))}%",
                proposal=proposal,
            )


@lru_cache(maxsize=4096)
def _scored(text: str) -> bool:
    return bool(_POINTS.search(text))


def _fault(row: Row, settings: Settings) -> tuple[str, str | None] | None:
    """What is amiss with a value and its certain correction: the gravest only."""
    one, share = row.indicator, _share(row)
    said, least = quote(one.value, 20), settings.threshold("satisfaction_least")
    if _about_complaints(row, settings):
        return None
    if share is None:
        if row.cells["value"].quantities or is_graded(one.value) or is_graded(one.description):
            return None
        return f"{said}无法考核，请写成百分数，如“≥{plain(max(least, Decimal(90)))}%”。", None
    if share.unit == "分" and _scored(f"{one.level3} {one.basis[:60]} {one.description}"[:_LONGEST]):
        pass
    elif share.unit != "%":
        sure = share.unit == "" and least <= share.number < _FULL and row.value.number is not None
        proposal = f"{row.value.operator or '≥'}{plain(share.number)}%" if sure and not share.down else None
        return f"满意度{said}不是百分数，请写成百分数，如“{proposal or '≥90%'}”。", proposal
    if share.down:
        return f"满意度写成{said}，越不满意越算达到，请核对符号是否应为“≥”。", None
    if share.number < least:
        return f"满意度{said}低于{plain(least)}%，请核对目标是否过低，确有原因请说明。", None
    if share.number >= _FULL:
        return f"满意度{said}要求人人满意，通常难以做到，请按历年调查结果填写，如“≥95%”。", None
    return None


@REGISTER.rule(
    "C18a",
    "满意度指标值写明“≥”",
    basis="没有符号时不清楚是至少还是正好",
    level=Level.HINT,
    bad=[
        Example("没有符号", changed(set_cells("服务对象满意度指标", value="95%"))),
        Example("全角百分号", changed(set_cells("服务对象满意度指标", value="９５％"))),
    ],
    good=[
        Example("以上", changed(set_cells("服务对象满意度指标", value="95%以上"))),
        Example("达到", changed(set_cells("服务对象满意度指标", value="达到95%"))),
        Example("过低的由另一条规则提示", changed(set_cells("服务对象满意度指标", value="60%"))),
    ],
)
def satisfaction_has_a_sign(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in _rows(reading):
        share = _share(row)
        if share is None or share.signed or share.unit != "%" or row.value.kind is not Kind.PERCENT:
            continue
        if (
            not copied_from(row)
            and not _fault(row, context.settings)
            and not _about_complaints(row, context.settings)
        ):
            proposal = f"≥{plain(share.number)}%"
            yield flag(
                row.at("value"),
                f"{quote(row.indicator.value, 16)}前没有比较符号，满意度通常写成“{proposal}”。",
                actual=row.indicator.value,
                expected=proposal,
                proposal=proposal,
            )


@REGISTER.rule(
    "C18b",
    "满意度指标写明服务对象",
    basis="不同的人对同一件事有不同看法，要说明问的是谁",
    level=Level.WARNING,
    bad=[
        Example(
            "只写服务对象满意度",
            changed(
                set_cells(
                    "服务对象满意度指标",
                    level3="服务对象满意度",
                    description="问卷中满意的份数占有效问卷的比例",
                )
            ),
        ),
        Example(
            "受益对象满意程度",
            changed(set_cells("服务对象满意度指标", level3="受益 对象满意程度", description="问卷调查")),
        ),
    ],
    good=[
        Example(
            "名称写明",
            changed(set_cells("服务对象满意度指标", level3="受助对象满意度", description="问卷调查")),
        ),
        Example(
            "描述写明",
            changed(
                set_cells(
                    "服务对象满意度指标", level3="服务对象满意度", description="问卷中满意的学生和家长比例"
                )
            ),
        ),
    ],
)
def satisfaction_says_whose(reading: Reading, context: Context) -> Iterator[Remark]:
    settings = context.settings
    for row in _rows(reading):
        one = row.indicator
        if not one.level3 or len(one.level3) > 60 or not _unnamed(one.level3, settings) or is_class(row):
            continue
        if not first_of("served_groups", one.description[:_LONGEST], settings):
            yield flag(
                row.at("level3"),
                f"{quote(one.level3, 20)}没有说明是谁的满意度，请写明服务对象，如“参训教师满意度”。",
                actual=one.level3,
            )


@lru_cache(maxsize=4096)
def _unnamed(name: str, settings: Settings) -> bool:
    return not re.sub(r"\W", "", pattern("unnamed_served", settings).sub("", bare(name)))


@REGISTER.rule(
    "C18c",
    "满意度指标写明怎样得出",
    basis="满意度要有问卷、回访等来源才能核对",
    level=Level.HINT,
    bad=[
        Example(
            "只写谁满意",
            changed(
                set_cells("服务对象满意度指标", description="师生对课桌椅是否满意", basis="设备更新方案")
            ),
        ),
        Example(
            "只有定义",
            changed(set_cells("服务对象满意度指标", description="满意的师生占比", basis="年度目标")),
        ),
    ],
    good=[
        Example("问卷", changed(set_cells("服务对象满意度指标", description="发放问卷200份，满意份数占比"))),
        Example(
            "写在名称里",
            changed(set_cells("服务对象满意度指标", level3="师生问卷满意度", description="满意的师生占比")),
        ),
        Example(
            "描述与名称相同的由另一条规则提示",
            changed(
                set_cells(
                    "服务对象满意度指标", level3="师生满意度", description="师生满意度", basis="设备更新方案"
                )
            ),
        ),
    ],
)
def satisfaction_says_how(reading: Reading, context: Context) -> Iterator[Remark]:
    """A description that is empty, or repeats the name, is the finding of other rules."""
    for row in _rows(reading):
        one, settings = row.indicator, context.settings
        if not says(one.description) or bare(one.description) == bare(one.level3):
            continue
        texts = (one.level3, one.description, one.value)
        if any(first_of("method_words", text[:_LONGEST], settings) for text in texts):
            continue
        if not _about_complaints(row, settings):
            yield flag(
                row.at("description"),
                "请写明满意度怎样得出，如“随机发放问卷，满意和较满意的份数÷有效问卷份数×100%”。",
                actual=one.description,
            )
