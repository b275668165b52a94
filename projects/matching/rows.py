"""Which rows of a table from outside are which of the table that is here, so that they keep their ids."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace

from projects.drafting.sheet import Row
from projects.matching.pairing import Pairing
from projects.official.trees import plain_label
from projects.spelling import bare
from projects.tables import Goal, Indicator, PlanStep, ProjectTable, indicator_texts

_ALIKE = 0.4  # 培训次数 and 全年培训的次数 are beyond it, 评审项目数量 and 聘请专家数量 are not
_MONTH = re.compile(r"[截至到]*(?:20[0-9]{2}年)?0?([0-9]{1,2})月份?[底末]?前?")


def matched(existing: ProjectTable, incoming: ProjectTable) -> ProjectTable:
    """`incoming`, each row with the id and lineage of the existing row it corresponds to, or with none.

    Its content stays; ids it had of its own are dropped. No existing row is given twice, and the same tables
    are always matched alike.
    """
    return replace(
        incoming,
        plan=_plan(existing.plan, incoming.plan),
        goals=_goals(existing.goals, incoming.goals),
        indicators=_indicators(existing.indicators, incoming.indicators),
    )


def _plan(old: Sequence[PlanStep], new: Sequence[PlanStep]) -> tuple[PlanStep, ...]:
    pairing = Pairing(old, new)
    pairing.by_key(lambda step: _checkpoint(step.label))
    pairing.by_key(_any)
    return pairing.identified()


def _goals(old: Sequence[Goal], new: Sequence[Goal]) -> tuple[Goal, ...]:
    pairing = Pairing(old, new)
    pairing.by_key(lambda goal: (bare(goal.label), bare(goal.text)))
    pairing.by_likeness(_any, lambda goal: [goal.text], _ALIKE)
    pairing.by_key(_any)
    return pairing.identified()


def _indicators(old: Sequence[Indicator], new: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """By the whole row; by 二级 and 三级 name, the likest first where several share them; by likeness within
    the 二级; by a name that one row on each side bears under different 二级, which is a row whose class was
    corrected; by order within the 二级.
    """
    pairing = Pairing(old, new)
    pairing.by_key(lambda row: tuple(map(bare, indicator_texts(row))))
    pairing.by_likeness(_class_and_name, lambda row: indicator_texts(row)[2:], 0)
    pairing.by_likeness(_class, lambda row: [row.level3, row.description], _ALIKE)
    pairing.by_key_alone(lambda row: bare(row.level3))
    pairing.by_key(_class)
    return pairing.identified()


def _any(row: Row) -> Hashable:
    """One key for all: rows of one part, in their order."""
    return True


def _class(row: Indicator) -> Hashable:
    """The 二级; that none was typed is a class too."""
    return ("", plain_label(bare(row.level2)))


def _class_and_name(row: Indicator) -> Hashable:
    return _class(row), bare(row.level3)


def _checkpoint(label: str) -> str:
    """3月底, 3月末 and 2025年3月底前 are one checkpoint, whatever a year's form calls it."""
    text = bare(label)
    found = _MONTH.fullmatch(text)
    return found[1] if found else text
