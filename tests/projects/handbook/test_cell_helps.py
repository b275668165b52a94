"""The help at a cell comes from the rules: good examples pass them all, slips are theirs, word for word."""

import pytest

from projects.drafting.sheet import PARTS
from projects.forms.draft import HEAD_FIELDS
from projects.handbook.cells import BY_CELL, HELPS
from projects.handbook.helps import described
from projects.rules.examples import CONTEXT
from projects.rules.finding import FLAGGED
from projects.rules.reading import Reading
from projects.rules.registered import BY_CODE

SLIPS = [(one, code, note) for one in HELPS for code, note in one.rules]


def cells_of_the_form() -> set[str]:
    """As the form and its scripts call them; two parts have a cell called label."""
    found = set(HEAD_FIELDS)
    for part, cells in PARTS.items():
        found |= {f"{part}.label" if cell == "label" else cell for cell in cells}
    return found - {"level1", "level2"} | {"class"}


def test_every_cell_of_the_form_has_one_help():
    assert set(BY_CELL) == cells_of_the_form()
    assert len(BY_CELL) == sum(len(one.cells) for one in HELPS)
    assert len({one.key for one in HELPS}) == len(HELPS)


@pytest.mark.parametrize("one", HELPS, ids=lambda one: one.key)
def test_a_help_is_short_and_for_cells_or_for_a_class(one):
    assert bool(one.cells) != bool(one.classes)
    assert one.good.endswith("。")
    assert len(one.good) <= 80
    assert one.example


@pytest.mark.parametrize(("one", "code", "note"), SLIPS, ids=lambda one: getattr(one, "key", one))
def test_a_slip_is_an_example_of_a_rule_and_quotes_what_it_says_today(one, code, note):
    [slip] = [slip for slip in one.slips if (slip.code, slip.note) == (code, note)]
    rule = BY_CODE[code]
    [example] = [example for example in rule.bad if example.note == note]
    found = rule.look(Reading(example.table), example.context or CONTEXT)
    assert slip.message in {finding.message for finding in found if finding.level in FLAGGED}
    assert slip.level == rule.level.label


def test_a_slip_is_about_the_cells_it_is_told_at():
    """A rule that moves on to another cell is told there."""
    for one, code, note in SLIPS:
        [example] = [example for example in BY_CODE[code].bad if example.note == note]
        found = BY_CODE[code].look(Reading(example.table), example.context or CONTEXT)
        at = {(finding.at.part, finding.at.cell or "row") for finding in found if finding.level in FLAGGED}
        assert at & places(one), (one.key, code, note, at)


def places(one) -> set[tuple[str, str]]:
    """Where findings about this help stand."""
    indicators = {"class", "level3", "description", "value", "basis"}
    if one.classes:
        return {("indicators", cell) for cell in (*indicators, "row")}
    found = set()
    for cell in one.cells:
        if "." in cell:
            found.add(tuple(cell.split(".")))
        elif cell == "class":
            found |= {("indicators", name) for name in ("level1", "level2", "row")}
        else:
            part = {"percent": "plan", "text": "goals"}.get(cell, "head")
            found.add(("indicators" if cell in indicators else part, cell))
    return found


def test_what_is_quoted_is_described_in_the_rules_page_too():
    assert {code for _, code, _ in SLIPS} <= set(described())
