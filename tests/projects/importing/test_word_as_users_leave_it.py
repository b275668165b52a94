"""Whatever Word users did to the file, the tables they see are the tables that come in."""

import io
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.importing.word.reading import read_word
from tests.messy import MESSES, Mess, make_table, messy_docx


def tables_of(data: bytes) -> list:
    return [reading.table for reading in read_word(io.BytesIO(data)).tables]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("mess", ["", *MESSES])
def test_one_habit_changes_nothing(mess, seed):
    random = Random(seed)
    tables = [make_table(random) for _ in range(3)]
    assert tables_of(messy_docx(tables, Mess(**{mess: True} if mess else {}), random)) == tables


@given(seed=st.integers(0, 10**9), habits=st.sets(st.sampled_from(MESSES)))
@settings(max_examples=150)
def test_all_habits_together_change_nothing(seed, habits):
    random = Random(seed)
    tables = [make_table(random) for _ in range(random.randint(1, 3))]
    assert tables_of(messy_docx(tables, Mess(**dict.fromkeys(habits, True)), random)) == tables


def test_the_narrative_around_the_tables_stays_narrative():
    random = Random(7)
    reading = read_word(io.BytesIO(messy_docx([make_table(random)], Mess(), random)))
    assert [section.heading for section in reading.narrative] == [
        "一、安排“三公”经费预算情况",
        "二、其他需要说明的情况",
    ]
    assert reading.narrative[1].paragraphs == ("无。",)
