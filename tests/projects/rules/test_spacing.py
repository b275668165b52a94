"""Blanks and marks within a sentence, and texts of any kind and length."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import SOUND
from projects.tables import Amount, Goal, Indicator, ProjectTable
from tests.projects.rules.looking import ends, flags, goal, mended

CODES = ("G1", "G2", "G3")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("旧课 桌椅", "旧课桌椅"),
        ("旧课　桌椅", "旧课桌椅"),
        ("更换,安装", "更换，安装"),
        ("更换;安装", "更换；安装"),
        ("目标:更换", "目标：更换"),
        ("完成50%,年底前完成", "完成50%，年底前完成"),
        ("更换.", "更换。"),
        ("更换课桌椅(高中)", "更换课桌椅（高中）"),
        ("更换课桌椅（高中)", "更换课桌椅（高中）"),
        ("更换１２００套", "更换1200套"),
        ("合格率98。5%", "合格率98.5%"),
        ("更换 课桌椅,安装１套.", "更换课桌椅，安装1套。"),
        ("审批发放及\n时率", "审批发放及时率"),
        ("完成更换﹐投入使用｡", "完成更换，投入使用。"),
        ("累计完成60%.", "累计完成60%。"),
        ("系数提高到0.58.", "系数提高到0.58。"),
    ],
)
def test_blanks_and_marks_are_put_right_in_one_go(text, right):
    assert mended("G3", text) == [right]
    assert flags("G3", goal(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "GB/T 3976-2014 学校课桌椅",
        "《信息安全技术 网络安全等级保护基本要求》",
        "教师 学生 家长 职工",
        "更换1,200套",
        "师生比1:13.5",
        "8:30前到岗",
        "http://example.gov.cn",
        "1.更换；\n2.安装。",
        "一.更换；二.安装",
        "f(x)=100",
        "98.5%",
        "更换；\n安装；\n验收",
        "教师\n学生\n家长",
        "目标 1",
        "2025 年 8 月",
        "100％",
        "1200.",
    ],
)
def test_what_is_meant_so_stays(text):
    assert flags("G3", goal(text)) == []


@given(st.text(alphabet="旧课桌椅 　,;:!?.()（）１２\n。《》1%", max_size=40))
def test_what_is_put_right_stays_right(text):
    for right in mended("G3", f"甲{text}乙"):
        assert mended("G3", right) == []


@given(st.text(max_size=60))
def test_no_text_stops_the_rules(text):
    table = ProjectTable(
        title=text,
        name=text,
        purpose=text,
        total=Amount.of(text),
        goals=(Goal("", text),),
        indicators=(
            Indicator(text, text, text, text, text, text),
            Indicator("", "满意度", text, text, text, text),
        ),
    )
    for code in (*CODES, "C12", "C13", "C18", "C18a", "C18b", "C18c", "C19", "C20", "E1", "E1a", "E1b"):
        flags(code, table)


@pytest.mark.parametrize(
    "piece",
    [
        "的",
        "（",
        "2024年",
        "义务教育",
        "1",
        "，",
        "课 ",
        "《",
        "[2024]",
        "x",
        "　",
        "第12",
        "月31日",
        "一",
        "&lt",
        "**",
    ],
)
def test_very_long_cells_are_read_in_time_that_grows_with_them(piece):
    text = piece * (60000 // len(piece))
    table = replace(SOUND, goals=(Goal("", text),), purpose=text)
    for code in (*CODES, "C12", "C13", "C19", "C20", "E1", "E1a", "E1b"):
        with ends():
            flags(code, table)
