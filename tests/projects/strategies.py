"""Any table at all, and above all those whose cells hold the form's own words."""

from uuid import UUID

from hypothesis import strategies as st

from projects.tables import INDICATOR_HEADS, Amount, Goal, Indicator, PlanStep, ProjectTable

FORM_WORDS = (
    *INDICATOR_HEADS,
    *(
        "项目绩效目标表",
        "项目编码",
        "项目名称",
        "专项资金名称",
        "预算规模及资金用途",
        "预算数",
        "其中：财政资金",
    ),
    *(
        "其他资金",
        "资金用途",
        "资金支出计划（%）",
        "支出计划",
        "3月底",
        "12月底",
        "绩效目标",
        "目标",
        "目标1",
    ),
    *(
        "产出指标",
        "效果指标",
        "满意度指标",
        "数量指标",
        "可持续影响",
        "绩效指标",
        "2024年",
        "单位：万元",
        "50万元",
        "100%",
    ),
)


def texts() -> st.SearchStrategy[str]:
    """Nothing; a label of the form, also spaced, broken or with more behind it; any text; any lines."""
    label = st.sampled_from(FORM_WORDS)
    mangled = st.builds(
        "".join, st.tuples(label, st.sampled_from(["", " ", "\n", "：", "\n目标2"]), label | st.just(""))
    )
    free = st.text(max_size=12)
    return st.just("") | label | mangled | free | st.lists(free, max_size=3).map("\n".join)


_uuids = st.none() | st.builds(UUID, int=st.integers(0, 2**128 - 1))
_identity = {"id": _uuids, "lineage": _uuids}


def plan_steps() -> st.SearchStrategy[PlanStep]:
    return st.builds(
        lambda label, raw, id, lineage: PlanStep(label, raw, PlanStep.of(label, raw).percent, id, lineage),
        texts(),
        texts() | st.integers(0, 100).map("{}%".format),
        **_identity,
    )


def indicators() -> st.SearchStrategy[Indicator]:
    """Rows of any texts; and rows of very few words, so that labels repeat and rows look torn."""
    few = st.sampled_from(["", "", "甲", "一级指标", "项目编码"])
    rows = st.builds(Indicator, *[few] * 6, **_identity)
    heads = st.just(Indicator(*INDICATOR_HEADS))
    return rows | heads | st.builds(Indicator, *[texts()] * 6, **_identity)


def tables() -> st.SearchStrategy[ProjectTable]:
    amounts = texts().map(Amount.of)
    return st.builds(
        ProjectTable,
        **{name: texts() for name in ("title", "code", "name_label", "name", "purpose", "plan_label")},
        **dict.fromkeys(("total", "fiscal", "other"), amounts),
        plan=st.lists(plan_steps(), max_size=13).map(tuple),
        goals=st.lists(st.builds(Goal, texts(), texts(), **_identity), max_size=4).map(tuple),
        indicators=st.lists(indicators(), max_size=8).map(tuple),
    )
