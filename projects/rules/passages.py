"""What a row is about, to be found again in running words: pairs of characters of its name."""

import re
from functools import lru_cache

from projects.rules.near import bigrams
from projects.rules.settings import Settings
from projects.rules.words import pattern

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
