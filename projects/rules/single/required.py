"""The classes of indicators: those that must be there, and those that the form does not know."""

from collections.abc import Iterator
from dataclasses import replace

from projects.official.trees import TREES, plain_label
from projects.rules.context import Context
from projects.rules.examples import CONTEXT, SOUND, add_row, changed, drop_rows, set_cells
from projects.rules.finding import Anchor, Level, Remark, flag, passed, unchecked
from projects.rules.reading import Reading
from projects.rules.reading.classes import Form, form_of, lacking, served_group
from projects.rules.rule import Example, Register
from projects.rules.telling import listed, quote

REGISTER = Register("完整性")
WHOLE = Anchor("indicators")
EMPTY = {"level3": "", "description": "", "value": "", "basis": ""}
_TREE_2021 = replace(
    CONTEXT, classes=tuple((node.name, child.name) for node in TREES["2021"] for child in node.children)
)
_WHY = {
    "数量": "做多少事",
    "质量": "做到什么标准",
    "时效": "什么时候完成",
    "成本": "单价或总额多少",
    "效益": "带来什么效果",
    "满意度": "服务对象是否满意",
}


def _told(code: str, reading: Reading, context: Context) -> Iterator[Remark]:
    """Each class that is missing, at its empty row where one stands."""
    found = lacking(reading, context)
    for lack in () if found.all_rows else found.lacks:
        if lack.code == code:
            place = lack.rows[0].at("level3") if lack.rows else WHOLE
            what = f"{lack.name}指标只有空行" if lack.rows else f"缺少{lack.name}指标"
            message = f"{what}，请至少填写一项，说明{_WHY[lack.name]}。"
            yield flag(place, message, expected=f"{lack.name}指标至少1项")


@REGISTER.rule(
    "C1",
    "必备的指标分类齐全",
    basis="产出要从数量、质量、时效和成本说明做什么，效益说明做成什么，缺一则目标不完整",
    level=Level.ERROR,
    bad=[
        Example("没有质量指标", changed(drop_rows("质量指标"))),
        Example("成本指标只有空行", changed(set_cells("成本指标", **EMPTY))),
        Example("没有效益指标", changed(drop_rows("社会效益指标"), drop_rows("可持续影响指标"))),
        Example("一个指标也没有填", replace(SOUND, indicators=())),
    ],
    good=[
        Example("只有一项效益指标", changed(drop_rows("社会效益指标"))),
        Example(
            "效益写作效果，名称有空格",
            changed(
                set_cells("社会效益指标", level1="效果指标", level2="社会 效益"),
                set_cells("可持续影响指标", level1="效果指标", level2="可持续性影响"),
            ),
        ),
        Example(
            "2021年分类，成本在一级",
            changed(set_cells("成本指标", level1="成本指标", level2="经济成本指标")),
            _TREE_2021,
        ),
    ],
)
def required_classes_are_there(reading: Reading, context: Context) -> Iterator[Remark]:
    """Only classes that the form has; where the district has no form, those of the tree the table follows."""
    found = lacking(reading, context)
    if found.all_rows:
        yield flag(WHOLE, "绩效指标没有填写，请按产出、效益、满意度分别填写。")
        return
    yield from _told("C1", reading, context)
    if not found.lacks:
        shown = listed([f"{kind}{number}项" for kind, number in found.present])
        yield passed(WHOLE, "必备的指标分类齐全。", evidence=shown)


@REGISTER.rule(
    "C1a",
    "按2021年分类应设时效和成本指标的项目已设",
    basis="工程基建、大型修缮和购置类项目应设成本指标，有完成期限的应设时效指标",
    level=Level.WARNING,
    bad=[
        Example("更新设备没有成本指标", changed(drop_rows("成本指标")), _TREE_2021),
        Example("没有时效指标", changed(drop_rows("时效指标")), _TREE_2021),
    ],
    good=[
        Example("培训项目没有成本指标", changed(drop_rows("成本指标"), name="教师培训"), _TREE_2021),
        Example("成本仍列在产出下", SOUND, _TREE_2021),
    ],
)
def classes_of_2021_are_there(reading: Reading, context: Context) -> Iterator[Remark]:
    yield from _told("C1a", reading, context)


@REGISTER.rule(
    "C1b",
    "写到服务对象的项目设满意度指标",
    basis="有明确服务对象的项目应当听取服务对象的意见",
    level=Level.WARNING,
    bad=[
        Example("没有满意度指标", changed(drop_rows("服务对象满意度指标"))),
        Example("满意度指标只有空行", changed(set_cells("服务对象满意度指标", **EMPTY))),
    ],
    good=[
        Example("债务付息没有服务对象", changed(drop_rows("服务对象满意度指标"), name="一般债券付息")),
        Example("分类写作“满意度”", changed(set_cells("服务对象满意度指标", level2="满意度"))),
    ],
)
def satisfaction_is_there(reading: Reading, context: Context) -> Iterator[Remark]:
    """Where the table itself names whom its project serves; that word is shown."""
    for remark in _told("C1b", reading, context):
        cell, word = served_group(reading, context)
        yield replace(remark, evidence=f"文中写到{quote(word)}：{quote(cell.text, 60)}", also=cell.at)


_NOBODY = (
    drop_rows("服务对象满意度指标"),
    set_cells("社会效益指标", description="达标教室数÷教室总数×100%"),
)


@REGISTER.rule(
    "C1d",
    "没有写到服务对象的项目也考虑满意度指标",
    basis="多数项目有服务对象或受益群体，没有的可以不设",
    level=Level.HINT,
    bad=[
        Example("没有写到服务对象", changed(*_NOBODY)),
        Example("只写到设备", changed(*_NOBODY, name="监测站运维", purpose="运维26个监测站。")),
    ],
    good=[
        Example("已写到服务对象，另有提示", changed(drop_rows("服务对象满意度指标"))),
        Example("债务付息", changed(*_NOBODY, name="专项债券还本付息")),
    ],
)
def satisfaction_is_thought_of(reading: Reading, context: Context) -> Iterator[Remark]:
    """Whom a project serves often goes without saying, so this is no more than a hint."""
    for remark in _told("C1d", reading, context):
        message = "没有满意度指标；项目有服务对象或受益群体的，请补充一项。"
        yield replace(remark, message=message)


@REGISTER.rule(
    "C1c",
    "指标分类是本区表格样式中的分类",
    basis="分类名称一致才能按分类汇总和公开",
    level=Level.WARNING,
    bad=[
        Example("一级分类写错", changed(set_cells("社会效益指标", level1="产出指标"))),
        Example("样式中没有的二级分类", changed(set_cells("可持续影响指标", level2="政治影响指标"))),
        Example(
            "没有写二级分类",
            replace(SOUND, indicators=(replace(SOUND.indicators[0], level2=""), *SOUND.indicators[1:])),
        ),
    ],
    good=[
        Example("少写“指标”二字", changed(set_cells("社会效益指标", level1="效益", level2="社会效益"))),
        Example("名称折行、有空格", changed(set_cells("服务对象满意度指标", level1="满意\n度指 标"))),
        Example("同类加一行", changed(add_row("数量指标", "更换讲台数量", "≥36个"))),
    ],
)
def classes_are_of_the_form(reading: Reading, context: Context) -> Iterator[Remark]:
    """Once for each pair of labels, in its first row: the print shows it once."""
    form, seen = form_of(reading, context), set()
    if not form.known:
        yield unchecked(WHOLE, "没有本区的表格样式，未能核对指标分类。")
        return
    for row in reading.rows:
        pair = (row.level1, row.level2)
        if pair not in seen:
            seen.add(pair)
            if not _known(pair, form):
                yield _unknown(reading, row.number, form, context)


def _known(pair: tuple[str, str], form: Form) -> bool:
    """In the form, or there in a longer or shorter wording: 满意度 for 服务对象满意度."""
    level1, level2 = pair
    return pair in form.labels or (
        bool(level2)
        and any(
            level1 == one and (level2 in two or two in level2)
            for one, two in form.labels
            if len(two) > 1 < len(level2)
        )
    )


def _unknown(reading: Reading, number: int, form: Form, context: Context) -> Remark:
    row, one = reading.rows[number], reading.rows[number].indicator
    if not (row.level1 and row.level2):
        cell = "level1" if not row.level1 else "level2"
        return flag(
            row.at(cell), f"第{number + 1}行指标没有写{'一级' if cell == 'level1' else '二级'}分类，请补充。"
        )
    elsewhere = [labels for labels in context.classes if plain_label(labels[1]) == row.level2]
    if elsewhere:
        right = elsewhere[0][0]
        message = f"{quote(one.level2)}属于{quote(right)}，现列在{quote(one.level1)}下，请核对。"
        return flag(row.at("level1"), message, actual=one.level1, expected=right)
    below = [labels[1] for labels in context.classes if plain_label(labels[0]) == row.level1]
    if below:
        message = (
            f"{quote(one.level1)}下没有{quote(one.level2)}这一分类，本区样式有{quote(listed(below), 60)}。"
        )
        return flag(row.at("level2"), message, actual=one.level2, expected=listed(below))
    firsts = list(dict.fromkeys(labels[0] for labels in context.classes))
    message = f"本区样式没有{quote(one.level1)}这一分类，现有{quote(listed(firsts), 60)}，请核对。"
    return flag(row.at("level1"), message, actual=one.level1, expected=listed(firsts))
