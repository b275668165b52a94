"""The district's real disclosure, as Word users left it, comes in whole."""

from decimal import Decimal

import pytest

from projects.importing.word.reading import read_word
from tests.seed import SEED_DOCX, needs_seed

pytestmark = needs_seed


@pytest.fixture(scope="module")
def disclosure():
    return read_word(SEED_DOCX)


def test_every_table_and_amount_of_the_disclosure_comes_in(disclosure):
    tables = [reading.table for reading in disclosure.tables]
    assert len(tables) == 37
    assert disclosure.other_grids == 0
    assert sum(table.total.value for table in tables) == Decimal("6552.8836")
    assert len({table.name for table in tables}) >= 36


def test_its_239_printed_indicator_rows_are_238_indicators_since_word_tore_one_in_two(disclosure):
    assert sum(len(reading.table.indicators) for reading in disclosure.tables) == 238


def test_its_narrative_comes_in_by_sections(disclosure):
    headings = [section.heading[:2] for section in disclosure.narrative]
    assert headings == ["", "一、", "二、", "三、", "四、", "五、", "六、"]
    text = "".join(line for section in disclosure.narrative for line in section.paragraphs)
    for figure in ("“三公”经费260万元", "公务接待费113万元", "政府债务余额为104700万元"):
        assert figure in text
    assert "_GoBack" not in text
