"""Figures that somebody typed into a text instead of drawing them from the data."""

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosures.figures import FIELDS, SUMS, THREE, Part
from disclosures.labels import LABEL, NAMES
from disclosures.rules.inputs import Inputs, Said
from disclosures.rules.rule import Outcome, Register, failed, passed, several, unchecked
from disclosures.saying import growth, rounded
from projects.rules.finding import Level
from projects.rules.telling import wan
from projects.values import HALF_WIDTH, read_amount

REGISTER = Register(*Part)
_DIGITS = r"(?<![0-9.])([0-9][0-9,]*(?:\.[0-9]+)?)"
_AMOUNT = re.compile(rf"{_DIGITS}\s*(万元|亿元)")
_PERCENT = re.compile(rf"{_DIGITS}\s*%")
_LINK = "(?:为|是|共计|合计|预算|预算数|安排)?"


@REGISTER.rule(
    "F12",
    "文中的数字与数据一致",
    why="数字应当用【】从数据中取得；直接写的数字在数据改动后不会跟着改。",
    level=Level.WARNING,
)
def typed_figures_are_those_of_the_data(inputs: Inputs) -> Iterator[Outcome]:
    for part in Part:
        if section := inputs.section(part):
            yield from _section(part, section, inputs)


def _section(part: Part, section: Said, inputs: Inputs) -> Iterator[Outcome]:
    text = LABEL.sub("\n", section.raw).translate(HALF_WIDTH)
    amounts = {found[0]: _read(found) for found in _AMOUNT.finditer(text)}
    rates = _rates(inputs) if part is Part.THREE else set()
    shares = {found[0]: Decimal(found[1].replace(",", "")) for found in _PERCENT.finditer(text) if rates}
    if not amounts and not shares:
        yield passed(f"{section.name}的数字都取自数据。")
        return
    known = _known(part, inputs)
    if not known:
        yield unchecked(f"{section.name}直接写了数字，而{part.label}的数据未填，未能核对。")
        return
    wrong = [typed for typed, amount in amounts.items() if amount not in known]
    wrong += [typed for typed, share in shares.items() if rounded(share) not in rates]
    named = [*_misnamed(part, text, inputs)]
    if wrong:
        yield failed(f"{section.name}直接写的{several(wrong)}与数据都不一致，请核对，或改用【】取数。")
    for label, said, meant in named:
        yield failed(f"{section.name}写{label}{wan(said)}，数据为{wan(meant)}，请改为一致。")
    if not wrong and not named:
        yield passed(f"{section.name}直接写的{several([*amounts, *shares])}与数据一致。")


def _read(found: re.Match[str]) -> Decimal | None:
    return read_amount(f"{found[1]}{found[2]}")


def _known(part: Part, inputs: Inputs) -> set[Decimal]:
    """Every amount of a part, what amounts come to, and by how much they changed."""
    keys = {one.key for one in FIELDS if one.part == part and not one.words}
    keys |= {key for key, (_, parts) in SUMS.items() if keys.issuperset(parts)}
    found = {inputs.value(key) for key in keys} - {None}
    if part is Part.THREE:
        found |= {abs(now - last) for now, last in _pairs(inputs)}
    return found


def _pairs(inputs: Inputs) -> Iterator[tuple[Decimal, Decimal]]:
    for key in (*THREE, "vehicles", "three"):
        now, last = inputs.value(key), inputs.value(f"{key}_last")
        if now is not None and last is not None:
            yield now, last


def _rates(inputs: Inputs) -> set[Decimal]:
    rates = (growth(now, last) for now, last in _pairs(inputs))
    return {abs(rounded(rate)) for rate in rates if rate is not None}


def _misnamed(part: Part, text: str, inputs: Inputs) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Amounts that follow straight behind the name of another figure: label, what is said, what it is."""
    keys = [one.key for one in FIELDS if one.part == part and not one.words]
    keys += [key for key, (_, parts) in SUMS.items() if set(keys).issuperset(parts)]
    for key in keys:
        meant, label = inputs.value(key), NAMES[key]
        plainly = re.escape(label.translate(HALF_WIDTH))
        for found in re.finditer(rf"{plainly}{_LINK}\s*{_AMOUNT.pattern}", text):
            said = read_amount(f"{found[1]}{found[2]}")
            if meant is not None and said is not None and said != meant:
                yield label, said, meant
