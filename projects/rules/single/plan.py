"""The spend plan: what is spent by each checkpoint, in cumulative percent."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.examples import SOUND, changed
from projects.rules.finding import Anchor, Level, Remark, flag, passed, unchecked
from projects.rules.reading import Reading
from projects.rules.reading.steps import Step, month_of, quarterly, shown, steps
from projects.rules.rule import Example, Register
from projects.rules.telling import listed, quote
from projects.spelling import bare
from projects.tables import ProjectTable
from projects.values import plain

REGISTER = Register("支出计划")
PLAN = Anchor("plan")
HUNDRED = Decimal(100)


def _labelled(number: int, label: str) -> ProjectTable:
    """SOUND with one checkpoint under another label."""
    plan = list(SOUND.plan)
    plan[number] = replace(plan[number], label=label)
    return replace(SOUND, plan=tuple(plan))


@REGISTER.rule(
    "B1",
    "每个时间节点都填写累计进度",
    basis="支出计划用于对照监控预算执行，没有支出的节点也要填0才能与漏填区分",
    level=Level.ERROR,
    bad=[
        Example("3月底未填", changed(plan=("", "30", "70", "100"))),
        Example("用横线代替0", changed(plan=("—", "30", "70", "100"))),
        Example("支付完后不再填写", changed(plan=("50", "100", "", ""))),
    ],
    good=[
        Example("没有支出填0", changed(plan=("0", "0", "70", "100"))),
        Example("全角数字和百分号", changed(plan=("０％", "３０％", "７０％", "１００％"))),
    ],
)
def every_checkpoint_is_filled(reading: Reading, context: Context) -> Iterator[Remark]:
    """Empty is not 0: a reader cannot tell what was forgotten from what is not spent."""
    line = steps(reading)
    if not line:
        yield flag(PLAN, "资金支出计划没有填写，请按时间节点填写累计进度。")
    full = next((step for step in line if step.percent == HUNDRED), None)
    for step in line:
        if step.filled:
            continue
        if full and full.number < step.number:
            message = f"{step.name}累计进度未填，{full.name}已到100%，此处请填100。"
            yield flag(step.at, message, expected="100", evidence=shown(line), proposal=full.raw)
        elif step is line[-1]:
            yield flag(step.at, f"{step.name}累计进度未填，最后一个节点应为100%。", expected="100")
        else:
            yield flag(step.at, f"{step.name}累计进度未填，没有支出请填0。", evidence=shown(line))


@REGISTER.rule(
    "B2",
    "累计进度在0至100%之间、逐期不减、到100%",
    basis="支出计划按累计填报，后一节点包含前一节点，年末应安排完毕",
    level=Level.ERROR,
    bad=[
        Example("9月底小于6月底", changed(plan=("10", "60", "50", "100"))),
        Example("最后不到100%", changed(plan=("10", "40", "70", "90"))),
        Example("超过100%", changed(plan=("10", "40", "700", "100"))),
        Example("填成当季数", changed(plan=("25", "25", "25", "25"))),
        Example("填成小数", changed(plan=("0", "0.3", "0.7", "1"))),
        Example("填成文字", changed(plan=("按进度", "30", "70", "100"))),
    ],
    good=[
        Example("一次付清后不再支出", changed(plan=("100", "100", "100", "100"))),
        Example("前两个节点没有支出", changed(plan=("0", "0", "95.5", "100"))),
        Example("个别节点未填，另有提示", changed(plan=("", "30", "70", "100"))),
    ],
)
def plan_accumulates(reading: Reading, context: Context) -> Iterator[Remark]:
    """One finding for each cell: a figure out of bounds, below one before it, or an end that is not 100."""
    line = steps(reading)
    astray = list(_astray(line, reading.table.total.value))
    yield from astray
    if not astray and line:
        if all(step.percent is not None for step in line):
            yield passed(PLAN, "支出计划逐期累计，最后一个节点为100%。", evidence=shown(line))
        else:
            yield unchecked(PLAN, "支出计划未填齐，未能核对是否逐期累计到100%。", evidence=shown(line))


def _astray(line: tuple[Step, ...], total: Decimal | None) -> Iterator[Remark]:
    for step in line:
        if step.filled and step.percent is None:
            message = f"{step.name}填的是{quote(step.raw)}，请填0至100之间的数。"
            yield flag(step.at, message, actual=step.raw)
    figures = [step for step in line if step.percent is not None]
    if figures and figures[-1] is line[-1]:
        whole = _other_measure(figures, total)
        if whole:
            yield whole
            return
    highest = None
    for step in figures:
        yield from _one_astray(step, highest, line)
        if 0 <= step.percent <= HUNDRED and (highest is None or step.percent > highest.percent):
            highest = step


def _other_measure(figures: list[Step], total: Decimal | None) -> Remark | None:
    """All figures in another measure, told once: shares of 1, money, or what each period spends alone."""
    last = figures[-1]
    told = {"actual": last.raw, "expected": "100", "evidence": shown(figures)}
    if last.percent == 1 and all(0 <= step.percent <= 1 for step in figures):
        told["evidence"] = "、".join(plain(step.percent * 100) for step in figures)
        return flag(last.at, f"{last.name}填的是1，请按百分数填写，各节点改为{told['evidence']}。", **told)
    if total and last.percent == total != HUNDRED:
        message = f"{last.name}填的{quote(last.raw)}与预算数相同，请改填累计百分比，最后应为100。"
        return flag(last.at, message, **told)
    if quarterly(figures):
        return flag(
            last.at, f"{last.name}应为100%，现填{quote(last.raw)}；支出计划按累计填报，请核对。", **told
        )
    return None


def _one_astray(step: Step, highest: Step | None, line: tuple[Step, ...]) -> Iterator[Remark]:
    told = {"actual": step.raw, "evidence": shown(line)}
    if not 0 <= step.percent <= HUNDRED:
        yield flag(step.at, f"{step.name}累计进度{quote(step.raw)}应在0至100之间，请核对。", **told)
    elif step is line[-1] and step.percent != HUNDRED:
        message = f"支出计划按累计填报，{step.name}应为100%，现填{quote(step.raw)}，请核对。"
        yield flag(step.at, message, expected="100", **told)
    elif highest and step.percent < highest.percent:
        message = (
            f"支出计划按累计填报，{step.name}（{plain(step.percent)}%）不应小于"
            f"{highest.name}（{plain(highest.percent)}%），请核对。"
        )
        yield flag(step.at, message, expected=f"≥{plain(highest.percent)}", also=highest.at, **told)


@REGISTER.rule(
    "B3",
    "各节点百分号写法一致",
    basis="同一行数字有的带百分号、有的不带，容易误读",
    level=Level.WARNING,
    bad=[
        Example("只有一个不带百分号", changed(plan=("0", "40%", "65%", "100%"))),
        Example("只有一个带百分号", changed(plan=("0", "30", "70％", "100"))),
    ],
    good=[
        Example("都带百分号", changed(plan=("0%", "30％", "70﹪", "100%"))),
        Example("都不带百分号，有一个未填", changed(plan=("", "30", "70", "100"))),
    ],
)
def percent_signs_agree(reading: Reading, context: Context) -> Iterator[Remark]:
    """The fewer cells are told; where as many have the sign as not, those that repeat the head's."""
    figures = [step for step in steps(reading) if step.percent is not None]
    signed = [step for step in figures if step.signed]
    unsigned = [step for step in figures if not step.signed]
    if not signed or not unsigned:
        return
    few, sign = (unsigned, "%") if len(unsigned) < len(signed) else (signed, "")
    for step in few:
        right = f"{plain(step.percent)}{sign}"
        message = f"{step.name}填的是{quote(step.raw)}，与其他节点写法不一致，请统一为{quote(right)}。"
        yield flag(step.at, message, actual=step.raw, expected=right, proposal=right)


@REGISTER.rule(
    "B4",
    "时间节点与本区表格样式一致",
    basis="同一区划同一年度的支出计划按相同时间节点公开，才能汇总和比较",
    level=Level.WARNING,
    bad=[
        Example("第三个节点为10月底", _labelled(2, "10月底")),
        Example("一个节点没有名称", _labelled(0, "")),
    ],
    good=[
        Example("9月末与9月底相同", _labelled(2, "9月末")),
        Example("空格和全角数字", _labelled(0, "３ 月底")),
    ],
)
def checkpoints_are_those_of_the_form(reading: Reading, context: Context) -> Iterator[Remark]:
    """Months are compared, not words; the percentage may belong to another day, so no label is proposed."""
    line, wanted = steps(reading), context.plan_labels
    if not wanted:
        yield unchecked(PLAN, "没有本区的表格样式，未能核对支出计划的时间节点。")
    elif line and len(line) != len(wanted):
        message = f"本区支出计划的时间节点为{listed(wanted)}，本表有{len(line)}个，请核对。"
        yield flag(
            PLAN, message[-160:], actual=listed([step.label for step in line]), expected=listed(wanted)
        )
    else:
        for step, label in zip(line, wanted, strict=False):
            if not _same_checkpoint(step.label, label):
                typed = quote(step.label) if step.label else "空白"
                message = (
                    f"第{step.number + 1}个时间节点为{typed}，本区样式为{quote(label)}，请核对节点和进度。"
                )
                yield flag(step.label_at, message, actual=step.label, expected=label)


def _same_checkpoint(one: str, other: str) -> bool:
    if one == other:
        return True
    month = month_of(one)
    return month == month_of(other) if month else bare(one) == bare(other)
