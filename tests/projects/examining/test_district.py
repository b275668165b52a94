"""A year's findings as each person may see them."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from projects.examining.answering import give_reason
from projects.examining.district import Narrowed, by_rule, cross_lines, lines_of
from projects.jobs.examining import ask_to_compare
from projects.jobs.running import run
from projects.models import TableVersion
from projects.rules import Level
from projects.rules.examples import SOUND
from projects.tables import Amount
from tests.people import make_project, make_table

pytestmark = pytest.mark.django_db

WRONG = Amount.of("30")


@pytest.fixture
def own(district, department):
    return make_project(district, department, table=make_table(name="取暖", fiscal=WRONG))


@pytest.fixture
def theirs(district, other_department):
    return make_project(district, other_department, table=make_table(name="校车", fiscal=WRONG, code="Z9"))


def names(user, district, **asked) -> set[str]:
    return {line.project_name for line in lines_of(user, district, 2025, Narrowed(**asked))}


def test_officers_see_their_departments_findings_and_finance_its_districts(
    own, theirs, district, drafter, reviewer, stranger
):
    assert names(drafter, district) == {"取暖"}
    assert names(reviewer, district) == {"取暖", "校车"}
    assert names(stranger, district) == set()


def test_what_is_to_be_mended_comes_first_and_the_rest_on_request(own, district, drafter):
    assert {line.level for line in lines_of(drafter, district, 2025, Narrowed())} <= {
        Level.ERROR,
        Level.WARNING,
        Level.HINT,
    }
    passed = lines_of(drafter, district, 2025, Narrowed(level="passed"))
    assert {line.level for line in passed} <= {Level.PASSED}


def test_findings_are_narrowed_by_rule_department_and_name(own, theirs, district, other_department, reviewer):
    assert {line.code for line in lines_of(reviewer, district, 2025, Narrowed(code="A3"))} == {"A3"}
    assert names(reviewer, district, department=other_department.pk) == {"校车"}
    assert names(reviewer, district, text="取") == {"取暖"}


def test_nonsense_in_the_address_counts_as_not_asked():
    query = {"level": "bad", "code": "Z99", "department": "１", "q": "\x00"}
    assert Narrowed.read(query) == Narrowed()


def test_rules_are_counted_gravest_first(own, theirs, district, reviewer):
    counted = by_rule(lines_of(reviewer, district, 2025, Narrowed()))
    [sums] = [one for one in counted if one.code == "A3"]
    assert (sums.tables, sums.level) == (2, Level.ERROR)
    assert [one.level for one in counted] == sorted((one.level for one in counted), key=list(Level).index)


def test_a_drafter_hears_that_another_departments_table_is_alike_but_reads_nothing_of_it(
    district, department, other_department, drafter, reviewer
):
    secret = "机密设备采购"
    own = make_project(district, department, table=make_table(name="取暖", code="P1"))
    make_project(district, other_department, table=make_table(name=secret, code="P2"))
    run(ask_to_compare(district, 2025, reviewer).pk)
    version = TableVersion.objects.get(project=own)
    alike = [line for line in cross_lines(drafter, version) if line.code == "E3"]
    assert alike
    told = json.dumps([line.found for line in alike], ensure_ascii=False) + "".join(
        line.other for line in alike
    )
    assert secret not in told
    assert "另一部门的一个项目" in told
    assert float(alike[0].found["likeness"]) > 0.8
    assert secret in "".join(line.other for line in cross_lines(reviewer, version))


@pytest.mark.parametrize("place", ["findings", "project_findings"])
def test_nor_on_a_page(client, district, department, other_department, drafter, reviewer, place):
    own = make_project(district, department, table=make_table(name="取暖", code="P1"))
    make_project(district, other_department, table=make_table(name="机密设备采购", code="P2"))
    run(ask_to_compare(district, 2025, reviewer).pk)
    client.force_login(drafter)
    address = reverse(place, args=[district.code, 2025] if place == "findings" else [own.pk])
    page = client.get(address).content.decode()
    assert "另一部门的一个项目" in page
    assert "机密设备采购" not in page


def test_reviewers_get_the_findings_as_a_workbook_marked_as_a_draft(client, own, theirs, district, reviewer):
    client.force_login(reviewer)
    answer = client.get(reverse("findings_file", args=[district.code, 2025]) + "?code=A3")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == ["取暖", "校车"]
    assert {row[0] for row in rows[1:]} == {"错误"}
    assert "草稿" in sheet.oddHeader.center.text


def test_a_text_that_looks_like_a_formula_stays_a_text(client, district, department, reviewer):
    make_project(district, department, table=make_table(name="=1+1", fiscal=WRONG))
    client.force_login(reviewer)
    answer = client.get(reverse("findings_file", args=[district.code, 2025]))
    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


class TestTheCommand:
    def examine(self, capsys, *arguments, code=None) -> tuple[str, str]:
        try:
            call_command("examine", "--district", "lutai", "--year", "2025", *arguments)
            left = 0
        except SystemExit as end:
            left = end.code
        assert left == code
        told = capsys.readouterr()
        return told.out, told.err

    def test_it_answers_json_with_every_finding_and_fails_where_errors_stand(self, capsys, own):
        out, err = self.examine(capsys, "--format", "json", code=1)
        found = json.loads(out)
        [sums] = [one for one in found if one["code"] == "A3"]
        assert sums["project"] == "取暖"
        assert sums["level"] == "error"
        assert {"row", "cell", "other_cell", "message", "evidence", "expected", "actual"} <= sums.keys()
        assert "检查了1张表" in err

    def test_it_succeeds_where_nothing_is_wrong(self, capsys, district, department):
        make_project(district, department, table=SOUND)
        out, _ = self.examine(capsys, "--format", "json", code=0)
        assert {one["level"] for one in json.loads(out)} <= {"passed", "hint", "unchecked", "warning"}

    def test_it_looks_at_one_project(self, capsys, own, theirs):
        out, _ = self.examine(capsys, "--format", "json", "--project", str(own.pk), code=1)
        assert {one["project"] for one in json.loads(out)} == {"取暖"}

    def test_it_tells_a_terminal_by_project(self, capsys, own):
        out, _ = self.examine(capsys, code=1)
        assert "1. 取暖" in out
        assert "错误 A3" in out

    def test_it_writes_a_workbook(self, capsys, own, tmp_path):
        self.examine(capsys, "--format", "xlsx", "--out", str(tmp_path / "found.xlsx"), code=1)
        assert load_workbook(tmp_path / "found.xlsx").active["A1"].value == "级别"

    def test_it_names_reasons(self, capsys, district, department, drafter):
        project = make_project(district, department, table=replace(SOUND, code=""))
        give_reason(project.versions.get().pk, "A1", "", "code", "尚未下达", drafter)
        out, _ = self.examine(capsys, "--format", "json", code=0)
        [code] = [one for one in json.loads(out) if one["code"] == "A1"]
        assert code["reason"] == "尚未下达"

    def test_it_refuses_what_is_not_there_in_a_sentence(self, own):
        with pytest.raises(CommandError, match="没有编号为"):
            call_command(
                "examine",
                *("--district", "lutai", "--year", "2025"),
                *("--project", "00000000-0000-0000-0000-000000000000"),
            )
