"""How numbers of headings are read, and which zones have a congress of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.composing import SectionDraft, compose
from disclosures.document import Publisher
from disclosures.rules import FAILED, PASSED
from disclosures.rules.words import breaks, numbered
from projects.rules.settings import Settings
from tests.disclosures.given import figures, published


@pytest.mark.parametrize(
    ("heading", "level", "number"),
    [
        ("一、三公经费", 0, 1),
        ("十二、其他", 0, 12),
        ("一十二、其他", 0, 12),
        ("（三）购车", 1, 3),
        ("(二十）评估", 1, 20),
        ("3.接待", 2, 3),
        ("3、接待", 2, 3),
        ("（4）其他", 3, 4),
        ("2025.12", 0, 0),
        ("1.5万元", 0, 0),
        ("一二、其他", 0, 0),
        ("一般公共预算", 0, 0),
        ("", 0, 0),
    ],
)
def test_numbers_of_headings_are_read(heading, level, number):
    assert numbered(heading) == (level, number)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、 二、 三、 四、", []),
        ("九、 十、 十一、", ["“九、”的序号应为“一、”"]),
        ("一、 （一） （二） 二、 （一） 1. 2. （二） 1.", []),
        ("一、 二、 三、 四、 一、 二、 三、", ["“一、”又从头编号，请改用下一级序号“（一）”"]),
        ("一、 二、 一、 二、 三、 四、", ["“一、”又从头编号"]),
        ("一、 三、 四、", ["“三、”的序号应为“二、”"]),
        ("二、 三、", ["“二、”的序号应为“一、”"]),
        ("一、 一、 二、", ["“一、”又从头编号"]),
        ("（一） （二） （四）", ["“（四）”的序号应为“（三）”"]),
        ("1. 2. 2. 3.", ["“2.”的序号应为“3.”"]),
        ("标题 一、 正文 二、", []),
    ],
)
def test_each_break_of_a_sequence_is_told_once(text, told):
    found = list(breaks(text.split()))
    assert len(found) == len(told)
    assert all(sentence in one for sentence, one in zip(told, found, strict=True))


@given(st.lists(st.text("一二十九、（）()1.23 文", max_size=6), max_size=9))
def test_any_headings_can_be_looked_at(headings):
    assert all(one.endswith("。") for one in breaks(headings))


def approval(district, text, **more):
    sections = [SectionDraft("performance", "绩效", text)]
    made = compose(Publisher("130299", district), 2025, "", sections, figures(), published(), **more)
    return [one.state for one in made.checks if one.code == "F10"]


@pytest.mark.parametrize(
    ("district", "text", "state"),
    [
        ("明川高新区", "预算经区第三届人民代表大会第四次会议批准。", FAILED),
        ("明川管理区", "预算已经本级人大审议通过。", FAILED),
        ("明川高新区", "预算经临江市第三届人民代表大会批准。", PASSED),
        ("明川区", "预算经区人民代表大会批准。", PASSED),
        ("浦东新区", "预算经区人民代表大会批准。", PASSED),
    ],
)
def test_a_zone_is_known_by_its_name_unless_it_is_a_division(district, text, state):
    assert approval(district, text) == [state]


def test_what_is_called_a_zone_is_the_districts_to_set():
    none = Settings(lexicons={"zones": ()})
    assert approval("明川高新区", "预算经区人民代表大会批准。", settings=none) == [PASSED]
