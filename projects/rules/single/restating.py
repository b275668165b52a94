"""Whether purpose and goals say more than the project's name."""

import re
from collections.abc import Iterator

from projects.rules.context import Context
from projects.rules.examples import changed
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Cell, Reading, at
from projects.rules.reading.filled import tells
from projects.rules.reading.words import pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote
from projects.values import HALF_WIDTH

REGISTER = Register("完整性")
_MARKS = re.compile(r"[\W_]+")
_GOAL_LABEL = re.compile(r"目标\s{0,4}[0-9０-９一二三四五六七八九十]{0,3}\s{0,4}[:：]")
_LONGEST = 200  # characters; what is longer says more than a name


@REGISTER.rule(
    "A4",
    "资金用途说明了项目名称以外的内容",
    basis="资金用途应当说明钱花在哪里，重复名称无法判断资金与目标是否匹配",
    level=Level.WARNING,
    bad=[
        Example("用途就是名称", changed(purpose="普通高中课桌椅更新")),
        Example("只加了“用于”和“经费”", changed(purpose="主要用于普通高中课桌椅更新工作经费。")),
        Example("只说了名称的一部分", changed(purpose="用于课桌椅更新")),
    ],
    good=[
        Example("写明数量", changed(purpose="用于普通高中课桌椅更新1200套")),
        Example("写明对象", changed(purpose="为3所普通高中更新课桌椅")),
    ],
)
def purpose_adds_something(reading: Reading, context: Context) -> Iterator[Remark]:
    """Compared without the words that add nothing."""
    name, purpose, settings = reading.table.name, reading.table.purpose, context.settings
    if max(len(name), len(purpose)) > _LONGEST or not (tells(name, settings) and tells(purpose, settings)):
        return
    core = _only(purpose, settings)
    if _bare(purpose) == _bare(name) or core in _only(name, settings):
        little = "只重复了项目名称" if core else "没有说明具体内容"
        message = f"资金用途{quote(purpose)}{little}，请写明钱用在什么事、什么人、多少数量上。"
        yield flag(at("purpose"), message, actual=purpose, evidence=name, also=at("name"))


@REGISTER.rule(
    "A5",
    "绩效目标不照抄项目名称或资金用途",
    basis="绩效目标是要达到的结果，名称和用途不是结果",
    level=Level.ERROR,
    bad=[
        Example("目标就是名称", changed(goals=["普通高中课桌椅更新。"])),
        Example("目标照抄用途", changed(goals=["为3所普通高中更换使用满8年的课桌椅1200套，每套380元"])),
        Example("序号之后是名称", changed(goals=["目标1：普通高中课桌椅更新"])),
    ],
    good=[
        Example(
            "目标写明结果", changed(goals=["完成普通高中课桌椅更新，1200套新桌椅在秋季开学前投入使用。"])
        ),
        Example(
            "目标在用途之外写明时间",
            changed(goals=["8月底前为3所普通高中更换使用满8年的课桌椅1200套，每套380元"]),
        ),
    ],
)
def goals_are_no_copies(reading: Reading, context: Context) -> Iterator[Remark]:
    """Equal but for punctuation; what is equal but for empty words is A5a's."""
    for goal, source, text in _alike(reading, context.settings, exact=True):
        message = f"绩效目标与{source}相同，请写明当年要达到的结果，如完成的数量、时间和效果。"
        yield flag(goal.at, message, actual=goal.text, evidence=text, also=at(_CELLS[source]))


@REGISTER.rule(
    "A5a",
    "绩效目标在名称和用途之外说明了结果",
    basis="绩效目标是要达到的结果，在名称前后加“保障”“顺利开展”仍不是结果",
    level=Level.WARNING,
    bad=[
        Example("保障名称顺利开展", changed(goals=["保障普通高中课桌椅更新工作顺利开展"])),
        Example("完成名称", changed(goals=["按时完成普通高中课桌椅更新项目。"])),
    ],
    good=[
        Example("写明数量", changed(goals=["完成普通高中课桌椅更新1200套"])),
        Example("写明结果", changed(goals=["普通高中课桌椅更新后全部达到国家标准"])),
    ],
)
def goals_add_something(reading: Reading, context: Context) -> Iterator[Remark]:
    for goal, source, text in _alike(reading, context.settings, exact=False):
        message = f"绩效目标{quote(goal.text)}只重复了{source}，请写明当年要达到的结果。"
        yield flag(goal.at, message, actual=goal.text, evidence=text, also=at(_CELLS[source]))


_CELLS = {"项目名称": "name", "资金用途": "purpose"}


def _alike(reading: Reading, settings: Settings, *, exact: bool) -> Iterator[tuple[Cell, str, str]]:
    """Goals that repeat the name or the purpose, each once: the goal, which of them, and its text."""
    sources = [(label, getattr(reading.table, cell)) for label, cell in _CELLS.items()]
    sources = [(label, text) for label, text in sources if tells(text, settings)]
    spelled = [_bare(text) for _, text in sources]
    for goal in reading.goals:
        if not tells(goal.text, settings):
            continue
        text = _bare(_without_label(goal.text))
        if text in spelled:
            if exact:
                yield goal, *sources[spelled.index(text)]
        elif not exact and len(text) <= _LONGEST and (core := _only(text, settings)):
            short = (source for source in sources if len(source[1]) <= _LONGEST)
            if same := next((one for one in short if core == _only(one[1], settings)), None):
                yield goal, *same


def _without_label(text: str) -> str:
    found = _GOAL_LABEL.match(text)
    return text[found.end() :] if found else text


def _bare(text: str) -> str:
    """Without punctuation, blanks and line breaks, half-width."""
    return _MARKS.sub("", text.translate(HALF_WIDTH))


def _only(text: str, settings: Settings) -> str:
    """Without the words that add nothing, too; empty where there is nothing else."""
    return pattern("filler_words", settings).sub("", _bare(text))
