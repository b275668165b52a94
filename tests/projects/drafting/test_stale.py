import re
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.drafting.sheet import PARTS, Sheet, cell_texts, sheet_of
from projects.drafting.stale import Stale, stale
from projects.importing.word.reading import read_word
from projects.tables import Amount, Goal, Indicator, PlanStep
from tests.projects.strategies import tables
from tests.seed import SEED_DOCX, SEED_TEXT, needs_seed

ROW = uuid4()


def of_purpose(text: str, from_year: int = 2024, to_year: int = 2025) -> list[tuple[str, str]]:
    return [(one.reason, one.proposal) for one in stale(Sheet(purpose=text), from_year, to_year)]


def of_value(value: str) -> list[tuple[str, str]]:
    sheet = Sheet(indicators=(Indicator(value=value),))
    return [(one.reason, one.proposal) for one in stale(sheet, 2024, 2025)]


def test_every_copied_amount_and_progress_is_looked_at_again():
    sheet = Sheet(
        code="13027124P0001",
        total=Amount.of("34.32"),
        fiscal=Amount.of("三十万"),
        plan=(PlanStep("6月底", "40", id=ROW), PlanStep("12月底", "")),
    )
    assert stale(sheet, 2024, 2025) == [
        Stale("head", None, "code", "项目编码沿用2024年，请核对", ""),
        Stale("head", None, "total", "金额沿用2024年，请核对", ""),
        Stale("head", None, "fiscal", "金额沿用2024年，请核对", ""),
        Stale("plan", ROW, "percent", "进度沿用2024年，请核对", ""),
    ]


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("2024年底", "2025年底"),
        ("2024年12月31日", "2025年12月31日"),
        ("2024.12.31", "2025.12.31"),
        ("二〇二四年十二月底", "二〇二五年十二月底"),
        ("24年底前", "25年底前"),
        ("保障2024年度评审、2024年底评价", "保障2025年度评审、2025年底评价"),
        ("2024年1月1日至2024年12月20日", "2025年1月1日至2025年12月20日"),
        ("按财预〔2024〕12号2024年完成", "按财预〔2024〕12号2025年完成"),
    ],
)
def test_last_year_is_found_and_this_year_is_proposed(text, proposal):
    [(reason, offered)] = of_purpose(text)
    assert "写的是2024年" in reason
    assert offered == proposal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("财预〔2024〕12号", "文号年份是2024年，请核对"),
        ("芦组字\n【2021】22号", "文号年份是2021年，请核对"),
        ("《2024年政府工作报告》", "引用的是2024年的文件或版本，请核对"),
        ("比2024年增长", "与2024年作比较，请核对"),
        ("2024—2026年", "写的是2024年；写的是2026年，请核对"),
        ("截至2024年底", "写的是2024年，请核对"),
        ("2023年底", "写的是2023年，请核对"),
        ("2026年底", "写的是2026年，请核对"),
        ("2024年2月29日", "写的是2024年，2025年没有2月29日，请核对"),
        ("每年6月底、12月底各拨付一次", "写有“6月底”等，请核对"),
        ("十二月底完成", "写有“十二月底”，请核对"),
        ("补助5.9万/人", "写有金额“5.9万”，请核对"),
        ("投入五十万元", "写有金额“五十万元”，请核对"),
        ("共2060万元，6月拨付", "写有“6月”；写有金额“2060万元”，请核对"),
    ],
)
def test_what_only_a_person_can_move_is_marked_without_a_proposal(text, reason):
    assert of_purpose(text) == [(reason, "")]


def test_a_leap_day_moves_to_a_year_that_has_one():
    [(_, proposal)] = of_purpose("2024年2月29日", to_year=2028)
    assert proposal == "2028年2月29日"


@pytest.mark.parametrize(
    "text",
    [
        *("5G基站", "2024号楼", "2024平方米", "1.2024", "电话0315-2024567", "2024户", "PM2.5", "6个月"),
        *("1.46万吨", "15所学校配备24名保安", "元/人/月", "万元", "二元结构", "×12月", "每月10日前发放"),
        *("2025年底", "2025年12月31日", "〔2025〕3号", "提高教学质量", "1-3年级", "4个方面", "使用24年"),
    ],
)
def test_a_text_without_year_date_or_money_is_left_alone(text):
    assert of_purpose(text) == []


@pytest.mark.parametrize("value", ["95%", "≥1200平方米", "13", "百分之九十", "一年级140套，七年级180套"])
def test_the_number_of_a_value_is_looked_at_again(value):
    assert of_value(value) == [("数值沿用2024年，请核对", "")]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2024年底前", [("写的是2024年，请核对", "2025年底前")]),
        ("2025年底前", []),
        ("10月底", [("写有“10月底”，请核对", "")]),
        ("比2024年增长5个百分点", [("与2024年作比较；数值沿用2024年，请核对", "")]),
        ("示范园370元/人/月，普通园210元/人/月", [("写有金额“370元”等；数值沿用2024年，请核对", "")]),
        ("明显增长", []),
        ("一级A标准", []),
        ("全区实现5G网络和4K频道覆盖", []),
    ],
)
def test_a_value_of_dates_or_words_is_looked_at_for_what_it_names(value, told):
    assert of_value(value) == told


def test_every_cell_an_officer_writes_is_looked_at_and_the_labels_of_the_form_are_not():
    year = "2024年"
    sheet = Sheet(
        title=year,
        name=year,
        purpose=year,
        plan_label=year,
        plan=(PlanStep("2024年6月底"),),
        goals=(Goal(year, year, id=ROW),),
        indicators=(Indicator(*[year] * 6, id=ROW),),
    )
    assert [(one.part, one.row_id, one.cell) for one in stale(sheet, 2024, 2025)] == [
        *(("head", None, cell) for cell in ("title", "name", "purpose")),
        ("goals", ROW, "text"),
        *(("indicators", ROW, cell) for cell in ("level3", "description", "value", "basis")),
    ]


def test_a_title_is_looked_at_for_its_year_alone():
    [one] = stale(Sheet(title="2024年12月项目绩效目标表"), 2024, 2025)
    assert (one.reason, one.proposal) == ("写的是2024年，请核对", "2025年12月项目绩效目标表")
    assert stale(Sheet(title="6月底项目绩效目标表"), 2024, 2025) == []


PIECES = [
    *("2024年", "2024年底", "2024.12.31", "２０２４年", "二〇二四年", "24年底", "2024", "2023年", "1."),
    *(
        "财预〔2024〕12号",
        "比",
        "《",
        "》",
        "至",
        "-",
        "，",
        "12月底",
        "50万元",
        "截至",
        "完成",
        "2024—2026年",
    ),
]


def without_figures(text: str) -> str:
    return re.sub(r"\d|[四五]", "", text)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_taking_a_proposal_changes_nothing_but_years_and_leaves_nothing_to_propose(text):
    for _, proposal in of_purpose(text):
        if proposal:
            assert without_figures(proposal) == without_figures(text)
            assert not any(offered for _, offered in of_purpose(proposal))


@given(tables())
def test_no_cell_is_named_twice_or_empty(table):
    sheet = with_ids(sheet_of(table))
    cells = cell_texts(sheet)
    places = [(one.row_id, one.cell) for one in stale(sheet, 2024, 2025)]
    assert len(places) == len(set(places))
    assert all(cells[place] for place in places)


def with_ids(sheet: Sheet) -> Sheet:
    parts = {part: [replace(row, id=uuid4()) for row in getattr(sheet, part)] for part in PARTS}
    return replace(sheet, **{part: tuple(rows) for part, rows in parts.items()})


@needs_seed
def test_every_year_in_the_tables_of_the_real_disclosure_is_found_and_can_be_moved():
    found = 0
    for reading in read_word(SEED_DOCX).tables:
        sheet = with_ids(sheet_of(reading.table))
        told = {(one.row_id, one.cell): one for one in stale(sheet, 2024, 2025)}
        for place, text in cell_texts(sheet).items():
            if "2024" in text:
                found += 1
                assert "写的是2024年" in told[place].reason
                assert told[place].proposal == text.replace("2024", "2025")
            elif "【2021】" in text:
                assert told[place].reason == "文号年份是2021年，请核对"
            elif place in told:
                assert "写的是" not in told[place].reason
                assert not told[place].proposal
    lines = SEED_TEXT.read_text(encoding="utf-8").splitlines()
    assert found == sum(line.startswith("\t") and "2024" in line for line in lines) > 0
