"""Word or Excel is told by what is in a file, never by its name; any other file is called by its own."""

import json
import random

import pytest

from projects.importing import service
from projects.importing.refused import ImportRefused
from projects.rendering.excel import render
from tests import hostile
from tests.messy import Mess, make_table, messy_docx
from tests.projects.importing.sheetml import BOOK_TYPE, parts_of, xlsx
from tests.projects.management.calling import PLACE, run
from tests.wordml import zipped


def made() -> list:
    chance = random.Random(1)
    return [make_table(chance) for _ in range(3)]


WORD = messy_docx(made(), Mess(), random.Random(2))
EXCEL = render(made())


def preview(folder, data: bytes, name: str = "文件") -> service.Preview:
    path = folder / name
    path.write_bytes(data)
    return service.preview(path)


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx", "表"])
def test_both_kinds_are_read_whatever_the_file_is_called(tmp_path, name):
    assert preview(tmp_path, WORD, name).tables == preview(tmp_path, EXCEL, name).tables == made()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"a,b\n", "这不是 Word 或 Excel 文件。请用 Word、Excel 或 WPS 打开原文件，另存为 .docx 或 .xlsx"),
        (b"%PDF-1.7\n", "这是 PDF 文件，不是 Word 或 Excel 文件。请改用制作它的 .docx 或 .xlsx 原文件导入。"),
        (b"\x89PNG\r\n\x1a\n", "这是图片，不是 Word 或 Excel 文件。"),
        (hostile.ole2("WordDocument"), "这是旧版 .doc 文件"),
        (hostile.ole2("Workbook"), "这是旧版 .xls 文件"),
        (hostile.ole2("PowerPoint Document"), "旧版 Office 文件，不是 Word 或 Excel 文件"),
        (hostile.ole2("EncryptedPackage"), "文件设有密码"),
        (zipped({"ppt/a.xml": "", "[Content_Types].xml": "<a/>"}), "这是演示文稿"),
        (zipped({"a.txt": "x"}), "这是压缩包，不是 Word 或 Excel 文件。如果里面有 .docx 或 .xlsx 文件"),
        (next(hostile.macros())[1], "带有宏"),
        (xlsx(kind=BOOK_TYPE.replace("sheet.main", "sheet.macroEnabled.main")), "带有宏"),
        (xlsx(kind=BOOK_TYPE.replace("sheet.main", "sheet.binary.macroEnabled.main")), "这是 .xlsb 文件"),
        (xlsx(kind="application/xml"), "这个 Excel 文件缺少必要的部分"),
        (xlsx(), "没有找到项目绩效目标表"),
        (zipped(parts_of())[:-30], "不完整"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_any_other_file_is_refused_by_its_name_and_with_what_to_do(tmp_path, data, said):
    with pytest.raises(ImportRefused) as refused:
        preview(tmp_path, data)
    assert said in str(refused.value)
    assert str(refused.value).endswith("。")


def test_the_same_tables_have_the_same_hash_as_word_and_as_a_workbook(tmp_path):
    word, excel = preview(tmp_path, WORD), preview(tmp_path, EXCEL)
    assert word.content_hash == excel.content_hash
    assert word.file_hash != excel.file_hash


@pytest.mark.django_db
def test_a_workbook_comes_in_by_command_line_too(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(EXCEL)
    out, _ = run("import_word", path, *PLACE, "--create")
    assert json.loads(out)["table_count"] == 3
    assert json.loads(out)["guessed"] == 0
