"""Whether the cells of a table are filled; its plan and its classes of indicators are looked at elsewhere."""

from collections.abc import Iterator

from projects.rules.context import Context
from projects.rules.examples import add_row, changed, set_cells
from projects.rules.finding import Anchor, Level, Remark, flag
from projects.rules.reading import Reading, Row, at
from projects.rules.reading.classes import lacking
from projects.rules.reading.filled import is_empty, says, sums, tells
from projects.rules.rule import Example, Register
from projects.rules.telling import CELL_NAMES, quote

REGISTER = Register("完整性")
_NEEDED = ("level3", "value")


@REGISTER.rule(
    "A2",
    "必填栏目都已填写",
    basis="绩效目标审核的完整性要求：各部分填写完整、表述清楚",
    level=Level.ERROR,
    bad=[
        Example("没有项目名称", changed(name="")),
        Example("预算数只有单位", changed(total="万元", fiscal="")),
        Example("资金用途写“无”", changed(purpose="无")),
        Example("没有绩效目标", changed(goals=[])),
        Example("指标值未填", changed(set_cells("质量指标", value=""))),
        Example("三级指标只有横线", changed(set_cells("质量指标", level3="——"))),
    ],
    good=[
        Example("指标值为“无”", changed(add_row("质量指标", "验收中发现的安全隐患", "无"))),
        Example("其他资金可以不填", changed(other="")),
        Example("用途很短", changed(purpose="换桌椅1200套")),
    ],
)
def required_cells_are_filled(reading: Reading, context: Context) -> Iterator[Remark]:
    """Rows with nothing but class labels are told with their class or by A2a, plan figures by B1."""
    table, settings = reading.table, context.settings
    if not tells(table.name, settings):
        yield flag(at("name"), "项目名称未填，请填写。", actual=table.name)
    if not sums(table.total.raw, settings):
        yield flag(at("total"), "预算数未填，请填写以万元为单位的金额。", actual=table.total.raw)
    if not tells(table.purpose, settings):
        yield flag(
            at("purpose"), "资金用途未填，请写明钱用在什么事、什么人、多少数量上。", actual=table.purpose
        )
    if not any(tells(goal.text, settings) for goal in reading.goals):
        place = reading.goals[0].at if reading.goals else Anchor("goals")
        yield flag(place, "绩效目标未填，请写明项目当年要达到的结果。")
    for row in reading.rows:
        one = row.indicator
        if not (says(one.level3) and says(one.value)) and not is_empty(row):
            for cell in _NEEDED:
                if not says(getattr(one, cell)):
                    yield flag(row.at(cell), f"{_called(row)}没有填{CELL_NAMES[cell]}，请填写。")


@REGISTER.rule(
    "A2a",
    "指标描述、依据和每一行都已填写",
    basis="绩效目标审核的完整性要求；没有描述和依据的指标难以核实，空行会照样公开",
    level=Level.WARNING,
    bad=[
        Example("指标值确定依据未填", changed(set_cells("质量指标", basis=""))),
        Example("描述写“无”", changed(set_cells("数量指标", description="无"))),
        Example(
            "不适用的分类留下空行",
            changed(set_cells("可持续影响指标", level3="", value="", description="", basis="")),
        ),
    ],
    good=[
        Example("依据很短", changed(set_cells("质量指标", basis="国标"))),
        Example("描述只有算式", changed(set_cells("质量指标", description="合格/到货"))),
    ],
)
def every_row_is_described(reading: Reading, context: Context) -> Iterator[Remark]:
    """An empty row of a class that must be there is told by C1."""
    missing = None
    for row in reading.rows:
        one = row.indicator
        if is_empty(row):
            missing = lacking(reading, context) if missing is None else missing
            if missing.all_rows or any(row in lack.rows for lack in missing.lacks):
                continue
            name = quote(one.level2 or one.level1)
            yield flag(row.at("level3"), f"{name}有一行没有填写，请补充；不适用的请删除这一行。")
            continue
        for cell in ("description", "basis"):
            text = getattr(one, cell)
            if not tells(text, context.settings):
                yield flag(row.at(cell), f"{_called(row)}没有填{CELL_NAMES[cell]}，请补充。", actual=text)


def _called(row: Row) -> str:
    one = row.indicator
    return f"指标{quote(one.level3)}" if says(one.level3) else f"{quote(one.level2 or '绩效指标')}中的一行"
