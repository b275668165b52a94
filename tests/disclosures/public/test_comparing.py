"""Two disclosures beside each other: the same project by lineage, what was not filled is no 0."""

from dataclasses import replace
from uuid import uuid4

import pytest

from disclosures.public.comparing import compare
from projects.tables import Amount, Indicator, PlanStep
from tests.disclosures.public.laying import disclosure, tables


def test_a_disclosure_compared_with_itself_is_the_same():
    found = compare(disclosure(), disclosure())
    assert found.is_same
    assert len(found.unchanged) == 6


def test_a_changed_amount_is_told_of_its_project_and_of_the_total():
    first, *others = tables()
    found = compare(disclosure(), disclosure(shown=[replace(first, total=Amount.of("60万元")), *others]))
    assert [(one.number, one.sentences) for one in found.changed] == [
        (1, ("预算数由 50万元 改为 60万元（增加10万元，+20%）",))
    ]
    assert [(row.name, row.moved) for row in found.moved] == [("项目预算数合计", "增加10（+0.3%）")]
    assert len(found.unchanged) == 5


def test_a_renamed_project_is_the_same_project():
    first, *others = tables()
    found = compare(disclosure(), disclosure(shown=[replace(first, name="另一个名称"), *others]))
    assert not found.added
    assert not found.removed
    assert len(found.changed) == 1


def test_new_and_gone_projects_are_told_with_where_they_stand():
    last, now = disclosure(2024, shown=tables(3)), disclosure(2025, shown=tables(5))
    assert [row.at for row in compare(last, now).added] == ["4", "5"]
    assert [row.at for row in compare(now, last).removed] == ["4", "5"]
    assert compare(last, now).figures[0].moved == "增加2"


def test_what_was_not_filled_on_one_side_is_not_compared():
    found = {row.name: row for row in compare(disclosure(goods=""), disclosure()).figures}
    assert (found["货物采购预算"].old, found["货物采购预算"].new) == ("", "120")
    assert found["货物采购预算"].moved == ""
    assert found["政府采购预算"].old == ""


def test_only_editions_of_one_year_tell_which_sections_changed():
    other = disclosure(purchase="28")
    assert [one.title for one in compare(disclosure(), other).sections] == ["安排“三公”经费预算情况"]
    assert not compare(disclosure(2024), disclosure(2025)).sections


def test_a_rate_too_small_to_be_rounded_is_told_as_in_the_sentences():
    first, *others = tables()
    little = [replace(first, total=Amount.of("50.3万元")), *others]
    found = {row.name: row.moved for row in compare(disclosure(), disclosure(shown=little)).figures}
    assert found["项目预算数合计"] == "增加0.3（不足0.1%）"


PLAN = ((3, "25"), (6, "50"), (9, "75"), (12, "100"))


def of_a_year(year, guards="≥24人", december="100", text="国发〔2018〕5号"):
    """As an officer wrote it that year, with rows that no lineage ties to another year's."""
    rows = (
        Indicator("产出指标", "数量指标", "看护人员数", "", guards, f"{year}年方案", id=uuid4()),
        Indicator("产出指标", "时效指标", "完成时间", "", f"{year}年12月31日前", text, id=uuid4()),
    )
    plan = [(month, december if month == 12 else share) for month, share in PLAN]
    steps = tuple(replace(PlanStep.of(f"{year}年{month}月", share), id=uuid4()) for month, share in plan)
    table = tables(1)[0]
    title = f"{year}年绩效目标表"
    return disclosure(year, shown=[replace(table, title=title, goals=(), indicators=rows, plan=steps)])


def test_of_two_years_what_only_says_the_year_is_no_change():
    found = compare(of_a_year(2024), of_a_year(2025))
    assert (found.changed, len(found.unchanged)) == ((), 1)
    assert compare(of_a_year(2023), of_a_year(2025)).changed == ()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("≥2024人次", "≥2025人次"),
        ("≥12024人", "≥12025人"),
        ("2024.5万元", "2025.5万元"),
        ("培训2024人次", "培训2025人次"),
    ],
)
def test_a_figure_that_looks_like_a_year_is_told(then, now):
    [changed] = compare(of_a_year(2024, guards=then), of_a_year(2025, guards=now)).changed
    assert f"由 {then} 改为 {now}" in changed.sentences[0]


def test_an_amount_that_looks_like_a_year_is_told():
    first, *others = tables()
    last, now = (replace(first, total=Amount.of(f"{year}万元")) for year in (2024, 2025))
    [changed] = compare(
        disclosure(2024, shown=[last, *others]), disclosure(2025, shown=[now, *others])
    ).changed
    assert "预算数由 2024万元 改为 2025万元" in changed.sentences[0]


def test_of_two_years_a_figure_is_told_old_beside_new():
    last, now = of_a_year(2024), of_a_year(2025, guards="≥28人", december="98")
    [changed] = compare(last, now).changed
    said = "；".join(changed.sentences)
    assert "由 ≥24人 改为 ≥28人" in said
    assert "100" in said
    assert "改为 98" in said
    assert "删除" not in said
    assert "新增" not in said
    [other] = compare(last, of_a_year(2025, text="国发〔2021〕5号")).changed
    assert "2018" in other.sentences[0]


def test_rows_that_were_carried_over_are_told_by_their_lineage():
    first, *others = tables()
    row = first.indicators[0]
    renamed = replace(row, level3="另一个说法", id=uuid4(), lineage=row.id)
    now = replace(first, indicators=(renamed, *first.indicators[1:]))
    [changed] = compare(disclosure(2024), disclosure(2025, shown=[now, *others])).changed
    assert len(changed.sentences) == 1
    assert "另一个说法" in changed.sentences[0]
