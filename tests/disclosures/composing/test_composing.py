"""A disclosure made of sections, figures and tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from disclosures.composing import SectionDraft, compose, default_sections, default_title, with_last
from disclosures.document import (
    Chart,
    ChartKind,
    DataTable,
    Heading,
    Paragraph,
    ProjectTables,
    Publisher,
    Section,
    from_bytes,
    to_bytes,
)
from disclosures.figures import Figures, from_json
from projects.rules.examples import SOUND, changed
from projects.tables import PlanStep
from tests.disclosures.given import DISTRICT, figures, published

SCHOOL = Publisher("130299", "明川区", "101", "第1局")


def composed(sections=None, of=None, tables=(SOUND,), publisher=DISTRICT, title="", **more):
    of = figures() if of is None else of
    sections = default_sections(of, 2025) if sections is None else sections
    return compose(publisher, 2025, title, sections, of, published(tables), **more)


def section(key, **more) -> Section:
    return next(one for one in composed(**more).sections if one.key == key)


def blocks(key, kind, **more) -> list:
    return [one for one in section(key, **more).blocks if isinstance(one, kind)]


def test_the_sections_come_in_the_official_order():
    assert [one.key for one in default_sections(figures(), 2025)] == [
        "three_public",
        "debt",
        "transfers",
        "state_capital",
        "procurement",
        "performance",
        "others",
        "totals",
        "tables",
    ]


def test_a_departments_disclosure_is_its_tables_and_what_they_come_to():
    sections = default_sections(Figures(), 2025, department=True)
    assert [one.key for one in sections] == ["totals", "tables"]
    made = composed(sections, Figures(), publisher=SCHOOL)
    assert made.figures is None
    assert made.title == "第1局2025年部门预算项目绩效目标公开说明"
    assert not [one for one in made.checks if one.code in ("F1", "F4", "F5")]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("明川区", "关于2025年区级预算公开有关事项的说明"),
        ("明川县", "关于2025年县级预算公开有关事项的说明"),
        ("明川经济开发区", "关于2025年区级预算公开有关事项的说明"),
    ],
)
def test_the_title_names_year_and_level(name, title):
    assert default_title(Publisher("1", name), 2025) == title


def test_order_and_titles_are_as_given_and_what_is_hidden_is_nowhere():
    first, second, *rest = default_sections(figures(), 2025)
    free = SectionDraft("free-1", "其他说明", "第一段\n\n第二段【年度】")
    made = composed([free, second, replace(first, shown=False), *rest])
    assert [one.key for one in made.sections][:2] == ["free-1", "debt"]
    assert made.sections[0].blocks == (Paragraph("第一段"), Paragraph("第二段2025"))
    assert b"reception" not in to_bytes(made)
    assert from_json(made.figures).value("reception") is None
    assert from_json(made.figures).value("goods") == 120


def test_tables_that_are_not_shown_are_not_in_the_data():
    sections = [replace(one, shown=one.key != "tables") for one in default_sections(figures(), 2025)]
    assert composed(sections).projects == ()


def test_an_emptied_text_says_nothing():
    made = composed([SectionDraft("transfers", "转移支付", " \n")])
    assert made.sections[0].blocks == ()


def test_titles_say_their_year_and_nothing_else():
    made = composed(
        [SectionDraft("free-1", "【年度】年与【上年度】年【公务接待费】", "一段。")], title="【年度】年说明"
    )
    assert (made.title, made.sections[0].title) == ("2025年说明", "2025年与2024年【公务接待费】")
    assert "标题里只能用【年度】和【上年度】" in next(one.desk for one in made.checks if one.code == "F13")


def test_three_public_shows_vehicles_as_one_item_with_two_parts():
    table, chart = section("three_public").blocks[-2:]
    assert table.rows[:3] == (
        ("公务用车购置及运行维护费", "129", "129", "0", "0%"),
        ("其中：公务用车购置", "29", "31", "-2", "-6.5%"),
        ("其中：公务用车运行维护费", "100", "98", "2", "2%"),
    )
    assert table.rows[-1] == ("合计", "260", "260", "0", "0%")
    assert chart.kind is ChartKind.BARS
    assert [one.name for one in chart.series] == ["2024年", "2025年"]
    assert sum(chart.series[1].values) == 260


def test_what_is_not_filled_is_no_0():
    (table,) = blocks("three_public", DataTable, of=figures(reception=""))
    assert table.rows[3] == ("公务接待费", "未填", "113", "—", "—")
    assert table.rows[-1][1] == "未填"
    (chart,) = blocks("three_public", Chart, of=figures(reception=""))
    assert chart.series[1].values[2] is None


@pytest.mark.parametrize("key", ["three_public", "debt", "procurement"])
def test_nothing_filled_makes_no_table_and_no_chart(key):
    assert not blocks(key, DataTable | Chart, of=Figures())


def test_nothing_but_zeros_makes_no_chart():
    zero = figures(goods="0", works="0", services="0")
    assert blocks("procurement", DataTable, of=zero)
    assert not blocks("procurement", Chart, of=zero)


def test_debt_shows_its_structure_and_what_is_repaid():
    standing, repaid = blocks("debt", DataTable)
    assert standing.rows[-1] == ("合计", "106000", "104700")
    assert repaid.rows[-1] == ("合计", "1000", "3944", "4944")
    (chart,) = blocks("debt", Chart)
    assert chart.groups == ("限额", "余额")
    assert [one.values[1] for one in chart.series] == [24200, 80500]


def test_a_chart_follows_its_table():
    for one in composed(tables=[SOUND, SOUND]).sections:
        for place, block in enumerate(one.blocks):
            if isinstance(block, Chart):
                assert isinstance(one.blocks[place - 1], DataTable)


def test_totals_are_told_by_department_and_sector():
    tables = [SOUND, SOUND, changed(total="10", fiscal="8", other="2")]
    found = section("totals", tables=tables).blocks
    departments, sectors, _ = [one for one in found if isinstance(one, DataTable)]
    assert departments.rows == (
        ("第1局", "2", "55.6", "53.6", "2"),
        ("第0局", "1", "45.6", "45.6", "0"),
        ("合计", "3", "101.2", "99.2", "2"),
    )
    assert [row[0] for row in sectors.rows] == ["其他领域", "教育", "合计"]
    assert found[0].text.startswith("本年度已批复的项目共3个，预算数合计101.2万元")


def test_a_total_is_of_tables_that_are_not_printed_too():
    few = published([SOUND, changed(total="约30万"), SOUND])
    few = [
        replace(few[0], number=0),
        *(replace(one, number=0) for one in few[1:2]),
        replace(few[2], number=1),
    ]
    made = compose(DISTRICT, 2025, "", default_sections(figures(), 2025), figures(), few)
    assert [one.number for one in made.projects] == [1]
    totals, tables = made.sections[-2:]
    said = [one.text for one in totals.blocks if isinstance(one, Paragraph)]
    assert "以下按全部3个已批复的项目汇总，其中1个项目的绩效目标表随本说明公开。" in said
    assert "没有附表的1个项目的金额有未填或不是数字的，未全部计入汇总。" in said
    assert tables.blocks == (Paragraph("3个已批复的项目中，以下公开1个项目的绩效目标表。"), ProjectTables())


def test_the_plan_weighs_each_project_by_its_money():
    tables = [SOUND, changed(total="100", fiscal="100", plan=["50", "50", "50", "100"])]
    *_, plan = blocks("totals", DataTable, tables=tables)
    assert [row[1:] for row in plan.rows][:2] == [("34.3%", "50"), ("43.7%", "63.68")]
    assert plan.rows[-1] == ("12月底", "100%", "145.6")
    *_, chart = blocks("totals", Chart, tables=tables)
    assert chart.kind is ChartKind.STEPS
    assert chart.series[0].values == (Decimal("34.3"), Decimal("43.7"), Decimal("56.3"), Decimal(100))


def test_projects_with_other_checkpoints_are_told_apart():
    october = tuple(PlanStep.of(label, raw) for label, raw in [("10月底", "60"), ("12月底", "100")])
    tables = [replace(SOUND, plan=october), SOUND, SOUND]
    found = [one for one in blocks("totals", DataTable, tables=tables) if one.heads[0] == "时间节点"]
    assert [len(one.rows) for one in found] == [4, 2]
    assert (
        Paragraph("各项目的时间节点不完全相同，共2种，分别汇总。") in section("totals", tables=tables).blocks
    )


def test_a_table_that_was_not_understood_is_told_and_not_guessed():
    tables = [SOUND, changed(total="约30万"), changed(plan=["", "30", "70", "100"])]
    said = [one.text for one in blocks("totals", Paragraph, tables=tables)]
    assert "第2号项目的金额有未填或不是数字的，未全部计入汇总。" in said
    assert "第2、3号项目的支出计划或预算数未填全，未计入。" in said


def test_many_departments_make_no_endless_chart():
    many = published([SOUND] * 50, departments=50)
    made = compose(DISTRICT, 2025, "", default_sections(figures(), 2025), figures(), many)
    totals = next(one for one in made.sections if one.key == "totals")
    chart = next(one for one in totals.blocks if isinstance(one, Chart))
    assert chart.groups[-1] == "其他30个部门"
    assert sum(sum(one.values) for one in chart.series) == Decimal("45.6") * 50


def test_money_of_a_kind_that_nobody_has_is_no_part_of_the_chart():
    tables = [changed(total="30", fiscal="30", other="0"), changed(total="20", fiscal="20", other="")]
    chart = blocks("totals", Chart, tables=tables)[0]
    assert chart.kind is ChartKind.BARS
    assert [one.name for one in chart.series] == ["财政资金"]


def test_the_tables_stand_in_their_section():
    assert section("tables").blocks == (ProjectTables(),)
    assert section("tables", tables=()).blocks == (Paragraph("没有列入公开的项目绩效目标表。"),)


def test_a_department_tells_no_totals_by_department():
    sections = default_sections(Figures(), 2025, department=True)
    found = section("totals", sections=sections, of=Figures(), publisher=SCHOOL).blocks
    assert Heading("按部门汇总") not in found


def test_last_years_figures_stand_where_nobody_typed_them():
    last = figures(reception="120")
    used = with_last(figures(reception_last=""), last)
    assert used.value("reception_last") == 120
    assert with_last(figures(), last).value("reception_last") == 113
    made = composed(of=figures(reception_last=""), last=last)
    assert from_json(made.figures).value("reception_last") == 120


def test_the_same_is_composed_twice_and_survives_freezing():
    one, other = composed(tables=[SOUND, SOUND]), composed(tables=[SOUND, SOUND])
    assert to_bytes(one) == to_bytes(other)
    assert from_bytes(to_bytes(one)) == one
