"""What was said and what is said now, with the words marked that stand on one side alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Piece = tuple[str, bool]  # a run of text, and whether the other side has none of it
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|\s+|.", re.DOTALL)  # a 汉字, a whole number
_SHORT = 2  # words that have to be the same to be told as such in the midst of what changed
_ALIKE = 0.3  # of the longer text; below, the two are different ones
_MOST = 4_000_000  # pairs of words that are looked at; of longer texts what begins and ends alike is found


@dataclass(frozen=True, slots=True)
class Change:
    """What stands at `where` was another; a side that was or is not there has no pieces."""

    where: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def change(where: str, old: str, new: str) -> Change:
    before, after = _WORD.findall(old), _WORD.findall(new)
    same = _same(before, after)
    if sum(count for _, _, count in same) < _ALIKE * max(len(before), len(after)):
        same = []
    sides = [(at, count) for at, _, count in same], [(at, count) for _, at, count in same]
    return Change(where, tuple(_pieces(before, sides[0])), tuple(_pieces(after, sides[1])))


def changed(where: str, old: str, new: str) -> Iterator[Change]:
    """The change, if there is one."""
    if old != new:
        yield change(where, old, new)


def alike(old: str, new: str) -> float:
    """From 0 to 1, roughly."""
    return SequenceMatcher(None, old, new, autojunk=False).quick_ratio()


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where runs of words stand on both sides: from which word of either, and how many."""
    if len(old) * len(new) > _MOST:
        return _ends(old, new)
    found = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [
        (at, to, count)
        for at, to, count in found
        if count >= _SHORT or at == to == 0 or (at + count, to + count) == (len(old), len(new))
    ]


def _ends(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    start = _beginning(old, new)
    end = min(_beginning(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    return [(0, 0, start), (len(old) - end, len(new) - end, end)]


def _beginning(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _pieces(words: Sequence[str], same: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    past = 0
    for at, count in (*same, (len(words), 0)):
        if at > past:
            yield "".join(words[past:at]), True
        if count:
            yield "".join(words[at : at + count]), False
        past = at + count
