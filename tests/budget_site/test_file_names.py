"""A file that leaves the site has a name that every system takes, whatever was typed."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_site.env import BASE_DIR
from budget_site.file_names import MOST, UNNAMED, attachment, safe

PIECES = ["/", "\\", "..", '"', "'", "\r\n", "\x00", "\u202e", "\u200b", "\ud800"]
PIECES += ["CON", "nul.", "COM¹", " ", ".", ":", "表.xlsx"]
names = st.builds("".join, st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=12))


@given(names)
def test_any_text_becomes_a_plain_name(name):
    kept = safe(name)
    assert kept
    assert len(kept.encode()) <= MOST
    assert not [one for one in kept if unicodedata.category(one)[0] == "C" or one in '<>:"/\\|?*']
    assert PurePosixPath(kept).name == PureWindowsPath(kept).name == kept
    assert kept == kept.strip(". ")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])([ .].*)?", kept)
    assert safe(kept) == kept


@given(names)
def test_the_header_is_one_line_of_plain_letters(name):
    told = attachment(name)
    assert re.fullmatch(r"attachment; filename(\*=utf-8''[!-~]+|=\"[ !#-~]+\")", told), told


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("芦台经济开发区2025年项目绩效目标表.docx", "芦台经济开发区2025年项目绩效目标表.docx"),
        ("审计记录20261130.csv", "审计记录20261130.csv"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("表\u202exslx.exe", "表xslx.exe"),
        ("2024/2025年：“一、二”.pdf", "2024_2025年：“一、二”.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie_ b.pdf"),
        ("nul.txt", "_nul.txt"),
        ("contents.txt", "contents.txt"),
        ("...", UNNAMED),
        ("", UNNAMED),
        (".xlsx", "xlsx"),
        (f"{'长' * 300}.xlsx", f"{'长' * 65}.xlsx"),
    ],
)
def test_a_sensible_name_stays_and_a_tricky_one_is_told_plainly(name, kept):
    assert safe(name) == kept


def test_no_other_place_makes_such_a_header():
    for package in ("budget_site", "projects", "disclosures"):
        for path in (BASE_DIR / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if path.name != "file_names.py":
                assert "content_disposition_header" not in text, path
                assert "as_attachment" not in text, path
            for value in re.findall(r'"Content-Disposition"(?:\] =|:) ([\w.]+)', text):
                assert value == "file_names.attachment", path
