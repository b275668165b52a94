"""What there is none of: said where the data are 0, and only there; clause by clause."""

import re
from collections.abc import Iterator

from disclosures.figures import Part
from disclosures.rules.hearing import How
from disclosures.rules.holding import CAPITAL, agrees, exact, name_of, value_of
from disclosures.rules.inputs import Inputs, Said
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from projects.rules.finding import Level
from projects.rules.telling import quote, wan

REGISTER = Register()
_CLAUSE = re.compile("[^，,。；;\n]*")
# What a section must say there is none of, where the first of these is 0.
_SUBJECTS = {
    Part.TRANSFERS: ("transfers",),
    Part.STATE_CAPITAL: ("capital", *CAPITAL),
    Part.PROCUREMENT: ("procurement",),
}


@REGISTER.rule(
    "F8",
    "没有安排的事项前后一致",
    why="没有数据的事项也应当公开，并写明没有安排；有数据的不能写没有。",
    level=Level.ERROR,
)
def none_is_said_where_there_is_none(inputs: Inputs) -> Iterator[Outcome]:
    for section in inputs.sections:
        none = [one for one in section.heard if one.how is How.NONE and one.key]
        wrong = [one for one in none if agrees(one, inputs.figures) is False]
        for one in wrong:
            amount = wan(exact(one, inputs.figures))
            yield failed(
                f"{section.name}写{quote(_clause(section.text, one.start))}，"
                f"而{name_of(one.key)}的数据为{amount}，请核对后改为一致。"
            )
        for key in dict.fromkeys(one.key for one in none if agrees(one, inputs.figures) is None):
            yield unchecked(f"{section.name}写没有{name_of(key)}，数据未填全，未能核对。")
        if section.key in _SUBJECTS and not wrong:
            yield _subject(section, inputs)
        elif none and not wrong:
            words = "、".join(dict.fromkeys(quote(_clause(section.text, one.start)) for one in none))
            yield passed(f"{section.name}写{words}，数据为0，前后一致。")


def _subject(section: Said, inputs: Inputs) -> Outcome:
    keys = _SUBJECTS[section.key]
    whole, label = value_of(keys[0], inputs.figures), Part(section.key).label
    if whole is None:
        return unchecked(f"{label}的数据未填全，未能核对{section.name}写的有没有安排。")
    if whole:
        return passed(f"{section.name}没有写未安排，数据为{wan(whole)}，前后一致。")
    if any(one.key in keys and one.how in (How.NONE, How.AMOUNT) for one in section.heard):
        return passed(f"{section.name}写明没有安排，数据为0，前后一致。")
    return failed(f"{section.name}的数据为0，请写明本年没有安排。")


def _clause(text: str, at: int) -> str:
    """The clause that reaches to that place."""
    return next(
        (one[0].strip() for one in _CLAUSE.finditer(text) if one.start() < at <= one.end()), text[:at]
    )
