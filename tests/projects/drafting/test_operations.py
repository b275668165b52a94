"""A save is merged cell by cell; where two people changed the same thing, nothing is lost and nobody wins."""

from dataclasses import replace
from uuid import uuid4

import pytest

from projects.drafting.operations import (
    LONGEST,
    MOST_ROWS,
    Add,
    BadOperation,
    Conflict,
    Delete,
    Move,
    Set,
    merge,
)
from projects.drafting.sheet import Sheet, texts
from projects.drafting.wire import as_json, from_json
from projects.tables import Amount, Goal, Indicator, PlanStep

FIRST, SECOND, THIRD, GOAL, JUNE = (uuid4() for _ in range(5))


def indicator(id, name, value="") -> Indicator:
    return Indicator("产出指标", "数量指标", name, "", value, "", id=id, lineage=id)


SHEET = Sheet(
    name="安保经费",
    total=Amount.of("50"),
    plan=(PlanStep("6月底", id=JUNE, lineage=JUNE),),
    goals=(Goal("目标1", "校园平安", id=GOAL, lineage=GOAL),),
    indicators=(indicator(FIRST, "配备保安", "24名"), indicator(SECOND, "培训"), indicator(THIRD, "巡逻")),
)


def order(sheet: Sheet) -> list:
    return [row.id for row in sheet.indicators]


def test_a_cell_is_typed_anew_and_amounts_and_percentages_are_read_again():
    operations = [
        Set(None, "total", "50", "60万元"),
        Set(JUNE, "percent", "", "40%"),
        Set(FIRST, "value", "24名", " 28名 "),
        Set(GOAL, "text", "校园平安", "校园更平安"),
    ]
    merged = merge(SHEET, operations)
    assert not merged.conflicts
    assert merged.sheet.total == Amount.of("60万元")
    assert merged.sheet.plan[0].percent == 40
    assert merged.sheet.indicators[0].value == "28名"
    assert merged.sheet.goals[0].text == "校园更平安"


def test_different_cells_of_two_people_both_stand():
    theirs = merge(SHEET, [Set(FIRST, "value", "24名", "28名")]).sheet
    merged = merge(theirs, [Set(FIRST, "basis", "", "合同"), Set(None, "name", "安保经费", "校园安保")])
    assert not merged.conflicts
    assert (merged.sheet.indicators[0].value, merged.sheet.indicators[0].basis) == ("28名", "合同")


def test_the_same_cell_keeps_the_first_and_tells_of_both():
    theirs = merge(SHEET, [Set(FIRST, "value", "24名", "28名")]).sheet
    mine = Set(FIRST, "value", "24名", "26名")
    merged = merge(theirs, [mine])
    assert merged.sheet == theirs
    assert merged.conflicts == (Conflict("cell", mine, {"value": "28名"}),)


def test_two_who_typed_the_same_are_of_one_mind():
    theirs = merge(SHEET, [Set(FIRST, "value", "24名", "28名")]).sheet
    merged = merge(theirs, [Set(FIRST, "value", "24名", "28名 ")])
    assert (merged.applied, merged.conflicts) == ((), ())


def test_a_class_is_one_choice_and_is_never_put_together_from_two():
    theirs = merge(SHEET, [Set(FIRST, "level2", "数量指标", "质量指标")]).sheet
    mine = [Set(FIRST, "level1", "产出指标", "效益指标"), Set(FIRST, "level2", "数量指标", "社会效益指标")]
    merged = merge(theirs, [*mine, Set(FIRST, "basis", "", "合同")])
    row = merged.sheet.indicators[0]
    assert (row.level1, row.level2, row.basis) == ("产出指标", "质量指标", "合同")
    assert [one.theirs for one in merged.conflicts] == [{"level1": "产出指标"}, {"level2": "质量指标"}]


def test_a_row_may_be_added_and_its_class_chosen_in_one_save():
    new = uuid4()
    merged = merge(SHEET, [Add("indicators", new, None), Set(new, "level1", "", "效益指标")])
    assert not merged.conflicts
    assert merged.sheet.indicators[0].level1 == "效益指标"


def test_a_row_is_added_anywhere_and_only_once():
    new = uuid4()
    top = Add("indicators", new, None, {"level1": "产出指标", "level2": "数量指标", "level3": "门岗"})
    merged = merge(SHEET, [top, top])
    assert order(merged.sheet) == [new, FIRST, SECOND, THIRD]
    assert merged.sheet.indicators[0].lineage == new
    below = merge(SHEET, [replace(top, after=SECOND)])
    assert order(below.sheet) == [FIRST, SECOND, new, THIRD]


def test_a_row_added_below_one_that_is_gone_stands_at_the_end():
    new = uuid4()
    theirs = merge(SHEET, [Delete(SECOND, {})]).sheet
    assert order(merge(theirs, [Add("indicators", new, SECOND)]).sheet) == [FIRST, THIRD, new]


def test_rows_move_while_somebody_else_types_in_them():
    moved = merge(SHEET, [Move(THIRD, None)]).sheet
    merged = merge(moved, [Set(THIRD, "value", "", "每日2次")])
    assert order(merged.sheet) == [THIRD, FIRST, SECOND]
    assert merged.sheet.indicators[0].value == "每日2次"


def test_a_move_to_where_the_row_stands_is_none():
    assert merge(SHEET, [Move(SECOND, FIRST)]).applied == ()


def test_a_row_that_somebody_else_moved_is_not_moved_silently():
    theirs = merge(SHEET, [Move(THIRD, None)]).sheet
    mine = Move(THIRD, FIRST)
    assert merge(theirs, [mine], {THIRD}).conflicts == (Conflict("moved", mine),)
    assert not merge(theirs, [Move(THIRD, None)], {THIRD}).conflicts, "it stands there already"


def test_rows_that_say_the_same_are_moved_by_their_ids():
    twins = replace(SHEET, goals=(Goal("", "同", id=GOAL), Goal("", "同", id=FIRST)), indicators=())
    merged = merge(twins, [Move(FIRST, None)])
    assert [goal.id for goal in merged.sheet.goals] == [FIRST, GOAL]


def test_a_row_is_deleted_as_it_was_seen():
    merged = merge(SHEET, [Delete(FIRST, texts("indicators", SHEET.indicators[0]))])
    assert order(merged.sheet) == [SECOND, THIRD]


def test_a_row_that_somebody_else_changed_is_not_deleted():
    seen = texts("indicators", SHEET.indicators[0])
    theirs = merge(SHEET, [Set(FIRST, "value", "24名", "28名")]).sheet
    merged = merge(theirs, [Delete(FIRST, seen)])
    assert merged.sheet == theirs
    [conflict] = merged.conflicts
    assert (conflict.kind, conflict.theirs["value"]) == ("edited", "28名")


def test_typing_in_a_row_that_somebody_else_deleted_is_told():
    theirs = merge(SHEET, [Delete(FIRST, {})]).sheet
    mine = Set(FIRST, "value", "24名", "26名")
    assert merge(theirs, [mine]).conflicts == (Conflict("deleted", mine),)
    assert merge(theirs, [Move(FIRST, None)]).conflicts[0].kind == "deleted"


def test_deleting_what_is_gone_is_done_already():
    theirs = merge(SHEET, [Delete(FIRST, {})]).sheet
    merged = merge(theirs, [Delete(FIRST, {"value": "24名"})])
    assert (merged.applied, merged.conflicts) == ((), ())


@pytest.mark.parametrize(
    "wrong",
    [
        Set(None, "colour", "", "红"),
        Set(FIRST, "percent", "", "40"),
        Add("rows", uuid4(), None),
        Add("goals", uuid4(), None, {"value": "24名"}),
        Set(None, "name", "安保经费", "长" * (LONGEST + 1)),
    ],
)
def test_what_no_form_can_send_is_refused_whole(wrong):
    with pytest.raises(BadOperation):
        merge(SHEET, [wrong])


def test_a_table_does_not_grow_without_end():
    full = replace(SHEET, goals=tuple(Goal("", "", id=uuid4()) for _ in range(MOST_ROWS)))
    with pytest.raises(BadOperation, match=f"最多{MOST_ROWS}行"):
        merge(full, [Add("goals", uuid4(), None)])


@pytest.mark.parametrize(
    "operation",
    [
        Set(None, "name", "旧", "新"),
        Set(FIRST, "value", "", "≥95%"),
        Add("goals", GOAL, None, {"label": "目标1"}, lineage=THIRD),
        Move(FIRST, None),
        Move(FIRST, SECOND),
        Delete(FIRST, {"value": "24名"}),
    ],
)
def test_operations_travel_as_json(operation):
    assert from_json(as_json(operation)) == operation


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        [],
        "set",
        {},
        {"op": "drop"},
        {"op": "set", "row": "1", "cell": "name", "seen": "", "new": ""},
        {"op": "set", "row": None, "cell": "name", "seen": "", "new": 5},
        {"op": "set", "row": None, "cell": "name", "new": ""},
        {"op": "set", "row": None, "cell": [], "seen": "", "new": ""},
        {"op": "move", "row": None, "after": None},
        {"op": "move", "row": str(FIRST), "after": 3},
        {"op": "add", "part": "goals", "row": "", "after": None, "cells": {}},
        {"op": "add", "part": {}, "row": str(GOAL), "after": None, "cells": {}},
        {"op": "add", "part": "goals", "row": str(GOAL), "after": None, "cells": {"text": None}},
        {"op": "add", "part": "goals", "row": str(GOAL), "after": None, "cells": "text"},
        {"op": "delete", "row": str(GOAL), "seen": {"text": 1}},
        {"op": ["set"]},
    ],
)
def test_what_is_no_operation_is_refused_with_a_sentence(nonsense):
    with pytest.raises(BadOperation, match="刷新页面"):
        from_json(nonsense)
