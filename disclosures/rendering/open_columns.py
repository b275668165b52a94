"""The columns of the CSV files, described once: the files, their Table Schema and docs/formats.md follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosures.figures import BY_KEY, SUMS, Part
from projects.values import Kind


@dataclass(frozen=True)
class Column:
    """`type` and `constraints` are Table Schema's. An empty cell: not typed, or not understood."""

    name: str
    title: str
    description: str = ""
    type: str = "string"
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """One CSV file: `key` are the columns that tell its rows apart, `project` the one naming a project."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    project: str = ""

    @property
    def path(self) -> str:
        return f"csv/{self.name}.csv"


_MUST = {"required": True}
_COUNTED = {"required": True, "minimum": 1}
_PLACED = {"required": True, "minimum": 0}
_UUID = {"pattern": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}
_HASH = {"pattern": "[0-9a-f]{64}"}
_TYPED = "原文，一字不改"
_UNDERSTOOD = "没有填写或者不能确定时为空，空不是 0"


def _amount(name: str, title: str) -> tuple[Column, Column]:
    return (
        Column(f"{name}_raw", f"{title}（原文）", _TYPED),
        Column(name, f"{title}（万元）", f"识别出的金额，单位：万元；{_UNDERSTOOD}", "number"),
    )


def _row(what: str) -> tuple[Column, ...]:
    """How a row of a table says where it belongs and which row it is."""
    return (
        Column("project", "项目", "projects.csv 中的 id", constraints=_MUST | _UUID),
        Column("position", "次序", "在这张表中的次序，从 1 起", "integer", _COUNTED),
        Column("id", "行的标识", f"这一行{what}的标识", constraints=_UUID),
        Column("lineage", "沿革标识", "同一行在各版本、各年度相同，可据以比较", constraints=_UUID),
    )


PROJECTS = File(
    "projects",
    "项目",
    (
        Column("id", "项目标识", "其他文件以它指明项目", constraints=_MUST | {"unique": True} | _UUID),
        Column("lineage", "沿革标识", "同一项目在各年度相同，可据以比较", constraints=_MUST | _UUID),
        Column("number", "序号", "在本次公开中的序号，从 1 起", "integer", _COUNTED | {"unique": True}),
        Column("version", "表格版本号", "批复的是第几个版本", "integer", _COUNTED),
        Column("hash", "表格校验值", "tables/ 中该项目文件的 SHA-256", constraints=_MUST | _HASH),
        Column("department", "部门编码"),
        Column("department_name", "部门名称"),
        Column("sector", "领域"),
        Column("title", "表名", _TYPED),
        Column("code", "项目编码", _TYPED),
        Column("name_label", "名称栏的栏目名", "如“项目名称”“专项资金名称”"),
        Column("name", "项目名称", _TYPED),
        *_amount("total", "预算数"),
        *_amount("fiscal", "财政资金"),
        *_amount("other", "其他资金"),
        Column("purpose", "资金用途", _TYPED),
        Column("plan_label", "支出计划栏的栏目名"),
    ),
    ("id",),
)

PLAN = File(
    "plan",
    "资金支出计划",
    (
        *_row("计划"),
        Column("label", "时点", "如“3月底”"),
        Column("raw", "累计支出（原文）", _TYPED),
        Column("percent", "累计支出（%）", f"到这一时点累计支出的百分比；{_UNDERSTOOD}", "number"),
    ),
    ("project", "position"),
    "project",
)

GOALS = File(
    "goals",
    "绩效目标",
    (*_row("目标"), Column("label", "栏目名", "如“目标1”"), Column("text", "绩效目标", _TYPED)),
    ("project", "position"),
    "project",
)

_KINDS = "empty 未填，number 数值，percent 百分比，date 日期，qualitative 文字"
INDICATORS = File(
    "indicators",
    "绩效指标",
    (
        *_row("指标"),
        Column("level1", "一级指标", _TYPED),
        Column("level2", "二级指标", _TYPED),
        Column("level3", "三级指标", _TYPED),
        Column("description", "绩效指标描述", _TYPED),
        Column("value", "指标值（原文）", _TYPED),
        Column("basis", "指标值确定依据", _TYPED),
        Column(
            "value_kind",
            "指标值的种类",
            _KINDS,
            constraints=_MUST | {"enum": [kind.value for kind in Kind]},
        ),
        Column(
            "value_operator",
            "比较符",
            "没有写时为空，不当作等于",
            constraints={"enum": ["≥", "≤", ">", "<", "="]},
        ),
        Column("value_number", "数值", f"以 value_unit 为单位；{_UNDERSTOOD}", "number"),
        Column("value_upper", "数值上限", "指标值是一个范围时的上限", "number"),
        Column("value_unit", "单位", "写明的单位，不换算；百分比为 %"),
        Column("value_date", "日期", "写明的日期，或者写明的时段的最后一天", "date"),
    ),
    ("project", "position"),
    "project",
)

FIGURES = File(
    "figures",
    "汇总数据",
    (
        Column("key", "数据项", constraints=_MUST | {"unique": True, "enum": [*BY_KEY, *SUMS]}),
        Column("section", "所属章节", "章节代码", constraints={"enum": [one.value for one in Part]}),
        Column("label", "数据项名称", constraints=_MUST),
        Column(
            "kind",
            "种类",
            "amount 填报的金额，text 填报的文字，sum 由填报的金额相加",
            constraints=_MUST | {"enum": ["amount", "text", "sum"]},
        ),
        Column("raw", "原文", f"{_TYPED}；合计没有原文"),
        Column("value", "金额（万元）", f"识别出的金额，单位：万元；{_UNDERSTOOD}", "number"),
    ),
    ("key",),
)

_BLOCKS = ("section", "heading", "paragraph", "table", "cell", "chart", "projects")
SECTIONS = File(
    "sections",
    "说明的章节",
    (
        Column("section", "章节次序", "从 1 起", "integer", _COUNTED),
        Column("block", "内容次序", "在章节中的次序，从 1 起；0 是章节标题", "integer", _PLACED),
        Column("row", "行", "在数据表中的行，从 1 起；不是单元格的为 0", "integer", _PLACED),
        Column("column", "列", "在数据表中的列，从 1 起；不是单元格的为 0", "integer", _PLACED),
        Column("key", "章节代码", constraints=_MUST),
        Column(
            "kind",
            "种类",
            "section 章节标题，heading 小标题，paragraph 段落，table 数据表的标题，cell 数据表的单元格，"
            "chart 图的标题（数据见它前面的表），projects 项目绩效目标表所在处（见 projects.csv）",
            constraints=_MUST | {"enum": list(_BLOCKS)},
        ),
        Column("unit", "单位", "数据表或者图的单位"),
        Column("head", "栏目", "单元格所在列的栏目名"),
        Column("text", "文字", "公开的文字；单元格为公开时的写法"),
    ),
    ("section", "block", "row", "column"),
)

FILES = (PROJECTS, PLAN, GOALS, INDICATORS, FIGURES, SECTIONS)
