"""Tables to print: an ordinary one, and one of forty indicators."""

from dataclasses import replace
from typing import Any

from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

CHECKPOINTS = ("3月底", "6月底", "9月底", "12月底")
ORDINARY = ProjectTable(
    title="预算项目绩效目标表",
    code="13020025P00001",
    name="农业保险保费补贴",
    total=Amount.of("50万元"),
    fiscal=Amount.of("40万元"),
    other=Amount.of("10万元"),
    purpose="补贴农户参加农业保险",
    plan=tuple(map(PlanStep.of, CHECKPOINTS, ("20", "45", "70%", "100"))),
    goals=(Goal("目标1", "引导农户参保"), Goal("目标2", "稳定农民收入")),
    indicators=(
        Indicator("产出指标", "数量指标", "参保面积", "参保作物的面积", "≥1.2万亩", "年度工作计划"),
        Indicator("产出指标", "数量指标", "参保农户", "参保农户的户数", "3000户", "年度工作计划"),
        Indicator("产出指标", "时效指标", "完成时限", "保费划拨的时间", "2025年12月底", "上级文件要求"),
        Indicator(
            "满意度指标", "服务对象满意度指标", "农户满意度", "满意户数占调查户数的比率", "＞90%", "问卷"
        ),
    ),
)


def ordinary(**changes: Any) -> ProjectTable:
    return replace(ORDINARY, **changes)


def forty_indicators() -> ProjectTable:
    """Five under each of eight 二级 labels; every row says which it is."""
    classes = {
        "成本指标": ("经济成本指标", "社会成本指标"),
        "产出指标": ("数量指标", "质量指标", "时效指标"),
        "效益指标": ("经济效益指标", "社会效益指标"),
        "满意度指标": ("服务对象满意度指标",),
    }
    rows = [
        Indicator(
            level1, level2, f"〔{level2}{number}〕工作", "完成数量占计划数量的比率", "≥90%", "年度工作计划"
        )
        for level1, seconds in classes.items()
        for level2 in seconds
        for number in range(1, 6)
    ]
    return ordinary(name="四十项指标", indicators=tuple(rows))
