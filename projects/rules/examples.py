"""A sound table, and small changes of it: what the rules show themselves on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from projects.drafting.sheet import AMOUNTS
from projects.official.trees import TREES
from projects.rules.context import Context
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

CHECKPOINTS = ("3月底", "6月底", "9月底", "12月底")
CONTEXT = Context(
    year=2025,
    district="明川区",
    department="明川区教育局",
    names=("明川区", "明川区教育局"),
    classes=tuple((node.name, child.name) for node in TREES["2015"] for child in node.children),
    plan_labels=CHECKPOINTS,
)

_ROWS = (
    (
        "产出指标",
        "数量指标",
        "更换课桌椅数量",
        "安装到教室并验收的课桌椅套数",
        "≥1200套",
        "《明川区普通高中设备更新方案》（明教〔2024〕18号）",
    ),
    (
        "产出指标",
        "质量指标",
        "课桌椅验收合格率",
        "验收合格套数÷到货套数×100%",
        "=100%",
        "GB/T 3976-2014 学校课桌椅功能尺寸及技术要求",
    ),
    (
        "产出指标",
        "时效指标",
        "安装完成时间",
        "最后一间教室安装完毕的日期",
        "2025年8月31日前",
        "《明川区普通高中设备更新方案》（明教〔2024〕18号）",
    ),
    (
        "产出指标",
        "成本指标",
        "课桌椅采购单价",
        "每套含运输和安装的采购价",
        "≤380元/套",
        "2024年11月政府采购询价记录",
    ),
    (
        "效益指标",
        "社会效益指标",
        "课桌椅达标教室比例",
        "桌椅与学生身高相配的教室数÷教室总数×100%",
        "≥98%",
        "2024年学校装备统计年报：现为71%",
    ),
    (
        "效益指标",
        "可持续影响指标",
        "课桌椅使用年限",
        "从验收到报废的年数",
        "≥8年",
        "区级行政事业单位资产配置标准",
    ),
    (
        "满意度指标",
        "服务对象满意度指标",
        "师生对课桌椅的满意度",
        "问卷中满意和较满意的份数÷有效问卷份数×100%",
        "≥90%",
        "2024年同类项目问卷结果为86%",
    ),
)
SOUND = ProjectTable(
    title="明川区区级部门预算项目绩效目标表",
    code="13029925P0012",
    name="普通高中课桌椅更新",
    total=Amount.of("45.6"),
    fiscal=Amount.of("45.6"),
    purpose="为3所普通高中更换使用满8年的课桌椅1200套，每套380元。",
    plan=tuple(PlanStep.of(*step) for step in zip(CHECKPOINTS, ("0", "30", "70", "100"), strict=True)),
    goals=(Goal("目标1", "8月底前把3所高中的1200套旧课桌椅全部换新，秋季开学投入使用。"),),
    indicators=tuple(Indicator(*row) for row in _ROWS),
)
Edit = Callable[[tuple[Indicator, ...]], tuple[Indicator, ...]]


def changed(
    *edits: Edit, goals: Sequence[str] | None = None, plan: Sequence[str] | None = None, **head: Any
) -> ProjectTable:
    """SOUND with cells of the head, goals and plan as typed, and with edits of its indicators."""
    rows = SOUND.indicators
    for edit in edits:
        rows = edit(rows)
    cells = {name: Amount.of(text) if name in AMOUNTS else text for name, text in head.items()}
    if goals is not None:
        cells["goals"] = tuple(Goal(f"目标{number}", text) for number, text in enumerate(goals, start=1))
    if plan is not None:
        cells["plan"] = tuple(PlanStep.of(*step) for step in zip(CHECKPOINTS, plan, strict=True))
    return replace(SOUND, indicators=rows, **cells)


def set_cells(level2: str, /, **cells: str) -> Edit:
    """Types anew in the row of a 二级 class (数量指标)."""
    return lambda rows: tuple(replace(row, **cells) if row.level2 == level2 else row for row in rows)


def add_row(level2: str, level3: str, value: str, description: str = "") -> Edit:
    """One more row below that of a 二级 class."""

    def edit(rows: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        place = max(number for number, row in enumerate(rows) if row.level2 == level2)
        new = replace(rows[place], level3=level3, value=value, description=description, basis="项目实施方案")
        return (*rows[: place + 1], new, *rows[place + 1 :])

    return edit


def drop_rows(level2: str) -> Edit:
    return lambda rows: tuple(row for row in rows if row.level2 != level2)
