"""Whether money goes out at a likely pace: suspicions about a plan that adds up."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading
from projects.rules.reading.steps import Step, quarterly, shown, steps
from projects.rules.reading.words import first_of
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote
from projects.values import HALF_WIDTH, plain

REGISTER = Register("支出计划")
HUNDRED = Decimal(100)
_ROUNDED = Decimal(1)  # % that a figure of an even plan may be off
THIRD_MONTHS = (9, 10, 11)
_LATE = re.compile(
    r"(?<![0-9])(?:1[01](?:月|[.\-/][0-9]{1,2}(?![0-9.]))|12[月.\-/](?:[0-9]|1[0-9]|2[0-5])(?![0-9]))"
)


@REGISTER.rule(
    "B5",
    "没有把当季数填成累计数",
    basis="支出计划按累计填报；各节点相等或相加为100%，多是按季度分别填写的",
    level=Level.HINT,
    bad=[
        Example("四个节点相加为100%", changed(plan=("10", "20", "30", "40"))),
        Example("每季25%", changed(plan=("25%", "25%", "25%", "25%"))),
        Example("前三个节点相等", changed(plan=("30", "30", "30", "100"))),
    ],
    good=[
        Example("一次付清", changed(plan=("100", "100", "100", "100"))),
        Example("留下质保金年末支付", changed(plan=("0", "95", "95", "100"))),
        Example("先付九成，其余年末支付", changed(plan=("90", "90", "90", "100"))),
        Example("年末一次支付，另有提示", changed(plan=("0", "0", "0", "100"))),
    ],
)
def figures_are_not_quarterly(reading: Reading, context: Context) -> Iterator[Remark]:
    """At the first figure that would change; equal figures only where each period could spend as much."""
    line = steps(reading)
    if any(step.percent is None for step in line) or len(line) < 3:
        return
    if quarterly(line):
        so_far = " → ".join(plain(sum(one.percent for one in line[: step.number + 1])) for step in line)
        message = f"各节点相加正好是100%，像是按季度分别填写的；按累计填报应为{so_far}，请核对。"
        yield flag(line[1].at, message, evidence=shown(line), expected=so_far, also=line[-1].at)
        return
    early = {step.percent for step in line[:-1]}
    each = line[0].percent
    if len(line) > 3 and len(early) == 1 and 0 < each * (len(line) - 1) <= HUNDRED == line[-1].percent:
        message = f"前{len(line) - 1}个节点均为{plain(each)}%，请确认是否把当季数填成了累计数。"
        yield flag(line[1].at, message, evidence=shown(line), also=line[-2].at)


@REGISTER.rule(
    "B6",
    "第三个时间节点的进度不过低",
    basis="支出过于集中在年末，资金难以按期形成效果",
    level=Level.WARNING,
    bad=[
        Example("9月底只安排40%", changed(plan=("0", "20", "40", "100"))),
        Example("全部在年末支出", changed(plan=("0", "0", "0", "100"))),
        Example(
            "12月才公布考核结果",
            changed(
                set_cells("时效指标", level3="考核结果公布时间", value="2025年12月15日前"),
                plan=("5", "10", "20", "100"),
            ),
        ),
    ],
    good=[
        Example("恰好70%", changed(plan=("0", "20", "70", "100"))),
        Example(
            "11月完工",
            changed(set_cells("时效指标", value="2025年11月15日前"), plan=("0", "20", "60", "100")),
        ),
        Example(
            "文中写明9月底的进度",
            changed(plan=("0", "20", "60", "100"), goals=["更换1200套，9月底累计支付60%。"]),
        ),
        Example("按月后付，一年平均", changed(plan=("16", "41", "66", "100"))),
        Example("冬季取暖费", changed(plan=("0", "0", "0", "100"), purpose="支付12所学校冬季取暖用煤款。")),
    ],
)
def third_checkpoint_is_not_low(reading: Reading, context: Context) -> Iterator[Remark]:
    """A table that says itself why money goes out late gives the reason that is asked for."""
    line, settings = steps(reading), context.settings
    step = next((one for one in reversed(line[:-1]) if one.month in THIRD_MONTHS), None)
    least = settings.threshold("third_checkpoint")
    if not step or step.percent is None or not 0 <= step.percent < least or line[-1].percent != HUNDRED:
        return
    if not _even(line) and not _says_why(reading, step, settings):
        message = (
            f"{step.name}累计进度为{plain(step.percent)}%，低于{plain(least)}%，"
            f"请核对支出能否提前，不能提前的请说明原因。"
        )
        yield flag(step.at, message, actual=step.raw, expected=f"≥{plain(least)}", evidence=shown(line))


def _even(line: Sequence[Step]) -> bool:
    """The same each month, or a month later: 16 → 41 → 66 → 100 is pay in arrears."""
    figures = [(step.month, step.percent) for step in line[:-1]]
    if len(figures) < 3 or not all(month and percent is not None for month, percent in figures):
        return False
    return any(
        all(abs(percent - HUNDRED * (month - behind) / 12) <= _ROUNDED for month, percent in figures)
        for behind in (0, 1)
    )


def _says_why(reading: Reading, step: Step, settings: Settings) -> bool:
    """Words of the list, an end of the work late in the year, or the figure itself in the text.

    The last days of December are everybody's date, and a report or a store filled up is not the work.
    """
    times = [
        row for row in reading.of_class("时效") if not first_of("side_steps", row.indicator.level3, settings)
    ]
    if any(_LATE.search(row.indicator.value.translate(HALF_WIDTH)) for row in times):
        return True
    own = re.compile(rf"{step.month}月[底末][^。；;\n]{{0,20}}{re.escape(plain(step.percent))}%")
    rows = (row.cells[cell] for row in times for cell in ("level3", "description", "value"))
    cells = (reading.head["name"], reading.head["purpose"], *reading.goals, *rows)
    return any(
        first_of("late_spending_words", cell.text, settings) or own.search(cell.text.translate(HALF_WIDTH))
        for cell in cells
    )


@REGISTER.rule(
    "B7",
    "按月按期支付的支出上半年不为0",
    basis="工资、补助、利息等按月或按期支付，上半年没有支出多是漏填或填错",
    level=Level.HINT,
    bad=[
        Example("村干部报酬3月底为0", changed(name="村干部基本报酬", plan=("0", "40", "70", "100"))),
        Example("低保金6月底为0", changed(name="农村低保金", plan=("0", "0", "70", "100"))),
        Example(
            "按人按月计价",
            changed(
                set_cells("成本指标", value="2200元/人/月"), name="门卫服务", plan=("0", "40", "70", "100")
            ),
        ),
        Example("债券利息6月底为0", changed(name="一般债券利息", plan=("0", "0", "100", "100"))),
    ],
    good=[
        Example("一次性补贴", changed(name="退役士兵一次性生活补贴", plan=("0", "0", "100", "100"))),
        Example("报酬按季累计", changed(name="村干部基本报酬", plan=("25", "50", "75", "100"))),
        Example("利息下半年才到期一部分", changed(name="一般债券利息", plan=("0", "50", "100", "100"))),
    ],
)
def regular_pay_begins_early(reading: Reading, context: Context) -> Iterator[Remark]:
    """By the name or a price per month in 成本: a purpose names wages among much else."""
    line, name, settings = steps(reading), reading.table.name, context.settings
    if not line or line[0].percent != 0:
        return
    nothing = [step for step in line if step.percent == 0 and step.month in range(1, 7)]
    monthly = first_of("paid_monthly_words", name, settings) or _monthly_price(reading)
    word = monthly or first_of("paid_by_june_words", name, settings)
    step = nothing[-1] if nothing else None
    if not word or not step or not (monthly or step.month in (4, 5, 6)):
        return
    if not _paid_once(reading, settings):
        often = "按月支付" if monthly else "上半年已有支出"
        where = "项目名称" if word in name else "成本指标"
        message = f"{where}含{quote(word)}，通常{often}，{step.name}累计进度为0，请核对。"
        yield flag(step.at, message, actual=step.raw, evidence=shown(line))


def _monthly_price(reading: Reading) -> str:
    """What somebody is paid each month: 2200元/人/月."""
    for row in reading.of_class("成本"):
        for one in row.cells["value"].quantities:
            if one.yuan and one.counted_by >= {"人", "月"}:
                return row.indicator.value
    return ""


def _paid_once(reading: Reading, settings: Settings) -> bool:
    texts = (reading.table.name, reading.table.purpose)
    return any(first_of("paid_once_words", text, settings) for text in texts)
