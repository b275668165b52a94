"""Which tables from outside are tables of projects that are here already."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from projects.matching.likeness import likely_pairs
from projects.spelling import bare
from projects.tables import ProjectTable

_PROBABLE = 0.6  # likeness of two names from which a person is asked whether they are one project


class Evidence(StrEnum):
    """Why a table is taken for a project's. LIKE is a probability, for a person to confirm."""

    CODE = "code"
    NAME = "name"
    LIKE = "like"


@dataclass(frozen=True, slots=True)
class ProjectMatch:
    key: Hashable
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Side:
    """The codes and names of one side, spelled alike; `left` are those not matched yet."""

    codes: list[str]
    names: list[str]
    left: set[int]

    @classmethod
    def of(cls, codes_and_names: Sequence[tuple[str, str]]) -> "_Side":
        codes = [code_key(code) for code, _ in codes_and_names]
        return cls(codes, [bare(name) for _, name in codes_and_names], set(range(len(codes))))

    def alone(self, texts: list[str]) -> dict[str, int]:
        """The texts that only one of those left has, and its place."""
        count = Counter(texts[place] for place in self.left)
        return {texts[place]: place for place in self.left if texts[place] and count[texts[place]] == 1}


def project_matches(
    tables: Sequence[ProjectTable], known: Sequence[tuple[Hashable, str, str]]
) -> list[ProjectMatch | None]:
    """For each table the one of the `known` projects (key, code, name) that it is of, or None.

    By code, then by name, then by likeness of the names; blanks and widths aside. What is ambiguous is None:
    a code or name that several projects or several tables share, names equally like. Whoever prefers a
    department's projects gives these alone. No project is given to two tables. The same name under another
    code is only probable, a like name under another code nothing.
    """
    news = _Side.of([(table.code, table.name) for table in tables])
    olds = _Side.of([(code, name) for _, code, name in known])
    found: list[ProjectMatch | None] = [None] * len(tables)
    for step in _by_code, _by_name, _by_likeness:
        for new, old, evidence in list(step(news, olds)):
            found[new] = ProjectMatch(known[old][0], evidence)
            news.left.remove(new)
            olds.left.remove(old)
    return found


def code_key(text: str) -> str:
    """A code to look up by; 无 and — are none."""
    code = bare(text)
    return code if any(sign.isdigit() for sign in code) else ""


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _by_code(news: _Side, olds: _Side) -> Iterator[tuple[int, int, Evidence]]:
    there = olds.alone(olds.codes)
    for code, new in news.alone(news.codes).items():
        if code in there:
            yield new, there[code], Evidence.CODE


def _by_name(news: _Side, olds: _Side) -> Iterator[tuple[int, int, Evidence]]:
    there = olds.alone(olds.names)
    for name, new in news.alone(news.names).items():
        if name in there:
            other_code = _differ(news.codes[new], olds.codes[there[name]])
            yield new, there[name], Evidence.LIKE if other_code else Evidence.NAME


def _by_likeness(news: _Side, olds: _Side) -> Iterator[tuple[int, int, Evidence]]:
    """Only where each is the other's likest, and no other as like."""
    new_places, old_places = sorted(news.left), sorted(olds.left)
    pairs = [
        (likeness, old_places[old], new_places[new])
        for likeness, old, new in likely_pairs(
            [[olds.names[place]] for place in old_places],
            [[news.names[place]] for place in new_places],
            _PROBABLE,
        )
        if not _differ(news.codes[new_places[new]], olds.codes[old_places[old]])
    ]
    likest_old, likest_new = _likest(pairs, 2), _likest(pairs, 1)
    for new, pair in likest_old.items():
        if pair and likest_new[pair[1]] == pair:
            yield new, pair[1], Evidence.LIKE


def _likest(pairs: list[tuple[float, int, int]], side: int) -> dict[int, tuple[float, int, int] | None]:
    """The first of the pairs (the likest come first) of each place of a side; None where two are as like."""
    likest: dict[int, tuple[float, int, int] | None] = {}
    best: dict[int, float] = {}
    for pair in pairs:
        place = pair[side]
        if place not in best:
            best[place], likest[place] = pair[0], pair
        elif pair[0] == best[place]:
            likest[place] = None
    return likest
