"""One installation draws the same tables to the same bytes: at any time, in any process, in any time zone."""

import hashlib
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from projects.formats import FORMATS
from tests.projects.rendering.examples import ORDINARY, forty_indicators, ordinary
from tests.projects.rendering.marks import MARK

ROOT = Path(__file__).resolve().parents[3]
TITLE = "甲 & 乙"
ELSEWHERE = """
import hashlib
from projects.rendering.{0} import render
from tests.projects.rendering.examples import forty_indicators, ordinary
render([ordinary()])
for mark in ("", {2!r}):
    print(hashlib.sha256(render([ordinary(), forty_indicators()], {1!r}, mark)).hexdigest())
"""


@pytest.mark.parametrize("renderer", [form.renderer for form in FORMATS.values()])
def test_the_same_tables_give_the_same_bytes_at_any_time_in_any_process(renderer):
    render = import_module(f"projects.rendering.{renderer}").render
    made = [render([ORDINARY, forty_indicators()], TITLE, mark) for mark in ("", MARK)]
    assert made[0] != made[1]
    assert [render([ordinary(), forty_indicators()], TITLE, mark) for mark in ("", MARK)] == made
    assert render([ordinary(), forty_indicators()], TITLE) == made[0]
    assert render([ordinary(), forty_indicators()], "另一个标题") != made[0]
    assert render([ordinary(), forty_indicators()], TITLE, f"{MARK}:59") != made[1]
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        told = subprocess.check_output(
            [sys.executable, "-c", ELSEWHERE.format(renderer, TITLE, MARK)],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            text=True,
        )
        assert told.split() == [hashlib.sha256(data).hexdigest() for data in made]


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_format_hands_the_mark_on(form):
    drawn = import_module(f"projects.rendering.{form.renderer}").render([ORDINARY], TITLE, MARK)
    assert form.render([ORDINARY], TITLE, MARK) == drawn
