from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projects.drafting.sheet import PARTS
from projects.matching import matched
from projects.matching.likeness import likely_pairs
from projects.spelling import bare
from projects.tables import Goal, PlanStep, ProjectTable, indicator_texts
from tests.projects.identified import (
    TABLE,
    anonymous,
    goal,
    identified,
    ids,
    indicator,
    number,
    of_indicators,
    step,
)
from tests.projects.strategies import tables


def numbers(rows):
    """The numbers of the rows' ids, None where a row has none."""
    return [row.id and row.id.int for row in rows]


def matched_indicators(old, new):
    return numbers(matched(of_indicators(*old), anonymous(of_indicators(*new))).indicators)


def test_a_row_keeps_its_id_and_its_lineage():
    existing = of_indicators(indicator(1, "甲", lineage=number(9)))
    [row] = matched(existing, of_indicators(indicator(0, "甲", id=None, lineage=None))).indicators
    assert (row.id, row.lineage) == (number(1), number(9))


def test_a_corrected_file_keeps_the_rows_it_corrects():
    first, second, third = TABLE.indicators
    incoming = replace(
        anonymous(TABLE),
        plan=(PlanStep.of("6月末", "50"), PlanStep.of("10月底", "80"), PlanStep.of("12 月底", "100")),
        goals=(Goal("", "准点到校"), Goal("", "学生上下学安全"), Goal("", "家长满意")),
        indicators=(replace(second, value="≥95%"), replace(first, level2="数量", basis="合同"), third),
    )
    found = matched(TABLE, incoming)
    assert found == incoming
    assert numbers(found.plan) == [1, None, 2]
    assert numbers(found.goals) == [4, 3, None]
    assert numbers(found.indicators) == [6, 5, 7]


@pytest.mark.parametrize(
    "label", ["3月末", "３月底", "3 月", "03月底", "2025年3月底前", "截至3月底", "3月份"]
)
def test_a_checkpoint_is_known_however_its_month_is_written(label):
    existing = ProjectTable(plan=(step(1, "1月底", "5"), step(2, "3月底", "20")))
    assert numbers(matched(existing, ProjectTable(plan=(PlanStep.of(label, "30"),))).plan) == [2]


def test_checkpoints_of_other_months_go_by_their_order():
    existing = ProjectTable(plan=tuple(step(month, f"{month}月底", "") for month in (3, 6, 9, 12)))
    incoming = ProjectTable(plan=tuple(PlanStep.of(f"{month}月底", "1") for month in (3, 6, 10, 12)))
    assert numbers(matched(existing, incoming).plan) == [3, 6, 9, 12]


def test_rows_go_by_class_and_name_wherever_they_stand():
    old = [
        indicator(1, "合格率"),
        indicator(2, "合格率", level2="质量指标"),
        indicator(3, "可持续", level2="可持续影响指标"),
    ]
    new = [
        indicator(0, "可持续", level2="可持续性影响"),
        indicator(0, "合 格 率", level2="质 量"),
        indicator(0, "合格率", level1="产出"),
    ]
    assert matched_indicators(old, new) == [3, 2, 1]


def test_of_rows_with_one_name_the_likest_are_the_same():
    old = [
        indicator(1, "合格率", "90%", description="桥梁"),
        indicator(2, "合格率", "95%", description="道路"),
    ]
    new = [
        indicator(0, "合格率", "98%", description="道路工程"),
        indicator(0, "合格率", "90%", description="桥涵"),
    ]
    assert matched_indicators(old, new) == [2, 1]
    assert matched_indicators(old, new[:1]) == [2]
    assert matched_indicators(old, [replace(old[1], basis="合同")]) == [2]


def test_the_name_tells_more_than_the_description():
    old = [
        indicator(1, "里程", description="新建道路"),
        indicator(2, "里程合计", description="养护桥梁的总长度"),
    ]
    assert matched_indicators(old, [indicator(0, "里程", description="养护桥梁的总长度")]) == [1]
    short = [indicator(1, "水", "1吨"), indicator(2, "电", "1度")]
    assert matched_indicators(short, [replace(short[1], value="2度"), replace(short[0], value="2吨")]) == [
        2,
        1,
    ]


def test_a_row_that_is_there_to_the_letter_is_that_row():
    old = [indicator(1, "甲", description="三三三"), indicator(2, "甲", description="三三三三")]
    assert matched_indicators(old, old[::-1]) == [2, 1]
    goals = goal(1, "三三三"), goal(2, "三三三三")
    assert numbers(matched(ProjectTable(goals=goals), ProjectTable(goals=goals[::-1])).goals) == [2, 1]


def test_likeness_counts_the_first_and_the_last_character_too():
    assert likely_pairs([["水"], ["费用"]], [["水费"]], 0) == [(0.4, 0, 0)]
    assert likely_pairs([["电费"]], [["水 费"]], 0) == [(2 / 6, 0, 0)]
    assert likely_pairs([["电费"]], [["水费"]], 0.4) == []
    assert likely_pairs([[""]], [[""]], 0) == []


def test_a_renamed_row_is_found_by_likeness_before_its_place():
    old = [indicator(1, "评审评价项目数量"), indicator(2, "聘请专家人数"), indicator(3, "培训次数")]
    new = [indicator(0, "全年培训的次数"), indicator(0, "聘请评审专家人数"), indicator(0, "会议场次")]
    assert matched_indicators(old, new) == [3, 2, 1]


def test_the_likest_pair_comes_first_and_the_rest_shares_what_is_left():
    old = [indicator(1, "道路养护里程"), indicator(2, "道路养护里程合计")]
    new = [indicator(0, "道路养护里程总合计"), indicator(0, "道路养护里程数")]
    assert matched_indicators(old, new) == [2, 1]


def test_a_row_whose_class_was_corrected_is_still_the_row():
    old = [indicator(1, "项目数", level2="质量指标"), indicator(2, "合格率", level2="质量指标")]
    new = [indicator(0, "项目数"), indicator(0, "优良率", level2="质量指标")]
    assert matched_indicators(old, new) == [1, 2]
    assert matched_indicators(
        old[:1], [indicator(0, "项目数"), indicator(0, "项目数", level2="时效指标")]
    ) == [
        None,
        None,
    ]
    twice = [*old, indicator(3, "项目数", level2="成本指标")]
    assert matched_indicators(twice, new[:1]) == [None]


def test_a_row_of_a_class_that_was_empty_is_new():
    assert matched_indicators([indicator(1, "甲乙")], [indicator(0, "丙丁", level2="质量指标")]) == [None]


def test_rows_beyond_those_that_are_there_are_new():
    old = [indicator(1, "甲甲"), indicator(2, "乙乙")]
    new = [indicator(0, "乙乙"), indicator(0, "丙丙"), indicator(0, "丁丁")]
    assert matched_indicators(old, new) == [2, 1, None]


def test_rows_without_a_name_go_by_their_texts_and_their_place():
    old = [indicator(1, "", description="修路"), indicator(2, "", description="架设一座桥")]
    assert matched_indicators(old, [indicator(0, "", description="架设两座桥")]) == [2]
    assert matched_indicators(old, [indicator(0, "", description="修建一座桥梁")]) == [2]
    assert matched_indicators(old, [indicator(0, "", "1件")]) == [1]
    assert matched_indicators(old[:1], [indicator(0, "", level2="质量指标", description="修路")]) == [None]


def test_of_two_rows_as_like_the_upper_one_is_the_one_that_was_there():
    copies = [indicator(0, "专家人次数", value) for value in ("2次", "3次")]
    assert matched_indicators([indicator(1, "专家人数")], copies) == [1, None]


def test_goals_go_by_their_words_not_by_their_numbers():
    existing = ProjectTable(goals=(goal(1, "道路畅通", "目标1"), goal(2, "桥梁安全", "目标2")))
    incoming = ProjectTable(
        goals=(Goal("目标1", "桥梁安全"), Goal("目标2", "道路畅通"), Goal("目标3", "群众满意"))
    )
    assert numbers(matched(existing, incoming).goals) == [2, 1, None]
    assert numbers(matched(existing, ProjectTable(goals=(Goal("", "全部完工"),))).goals) == [1]


def test_ids_of_another_table_are_dropped():
    assert numbers(matched(ProjectTable(), TABLE).indicators) == [None, None, None]
    assert matched(ProjectTable(), TABLE).goals[0].lineage is None


@given(tables().map(identified))
def test_the_table_itself_gets_all_its_ids_back(table):
    assert ids(matched(table, anonymous(table))) == ids(table)


@given(st.data(), tables().map(identified))
def test_rows_that_differ_get_their_ids_back_in_any_order(data, table):
    mixed = replace(
        table,
        goals=tuple(data.draw(st.permutations(table.goals))),
        indicators=tuple(data.draw(st.permutations(table.indicators))),
    )
    rows = [tuple(map(bare, (row.label, row.text))) for row in table.goals]
    rows += [tuple(map(bare, indicator_texts(row))) for row in table.indicators]
    assume(len(set(rows)) == len(rows))
    assume(set(mixed.indicators) == set(table.indicators))  # an empty class is filled from the row above
    assert ids(matched(table, anonymous(mixed))) == ids(mixed)


@given(tables().map(identified), tables())
def test_no_row_is_given_twice_and_nothing_typed_is_touched(existing, incoming):
    found = matched(existing, incoming)
    assert found == incoming
    assert matched(existing, incoming) == found
    for part in PARTS:
        there = {row.id: row.lineage for row in getattr(existing, part)}
        given = [row for row in getattr(found, part) if row.id]
        assert len({row.id for row in given}) == len(given)
        assert all(there[row.id] == row.lineage for row in given)
