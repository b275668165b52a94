"""Exporting and drawing by command line, and how a wrong call is answered."""

import csv
import io

import pytest
from openpyxl import load_workbook

from budget_site.trail.models import TrailRecord
from budget_site.trail.recording import sha256
from projects.importing.word.reading import read_word
from projects.tables import Amount, PlanStep
from tests.people import make_project
from tests.people import make_table as small_table
from tests.projects.management.calling import PLACE, answer, refusal, run

pytestmark = pytest.mark.django_db


def test_tables_are_exported_as_data_in_document_order(district):
    make_project(district, table=small_table(name="甲", code="=1+1"))
    make_project(district, table=small_table(name="乙", indicators=(), total=Amount.of("约50万")))
    first, second = answer("export_tables", *PLACE, "--format", "json")
    assert list(first) == [
        *(
            "title",
            "code",
            "name_label",
            "name",
            "total",
            "fiscal",
            "other",
            "purpose",
            "plan",
            "goals",
            "indicators",
        )
    ]
    assert first["total"] == "34.32万元"
    assert first["plan"] == [
        {"label": "6月底", "percent": 40, "raw": "40"},
        {"label": "12月底", "percent": 100, "raw": "100"},
    ]
    assert first["goals"] == ["教室温度达标", "费用按时支付"]
    assert set(first["indicators"][0]) == {"level1", "level2", "level3", "description", "value", "basis"}
    assert (second["name"], second["total"], second["indicators"]) == ("乙", "约50万", [])


def test_an_empty_percentage_is_exported_as_null_and_half_a_percent_as_half(district):
    steps = tuple(PlanStep.of("某月底", raw) for raw in ("", "0", "0.5", "100%", "一半"))
    make_project(district, table=small_table(plan=steps))
    plan = answer("export_tables", *PLACE, "--format", "json")[0]["plan"]
    assert [step["percent"] for step in plan] == [None, 0, 0.5, 100, None]
    assert [step["raw"] for step in plan] == ["", "0", "0.5", "100%", "一半"]


def test_the_csv_opens_in_excel_and_runs_no_formula(district, tmp_path):
    make_project(district, table=small_table(name="=HYPERLINK(1)", purpose="-5%"))
    out = tmp_path / "数据.csv"
    run("export_tables", *PLACE, "--format", "csv", "--out", out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 1 + 3
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert rows[1][7] == "-5%"  # a number is no formula, and stays one


def test_the_sheet_holds_every_cell_as_text(district, tmp_path):
    make_project(district, table=small_table(name="=1+1"))
    out = tmp_path / "数据.xlsx"
    run("export_tables", *PLACE, "--format", "xlsx", "--out", out)
    [header, first, *_] = load_workbook(out).active.iter_rows()
    assert header[3].value == "项目名称"
    assert (first[3].value, first[3].data_type) == ("=1+1", "s")
    assert first[4].value == "34.32万元"


def test_a_year_is_drawn_into_a_file_and_one_project_too(district, tmp_path):
    make_project(district, table=small_table(name="甲"))
    second = make_project(district, table=small_table(name="乙"))
    out = tmp_path / "表.docx"
    assert answer("render", *PLACE, "--format", "docx", "--out", out)["tables"] == 2
    assert [part.table.name for part in read_word(out).tables] == ["甲", "乙"]
    run("render", *PLACE, "--format", "docx", "--out", out, "--project", second.pk)
    assert [part.table for part in read_word(out).tables] == [small_table(name="乙")]


def test_drafts_bear_a_mark_when_asked_and_else_it_is_said_that_they_do_not(district, tmp_path):
    make_project(district)
    out = tmp_path / "表.html"
    assert "其中1张未批复，文件没有草稿标记；要标记请加 --mark" in told(
        "render", *PLACE, "--format", "html", "--out", out
    )
    assert "草稿 未公开" not in out.read_text()
    assert "未批复" not in told("render", *PLACE, "--format", "html", "--out", out, "--mark")
    assert "草稿 未公开" in out.read_text()


def test_a_file_is_not_called_what_it_is_not(district, tmp_path):
    make_project(district)
    there = tmp_path / "有.docx"
    there.write_bytes(b"kept")
    for name in ("-", "表.docx", "表", "有.docx"):
        assert "请以 .pdf 结尾" in refusal("render", *PLACE, "--format", "pdf", "--out", tmp_path / name)
    assert list(tmp_path.iterdir()) == [there]
    assert there.read_bytes() == b"kept"


def told(*arguments) -> str:
    return run(*arguments)[1]


def test_what_the_machine_room_gives_out_is_in_the_trail(district, tmp_path):
    make_project(district)
    answer("export_tables", *PLACE, "--format", "json")
    out = tmp_path / "表.html"
    answer("render", *PLACE, "--format", "html", "--out", str(out))
    told = TrailRecord.objects.filter(action="export").order_by("pk")
    assert [one.after["文件"] for one in told] == ["标准输出", "表.html"]
    assert told[1].after["SHA-256"] == sha256(out.read_bytes())
    assert {one.address for one in told} == {"机房命令"}


def test_what_cannot_be_drawn_or_written_is_said(district, tmp_path):
    assert "没有可生成的绩效目标表" in refusal(
        "render", *PLACE, "--format", "html", "--out", tmp_path / "x.html"
    )
    make_project(district)
    assert "写不进" in refusal("render", *PLACE, "--format", "html", "--out", tmp_path / "没有" / "x.html")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["export_tables", "--year", "2025", "--format", "json"], "缺少 --district"),
        (["export_tables", *PLACE[:2], "--year", "abc", "--format", "json"], "--year 应填整数，现为“abc”"),
        (["export_tables", *PLACE, "--format", "pdf"], "--format 不能填“pdf”，只能填"),
        (["render", *PLACE, "--format", "pdf", "--out", "x", "--project", "9"], "应填项目的 UUID，现为“9”"),
        (["undo_import", "1", "--all"], "没有 --all 这样的参数"),
    ],
)
def test_a_wrong_call_is_answered_in_chinese(arguments, complaint):
    sentence = refusal(*arguments)
    assert complaint in sentence
    assert f"用法请看：manage.py {arguments[0]} --help" in sentence
