from dataclasses import replace

from projects.diff import CELL_NAMES, HEAD, ChangeKind, diff, sentences
from projects.drafting.sheet import HEAD_CELLS, PARTS
from tests.projects.identified import (
    TABLE,
    cell_count,
    counts,
    goal,
    indicator,
    is_empty,
    number,
    of_indicators,
)

ADDED, REMOVED, MOVED, CHANGED = ChangeKind


def told(old, new):
    return sentences(diff(old, new))


def test_rows_that_came_and_went_are_told_by_their_class_and_name():
    new = replace(
        TABLE,
        goals=(goal(3, "上下学安全"), goal(8, "覆盖全部学校", "目标2")),
        indicators=(
            *TABLE.indicators[1:],
            indicator(9, "投诉数", "≤3起", "质量"),
            indicator(10, "", basis="无"),
        ),
    )
    found = diff(TABLE, new)
    assert sentences(found) == [
        "删除绩效目标“准点”",
        "新增绩效目标“覆盖全部学校”",
        "删除数量指标“校车数”",
        "新增质量指标“投诉数”",
        "新增数量指标（第4行）",
    ]
    assert counts(found) == {ADDED: 3, REMOVED: 2}
    assert cell_count(found) == 0


def test_a_moved_row_is_told_once_and_the_rows_it_passed_are_not():
    first, second, third = TABLE.indicators
    found = diff(TABLE, replace(TABLE, indicators=(third, first, second)))
    assert sentences(found) == ["“完成时间”由第3行移到第1行"]
    assert [row.kinds for row in found.rows if row.part == "indicators"] == [(MOVED,), (), ()]


def test_a_row_may_be_moved_and_changed():
    first, second, third = TABLE.indicators
    found = diff(TABLE, replace(TABLE, indicators=(replace(third, value="2024年底"), first, second)))
    [row] = found.changed_rows
    assert row.kinds == (MOVED, CHANGED)
    assert (row.old, row.old_position, row.new_position, row.id) == (third, 2, 0, third.id)
    assert cell_count(found) == 1
    assert sentences(found) == [
        "“完成时间”由第3行移到第1行",
        "“完成时间”的指标值由 2024年11月底 改为 2024年底（推迟31天）",
    ]


def test_a_removed_row_stands_where_it_stood():
    rows = [indicator(count, name) for count, name in enumerate("甲乙丙丁戊")]
    new = [rows[4], rows[0], indicator(9, "新"), rows[3]]
    found = diff(of_indicators(*rows), of_indicators(*new))
    shown = [((row.new or row.old).level3, *row.kinds) for row in found.rows]
    assert shown == [("戊", MOVED), ("甲",), ("乙", REMOVED), ("丙", REMOVED), ("新", ADDED), ("丁",)]
    all_gone = diff(of_indicators(*rows[:2]), of_indicators(rows[4]))
    assert [(row.new or row.old).level3 for row in all_gone.rows] == ["甲", "乙", "戊"]


def test_a_removed_row_does_not_follow_one_that_moved_away():
    first, second, third, fourth = (indicator(count, name) for count, name in enumerate("甲乙丙丁"))
    found = diff(of_indicators(first, second, third, fourth), of_indicators(second, first, fourth))
    assert [(row.new or row.old).level3 for row in found.rows] == ["乙", "甲", "丙", "丁"]


def test_a_row_that_was_renamed_is_still_the_same_row():
    first, *others = TABLE.indicators
    renamed = replace(first, level3="租用校车数", description="租用的校车")
    assert told(TABLE, replace(TABLE, indicators=(renamed, *others))) == [
        "三级指标由“校车数”改为“租用校车数”",
        "“校车数”的绩效指标描述由空白改为“租用的校车”",
    ]


def test_a_row_that_had_no_name_is_told_by_the_one_it_got():
    old = of_indicators(indicator(1, "", "1件"))
    assert told(old, of_indicators(indicator(1, "甲", "2件"))) == [
        "“甲”的三级指标由空白改为“甲”",
        "“甲”的指标值由 1件 改为 2件（增加1件，+100%）",
    ]
    assert told(old, of_indicators(indicator(1, "", "2件"))) == [
        "第1行的指标值由 1件 改为 2件（增加1件，+100%）"
    ]


def test_rows_with_little_in_them_are_told_by_what_they_have():
    old = of_indicators(indicator(1, "", "1件", description="修路"))
    assert told(old, replace(old, indicators=(), goals=(goal(2, "", "目标1"),))) == [
        "新增绩效目标“目标1”",
        "删除数量指标“修路”",
    ]


def test_of_rows_with_one_name_the_place_tells_which_is_meant():
    rows = indicator(1, "合格率", "90%"), indicator(2, "合格率", "90%", "质量指标")
    new = of_indicators(rows[0], replace(rows[1], value="95%", level3="优良率"))
    assert told(of_indicators(*rows), new) == [
        "第2行的三级指标由“合格率”改为“优良率”",
        "第2行“合格率”的指标值由 90% 改为 95%（+5个百分点）",
    ]


def test_next_years_copy_of_a_row_is_the_same_row_by_its_lineage():
    copies = {
        part: tuple(replace(row, id=number(row.id.int + 100)) for row in getattr(TABLE, part))
        for part in PARTS
    }
    found = diff(TABLE, replace(TABLE, **copies))
    assert is_empty(found)
    assert found.rows[0].id == copies["plan"][0].id


def test_rows_without_lineages_begin_their_own():
    old = of_indicators(indicator(1, "甲", lineage=None))
    assert counts(diff(old, of_indicators(indicator(2, "乙", lineage=number(1))))) == {CHANGED: 1}


def test_an_id_goes_before_a_lineage():
    first, second = indicator(1, "甲"), indicator(2, "乙")
    swapped = replace(first, lineage=second.lineage)
    copy = indicator(3, "丙", lineage=first.lineage)
    found = diff(of_indicators(first, second), of_indicators(copy, swapped))
    assert [(row.id, row.kinds) for row in found.rows] == [
        (copy.id, (ADDED,)),
        (first.id, ()),
        (second.id, (REMOVED,)),
    ]


def test_rows_known_by_id_and_rows_known_by_lineage_keep_their_order_together():
    first, second, third = (indicator(count, name) for count, name in enumerate("甲乙丙", 1))
    new = of_indicators(replace(first, id=number(8)), second, replace(third, id=number(9)))
    assert is_empty(diff(of_indicators(first, second, third), new))


def test_a_lineage_that_two_rows_share_does_not_tell_which_is_meant():
    old = of_indicators(indicator(1, "甲"))
    doubled = of_indicators(indicator(2, "甲", lineage=number(1)), indicator(3, "甲", lineage=number(1)))
    assert counts(diff(old, doubled)) == {ADDED: 2, REMOVED: 1}
    beside = of_indicators(indicator(1, "甲"), indicator(3, "甲", lineage=number(1)))
    assert counts(diff(old, beside)) == {ADDED: 1}


def test_rows_that_read_alike_are_not_taken_for_one_another():
    assert counts(diff(of_indicators(indicator(1, "甲")), of_indicators(indicator(2, "甲")))) == {
        ADDED: 1,
        REMOVED: 1,
    }
    nameless = of_indicators(indicator(1, "甲", id=None, lineage=None))
    assert counts(diff(nameless, nameless)) == {ADDED: 1, REMOVED: 1}


def test_long_names_of_rows_are_cut_and_lines_are_joined():
    text = "提高农户投保意愿，做到愿保尽保；\n优先用于粮食等大宗农产品"
    table = replace(TABLE, goals=(*TABLE.goals, goal(8, text)))
    assert told(TABLE, table) == ["新增绩效目标“提高农户投保意愿，做到愿保尽保； 优先用…”"]


def test_the_difference_names_every_cell_of_the_form():
    assert tuple(CELL_NAMES[HEAD]) == HEAD_CELLS
    assert {part: tuple(names) for part, names in CELL_NAMES.items() if part != HEAD} == PARTS
