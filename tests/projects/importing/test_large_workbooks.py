"""A whole district's workbook, and a city's list of people, come in whole and in little memory."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.projects.importing.sheetml import parts_of, rows, sheet
from tests.projects.official.sheets import FORM

ROOT = Path(__file__).resolve().parents[3]
SHEETS, PEOPLE = 300, 20_000

# Its own process, whose largest memory is this reading's alone. (ru_maxrss would remember who started it.)
READING = """
import json, re, sys
from pathlib import Path
from projects.importing.excel.reading import read_excel
from projects.importing.limits import Limits
from projects.importing.sheet_rows import Head, read_rows

with open(sys.argv[2], "rb") as file:
    if sys.argv[1] == "tables":
        found = [table.sheet + table.table.name for table in read_excel(file).tables]
    else:
        heads = [Head("name", ("姓名",), required=True), Head("username", ("用户名",), required=True)]
        list_of = read_rows(file, Limits(), heads)
        assert list_of.problems == []
        found = [row["name"] + row["username"] for row in list_of.rows]
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([found, peak]))
"""


def reading(what: str, path: Path, *sheets: str) -> tuple[list[str], float]:
    """What is found in a workbook of these sheets, and the memory it took at most, in megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts_of(*sheets).items():
            archive.writestr(name, data)
    done = subprocess.run(
        [sys.executable, "-c", READING, what, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_workbook_of_three_hundred_sheets(tmp_path):
    lines = [[cell.strip(" <^") for cell in line.split("|")] for line in FORM.strip().splitlines()]
    form = sheet(rows(lines, style=1), merged=["A1:G1", "A5:A6", "A7:A8", "A10:A12", "B11:B12"])
    sheets = [form.replace("垃圾清运费", f"第{number}个项目") for number in range(SHEETS)]
    found, peak = reading("tables", tmp_path / "全区.xlsx", *sheets)
    assert found == [f"表{number + 1}第{number}个项目" for number in range(SHEETS)]
    assert peak < 150


def test_a_list_of_twenty_thousand_rows(tmp_path):
    people = [[f"第{number}人", f"u{number}"] for number in range(PEOPLE)]
    found, peak = reading("rows", tmp_path / "名单.xlsx", sheet(rows([["姓名", "用户名"], *people])))
    assert found == ["".join(person) for person in people]
    assert peak < 150
