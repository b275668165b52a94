"""Importing by command line, as scripts rely on it: what is answered, told, refused and undone."""

import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from budget_site.accounts.models import Department, District, User
from projects.models import Project, TableFramework, TableImport
from projects.tables import Amount
from tests.hostile import doctypes, macros, ole2
from tests.messy import Mess, make_table, messy_docx
from tests.people import make_user
from tests.projects.management.calling import PLACE, answer, refusal, run
from tests.seed import SEED_DOCX, needs_seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    chance = random.Random(3)
    path = tmp_path / "表.docx"
    path.write_bytes(messy_docx([make_table(chance) for _ in range(2)], Mess(), chance))
    return path


def everything() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (District, Department, TableFramework, Project, TableImport)
    )


def test_a_file_comes_in_and_the_answer_says_under_which_number(path):
    out, err = run("import_word", path, *PLACE, "--create")
    told = json.loads(out)
    assert (told["created"], told["table_count"], told["not_understood"]) == (True, 2, 0)
    done = TableImport.objects.get(pk=told["import"])
    assert done.imported_by == User.objects.system()
    assert f"已导入芦台经济开发区2025年2张表，导入编号{done.pk}" in err


def test_the_second_time_it_says_when_and_by_whom(path):
    make_user("lin")
    run("import_word", path, *PLACE, "--create", "--as", "lin")
    out, err = run("import_word", path, *PLACE, "--create")
    assert json.loads(out)["created"] is False
    assert json.loads(out)["known_tables"] == 2
    assert "由lin的姓名导入" in err
    assert "本次未作改动" in err
    assert Project.objects.count() == 2


def test_what_had_to_be_made_is_told_so_that_a_misspelt_district_is_noticed(path):
    for more, word in ((["--dry-run"], "将"), ([], "已")):
        out, err = run("import_word", path, *PLACE, "--create", "--department", "教育局", *more)
        assert f"{word}新建区划“芦台经济开发区”（代码001）、部门“教育局”（代码001）、2025年表格样式" in err
        assert len(json.loads(out)["made"]) == 3
    assert "新建" not in run("import_word", path, *PLACE, "--create", "--dry-run")[1]


def test_tables_that_are_there_already_are_not_doubled_without_a_word(path, tmp_path):
    run("import_word", path, *PLACE, "--create")
    chance = random.Random(3)
    first, second = make_table(chance), make_table(chance)
    corrected = tmp_path / "改正.docx"
    corrected.write_bytes(messy_docx([first, replace(second, purpose="改正的用途")], Mess(), chance))
    out, err = run("import_word", corrected, *PLACE, "--dry-run")
    told = json.loads(out)
    assert (told["known_tables"], told["same_name_tables"]) == (1, 2)
    assert "1张与已导入的完全相同，2张与已有项目同名" in err
    assert "请先用 undo_import 撤销原来的导入" in err


def test_what_was_guessed_or_not_understood_is_said_and_named(tmp_path):
    chance = random.Random(3)
    path = tmp_path / "怪.docx"
    path.write_bytes(messy_docx([make_table(chance)], Mess(), chance))
    odd = tmp_path / "约数.docx"
    odd.write_bytes(messy_docx([replace(make_table(chance), total=Amount.of("约五十万"))], Mess(), chance))
    assert "没有看懂" not in run("import_word", path, *PLACE, "--create", "--dry-run")[1]
    out, err = run("import_word", odd, *PLACE, "--create")
    assert json.loads(out)["not_understood"] == 1
    assert "有1格没有看懂，请对照原文件补填：第1张表第" in err
    assert "“约五十万”" in err


def test_a_file_of_another_year_is_noticed(tmp_path):
    chance = random.Random(3)
    path = tmp_path / "去年.docx"
    path.write_bytes(messy_docx([make_table(chance, title="2024年部门项目绩效目标表")], Mess(), chance))
    warning = "文件的标题里写的是2024年，导入的是2025年，请核对年度。"
    assert warning in run("import_word", path, *PLACE, "--create", "--dry-run")[1]
    assert warning not in run("import_word", path, *PLACE[:3], "2024", "--create")[1]


def test_a_dry_run_tells_all_and_writes_nothing(path):
    before = everything()
    told = answer(
        "import_word", path, *PLACE, "--create", "--department", "教育局", "--dry-run", "--report", "json"
    )
    assert everything() == before
    assert [table["index"] for table in told["tables"]] == [1, 2]
    cell = next(cell for cell in told["tables"][0]["cells"] if cell["field"] == "name")
    assert set(cell) == {"row", "column", "field", "text", "certainty"}
    assert cell["certainty"] == "certain"
    assert isinstance(told["narrative"], list)


def test_a_place_is_made_only_on_request_and_found_by_name_or_code(path):
    assert "没有名称或代码为“芦台经济开发区”的区划" in refusal("import_word", path, *PLACE)
    run("import_word", path, *PLACE, "--create", "--department", "财政局")
    district = District.objects.get()
    told = answer("import_word", path, "--district", district.code, "--year", "2026", "--create")
    assert told["created"]
    assert District.objects.count() == 1
    missing = refusal("import_word", path, *PLACE, "--department", "没有的局")
    assert "芦台经济开发区没有名称或代码为“没有的局”的部门" in missing
    assert set(Project.objects.filter(year=2025).values_list("department__name", flat=True)) == {"财政局"}


def test_a_known_district_without_a_form_for_the_year_is_told_to_make_one(path, district):
    assert "加 --create" in refusal("import_word", path, *PLACE)
    assert not Project.objects.exists()


def test_nobody_imports_under_a_name_that_does_not_exist(path):
    assert "没有用户名为“ghost”的在用账号" in refusal(
        "import_word", path, *PLACE, "--create", "--as", "ghost"
    )
    assert everything() == (0, 0, 0, 0, 0)
    assert "没有用户名为“system”" in refusal("import_word", path, *PLACE, "--create", "--as", "system")


BAD = {
    "no word file": b"hello",
    "legacy": ole2("WordDocument"),
    "encrypted": ole2("EncryptedPackage"),
    "truncated": messy_docx([make_table(random.Random(1))], Mess(), random.Random(1))[:-500],
    "doctype": next(doctypes())[1],
    "macros": next(macros())[1],
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_bad_input_is_refused_in_one_chinese_sentence_with_nothing_written(tmp_path, data):
    path = tmp_path / "坏.docx"
    path.write_bytes(data)
    sentence = refusal("import_word", path, *PLACE, "--create")
    assert "\n" not in sentence
    assert "。" in sentence
    assert everything() == (0, 0, 0, 0, 0)


def test_a_missing_file_and_a_folder_and_an_odd_year_are_refused(tmp_path, path):
    assert "打不开文件" in refusal("import_word", tmp_path / "没有.docx", *PLACE, "--create")
    for no_file in (tmp_path, "/dev/zero"):
        assert "打不开文件" in refusal("import_word", no_file, *PLACE, "--create")
    assert "预算年度" in refusal("import_word", path, "--district", "x", "--year", "25", "--create")


def test_an_import_is_undone_by_its_number(path):
    number = answer("import_word", path, *PLACE, "--create")["import"]
    [listed] = answer("undo_import")
    assert (listed["import"], listed["file"], listed["imported_by"]) == (number, "表.docx", "系统")
    assert answer("undo_import", number) == {"import": number, "removed": 2}
    assert "无需再次撤销" in refusal("undo_import", number)
    assert "没有编号为99999的导入" in refusal("undo_import", 99999)
    assert answer("undo_import") == []
    assert not Project.objects.exists()


@needs_seed
def test_the_real_disclosure_comes_in_whole():
    run("import_word", SEED_DOCX, *PLACE, "--create")
    tables = answer("export_tables", *PLACE, "--format", "json")
    assert len(tables) == 37
    # The file prints 239 rows, and one indicator (质量指标 of the third table) is torn over two of them.
    assert sum(len(table["indicators"]) for table in tables) == 238
    assert sum(Amount.of(table["total"]).value for table in tables) == Decimal("6552.8836")
    assert tables[0]["name"] == "财政专项工作经费"
    assert [step["percent"] for step in tables[2]["plan"]] == [None, None, 50, 100]
    assert [table["name_label"] for table in tables].count("专项资金名称") == 1
    narrative = TableImport.objects.get().narrative
    assert any("三公" in section["heading"] for section in narrative)
