"""What each button of the page without scripts does."""

from uuid import UUID

import pytest

from projects.drafting.operations import Add, BadOperation, Delete, Move, Set, merge
from projects.drafting.places import CLASS, class_value, place
from projects.drafting.sheet import texts
from projects.forms.buttons import operations
from projects.forms.seen import Lost
from projects.tables import Goal
from tests.projects.forms.sheets import a_sheet, sent


@pytest.fixture
def sheet():
    return a_sheet()


def names(sheet) -> list[str]:
    return [row.level3 for row in sheet.indicators]


def after(sheet, do: str, typed=None, **more):
    return merge(sheet, operations(sent(sheet, typed, do, **more), {})).sheet


def test_a_row_is_added_below_another_in_the_same_class(sheet):
    made = after(sheet, f"add:{sheet.indicators[0].id}")
    assert names(made) == ["取暖面积", "", "取暖学校", "室温达标率"]
    assert (made.indicators[1].level1, made.indicators[1].level2) == ("产出指标", "数量指标")


def test_the_class_of_a_new_row_is_the_one_just_chosen_above(sheet):
    row = sheet.indicators[0].id
    made = after(sheet, f"add:{row}", {place(row, CLASS): class_value("产出指标", "质量指标")})
    assert made.indicators[1].level2 == "质量指标"


def test_pressing_add_twice_makes_one_row(sheet):
    do = f"add:{sheet.indicators[0].id}"
    once = after(sheet, do)
    assert merge(once, operations(sent(sheet, do=do), {})).applied == ()


def test_goals_and_indicators_are_added_at_the_end(sheet):
    made = after(sheet, "append:goals")
    assert [goal.label for goal in made.goals] == ["目标1", "目标2", "目标3"]
    assert names(after(sheet, "append:indicators")) == [*names(sheet), ""]
    assert len(after(sheet, "append:plan").plan) == 3


def test_an_empty_part_gets_its_first_row():
    sheet = a_sheet(goals=(), indicators=(), plan=())
    assert [goal.label for goal in after(sheet, "append:goals").goals] == ["目标1"]
    assert len(after(sheet, "append:indicators").indicators) == 1
    assert len(after(sheet, "append:plan").plan) == 1


@pytest.mark.parametrize(
    ("labels", "following"),
    [
        (["目标1", "目标2"], "目标3"),
        (["目标"], "目标2"),
        ([""], "目标2"),
        (["总体目标9"], "总体目标10"),
        (["目标" + "9" * 40], f"目标{2}"),
    ],
)
def test_the_next_goal_is_called_by_the_next_number(labels, following):
    sheet = a_sheet(goals=tuple(Goal(label, "效果") for label in labels))
    assert after(sheet, "append:goals").goals[-1].label == following


def test_a_duplicate_says_what_was_typed(sheet):
    row = sheet.indicators[0].id
    made = after(sheet, f"duplicate:{row}", {place(row, "value"): "≥6000㎡"})
    assert names(made) == ["取暖面积", "取暖面积", "取暖学校", "室温达标率"]
    assert [one.value for one in made.indicators[:2]] == ["≥6000㎡", "≥6000㎡"]


def test_rows_move_up_and_down_and_stay_within_the_table(sheet):
    first, second, third = (row.id for row in sheet.indicators)
    assert names(after(sheet, f"up:{third}")) == ["取暖面积", "室温达标率", "取暖学校"]
    assert names(after(sheet, f"up:{second}")) == ["取暖学校", "取暖面积", "室温达标率"]
    assert names(after(sheet, f"down:{first}")) == ["取暖学校", "取暖面积", "室温达标率"]
    assert operations(sent(sheet, do=f"up:{first}"), {}) == []
    assert operations(sent(sheet, do=f"down:{third}"), {}) == []
    assert operations(sent(sheet, do=f"up:{third}"), {}) == [Move(third, first)]


def test_a_row_is_deleted_with_what_was_typed_in_it(sheet):
    row = sheet.indicators[0]
    done = operations(sent(sheet, {place(row.id, "value"): "≥1"}, f"delete:{row.id}"), {})
    assert done == [
        Set(row.id, "value", "≥5200㎡", "≥1"),
        Delete(row.id, texts("indicators", row) | {"value": "≥1"}),
    ]
    assert names(merge(sheet, done).sheet) == ["取暖学校", "室温达标率"]


def test_a_lost_row_is_put_back_where_it_was(sheet):
    row, above = sheet.indicators[1], sheet.indicators[0].id
    gone = after(sheet, f"delete:{row.id}")
    lost = Lost("indicators", row.id, above, texts("indicators", row))
    assert after(gone, f"restore:{row.id}", lost=[lost.said()]) == sheet
    assert lost.shown == ["产出指标", "数量指标", "取暖学校", "供暖学校数", "6所", "取暖合同"]


def test_a_proposal_is_taken_as_it_was_offered_whatever_stands_in_the_field(sheet):
    row = sheet.indicators[0].id
    posted = sent(sheet, {place(row, "value"): "大于5200", "head.name": "新"}, f"propose:{row}.value")
    assert operations(posted, {f"{row}.value": "≥5200平方米"}) == [
        Set(None, "name", "义务教育学校取暖", "新"),
        Set(row, "value", "≥5200㎡", "≥5200平方米"),
    ]


def test_saving_confirming_and_keeping_save_what_was_typed(sheet):
    for do in ("save", "keep", "confirm:head.total"):
        assert operations(sent(sheet, {"head.name": "新"}, do), {}) == [
            Set(None, "name", "义务教育学校取暖", "新")
        ]


@pytest.mark.parametrize(
    "do",
    [
        "",
        "explode",
        "add:",
        "add:x",
        f"add:{UUID(int=7)}",
        "append:table",
        "append:",
        f"up:{UUID(int=0)}",
        "delete",
        "propose:head.name",
        "propose:x",
        f"restore:{UUID(int=8)}",
        "restore:",
    ],
)
def test_a_button_that_is_none_of_ours_is_refused_in_words(sheet, do):
    with pytest.raises(BadOperation, match="请重新打开填写页面"):
        operations(sent(sheet, do=do), {"x": "y"})


def test_new_rows_have_an_id_of_their_page_and_button(sheet):
    row = sheet.indicators[0].id
    [made] = operations(sent(sheet, do=f"add:{row}"), {})
    [copied] = operations(sent(sheet, do=f"duplicate:{row}"), {})
    assert isinstance(made, Add)
    assert made.row != copied.row
