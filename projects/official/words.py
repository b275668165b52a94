"""The wordings of the official form's fixed labels, as districts and Word users vary them."""

import re

from projects.tables import typed

_BLANK = re.compile(r"\s+")
_LONGEST = 30  # characters of any label; what is longer is content and needs no closer look

CODE = frozenset({"项目编码", "项目编号", "项目代码"})
NAME = frozenset({"项目名称", "专项资金名称", "专项名称", "政策和项目名称"})
WAN = "万元"  # what a bare sum counts in: the unit of the form
BUDGET = frozenset({"预算规模及资金用途", "预算规模与资金用途", "预算规模和资金用途", "预算规模"})
PURPOSE = frozenset({"资金用途", "项目资金用途", "资金主要用途"})
GOALS = frozenset({"绩效目标", "年度绩效目标", "总体绩效目标", "年度目标", "总体目标", "项目绩效目标"})
LEVEL1 = frozenset({"产出指标", "效益指标", "效果指标", "满意度指标", "成本指标"})

GOAL_LABEL = re.compile(r"(年度|总体|中长期)?(绩效)?目标[0-9０-９一二三四五六七八九十]*")
_YEAR_OR_UNIT = re.compile(r"[（(]?(20\d\d年度?|(金额)?单位[:：]?(万?元|%)+)[）)]?")

_MONEY_UNIT = re.compile(
    r"(单位[:：]?|[（(/:：,，](金额)?(单位[:：]?)?)(人民币)?(?P<unit>(千|万|百万|千万|亿)?元)([、,，/]?%)?[)）]*$"
)
_TOTAL = frozenset({"预算数", "预算金额", "预算资金总额", "预算总额"})

_HEADS = (
    ("level1", re.compile(r"一级指标(名称)?")),
    ("level2", re.compile(r"二级指标(名称)?")),
    ("level3", re.compile(r"三级指标(名称)?|指标名称")),
    ("description", re.compile(r"(绩效)?指标(描述|解释|说明|内容)")),
    ("basis", re.compile(r"(绩效)?(指标值|目标值|指标)?(确定|设定|设置)?依据")),
    ("value", re.compile(r"(年度|绩效)?(指标|目标)值")),
)
_HEAD_ENDS = ("指标", "名称", "描述", "解释", "说明", "内容", "依据", "值")


def compact(text: str) -> str:
    """A label without the blanks and line breaks Word users put into it, and without a closing colon."""
    return _BLANK.sub("", typed(text)).rstrip("：:")


def is_title(text: str) -> bool:
    label = compact(text)
    return label.endswith("表") and "绩效" in label and len(label) <= 2 * _LONGEST


def beside_title(text: str) -> bool:
    """Whether a text is merely what stands between a title and its table: a year, a unit."""
    label = compact(text)
    if _YEAR_OR_UNIT.fullmatch(label):
        return True
    return len(label) <= _LONGEST and "单位" in label and bool(money_unit(label))


def money_unit(text: str) -> str:
    """The unit of money at the end of a label or title, or of a line 单位：元; empty where none is named."""
    found = _MONEY_UNIT.search(compact(text)[-_LONGEST:])
    return found["unit"] if found else ""


def without_unit(text: str) -> str:
    """A label as in `compact`, without the unit of money it may name."""
    label = compact(text)
    return label if len(label) > _LONGEST else _MONEY_UNIT.sub("", label)


def is_budget(text: str) -> bool:
    return without_unit(text) in BUDGET


def is_total(text: str) -> bool:
    return without_unit(text) in _TOTAL


def is_fiscal(text: str) -> bool:
    return without_unit(text).endswith(("财政资金", "财政拨款"))


def is_other(text: str) -> bool:
    return without_unit(text) in ("其他资金", "其它资金")


def is_plan(text: str) -> bool:
    label = compact(text)
    return "支出计划" in label or "用款计划" in label


def head_field(text: str) -> str:
    """The indicator cell that a column head names, or empty."""
    label = compact(text)
    if len(label) > _LONGEST or not label.endswith(_HEAD_ENDS):
        return ""
    return next((field for field, pattern in _HEADS if pattern.fullmatch(label)), "")
