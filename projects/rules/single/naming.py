"""Whether an indicator's name says what is measured."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.official.trees import TREES
from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Cell, Reading, Row
from projects.rules.reading.named import LONGEST_NAME, bare_words
from projects.rules.reading.words import pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.repeating import FORMULA, copied_from, is_measured
from projects.rules.telling import quote

REGISTER = Register("指标名称")
_COUNTED = re.compile(r"^[0-9一二三四五六七八九十]{1,2}(?=.*指标)|[0-9一二三四五六七八九十]{1,2}$")
_INSTEAD = {
    "数量": "培训人次",
    "质量": "验收合格率",
    "时效": "项目完成时间",
    "成本": "补助标准",
    "经济": "户均年增收",
    "社会": "受益人数",
    "生态": "垃圾无害化处理率",
    "可持续": "设施使用年限",
    "满意": "家长满意度",
}
_SEGMENT = re.compile(r"[；;。\n]")
_NUMBERED = re.compile(
    r"^\s*(?:目标\s*)?[（(]?[0-9０-９一二三四五六七八九十]{1,2}[)）]?(?:是|[：:、.．]|(?=\s))\s*"
)
_SHORTEST_COPY = 8  # characters; a shorter clause may well be the name of what is counted


def _class_name(text: str) -> str:
    """A name or label without what makes no difference between classes; unlike labels it keeps 环境."""
    name = bare_words(text).removesuffix("指标")
    return name.replace("效果", "效益").replace("可持续性", "可持续").removesuffix("影响")


_CLASSES = frozenset(
    _class_name(node.name) for tree in TREES.values() for top in tree for node in (top, *top.children)
) | {"时效性", "生态环境效益", "可持续效益"}


@REGISTER.rule(
    "C2",
    "三级指标名称不是指标类别",
    basis="二级指标是类别，三级指标要说明这一类里具体考核什么",
    level=Level.ERROR,
    bad=[
        Example("名称就是二级指标", changed(set_cells("社会效益指标", level3="社会效益"))),
        Example("服务对象满意度指标", changed(set_cells("服务对象满意度指标", level3="服务对象 满意度指标"))),
        Example("类别加序号", changed(set_cells("数量指标", level3="数量指标1"))),
        Example("另一类的名称", changed(set_cells("可持续影响指标", level3="生态效益指标"))),
    ],
    good=[
        Example("说明了对象", changed(set_cells("服务对象满意度指标", level3="服务对象满意度"))),
        Example("质量的一个方面", changed(set_cells("质量指标", level3="环境质量"))),
        Example("数量前有所指", changed(set_cells("数量指标", level3="课桌椅数量"))),
    ],
)
def name_is_no_class(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        name = row.indicator.level3
        if name and is_class(row):
            instead = next((one for word, one in _INSTEAD.items() if word in row.level2), "受益人数")
            yield flag(
                row.at("level3"),
                f"{quote(name)}是指标类别，请写明具体考核什么，如“{instead}”。",
                actual=name,
                evidence=f"二级指标：{row.indicator.level2}",
                also=row.at("level2"),
            )


def is_class(row: Row) -> bool:
    """服务对象满意度 can be asked of somebody; only with 指标 behind it is it nothing but the class."""
    text = bare_words(row.indicator.level3)
    counted = _COUNTED.sub("", text)
    if "满意" in text and not counted.endswith("指标"):
        return False
    name = _class_name(counted)
    if not name:
        return counted.endswith("指标")
    return name in _CLASSES or name in (_class_name(row.indicator.level2), _class_name(row.indicator.level1))


@REGISTER.rule(
    "C5",
    "指标名称不用套话",
    basis="套话可以放进任何项目，看不出考核什么",
    level=Level.WARNING,
    bad=[
        Example("按年度工作计划", changed(set_cells("时效指标", level3="按年度工作计划"))),
        Example("项目具有可持续性", changed(set_cells("可持续影响指标", level3="项目具有可持续性。"))),
        Example(
            "按文件要求保质保量完成", changed(set_cells("质量指标", level3="按照文件要求，保质保量完成"))
        ),
        Example("服务标准", changed(set_cells("质量指标", level3="服务 标准"))),
    ],
    good=[
        Example("按时发放率", changed(set_cells("时效指标", level3="按时发放率"))),
        Example("说明了是谁的服务标准", changed(set_cells("质量指标", level3="养老机构服务标准达标率"))),
        Example("按规定做的是什么", changed(set_cells("质量指标", level3="按规定配备消防器材数"))),
    ],
)
def name_is_no_stock_phrase(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        if stock(row.indicator.level3, context.settings) and not is_class(row):
            name = row.indicator.level3
            message = f"{quote(name)}没有说明考核什么，请写成具体的内容，如对象、数量或比率的名称。"
            yield flag(row.at("level3"), message, actual=name)


@lru_cache(maxsize=8192)
def stock(name: str, settings: Settings) -> bool:
    """Whether a name is a stock phrase: one of the list, or 按 and 保障 with nothing but compliance."""
    bare = bare_words(name).removesuffix("指标")
    if not bare:
        return False
    return (
        bare.removesuffix("情况") in _stock_names(settings)
        or bare in _stock_names(settings)
        or _compliance(settings).fullmatch(bare) is not None
    )


@lru_cache(maxsize=64)
def _stock_names(settings: Settings) -> frozenset[str]:
    return frozenset(bare_words(word) for word in settings.words("stock_names"))


@lru_cache(maxsize=64)
def _compliance(settings: Settings) -> re.Pattern[str]:
    words = rf"(?:{pattern('compliance_words', settings).pattern})++"
    ensured = rf"(?:保障|确保|保证){words}(?<=开展|运转|运行|实施|推进|完成)"
    return re.compile(rf"(?:按|依|根据){words}|{ensured}")


@REGISTER.rule(
    "C5b",
    "三级指标名称不写算式",
    basis="名称说考核什么，怎样计算写在指标描述里",
    level=Level.HINT,
    bad=[
        Example("名称就是算式", changed(set_cells("质量指标", level3="合格套数/到货套数*100%"))),
        Example("用了除号", changed(set_cells("社会效益指标", level3="达标教室数÷教室总数"))),
    ],
    good=[
        Example("名称里的斜线", changed(set_cells("质量指标", level3="水/电抄表合格率"))),
        Example("算式在描述里", changed(set_cells("质量指标", description="合格套数/到货套数*100%"))),
    ],
)
def name_is_no_formula(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        name = row.indicator.level3
        if name and len(name) <= LONGEST_NAME and FORMULA.search(name):
            yield flag(
                row.at("level3"),
                f"{quote(name)}是算式，请移到指标描述，名称写成“××率”。",
                actual=name,
                expected="名称",
            )


@REGISTER.rule(
    "C5a",
    "指标不照抄绩效目标或资金用途",
    basis="指标把目标分解为可衡量的方面，照抄目标没有分解",
    level=Level.WARNING,
    bad=[
        Example(
            "名称照抄目标",
            changed(
                set_cells("社会效益指标", level3="保障高中课桌椅更新工作顺利开展", value="顺利开展"),
                goals=["保障高中课桌椅更新工作顺利开展。"],
            ),
        ),
        Example(
            "指标值照抄目标中的一项",
            changed(
                set_cells("社会效益指标", value="让学生坐上合身的桌椅"),
                goals=["目标1：换新1200套课桌椅；\n目标2：让学生坐上合身的桌椅；"],
            ),
        ),
        Example(
            "名称照抄用途",
            changed(
                set_cells("数量指标", level3="为高中更换老旧课桌椅", value="全部更换"),
                purpose="为高中更换老旧课桌椅",
            ),
        ),
    ],
    good=[
        Example(
            "目标里写了数量，指标给出数值",
            changed(
                set_cells("数量指标", level3="更换高中课桌椅套数", value="≥1200套"),
                goals=["更换高中课桌椅套数不少于1200套。"],
            ),
        ),
        Example(
            "名称与目标同句而有数值",
            changed(set_cells("数量指标", level3="更换老旧高中课桌椅"), goals=["更换老旧高中课桌椅"]),
        ),
    ],
)
def indicator_is_no_goal(reading: Reading, context: Context) -> Iterator[Remark]:
    """Only where no measure stands beside it; a clause of the goal with a measure is a measured clause."""
    clauses = None
    for row in reading.rows:
        value = row.indicator.value
        if not value or is_measured(row):
            continue
        if clauses is None:
            clauses = _clauses(reading)
        for cell in ("level3", "value"):
            text = getattr(row.indicator, cell)
            source = clauses.get(bare_words(text)) if len(text) >= _SHORTEST_COPY else None
            if source and not (cell == "value" and copied_from(row)):
                yield _copied(row, cell, text, source)
                break


def _copied(row: Row, cell: str, text: str, source: Cell) -> Remark:
    named = "资金用途" if source.at.cell == "purpose" else "绩效目标"
    what = "指标名称" if cell == "level3" else "指标值"
    return flag(
        row.at(cell),
        f"{what}照抄了{named}{quote(text, 16)}，请分解为可衡量的指标和数值。",
        actual=text,
        evidence=f"{named}：{source.text[:60]}",
        also=source.at,
    )


def _clauses(reading: Reading) -> dict[str, Cell]:
    """Each clause of goals and purpose without its number, by its bare words."""
    found: dict[str, Cell] = {}
    for cell in (*reading.goals, reading.head["purpose"]):
        for clause in _SEGMENT.split(cell.text)[:40]:
            bare = bare_words(_NUMBERED.sub("", clause))
            if len(bare) >= _SHORTEST_COPY:
                found.setdefault(bare, cell)
    return found
