"""Dictionaries are read when first needed, and by the staff's site before anybody asks for a page."""

import os
import subprocess
import sys

import pytest

from budget_site.env import BASE_DIR

HAS = """
import importlib, sys
importlib.import_module(sys.argv[1])
from projects.rules.reading.divisions import _marks
print("pypinyin" in sys.modules, _marks.cache_info().currsize)
"""


@pytest.mark.parametrize(
    ("entry", "has"), [("budget_site.wsgi", ["True", "1"]), ("budget_site.public_wsgi", ["False", "0"])]
)
def test_nobodys_first_save_waits_for_dictionaries_and_the_public_site_has_none(entry, has):
    done = subprocess.run(
        [sys.executable, "-c", HAS, entry], cwd=BASE_DIR, env=os.environ, capture_output=True, text=True
    )
    assert done.stdout.split() == has, done.stderr
