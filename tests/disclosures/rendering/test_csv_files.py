"""CSV for programs: whatever was typed comes back as it was, and what was understood stands beside it."""

import csv
import io
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given

from disclosures import figures
from disclosures.document import Chart, DataTable, Disclosure, Heading, Paragraph, ProjectTables
from disclosures.rendering import csv_files
from disclosures.rendering.open_columns import FILES
from projects.tables import INDICATOR_CELLS, Amount, Goal, Indicator, PlanStep, ProjectTable
from projects.values import read_value
from tests.disclosures.rendering.examples import disclosure
from tests.disclosures.rendering.strategies import TRICKY, number, of_any_disclosure, words
from tests.projects.rendering.examples import ordinary

Rows = list[dict[str, str]]


def read(shown: Disclosure) -> dict[str, Rows]:
    """Every file as a program of somebody else reads it."""
    found = {}
    for path, data in csv_files.render(shown):
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        found[path.removeprefix("csv/").removesuffix(".csv")] = list(csv.DictReader(text, strict=True))
    assert list(found) == ["projects", "plan", "goals", "indicators", "figures", "sections"]
    return found


def identity(row: dict[str, str]) -> dict[str, UUID | None]:
    return {name: UUID(row[name]) if row[name] else None for name in ("id", "lineage")}


def rebuilt(project: dict[str, str], files: dict[str, Rows]) -> ProjectTable:
    """A table from nothing but the CSV files."""
    own = {
        part: [row for row in files[part] if row["project"] == project["id"]]
        for part in ("plan", "goals", "indicators")
    }
    for rows in own.values():
        assert [int(row["position"]) for row in rows] == list(range(1, len(rows) + 1))
    amounts = {
        part: Amount(project[f"{part}_raw"], number(project[part])) for part in ("total", "fiscal", "other")
    }
    texts = ("title", "code", "name_label", "name", "purpose", "plan_label")
    return ProjectTable(
        **{text: project[text] for text in texts},
        **amounts,
        plan=tuple(
            PlanStep(row["label"], row["raw"], number(row["percent"]), **identity(row)) for row in own["plan"]
        ),
        goals=tuple(Goal(row["label"], row["text"], **identity(row)) for row in own["goals"]),
        indicators=tuple(
            Indicator(*(row[cell] for cell in INDICATOR_CELLS), **identity(row)) for row in own["indicators"]
        ),
    )


@of_any_disclosure()
def test_any_table_comes_back_from_csv_as_it_was_approved(shown):
    files = read(shown)
    assert len(files["projects"]) == len(shown.projects)
    for one, row in zip(shown.projects, files["projects"], strict=True):
        table = rebuilt(row, files)
        assert table == one.table
        for part in ("plan", "goals", "indicators"):
            rows = zip(getattr(table, part), getattr(one.table, part), strict=True)
            assert all((ours.id, ours.lineage) == (was.id, was.lineage) for ours, was in rows)
        told = (UUID(row["id"]), UUID(row["lineage"]), int(row["number"]), int(row["version"]), row["hash"])
        assert told == (one.id, one.lineage, one.number, one.version, one.hash)
        assert (row["department"], row["sector"]) == (one.department, one.sector)


@of_any_disclosure()
def test_what_was_understood_of_a_value_stands_beside_what_was_typed(shown):
    for row in read(shown)["indicators"]:
        value = read_value(row["value"])
        assert row["value_kind"] == value.kind
        assert (row["value_operator"], row["value_unit"]) == (value.operator, value.unit)
        assert (number(row["value_number"]), number(row["value_upper"])) == (value.number, value.upper)
        assert row["value_date"] == (str(value.date) if value.date else "")


@of_any_disclosure()
def test_the_figures_come_back_as_typed_and_sums_only_where_every_part_is_there(shown):
    rows = read(shown)["figures"]
    given = figures.from_json(shown.figures or {})
    typed = {row["key"]: Amount(row["raw"], number(row["value"])) for row in rows if row["kind"] == "amount"}
    said = {row["key"]: row["raw"] for row in rows if row["kind"] == "text"}
    assert figures.Figures(typed, said) == given
    sums = {row["key"]: Decimal(row["value"]) for row in rows if row["kind"] == "sum"}
    assert sums == {key: given.value(key) for key in figures.SUMS if given.value(key) is not None}


@of_any_disclosure()
def test_every_word_of_the_sections_stands_in_their_file_in_order(shown):
    rows = iter(read(shown)["sections"])
    for place, section in enumerate(shown.sections, 1):
        row = next(rows)
        assert (row["section"], row["kind"], row["text"]) == (str(place), "section", section.title)
        for at, block in enumerate(section.blocks, 1):
            row = next(rows)
            assert (row["section"], row["block"], row["key"]) == (str(place), str(at), section.key)
            match block:
                case Paragraph(text) | Heading(text):
                    assert row["text"] == text
                case DataTable() | Chart():
                    assert (row["text"], row["unit"]) == (block.title, block.unit)
                case ProjectTables():
                    assert row["kind"] == "projects"
            for cells in block.rows if isinstance(block, DataTable) else ():
                assert [next(rows)["text"] for _ in cells] == list(cells)
    assert next(rows, None) is None


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_looks_like_a_formula_or_like_nothing_is_not_touched(text):
    table = ordinary(name=text, purpose=text, total=Amount.of(text))
    shown = disclosure(table, sections=())
    [row] = read(shown)["projects"]
    assert (row["name"], row["purpose"], row["total_raw"]) == (table.name, table.purpose, table.total.raw)
    assert row["name"] == text.strip()


def test_every_line_ends_as_the_standard_says_also_where_a_cell_has_lines_of_its_own():
    shown = disclosure(ordinary(purpose="一行\n两行"))
    data = dict(csv_files.render(shown))["csv/projects.csv"].decode("utf-8-sig")
    assert data.count("\r\n") == 2
    assert '"一行\n两行"' in data


def test_a_disclosure_of_nothing_still_says_its_columns():
    empty = Disclosure(disclosure().publisher, 2025, "", ())
    for (_, data), file in zip(csv_files.render(empty), FILES, strict=True):
        assert data.decode("utf-8-sig") == ",".join(column.name for column in file.columns) + "\r\n"


@given(words)
def test_the_same_disclosure_gives_the_same_bytes(text):
    one, other = (disclosure(ordinary(name=text)) for _ in range(2))
    assert list(csv_files.render(one)) == list(csv_files.render(other))
