"""While one types, the list of what is missing tells what is empty; the rules speak of what stands there."""

import pytest

from projects.examining.showing import beside, by_field, of_what_is_typed
from projects.examining.wire import told
from projects.rules import examine
from projects.rules.examples import CONTEXT, changed, set_cells
from projects.tables import Goal, ProjectTable
from tests.projects.identified import identified


def findings(table):
    return [told(one, table) for one in examine(table, CONTEXT)]


def drafted(table):
    return beside(of_what_is_typed(findings(table), table))["open"]


def test_a_new_table_is_met_without_a_single_error():
    rows = tuple(changed().indicators)
    empty = tuple(type(row)(row.level1, row.level2, "", "", "", "", row.id, row.lineage) for row in rows)
    table = identified(ProjectTable(name="新项目", goals=(Goal("目标1", ""),), indicators=empty))
    assert [one for one in findings(table) if one["level"] == "error"]
    assert [one["message"] for one in drafted(table) if one["level"] == "error"] == []


@pytest.mark.parametrize(
    "table",
    [
        changed(purpose=""),
        changed(total=""),
        changed(goals=[""]),
        changed(plan=("0", "", "70", "100")),
        changed(set_cells("质量指标", value="")),
        changed(set_cells("质量指标", level3="", description="", value="", basis="")),
    ],
)
def test_an_empty_cell_is_named_once(table):
    table = identified(table)
    assert len(drafted(table)) < len(beside(findings(table))["open"])


def test_what_stands_in_other_cells_is_told_as_ever():
    table = identified(changed(set_cells("质量指标", value=""), plan=("0", "60", "30", "100")))
    assert {"plan"} == {one["part"] for one in drafted(table) if one["level"] == "error"}
    wrong = identified(changed(fiscal="40", purpose=""))
    assert "A3" in {one["code"] for one in drafted(wrong)}
    assert by_field(of_what_is_typed(findings(wrong), wrong))


def test_sums_that_add_up_and_what_was_not_looked_at_stay_in_their_lists():
    table = identified(changed(purpose=""))
    all_of_it, typed = beside(findings(table)), beside(of_what_is_typed(findings(table), table))
    assert (typed["passed"], typed["unchecked"]) == (all_of_it["passed"], all_of_it["unchecked"])
