"""Tables of a year that are too much alike: one set of indicators, one goal, one thing under two names.

A finding names the other project by identity and says how alike the two are. It repeats nothing that stands
in the other table: who reads it may have no right to see that.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.rules.across.likeness import compare, own_lines
from projects.rules.across.near import LOOSE, bigrams, dice, neighbours
from projects.rules.collection import CollectionRule, Entry, Group
from projects.rules.context import Context
from projects.rules.examples import SOUND, changed, set_cells
from projects.rules.finding import Anchor, Level, Remark, flag
from projects.rules.reading import at, goal_at
from projects.rules.reading.names import core, overlaps
from projects.rules.rule import Register
from projects.rules.telling import CELL_NAMES
from projects.rules.unlike import OTHER
from projects.spelling import bare
from projects.tables import ProjectTable

REGISTER = Register("项目之间", CollectionRule)
_SHOWN = 3  # others that are named for one table or cell, the likeliest
_WORDS = 10  # characters of a goal or purpose below which being alike says nothing
_HUNDRED = Decimal(100)
Found = Iterator[tuple[Entry, Remark]]


@REGISTER.rule(
    "E3",
    "指标与其他项目不雷同",
    basis="绩效指标应当与本项目的任务高度关联；几个项目用同一套指标，看不出各自要做什么",
    level=Level.HINT,
    bad=[
        Group("指标全部相同", (SOUND, changed(name="初中图书角建设", code=""))),
        Group(
            "只改了一个数字和一个名称",
            (
                SOUND,
                changed(
                    set_cells("数量指标", value="≥800套"),
                    set_cells("时效指标", level3="全部安装完成时间"),
                    name="初中课桌椅更新",
                ),
            ),
        ),
    ],
    good=[
        Group("不同的项目", (SOUND, OTHER)),
        Group(
            "只有满意度和成本两行相同",
            (
                SOUND,
                replace(OTHER, indicators=(*OTHER.indicators[:4], SOUND.indicators[3], SOUND.indicators[6])),
            ),
        ),
    ],
)
def indicators_are_its_own(entries: Sequence[Entry], context: Context) -> Found:
    """Rows that many tables share (区级财政投入) are left out: they come with the form."""
    settings = context.settings
    lines = own_lines([entry.table for entry in entries], settings.threshold("stock_row_share") / _HUNDRED)
    found = neighbours(
        lines,
        lambda rows: bigrams("\n".join(line.text for line in rows)),
        lambda one, other: compare(one, other).share,
        float(settings.threshold("alike_indicators") / _HUNDRED),
    )
    for number, entry in enumerate(entries):
        for alike, other in found[number][:_SHOWN]:
            rows = compare(lines[number], lines[other])
            yield (
                entry,
                flag(
                    Anchor("indicators"),
                    f"绩效指标与另一项目相似度为{_percent(alike)}，请核对是否沿用，并按本项目的任务修改。",
                    evidence=f"除各表通用的指标外，本表有{rows.rows}行，其中{rows.same}行相同、{rows.close}行相近",
                    other_project=entries[other].project,
                    likeness=_share(alike),
                ),
            )


@REGISTER.rule(
    "E4",
    "绩效目标和资金用途与其他项目不重复",
    basis="绩效目标应当说明本项目当年要达到的结果，资金用途应当说明本项目的钱花在哪里",
    level=Level.HINT,
    bad=[
        Group("目标相同", (SOUND, replace(OTHER, goals=SOUND.goals))),
        Group("用途只差一个字", (SOUND, replace(OTHER, purpose=SOUND.purpose.replace("为3所", "给3所")))),
    ],
    good=[
        Group("目标和用途各不相同", (SOUND, OTHER)),
        Group("太短，不比较", (changed(purpose="日常办公"), replace(OTHER, purpose="日常办公"))),
        Group("一个项目的用途与另一个的目标相同", (SOUND, replace(OTHER, purpose=SOUND.goals[0].text))),
    ],
)
def goals_are_its_own(entries: Sequence[Entry], context: Context) -> Found:
    least = float(context.settings.threshold("alike_texts") / _HUNDRED)
    for cell in ("purpose", "text"):
        texts = [(entry, *one) for entry in entries for one in _texts(entry.table, cell)]
        found = neighbours([bare(text) for _, _, text in texts], _tokens, _dice, least)
        for (entry, number, _), alike in zip(texts, found, strict=True):
            others = [(share, texts[place][0]) for share, place in alike]
            for share, other in _distinct(entry, others):
                called = CELL_NAMES[cell]
                how = "相同" if share == 1 else f"相似度为{_percent(share)}"
                yield (
                    entry,
                    flag(
                        at(cell) if cell == "purpose" else goal_at(entry.table.goals[number], number),
                        f"{called}与另一项目的{called}{how}，请按本项目的任务改写；两个项目重复的请合并。",
                        other_project=other.project,
                        likeness=_share(share),
                    ),
                )


@REGISTER.rule(
    "E7",
    "与其他项目的内容不重叠",
    basis="同一件事不应在几个项目中重复安排预算",
    level=Level.HINT,
    bad=[
        Group(
            "名称只多两个字",
            (changed(name="农村公路养护工程"), replace(OTHER, name="2025年农村公路日常养护资金")),
        ),
        Group(
            "去掉“经费”等字后相同",
            (changed(name="校园保安服务经费"), replace(OTHER, name="校园保安服务采购项目")),
        ),
    ],
    good=[
        Group("对象不同", (changed(name="城市低保金"), replace(OTHER, name="农村低保金"))),
        Group("学校不同", (changed(name="第一小学门卫经费"), replace(OTHER, name="第二小学门卫经费"))),
        Group("只有“工作经费”相同", (changed(name="统计工作经费"), replace(OTHER, name="审计工作经费"))),
    ],
)
def projects_do_not_overlap(entries: Sequence[Entry], context: Context) -> Found:
    """By their names alone, so only a hint: nothing may differ but what one of them adds."""
    cores = [core(entry.table.name, context.district, context.settings) for entry in entries]
    found = neighbours(cores, _letters, overlaps, 0.01, LOOSE)
    for entry, alike in zip(entries, found, strict=True):
        for share, other in alike[:_SHOWN]:
            yield (
                entry,
                flag(
                    at("name"),
                    "项目名称与另一项目相近，请核对两个项目的对象和内容，避免重复安排资金。",
                    actual=entry.table.name,
                    other_project=entries[other].project,
                    likeness=_share(share),
                ),
            )


def _texts(table: ProjectTable, cell: str) -> list[tuple[int, str]]:
    """(number, text) of the purpose, or of each goal."""
    return (
        [(0, table.purpose)] if cell == "purpose" else [(n, goal.text) for n, goal in enumerate(table.goals)]
    )


def _tokens(text: str) -> frozenset[str]:
    return bigrams(text) if len(text) >= _WORDS else frozenset()


def _letters(name: str) -> frozenset[str]:
    return frozenset(name) if overlaps(name, name) else frozenset()


def _dice(one: str, other: str) -> float:
    return dice(bigrams(one), bigrams(other))


def _distinct(entry: Entry, alike: list[tuple[float, Entry]]) -> Iterator[tuple[float, Entry]]:
    """Each other project once, and not the entry itself: two goals of one project may be alike."""
    told: set[Hashable] = {entry.project}
    for share, other in alike:
        if other.project not in told and len(told) <= _SHOWN:
            told.add(other.project)
            yield share, other


def _share(alike: float) -> Decimal:
    """Cut, not rounded, to two places: what is not equal is never 1."""
    return Decimal(int(alike * 100 + 1e-9)) / _HUNDRED


def _percent(alike: float) -> str:
    return f"{_share(alike):.0%}"
