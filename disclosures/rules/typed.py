"""Figures that somebody typed into a text instead of drawing them from the data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from disclosures.figures import FIELDS, SUMS, THREE, Part
from disclosures.labels import LABEL, Source, gap, tell
from disclosures.narrative import TOTALS
from disclosures.rules.hearing import Heard, How, hear
from disclosures.rules.holding import agrees, exact, name_of
from disclosures.rules.inputs import Inputs, Said
from disclosures.rules.rule import Outcome, Register, failed, passed, several, unchecked
from disclosures.saying import growth, percent
from disclosures.totals import total_of, totals_by
from projects.rules.finding import Level
from projects.rules.telling import wan
from projects.values import HALF_WIDTH

REGISTER = Register()
_PROJECTS = re.compile("项目共?([0-9]+)个|([0-9]+)个(?:已批复的)?项目")


@REGISTER.rule(
    "F12",
    "文中的数字与数据一致",
    why="数字应当用【】从数据中取得；直接写的数字在数据改动后不会跟着改。",
    level=Level.WARNING,
)
def typed_figures_are_those_of_the_data(inputs: Inputs) -> Iterator[Outcome]:
    for section in inputs.sections:
        yield from _section(section, inputs)


@dataclass
class _Typed:
    """What came of the figures that were typed into one section, as they stand there."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # those that are no figure of the data
    misnamed: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def _section(section: Said, inputs: Inputs) -> Iterator[Outcome]:
    found, known = _Typed(), _known(section.key, inputs)
    for one in sorted(_typed(section, inputs), key=lambda one: one.measure.share):
        _place(one, section.key, known, inputs, found)
    if section.key == TOTALS:
        _counts(section, inputs, found)
    for message in dict.fromkeys(found.misnamed):
        yield failed(f"{section.name}写{message}，请改为一致。")
    if found.wrong:
        yield failed(f"{section.name}直接写的{_listed(found.wrong)}与数据都不一致，请核对，或改用【】取数。")
    if found.unsure:
        yield unchecked(f"{section.name}直接写了{_listed(found.unsure)}，没有可以对应的数据，未能核对。")
    if found.right and not found.wrong and not found.misnamed:
        yield passed(f"{section.name}直接写的{_listed(found.right)}与数据一致。")
    if found == _Typed() and section.key in (*Part, TOTALS):
        yield passed(f"{section.name}的数字都取自数据。")


def _place(one: Heard, key: str, known: set[Decimal] | None, inputs: Inputs, found: _Typed) -> None:
    words, right = one.measure.words, agrees(one, inputs.figures)
    if right is False:
        data = exact(one, inputs.figures)
        told = percent(data) if one.measure.share else wan(data)
        found.misnamed.append(f"{name_of(one.key)}{_way(one)}{words}，数据为{told}")
    elif right:
        found.right.append(words)
    elif one.key or known is None:
        if not one.measure.share or one.key:
            found.unsure.append(words)
    elif one.measure.share:
        if key == Part.THREE and (rates := _rates(inputs)):
            there = any(one.measure.tells(rate) for rate in rates)
            (found.right if there else found.wrong).append(words)
    elif not known:
        found.unsure.append(words)
    else:
        there = any(one.measure.tells(amount) for amount in known)
        (found.right if there else found.wrong).append(words)


def _way(one: Heard) -> str:
    if one.how is How.LAST:
        return "上年"
    return {1: "增加", -1: "减少"}.get(one.sign, "") if one.how is How.CHANGE else ""


def _listed(words: list[str]) -> str:
    return several([*dict.fromkeys(words)])


def _typed(section: Said, inputs: Inputs) -> Iterator[Heard]:
    """The sums and shares that no label said, each once with what it is of."""
    source = Source(inputs.figures, inputs.year, total_of(inputs.reads))
    text, drawn, at = "", [], 0
    for match in LABEL.finditer(section.raw):
        text += section.raw[at : match.start()]
        told, at = tell(match[1], source), match.end()
        said = match[0] if told is None else gap(told.missing) if told.missing else told.text
        drawn.append(range(len(text), len(text) + len(said)))
        text += said
    text += section.raw[at:]
    for one in hear(text):
        if one.measure and not any(one.start in span for span in drawn):
            yield one


def _known(key: str, inputs: Inputs) -> set[Decimal] | None:
    """Every amount that a section may tell; None for one of which that is not known."""
    if key == TOTALS:
        totals = [total_of(inputs.reads), *totals_by(inputs.reads, lambda one: one.department)]
        totals += totals_by(inputs.reads, lambda one: one.sector)
        return {amount for one in totals for amount in (one.total, one.fiscal, one.other)}
    if key not in list(Part):
        return None
    keys = {one.key for one in FIELDS if one.part == key and not one.words}
    keys |= {of for of, (_, parts) in SUMS.items() if keys.issuperset(parts)}
    found = {inputs.value(one) for one in keys} - {None}
    if key == Part.THREE:
        found |= {abs(now - last) for now, last in _pairs(inputs)}
    return found


def _pairs(inputs: Inputs) -> Iterator[tuple[Decimal, Decimal]]:
    for key in (*THREE, "vehicles", "three"):
        now, last = inputs.value(key), inputs.value(f"{key}_last")
        if now is not None and last is not None:
            yield now, last


def _rates(inputs: Inputs) -> set[Decimal]:
    rates = (growth(now, last) for now, last in _pairs(inputs))
    return {abs(rate) for rate in rates if rate is not None}


def _counts(section: Said, inputs: Inputs, found: _Typed) -> None:
    """How many projects there are."""
    total = total_of(inputs.reads)
    for one in _PROJECTS.finditer(LABEL.sub("\n", section.raw).translate(HALF_WIDTH)):
        right = int(one[1] or one[2]) in (total.count, total.printed)
        (found.right if right else found.wrong).append(one[0])
