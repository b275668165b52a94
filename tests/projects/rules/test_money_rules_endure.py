"""The rules on money answer to any table: never an exception, never long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, SOUND, changed, set_cells
from projects.rules.reading import Reading
from projects.rules.single import agreement, cost, norms, personnel, procurement
from projects.tables import Indicator, ProjectTable
from tests.projects.rules.looking import ends

RULES = [
    rule for module in (cost, norms, agreement, procurement, personnel) for rule in module.REGISTER.rules
]


def look(table):
    reading = Reading(table)
    return [finding for rule in RULES for finding in rule.look(reading, CONTEXT)]


@pytest.mark.parametrize(
    "table", [ProjectTable(), changed(total="", purpose="", goals=()), changed(total="0")]
)
def test_an_empty_table_is_none_of_their_business(table):
    assert all(finding.at for finding in look(table))


@pytest.mark.parametrize(
    "part",
    ["13人×2200元×", "24名保安", "每人每月2200元，", "1元+", "0名保安", "×=+", "约1人。", "5.9万/人，"],
)
def test_a_cell_of_sixty_thousand_characters_takes_no_time(part):
    text = (part * 60_000)[:60_000]
    table = changed(set_cells("成本指标", description=text, value=text), purpose=text, goals=[text])
    with ends():
        look(table)


def test_sixty_rows_full_of_prices_and_numbers_take_no_time():
    rows = tuple(
        Indicator(
            "产出指标",
            "成本指标" if number % 2 else "数量指标",
            f"第{number}项{number + 7}人",
            f"{number * 13 + 1}元/人/月，{number * 17 + 3}元/人/天，{number}场，{number + 3}天",
            f"{number * 31 + 5}元/人" if number % 2 else f"{number * 11 + 2}人",
            "方案",
        )
        for number in range(60)
    )
    table = changed(lambda _: rows, purpose=SOUND.purpose * 3)
    with ends():
        look(table)


_words = st.text(alphabet="0123456789.%元万亿人名套月/×=+≥≤每，。（）保安人数 -\n", max_size=40)


@given(_words, _words, _words, _words, _words, _words)
def test_whatever_is_typed_nothing_is_raised(total, purpose, goal, level3, value, cost_value):
    table = changed(
        set_cells("数量指标", level3=level3, description=goal, value=value),
        set_cells("成本指标", level3=level3, description=purpose, value=cost_value),
        total=total,
        purpose=purpose,
        goals=[goal],
    )
    assert look(table) == look(table)
