"""The rules as people read them: docs/rules.md and the application's help say what is worked out here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from projects.rules.collection import CollectionRule, Entry, Group
from projects.rules.examples import CONTEXT
from projects.rules.finding import FLAGGED, Level
from projects.rules.lexicons import LEXICONS, THRESHOLDS
from projects.rules.reading import Reading
from projects.rules.registered import ALIKE, SINGLE
from projects.rules.rule import Example, Rule
from projects.values import plain


@dataclass(frozen=True, slots=True)
class Shown:
    """What an example is, and what the rule says of it: nothing of a good one."""

    note: str
    message: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    code: str
    title: str
    basis: str
    level: Level
    bad: tuple[Shown, ...]
    good: tuple[Shown, ...]


@lru_cache(maxsize=1)
def handbook() -> tuple[tuple[str, tuple[Described, ...]], ...]:
    """(subject, its rules), in the order of the register; messages are those the rules really give."""
    rules = (*SINGLE, *ALIKE)
    return tuple(
        (subject, tuple(_described(rule) for rule in group))
        for subject, group in groupby(rules, lambda rule: rule.subject)
    )


def _described(rule: Rule | CollectionRule) -> Described:
    says = _says_of_one if isinstance(rule, Rule) else _says_of_many
    bad = tuple(says(rule, example) for example in rule.bad)
    good = tuple(Shown(example.note) for example in rule.good)
    return Described(rule.code, rule.title, rule.basis, rule.level, bad, good)


def _says_of_one(rule: Rule, example: Example) -> Shown:
    found = rule.look(Reading(example.table), example.context or CONTEXT)
    return _shown(example.note, [finding for finding in found if finding.level in FLAGGED])


def _says_of_many(rule: CollectionRule, group: Group) -> Shown:
    entries = [Entry(number, table) for number, table in enumerate(group.tables)]
    found = [
        finding for _, finding in rule.look(entries, group.context or CONTEXT) if finding.level in FLAGGED
    ]
    return _shown(group.note, found)


def _shown(note: str, found: Sequence) -> Shown:
    first = next(iter(found), None)
    return Shown(note, first.message, first.remark.evidence) if first else Shown(note)


def markdown() -> str:
    """docs/rules.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 审核规则"
    yield ""
    yield "本页由 `manage.py rules` 按规则本身生成，请勿手工修改；各例中的提示语就是系统给出的原话。"
    yield "级别可由财政部门按年度调整；只有算术和结构问题默认为“错误”，“错误”须改正后才能送审。"
    for subject, rules in handbook():
        yield ""
        yield f"## {subject}"
        for rule in rules:
            yield from _rule(rule)
    yield from _settings()


def _rule(rule: Described) -> Iterator[str]:
    yield ""
    yield f"### {rule.code} {rule.title}"
    yield ""
    yield f"默认级别：{rule.level.label}。依据：{rule.basis}。"
    yield ""
    for one in rule.bad:
        evidence = f"（{one.evidence}）" if one.evidence else ""
        yield f"- 会提示：{one.note}。→ {one.message}{evidence}".replace("\n", " ")
    for one in rule.good:
        yield f"- 不提示：{one.note}。".replace("\n", " ")


def _settings() -> Iterator[str]:
    yield ""
    yield "## 可以调整的数值"
    yield ""
    for one in THRESHOLDS.values():
        yield f"- {one.title}：{plain(one.value)} {one.unit}"
    yield ""
    yield "## 可以调整的词表"
    for one in LEXICONS.values():
        yield ""
        yield f"### {one.title}"
        yield ""
        yield f"{one.use}。{'、'.join(one.words)}"
