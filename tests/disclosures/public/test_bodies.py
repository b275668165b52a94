"""Frozen bodies: the same twice, sound, with every word of the tables in them and no markup of theirs."""

import hashlib
from dataclasses import replace

import pytest

from disclosures.document import EditionFacts, Paragraph, Section, to_bytes
from disclosures.public import bodies
from disclosures.rendering.files import plain
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable
from tests.disclosures.public import laying
from tests.disclosures.public.markup import Markup

FACTS = EditionFacts(2, "b" * 64, "a" * 64, "更正了预算数。", 1)
ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ x }}"


def drawn(disclosure=None, facts=FACTS) -> dict[str, str]:
    pages = bodies.pages(disclosure or laying.disclosure(), facts)
    return {path: content.decode() for path, content in pages}


def attacked() -> ProjectTable:
    """One payload in every cell."""
    row = Indicator(*(f"{ATTACK}{place}" for place in range(6)))
    return ProjectTable(
        *(f"{ATTACK}{name}" for name in ("title", "code", "label", "name")),
        total=Amount.of(ATTACK),
        fiscal=Amount.of(ATTACK),
        other=Amount.of(ATTACK),
        purpose=f"{ATTACK}\n{ATTACK}",
        plan_label=ATTACK,
        plan=(PlanStep.of(ATTACK, "20"), PlanStep.of(ATTACK, ATTACK)),
        goals=(Goal(ATTACK, ATTACK),),
        indicators=(row, row),
    )


def test_an_edition_drawn_twice_is_the_same_to_the_byte():
    assert list(bodies.pages(laying.disclosure(), FACTS)) == list(bodies.pages(laying.disclosure(), FACTS))


def test_every_body_is_one_sound_main_with_one_heading():
    for path, text in drawn().items():
        page = Markup(text)
        assert page.tags[0][0] == "main", path
        assert page.count("h1") == 1, path
        assert page.count("script") == page.count("style") == 0, path
        assert not any("style" in found or name.startswith("on") for _, found in page.tags for name in found)


def test_an_edition_has_a_page_for_each_section_project_and_department():
    disclosure = laying.disclosure()
    found = set(drawn(disclosure))
    assert {f"sections/{one.key}/index.html" for one in disclosure.sections} <= found
    assert {f"projects/{one.number}/index.html" for one in disclosure.projects} <= found
    assert {f"departments/{one.department}/index.html" for one in disclosure.projects} <= found
    assert {"index.html", "downloads/index.html", "about/index.html"} <= found


def test_a_departments_edition_has_no_pages_by_department():
    assert not [
        path for path in drawn(laying.disclosure(publisher=laying.DEPARTMENT)) if "departments" in path
    ]


def test_the_projects_are_listed_once_and_their_section_leads_there():
    page = Markup(drawn()["sections/tables/index.html"])
    assert "../../projects/index.html" in page.links
    assert page.count("table") == 0


def test_an_amount_reads_the_same_in_every_list_and_table():
    table = replace(laying.tables(1)[0], total=Amount.of("1234.5"), fiscal=Amount.of("1234.5"))
    pages = drawn(laying.disclosure(shown=[table]))
    for path in ("projects/index.html", "projects/1/index.html", "departments/index.html"):
        assert "1234.5" in pages[path], path
        assert "1,234.5" not in pages[path], path


def test_the_address_of_each_indicator_is_a_link_away():
    page = Markup(drawn()["projects/1/index.html"])
    places = [link for link in page.links if link.startswith("#i")]
    assert places
    assert [link[1:] for link in places] == [one for one in page.ids if one.startswith("i")]


def test_the_first_sentence_says_name_amount_and_purpose():
    text = Markup(drawn()["projects/1/index.html"]).text
    assert "财政局2025年安排“财政专项工作经费”50万元，用于聘请专家和中介机构" in text


def test_every_cell_of_every_table_can_be_read():
    disclosure = laying.disclosure()
    pages = drawn(disclosure)
    for project in disclosure.projects:
        page = Markup(pages[f"projects/{project.number}/index.html"])
        said = "".join(page.text.split())
        for row in project.table.indicators:
            for cell in (row.level1, row.level2, row.level3, row.description, row.value, row.basis):
                assert "".join(cell.split()) in said
        for goal in project.table.goals:
            assert "".join(goal.text.split()) in said
        places = [f"i{place}" for place, _ in enumerate(project.table.indicators, 1)]
        assert [one for one in page.ids if one.startswith("i")] == places


@pytest.mark.parametrize("publisher", [laying.DISTRICT, laying.DEPARTMENT], ids=["district", "department"])
def test_nothing_that_was_typed_becomes_markup(publisher):
    disclosure = laying.disclosure(publisher=publisher, shown=[attacked()])
    sections = (*disclosure.sections, Section("free-1", ATTACK, (Paragraph(ATTACK),)))
    disclosure = replace(disclosure, sections=sections, title=ATTACK)
    for path, text in drawn(disclosure, replace(FACTS, note=ATTACK)).items():
        page = Markup(text)
        assert page.count("script") == page.count("img") == 0, path
        assert not [name for _, found in page.tags for name in found if name.startswith("on")], path


def test_a_sum_without_an_amount_that_was_not_understood_says_so_in_its_row():
    first, *others = laying.tables()
    shown = [replace(first, total=Amount.of("约五十")), *others]
    text = Markup(drawn(laying.disclosure(shown=shown))["departments/index.html"]).text
    assert text.count("1个项目未计入") == 1
    assert "注明“未计入”的项目，有金额无法识别" in text
    assert "未计入" not in Markup(drawn()["departments/index.html"]).text


def test_an_empty_table_says_so_and_breaks_nothing():
    pages = drawn(laying.disclosure(shown=[ProjectTable()]))
    text = Markup(pages["projects/1/index.html"]).text
    assert "没有填报支出计划" in text
    assert "没有填报绩效指标" in text
    assert "预算数未填" in text


def test_an_edition_without_tables_and_figures_has_all_its_pages():
    empty = replace(laying.disclosure(shown=[]), figures=None, sections=(), checks=())
    text = Markup(drawn(empty)["index.html"]).text
    assert "没有随本次公开的项目绩效目标表" in text


def test_a_body_holds_no_hash_of_what_holds_it():
    disclosure = laying.disclosure()
    facts = EditionFacts(1, "", hashlib.sha256(to_bytes(disclosure)).hexdigest())
    text = "".join(drawn(disclosure, facts).values())
    assert facts.data_hash in text
    assert "没有上一版" in text


def test_the_files_of_an_edition_hold_the_bodies(tmp_path, monkeypatch):
    disclosure = laying.disclosure(shown=laying.tables(1))
    files = dict(plain(disclosure, FACTS))
    monkeypatch.setenv("VAR_DIR", str(tmp_path))  # nothing kept from before
    for path, content in bodies.pages(disclosure, FACTS):
        assert files[f"pages/{path}"] == content
