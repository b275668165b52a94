"""What was heard in the text, held against the figures."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from disclosures.figures import Figures
from disclosures.labels import NAMES
from disclosures.rules.hearing import Heard, How
from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, added_up, failed, unchecked
from disclosures.saying import growth
from projects.rules.telling import listed, wan

CAPITAL = ("capital_income", "capital_spending")


def name_of(key: str) -> str:
    return NAMES.get(key, "国有资本经营预算")


def value_of(key: str, figures: Figures) -> Decimal | None:
    """国有资本经营预算 as a whole is its income and its spending, of which one may be none."""
    if key != "capital":
        return figures.value(key)
    both = [figures.value(one) for one in CAPITAL]
    return None if None in both else sum(both, Decimal(0))


def exact(one: Heard, figures: Figures) -> Decimal | None:
    """What the data say of it; a change with its sign."""
    now = value_of(one.key, figures)
    if one.how in (How.AMOUNT, How.NONE):
        return now
    last = figures.value(f"{one.key}_last")
    if one.how is How.LAST or last is None or now is None:
        return last if one.how is How.LAST else None
    return growth(now, last) if one.measure and one.measure.share else now - last


def agrees(one: Heard, figures: Figures) -> bool | None:
    """None where the data do not say, or the text does not say of what."""
    data = exact(one, figures) if one.key else None
    if data is None:
        return None
    if one.how is How.NONE:
        return data == 0
    if one.how in (How.CHANGE, How.WAY) and (data > 0) - (data < 0) != one.sign:
        return False
    return one.measure is None or one.measure.tells(abs(data))


def sum_said(key: str, heard: Iterable[Heard], figures: Figures) -> Decimal | None:
    """万元, as the text says it; what is 0 may go unsaid."""
    for one in heard:
        if one.key == key and one.how is How.NONE:
            return Decimal(0)
        if one.key == key and one.how is How.AMOUNT and one.measure.least is None:
            return one.measure.value
    return Decimal(0) if figures.value(key) == 0 else None


def adds_up(inputs: Inputs, part: str, whole: str, parts: Mapping[str, str]) -> Outcome:
    """Whether the sums in the text make up the total in the text; `parts` by the names that are said."""
    keys = [whole, *parts.values()]
    unfilled = [NAMES[key] for key in parts.values() if inputs.value(key) is None]
    if unfilled:
        return unchecked(f"{listed(unfilled)}未填，未能核对{NAMES[whole]}。")
    said = {key: sum_said(key, inputs.heard(part), inputs.figures) for key in keys}
    if unsaid := [NAMES[key] for key in keys if said[key] is None]:
        return unchecked(f"文中没有读到{listed(unsaid)}的金额，未能核对{NAMES[whole]}。")
    return added_up(NAMES[whole], said[whole], {name: said[key] for name, key in parts.items()})


def differing(inputs: Inputs, part: str, keys: Iterable[str]) -> Iterator[Outcome]:
    """The sums in the text that are not those of the data."""
    wanted = set(keys)
    wrong = [
        one
        for one in inputs.heard(part)
        if one.key in wanted and one.how is How.AMOUNT and agrees(one, inputs.figures) is False
    ]
    for key, words in dict.fromkeys((one.key, one.measure.words) for one in wrong):
        yield failed(f"文中{NAMES[key]}为{words}，数据为{wan(inputs.value(key))}，请核对。")
