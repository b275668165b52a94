"""Four fictitious districts, each with a form of its own, and how a table is written down here."""

import re
from dataclasses import dataclass
from textwrap import dedent

from projects.official.trees import TREES
from projects.rules.context import Context
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """What a district prints above its tables and in their first two columns, and whose names it knows."""

    district: str
    title: str
    labels: Labels
    checkpoints: tuple[str, ...]
    above: tuple[str, ...]
    plan_label: str = "资金支出计划（%）"
    name_label: str = "项目名称"


@dataclass(frozen=True)
class Clean:
    """A table as the best reviewer would wish it, with what surrounds it."""

    table: ProjectTable
    context: Context


def _tree(name: str) -> Labels:
    return tuple((node.name, child.name) for node in TREES[name] for child in node.children)


_OWN = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效果指标", "经济效益指标"),
    ("效果指标", "社会效益指标"),
    ("效果指标", "生态效益指标"),
    ("效果指标", "可持续性影响"),
    ("满意度指标", "服务对象满意度指标"),
)
QUARTERS = ("3月底", "6月底", "9月底", "12月底")
OCTOBER = ("3月底", "6月底", "10月底", "12月底")
MINGCHUAN = Form("明川区", "明川区区级部门预算项目绩效目标表", _tree("2015"), QUARTERS, ("河北省", "唐山市"))
YUNLING = Form(
    "云岭县",
    "2025年云岭县县级部门预算项目绩效目标表",
    _OWN,
    OCTOBER,
    ("岚东省", "泽阳市"),
    plan_label="资金支出计划（累计进度%）",
)
DONGLAN = Form(
    "东澜经济开发区",
    "东澜经济开发区部门预算项目绩效目标表",
    _tree("2021"),
    QUARTERS,
    ("岚东省", "泽阳市"),
    plan_label="资金支出计划（累计进度）",
)
QINGPING = Form(
    "青坪市", "青坪市市级项目支出绩效目标表（2025年度）", _tree("2021"), OCTOBER, ("岚东省", "泽阳市")
)

_HEAD = ("编码", "名称", "预算", "用途", "计划")
_CLASSES = ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意度")
_KEY = re.compile(rf"({'|'.join((*_HEAD, *_CLASSES, '描述', '依据'))}|目标[0-9]?)：(.*)")


def write(form: Form, department: str, text: str) -> Clean:
    """A table from lines of `key：words`; a line without a key goes on with the words above it.

    预算 is `total = fiscal + other` (other may be missing), 计划 the values of the form's checkpoints with
    blanks between, and an indicator `class：name｜value` with 描述 and 依据 below it.
    """
    items = list(_items(text))
    head = dict(items)
    total, sources = head["预算"].split(" = ")
    fiscal, _, other = sources.partition(" + ")
    table = ProjectTable(
        title=form.title,
        code=head["编码"],
        name_label=form.name_label,
        name=head["名称"],
        total=Amount.of(total),
        fiscal=Amount.of(fiscal),
        other=Amount.of(other),
        purpose=head["用途"],
        plan_label=form.plan_label,
        plan=tuple(PlanStep.of(*step) for step in zip(form.checkpoints, head["计划"].split(), strict=True)),
        goals=tuple(Goal(key, words) for key, words in items if key.startswith("目标")),
        indicators=tuple(_indicators(form, items)),
    )
    return Clean(table, context_of(form, department))


def context_of(form: Form, department: str) -> Context:
    return Context(
        year=2025,
        district=form.district,
        department=department,
        names=(form.district, *form.above, department),
        classes=form.labels,
        plan_labels=form.checkpoints,
    )


def _items(text: str):
    """The keys and their words, in order."""
    key, words = "", ""
    for line in dedent(text).strip().splitlines():
        found = _KEY.fullmatch(line.strip())
        if found:
            if key:
                yield key, words
            key, words = found.groups()
        else:
            words += line.strip()
    yield key, words


def _indicators(form: Form, items: list[tuple[str, str]]):
    for place, (key, words) in enumerate(items):
        if key in _CLASSES:
            name, value = words.split("｜")
            (_, description), (_, basis) = items[place + 1 : place + 3]
            labels = _labels(form, key)
            yield Indicator(*labels, name, description, value, basis)


def _labels(form: Form, key: str) -> tuple[str, str]:
    """The form's own labels of a class; where it splits one (经济成本, 社会成本), the first."""
    wanted = f"{key}效益" if key in ("经济", "社会", "生态") else key
    return next(labels for labels in form.labels if wanted in labels[1])
