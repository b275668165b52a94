"""What the tables of a year must have in common, and what each has for itself: checkpoints and codes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from projects.rules.collection import CollectionRule, Entry, Group
from projects.rules.context import Context
from projects.rules.examples import CONTEXT, SOUND, changed
from projects.rules.finding import Anchor, Level, Remark, flag
from projects.rules.reading import at
from projects.rules.reading.steps import Step, steps
from projects.rules.rule import Register
from projects.rules.telling import listed, quote
from projects.rules.unlike import OTHER
from projects.spelling import bare
from projects.tables import PlanStep

REGISTER = Register("项目之间", CollectionRule)
_MAJORITY_OF = 3  # tables from which a majority can be told
_NO_FORM = replace(CONTEXT, plan_labels=())
_PLAN_10 = tuple(
    PlanStep.of(*step)
    for step in zip(("3月底", "6月底", "10月底", "12月底"), ("0", "30", "70", "100"), strict=True)
)
Found = Iterator[tuple[Entry, Remark]]


@REGISTER.rule(
    "A1a",
    "项目编码不重复",
    basis="项目编码与项目库一一对应，同一年度内不应重复",
    level=Level.WARNING,
    bad=[
        Group("两个项目同一编码", (SOUND, replace(OTHER, code=SOUND.code))),
        Group("只差空格和全角", (SOUND, replace(OTHER, code=" 13029925Ｐ0012"))),
    ],
    good=[
        Group("编码各不相同", (SOUND, OTHER)),
        Group(
            "都没有填编码", (replace(SOUND, code=""), replace(OTHER, code="无"), replace(OTHER, code="无"))
        ),
    ],
)
def codes_are_of_one_project(entries: Sequence[Entry], context: Context) -> Found:
    """A code without a figure (无, ——) is none."""
    holders = defaultdict(list)
    for entry in entries:
        code = bare(entry.table.code).upper()
        if any(letter.isdecimal() for letter in code):
            holders[code].append(entry)
    for same in holders.values():
        for number, entry in enumerate(same if len(same) > 1 else ()):
            code = entry.table.code
            yield (
                entry,
                flag(
                    at("code"),
                    f"项目编码{quote(code)}与另一项目相同，请按项目库核对编码。",
                    actual=code,
                    evidence=f"本年度共有{len(same)}个项目使用这一编码",
                    other_project=same[0 if number else 1].project,
                ),
            )


@REGISTER.rule(
    "B4a",
    "时间节点与多数表格一致",
    basis="同一批公开的表格应当使用相同的时间节点，才能汇总和比较",
    level=Level.WARNING,
    bad=[
        Group("四张表中一张为10月底", (SOUND, SOUND, SOUND, replace(SOUND, plan=_PLAN_10)), _NO_FORM),
        Group("少一个时间节点", (SOUND, SOUND, replace(SOUND, plan=SOUND.plan[1:])), _NO_FORM),
    ],
    good=[
        Group("9月末与9月底相同", (SOUND, SOUND, changed(plan=["0", "30", "70", "100"])), _NO_FORM),
        Group(
            "两种写法各半",
            (SOUND, SOUND, replace(SOUND, plan=_PLAN_10), replace(SOUND, plan=_PLAN_10)),
            _NO_FORM,
        ),
        Group("有表格样式时由样式核对", (SOUND, SOUND, replace(SOUND, plan=_PLAN_10))),
    ],
)
def checkpoints_are_those_of_most(entries: Sequence[Entry], context: Context) -> Found:
    """Only where no form is known: otherwise B4 compares each table with it."""
    if context.plan_labels:
        return
    kinds = [tuple(_kind(step) for step in steps(entry.reading)) for entry in entries]
    counted = Counter(kind for kind in kinds if kind)
    most, number = counted.most_common(1)[0] if counted else ((), 0)
    filled = counted.total()
    if filled < _MAJORITY_OF or number * 2 <= filled:
        return
    for entry, kind in zip(entries, kinds, strict=True):
        if kind and kind != most:
            line = steps(entry.reading)
            differs = (step for step, kind in zip(line, most, strict=False) if _kind(step) != kind)
            place = next((step.label_at for step in differs), Anchor("plan"))
            yield (
                entry,
                flag(
                    place,
                    "支出计划的时间节点与本年度多数表格不同，请核对后统一。",
                    actual=listed([step.name for step in line]),
                    evidence=f"{filled}张表格中有{number}张的时间节点相同，本表不同",
                ),
            )


def _kind(step: Step) -> int | str:
    """Months are compared, not words: 9月末 is 9月底."""
    return step.month or bare(step.label)
