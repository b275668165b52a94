"""What is told beside a table: the page and the answers to its scripts say the same."""

import json

import pytest

from projects.drafting.confirming import ask
from projects.drafting.places import anchor, class_value, field_id, labels_of, place, row_and_cell
from projects.drafting.state import proposals, state
from projects.models import Recheck
from projects.storing import store, working
from projects.tables import Amount, PlanStep
from tests.people import make_project, make_table


@pytest.fixture
def version(district):
    return make_project(district).versions.get()


@pytest.mark.django_db
def test_everything_is_told_ready_for_a_browser(version, django_assert_num_queries):
    store(version, make_table(fiscal=Amount.of("30"), name="", plan=(PlanStep.of("6月底", "四成"),)))
    version.refresh_from_db()
    sheet = working(version)
    ask(version, [Recheck(version=version, cell="total", why="copied", text="34.32万元", reason="请核对")])
    with django_assert_num_queries(1):
        told = state(version, sheet, ["李四"])
    assert json.loads(json.dumps(told)) == told
    assert told["people"] == ["李四"]
    assert told["balance"]["kind"] == "off"
    assert told["hints"]["head.total"] == {"text": "34.32 万元", "proposal": "", "kind": "ok"}
    assert told["hints"][f"{sheet.plan[0].id}.percent"]["kind"] == "unread"
    assert {"field": "f-head-name", "name": "项目名称"} in told["missing"]
    [again] = told["rechecks"]
    assert again.pop("place") == "head.total"
    assert again == {"field": "f-head-total", "name": "预算数", "reason": "请核对", "proposal": ""}


@pytest.mark.django_db
def test_a_text_of_last_year_is_renewed_before_its_spelling_is(version):
    row = working(version).indicators[0].id
    told = state(version, working(version), [])
    told["hints"][place(row, "value")]["proposal"] = "≥5200平方米"
    assert proposals(told) == {place(row, "value"): "≥5200平方米"}
    told["rechecks"] = [{"place": place(row, "value"), "proposal": "≥1"}]
    assert proposals(told) == {place(row, "value"): "≥1"}


def test_names_of_cells_are_read_back():
    row, _ = row_and_cell("00000000-0000-0000-0000-000000000007.value")
    assert row_and_cell(place(row, "value")) == (row, "value")
    assert row_and_cell(place(None, "name")) == (None, "name")
    assert labels_of(class_value("产出指标", "")) == ("产出指标", "")
    for strange in ("", "head", "x.name", "7.value"):
        with pytest.raises(ValueError):
            row_and_cell(strange)


def test_a_missing_row_or_part_leads_to_where_it_is_typed():
    assert field_id(None, "name") == "f-head-name"
    assert field_id("7", "level2") == "f-7-class"
    assert anchor("7", "indicators", "") == "f-7-level3"
    assert anchor(None, "goals", "") == "part-goals"
    assert anchor(None, "head", "total") == "f-head-total"
