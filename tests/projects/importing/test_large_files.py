"""A whole city's tables in one file come in whole, and in little memory: what was read is forgotten."""

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

from projects.tables import ProjectTable, content_hash
from tests.messy import Mess, Random, make_table, messy_body
from tests.wordml import document, parts_of

TABLES = 3_000
DIFFERENT = 37
ROOT = Path(__file__).resolve().parents[3]

# Its own process, whose largest memory is this reading's alone, libxml2's included. (ru_maxrss would remember
# the process that started it.)
READING = """
import hashlib, json, re, sys
from pathlib import Path
from projects.importing.word.reading import read_word
from projects.tables import content_hash

reading = read_word(Path(sys.argv[1]))
hashes = "".join(content_hash(found.table) for found in reading.tables)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([len(reading.tables), hashlib.sha256(hashes.encode()).hexdigest(), peak]))
"""


def write_large(path: Path) -> list[ProjectTable]:
    """Thousands of tables of 37 kinds, written part by part as they are read; the tables in order."""
    random = Random(3)
    tables = [make_table(random) for _ in range(DIFFERENT)]
    tables = [replace(table, indicators=table.indicators[:5]) for table in tables]
    bodies = [messy_body([table], Mess(), random) for table in tables]
    start, end = document("@").split("@")
    parts = parts_of()
    del parts["word/document.xml"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with archive.open("word/document.xml", "w") as part:
            part.write(start.encode())
            for place in range(TABLES):
                part.write(bodies[place % DIFFERENT].replace("厉行节约", f"第{place}条").encode())
            part.write(end.encode())
    return [tables[place % DIFFERENT] for place in range(TABLES)]


def test_a_legitimate_file_of_thousands_of_tables_comes_in_whole_and_in_little_memory(tmp_path):
    path = tmp_path / "全市.docx"
    expected = "".join(map(content_hash, write_large(path)))
    done = subprocess.run(
        [sys.executable, "-c", READING, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, digest, peak = json.loads(done.stdout)
    assert count == TABLES
    assert digest == hashlib.sha256(expected.encode()).hexdigest()
    assert peak < 250, "megabytes"
