"""Where the faces of the print are looked for, and that what draws nothing need not load what draws."""

import subprocess
import sys
from pathlib import Path

import pytest

from projects.rendering import fonts

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("named", "var", "expected"),
    [
        ("/srv/faces", "/srv/data", "/srv/faces"),
        (None, "/srv/data", "/srv/data/fonts"),
        ("", "/srv/data", "/srv/data/fonts"),
        (" ", " ", "var/fonts"),
        (None, None, "var/fonts"),
    ],
)
def test_fonts_lie_in_their_own_folder_or_with_the_other_data(monkeypatch, named, var, expected):
    for name, value in (("BUDGET_FONTS", named), ("VAR_DIR", var)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert fonts.folder() == ROOT / expected


def test_what_draws_nothing_does_not_load_what_draws():
    asked = "import sys, django; django.setup(); import projects.management.commands.import_word; "
    asked += "print([name for name in ('weasyprint', 'docx', 'openpyxl', 'pikepdf') if name in sys.modules])"
    command = [sys.executable, "-c", asked]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
