"""The real disclosure, its words typed in and its year 2025: its own slips are found, its sums hold."""

import pytest

from disclosures.composing import SectionDraft, compose
from disclosures.document import Publisher
from disclosures.rules import FAILED, PASSED, UNCHECKED
from projects.importing.word.reading import read_word
from tests.disclosures.given import SEED, SEED_TEXTS, figures, published
from tests.seed import SEED_DOCX, SEED_TEXT, needs_seed

pytestmark = needs_seed
KEYS = ("three_public", "debt", "transfers", "performance")
HEADS = ("一、", "二、", "三、", "四、")


@pytest.fixture(scope="module")
def checks():
    title, *lines = SEED_TEXT.read_text(encoding="utf-8").partition("重大政策和重点项目")[0].splitlines()
    sections: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, lines)):
        if len(sections) < len(HEADS) and line.startswith(HEADS[len(sections)]):
            sections.append((line[2:], []))
        else:
            sections[-1][1].append(line)
    drafts = [
        SectionDraft(key, head, "\n".join(text)) for key, (head, text) in zip(KEYS, sections, strict=True)
    ]
    with SEED_DOCX.open("rb") as file:
        tables = [one.table for one in read_word(file).tables]
    drafts.append(SectionDraft("tables", "重大政策和重点项目绩效目标", ""))
    zone = Publisher("130299", "芦台经济开发区")
    return compose(zone, 2025, title, drafts, figures(SEED, SEED_TEXTS), published(tables)).checks


def told(checks, code, state) -> str:
    return "\n".join(one.desk for one in checks if one.code == code and one.state == state)


SLIPS = [
    ("E1", FAILED, "标题写的是2024年，公开的是2025年预算"),
    ("E1", FAILED, "编制2024年度预算"),
    ("E1", FAILED, "24张项目绩效目标表写了其他年度的年份"),
    ("E2", FAILED, "“新华区”，不是芦台经济开发区或其上级的名称"),
    ("F3", FAILED, "公务用车购置比上年减少2万元，同比降低6.5%，未说明原因"),
    ("F3a", FAILED, "合并为一项"),
    ("F4a", UNCHECKED, "已公开政府债务余额，未见政府债务限额，请补充。"),
    ("F9", FAILED, "一、持续强化绩效目标管理"),
    ("F10", FAILED, "区人代会"),
]
SOUND = [
    ("F1", "29+100+113+18=260 ✓"),
    ("F4", "24200+80500=104700 ✓"),
    ("F5", "1000+3944=4944 ✓"),
    ("F5", "1000+3176=4176 ✓"),
    ("F5", "768+4176=4944 ✓"),
    ("F6", "768=768 ✓"),
    ("F12", "260万元、29万元、2万元、100万元、113万元、18万元、6.5%、2%与数据一致"),
]


@pytest.mark.parametrize(("code", "state", "words"), SLIPS)
def test_a_slip_of_the_seed_is_found(checks, code, state, words):
    assert words in told(checks, code, state)


@pytest.mark.parametrize(("code", "words"), SOUND)
def test_what_adds_up_in_the_seed_is_shown_with_its_arithmetic(checks, code, words):
    assert words in told(checks, code, PASSED)


@pytest.mark.parametrize("code", ["F1", "F2", "F4", "F5", "F6", "F7", "F12"])
def test_no_sum_of_the_seed_is_called_wrong(checks, code):
    assert told(checks, code, FAILED) == ""
