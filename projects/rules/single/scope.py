"""Whom a project is for and whose money it is: what the name says against the rest of the table."""

import re
from collections.abc import Iterator

from projects.rules.context import Context
from projects.rules.examples import add_row, changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Cell, Reading, at
from projects.rules.reading.fund_levels import describe, levels_in, levels_of_name
from projects.rules.reading.words import first_of, pattern
from projects.rules.rule import Example, Register
from projects.rules.telling import CELL_NAMES, quote

REGISTER = Register("名称与范围")
_TITLE = re.compile("《[^《》]{0,120}》")
_PEOPLE = "低保|最低生活|特困|困难|居民|家庭|人口|群众|贫困|五保|救助|危房|学生|学校|教师|养老|义务教育"
_FOR_PEOPLE = re.compile(f"[一-鿿]{{0,2}}?(?:{_PEOPLE})")
_NO_STAGE = re.compile(
    "《[^《》]{0,120}》|(?:小学|初中|高中|中学|中职)(?:应届|往届)?毕业|(?:小学|初中|高中|中学)(?:及?以[上下]|学历|文化)"
    "|(?:中考|高考|升学|招生)[^，。；]{0,12}"
)
_STAGES = {
    "幼儿园": "幼儿园|(?<!婴)幼儿|学前教育|学龄前|公办园|民办园|普惠园",
    "小学": "小学|中小学|义务教育|九年一贯",
    "初中": "初中|初级中学|中学|中小学|义务教育|九年一贯|七年级|八年级|九年级",
    "高中": "高中(?![低端层])|高级中学|(?<!初级)中学|中小学|普高",
    "中职": "中职|中等职业|职业高中|职业学校|职业中学|职教|技工学校|技校",
}
_BOTH = re.compile("城乡")
_COUNTED = re.compile("[0-9０-９]")
_STAGE = {name: re.compile(words) for name, words in _STAGES.items()}
_ANY_STAGE = re.compile("|".join(_STAGES.values()))


@REGISTER.rule(
    "E5",
    "绩效目标的范围与项目名称一致",
    basis="绩效目标应当指向明确，与项目的保障对象和范围相一致",
    level=Level.WARNING,
    bad=[
        Example(
            "名称是城市低保，目标写城乡",
            changed(name="城市低保金", purpose="发放城市低保金", goals=["落实城乡居民最低生活保障政策。"]),
        ),
        Example(
            "名称是农村，用途写城市",
            changed(name="农村低保金", purpose="用于城市低保对象的基本生活", goals=["每月10日前发放到户。"]),
        ),
        Example(
            "名称是高中，目标写小学", changed(purpose="更换课桌椅", goals=["8月底前3所小学换完课桌椅。"])
        ),
    ],
    good=[
        Example(
            "城乡居民养老保险是险种名称",
            changed(name="农村低保金", goals=["为低保对象代缴城乡居民基本养老保险费。"]),
        ),
        Example(
            "道路本来连接城乡",
            changed(name="农村公路养护", goals=["养护连接城区与各乡镇的公路36公里。"]),
        ),
        Example("名称就是城乡", changed(name="城乡低保金", goals=["保障城乡低保对象和农村特困人员。"])),
        Example("目标的范围更小", changed(name="中小学课桌椅更新", goals=["8月底前3所小学换完课桌椅。"])),
        Example("义务教育包括小学", changed(name="小学课桌椅更新", goals=["改善义务教育学校办学条件。"])),
        Example("文件名中的范围", changed(goals=["按《小学办学条件标准》改善3所高中的条件。"])),
    ],
)
def goals_are_of_the_scope(reading: Reading, context: Context) -> Iterator[Remark]:
    """Only where it is clear: the other side is named and one's own is not."""
    name = reading.table.name
    cells = [cell for cell in (reading.head["purpose"], *reading.goals) if cell.text]
    yield from _town_or_country(name, cells, context)
    yield from _stages(name, cells)


def _town_or_country(name: str, cells: list[Cell], context: Context) -> Iterator[Remark]:
    """城市 and 农村 only of people, or of the very thing that the name names: roads link town and country."""
    settings = context.settings
    town, country = (pattern(words, settings).search(name) for words in ("urban_words", "rural_words"))
    if "城乡" in name or bool(town) == bool(country):
        return
    own, other = ("urban_words", "rural_words") if town else ("rural_words", "urban_words")
    meant = town or country
    for cell in cells:
        text = pattern("both_words_of_course", settings).sub("", _TITLE.sub("", cell.text))
        if first_of(own, text, settings):
            continue
        for said in (*_BOTH.finditer(text), *pattern(other, settings).finditer(text)):
            whole = said[0] == "城乡" and _COUNTED.match(text, said.end())
            if whole or _of_the_same(name, meant.end(), text, said.end()):
                yield _differs(cell, meant[0], said[0])
                break


def _of_the_same(name: str, after_own: int, text: str, after_other: int) -> bool:
    thing = name[after_own : after_own + 2]
    if len(thing) == 2 and text.startswith(thing, after_other):
        return True
    return bool(_FOR_PEOPLE.match(name, after_own) and _FOR_PEOPLE.match(text, after_other))


def _stages(name: str, cells: list[Cell]) -> Iterator[Remark]:
    """Kinds of schools, over all goals together: one of several goals may be about another kind."""
    name = _NO_STAGE.sub("", name)
    meant = _stages_in(name)
    if not meant:
        return
    texts = [_NO_STAGE.sub("", cell.text) for cell in cells]
    said = [_stages_in(text) for text in texts]
    if meant.isdisjoint(frozenset().union(*said)):
        for cell, text, stages in zip(cells, texts, said, strict=True):
            if stages:
                yield _differs(cell, _ANY_STAGE.search(name)[0], _ANY_STAGE.search(text)[0])


def _stages_in(text: str) -> frozenset[str]:
    if not _ANY_STAGE.search(text):
        return frozenset()
    return frozenset(stage for stage, words in _STAGE.items() if words.search(text))


def _differs(cell: Cell, meant: str, said: str) -> Remark:
    message = f"项目名称写“{meant}”，{CELL_NAMES[cell.at.cell]}写“{said}”，请核对范围，改为一致。"
    return flag(cell.at, message, actual=said, expected=meant, evidence=quote(cell.text, 60), also=at("name"))


@REGISTER.rule(
    "E6",
    "资金级别前后一致",
    basis="项目名称、资金用途和成本指标说的应当是同一级财政的资金",
    level=Level.WARNING,
    bad=[
        Example(
            "名称是省级配套，成本写区级投入",
            changed(set_cells("成本指标", level3="区级财政投入"), name="公路养护工程省级配套资金"),
        ),
        Example(
            "名称是中央补助，用途写县级资金",
            changed(name="危房改造中央补助资金", purpose="县级财政资金用于改造"),
        ),
        Example(
            "用途是市级，成本写区级",
            changed(set_cells("成本指标", level3="区级资金"), purpose="市级补助资金更换课桌椅"),
        ),
    ],
    good=[
        Example("区级就是本级", changed(set_cells("成本指标", level3="本级财政投入"), name="区级配套资金")),
        Example(
            "各级分担的各列一行",
            changed(
                set_cells("成本指标", level3="省级补助资金"),
                add_row("成本指标", "区级配套资金", "5万元"),
                name="省级补助资金项目",
            ),
        ),
        Example(
            "省级说的是称号",
            changed(set_cells("成本指标", level3="区级财政投入"), name="省级非遗传承人补助资金"),
        ),
        Example(
            "上级资金就是省级资金",
            changed(set_cells("成本指标", level3="上级补助资金"), name="省级补助资金项目"),
        ),
    ],
)
def funds_are_of_one_level(reading: Reading, context: Context) -> Iterator[Remark]:
    """The name tells, or the purpose where the name says nothing."""
    head, local = reading.head, context.district
    name, purpose = levels_of_name(head["name"].text, context), levels_in(head["purpose"].text, local)
    meant, source = (name, "name") if name else (purpose, "purpose")
    if not meant:
        return
    costs = [row for row in reading.rows if "成本" in row.level1 or "成本" in row.level2]
    cells = [row.cells[cell] for row in costs for cell in ("level3", "description")]
    said = [(cell, levels_in(cell.text, local)) for cell in cells]
    if any(levels & meant for _, levels in said):
        said = []
    if source == "name" and purpose:
        said.insert(0, (head["purpose"], purpose))
    told = set()
    for cell, levels in said:
        if levels and not levels & meant and (cell.at.part, cell.at.number) not in told:
            told.add((cell.at.part, cell.at.number))
            message = (
                f"{CELL_NAMES[source]}说的是{describe(meant)}资金，{CELL_NAMES[cell.at.cell]}写{quote(cell.text)}，"
                "请核对资金的级别，改为一致。"
            )
            yield flag(
                cell.at, message, actual=describe(levels), expected=describe(meant), also=head[source].at
            )
