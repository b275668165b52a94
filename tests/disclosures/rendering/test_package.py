"""The Data Package: frictionless finds nothing wrong in any, and names what was spoilt."""

import json
from pathlib import Path

import pytest
from frictionless import Package, validate
from jsonschema import Draft202012Validator

from disclosures.document import to_bytes
from disclosures.figures import FIELDS, Figures, as_json
from disclosures.rendering import data
from disclosures.rendering.files import open_data
from disclosures.rendering.open_columns import FILES
from projects.tables import Amount
from tests.disclosures.rendering.examples import disclosure, facts
from tests.disclosures.rendering.strategies import of_any_disclosure

FIGURES = as_json(
    Figures(
        {one.key: Amount.of("12.5万元") for one in FIELDS if not one.words},
        {one.key: "=1+1，见“说明”" for one in FIELDS if one.words},
    )
)
FORMATS = Path(__file__).resolve().parents[3] / "docs" / "formats.md"


def written(shown, folder: Path) -> Path:
    for path, content in open_data(shown, facts(shown)):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder / "datapackage.json"


def errors(package: Path) -> list[str]:
    report = validate(str(package))
    return [one.type for task in report.tasks for one in task.errors] + [one.type for one in report.errors]


def test_the_package_validates(tmp_path):
    package = written(disclosure(figures=FIGURES), tmp_path)
    assert errors(package) == []
    told = Package(str(package))
    assert told.resource_names == ["data", *(file.name for file in FILES)]
    rows = told.get_resource("indicators").read_rows()
    assert len(rows) == 48
    assert str(rows[0]["value_number"]) == "1.2"


@of_any_disclosure(10)
def test_the_package_of_any_disclosure_validates(tmp_path, shown):
    assert errors(written(shown, tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "error"),
    [
        ("projects", "农业保险", "农业保陨", "hash-count"),
        ("plan", "000000000001,1,", "000000000009,1,", "foreign-key"),
        ("indicators", "percent", "percemt", "constraint-error"),
    ],
)
def test_a_changed_file_is_not_what_the_package_says(tmp_path, name, before, after, error):
    package = written(disclosure(), tmp_path)
    place = tmp_path / f"csv/{name}.csv"
    text = place.read_bytes().decode()
    assert before in text
    place.write_bytes(text.replace(before, after, 1).encode())
    assert error in errors(package)


def test_every_column_says_what_it_is_and_the_package_of_which_edition(tmp_path):
    shown = disclosure()
    told = json.loads(written(shown, tmp_path).read_bytes())
    assert (told["version"], told["edition"], told["corrects"]) == ("2", 2, 1)
    assert told["data_sha256"] == facts(shown).data_hash
    assert told["name"] == "disclosure-130209-2025-2"
    assert "licenses" not in told
    for resource in told["resources"][1:]:
        assert all(one["title"] and one["type"] for one in resource["schema"]["fields"])
        assert resource["hash"].startswith("sha256:")


@of_any_disclosure()
def test_the_data_of_any_disclosure_is_as_its_schema_says(shown):
    validator().validate(json.loads(to_bytes(shown)))
    frozen = json.loads(data.schema())["properties"]["projects"]["items"]["properties"]["frozen"]
    for one in shown.projects:
        Draft202012Validator(frozen["contentSchema"]).validate(json.loads(one.frozen))


def validator() -> Draft202012Validator:
    told = json.loads(data.schema())
    Draft202012Validator.check_schema(told)
    return Draft202012Validator(told)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("schema",), 2),
        (("year",), "2025"),
        (("title",), None),
        (("publisher", "extra"), ""),
        (("sections", 0, "blocks", 0, "kind"), "script"),
        (("projects", 0, "hash"), "0" * 63),
        (("projects", 0, "number"), 0),
        (("figures", "amounts", "purchase", "value"), 29),
        (("figures", "amounts", "purchase", "value"), "29.50"),
        (("figures", "amounts", "unknown"), {"raw": "", "value": None}),
    ],
)
def test_the_schema_refuses_what_no_disclosure_says(path, wrong):
    told = json.loads(to_bytes(disclosure(figures=FIGURES)))
    assert validator().is_valid(told)
    *way, last = path
    part = told
    for step in way:
        part = part[step]
    part[last] = wrong
    assert not validator().is_valid(told)


def test_every_column_is_explained_in_the_documentation():
    text = FORMATS.read_text(encoding="utf-8")
    for file in FILES:
        assert f"`{file.path}`" in text
        for column in file.columns:
            assert f"| `{column.name}` | {column.title} | {column.description} |" in text, column.name
