"""What a row is about, found in running words by pairs of characters of its name, and said otherwise."""

import re
from functools import lru_cache

from projects.rules.across.near import bigrams
from projects.rules.finding import Remark, flag
from projects.rules.reading import Cell, Row
from projects.rules.reading.words import pattern
from projects.rules.settings import Settings
from projects.rules.telling import CELL_NAMES, quote

_EMPTY = re.compile("数量|人数|户数|个数|次数|时间|日期|时限|完成|项目|工作|情况|全年|年度|年末|及时")


@lru_cache(maxsize=4096)
def _pairs(name: str, actions: re.Pattern[str] | None) -> frozenset[str]:
    bare = _EMPTY.sub(" ", "".join(name.split()))
    parts = (actions.sub(" ", bare) if actions else bare).split()
    return frozenset().union(*(bigrams(part) for part in parts if len(part) > 1))


def about(name: str, passage: str) -> bool:
    """Whether a passage has two pairs of a name, or the only one it has."""
    return shared(name, passage) >= min(2, len(_pairs(name, None)) or 1)


def shared(name: str, passage: str, settings: Settings | None = None) -> int:
    """How many pairs of a name stand in a passage; with settings but for the words of what is done."""
    actions = pattern("actions", settings) if settings else None
    return sum(pair in passage for pair in _pairs(name, actions))


def said_otherwise(row: Row, cell: Cell, told: str, passage: str, ask: str = "请统一") -> Remark:
    """The passage of a cell that says something else than the row's value."""
    where, value = CELL_NAMES[cell.at.cell], row.indicator.value
    return flag(
        row.at("value"),
        f"{where}写{quote(told)}，指标值写{quote(value)}，{ask}。",
        actual=value,
        expected=told,
        evidence=f"{where}：{passage}",
        also=cell.at,
    )
