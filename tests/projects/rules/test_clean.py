"""A well-made table is left in peace, however it is spelt."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from projects.rules.collection import Entry
from projects.rules.finding import Level
from projects.rules.registered import ALIKE
from tests.projects.rules.clean import CLEAN, HELD_OUT, Clean
from tests.projects.rules.looking import examine_all
from tests.projects.rules.rates import flags

BLOCKING = (Level.ERROR, Level.WARNING)
# A code here says how a thing is spelt; that is for G3 and C10 to say of a respelling, and for no other.
SPELLING = {"C10", "G3"}
_FULL = str.maketrans("0123456789.%/", "０１２３４５６７８９．％／")


def blocking(clean: Clean) -> list[tuple]:
    return [(one.code, one.at, one.message) for one in flags(clean) if one.level in BLOCKING]


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_held_against_a_clean_table(name):
    assert blocking(CLEAN[name]) == []


RESPELT = {
    "full-width figures": lambda value: value.translate(_FULL),
    "a blank behind the operator": lambda value: re.sub("^([≥≤=])", r"\1 ", value),
    "operators in words": lambda value: re.sub(
        "^[≥≤]", lambda found: {"≥": "不低于", "≤": "不超过"}[found[0]], value
    ),
    "operators behind": lambda value: (
        re.sub("^≥(.*)$", r"\1以上", value) if value[0] == "≥" else re.sub("^≤(.*)$", r"\1以内", value)
    ),
    "no sign of equality": lambda value: value.removeprefix("="),
    "a full stop": lambda value: f"{value}。",
}


@pytest.mark.parametrize("how", RESPELT)
@pytest.mark.parametrize("name", CLEAN)
def test_values_may_be_spelt_as_officers_spell_them(name, how):
    clean = CLEAN[name]
    rows = tuple(replace(row, value=RESPELT[how](row.value)) for row in clean.table.indicators)
    found = blocking(Clean(replace(clean.table, indicators=rows), clean.context))
    assert [one for one in found if one[0] not in SPELLING] == []


@pytest.mark.parametrize("name", CLEAN)
def test_line_breaks_between_sentences_change_nothing(name):
    clean = CLEAN[name]
    table = clean.table
    goals = tuple(replace(goal, text=re.sub("([；。])(?=.)", r"\1\n", goal.text)) for goal in table.goals)
    purpose = re.sub("([；。])(?=.)", r"\1\n", table.purpose)
    assert blocking(Clean(replace(table, goals=goals, purpose=purpose), clean.context)) == []


def test_clean_tables_are_not_alike():
    entries = [Entry(name, clean.table, clean.context.department) for name, clean in CLEAN.items()]
    context = next(iter(CLEAN.values())).context
    found = examine_all([rule for rule in ALIKE if rule.code != "B4a"], entries, context)
    assert {name: own for name, own in found.items() if own} == {}


_TERM = re.compile(r"(\d+(?:\.\d+)?)(%|万)?[^\d+×÷=（）－]*")


@pytest.mark.parametrize("name", {**CLEAN, **HELD_OUT})
def test_the_yardstick_itself_is_straight(name):
    """Funds, plan and every sum told in a clean table are right by a reckoning that knows no rule."""
    table = {**CLEAN, **HELD_OUT}[name].table
    assert table.total.value == table.fiscal.value + (table.other.value or 0)
    percents = [step.percent for step in table.plan]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    for row in table.indicators:
        for told in re.split("[，；。]", row.description):
            sides = [_reckoned(side) for side in told.split("=")] if re.search("[×+].*=", told) else []
            assert all(side / sides[-1] in (1, Decimal("0.0001")) for side in sides), told


def _reckoned(side: str) -> Decimal:
    """A side of an equation in 元 (or heads, or 亩): 8000元×86.4公里+4000元×126.2公里."""

    def term(found: re.Match[str]) -> str:
        factor = {"%": "/100", "万": "*10000"}.get(found[2] or "", "")
        return f"Decimal('{found[1]}'){factor}"

    expression = side.split("：")[-1]
    expression = re.sub("^[^0-9（]+|(?<=[）])[^×+=]*$|(?<=[（×+])[一-鿿]+(?=[0-9])", "", expression)
    expression = _TERM.sub(term, expression).translate(str.maketrans("×÷（）－", "*/()-"))
    return eval(expression, {"Decimal": Decimal})
