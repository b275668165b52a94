"""Which grounds can be looked up, and how document numbers are written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, changed, set_cells
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags, places


def based(basis):
    return changed(set_cells("数量指标", basis=basis))


@pytest.mark.parametrize(
    "basis",
    [
        "年度工作计划",
        "年度 工作\n计划",
        "2025年度工作计划",
        "年初工作计划。",
        "年度计划安排",
        "上级文件要求",
        "根据上级部门要求",
        "国家相关标准",
        "国家标准、行业标准",
        "相关文件规定",
        "有关政策",
        "以前年度比照",
        "历史数据",
        "往年经验",
        "部门职责",
        "按工作实际",
        "工作要求",
        "（年度工作计划）",
        "省市文件精神",
        "计划",
    ],
)
def test_sayings_that_name_nothing_are_flagged(basis):
    assert places(flags("C19", based(basis))) == [("indicators", 0, "basis")]


@pytest.mark.parametrize(
    "basis",
    [
        "明教〔2024〕18号",
        "《项目实施方案》",
        "项目实施方案",
        "GB/T 3976-2014",
        "国家标准GB 3838-2002",
        "上年实际完成1100套",
        "2024年为71%",
        "在校生人数",
        "2024年学籍统计",
        "“十四五”教育发展规划",
        "区政府常务会议纪要",
        "服务合同第5条",
        "省级补助标准每人485元",
        "物价部门核定的收费标准",
        "施工图设计文件",
        "政府采购中标通知书",
        "城乡居民最低生活保障工作细则",
        "政府债券付息通知",
        "资产清查结果",
        "农村公路年度养护检测报告",
        "问卷调查",
        "财政部令第102号",
        "第三方评估报告",
    ],
)
def test_what_names_a_document_or_a_source_is_not(basis):
    assert flags("C19", based(basis)) == []


@pytest.mark.parametrize("basis", ["", "/", "无", "—"])
def test_an_empty_ground_is_left_to_others(basis):
    assert flags("C19", based(basis)) == [] or basis == "无"


def test_every_row_is_told():
    table = changed(set_cells("数量指标", basis="工作计划"), set_cells("质量指标", basis="年度计划"))
    assert places(flags("C19", table)) == [("indicators", 0, "basis"), ("indicators", 1, "basis")]


def test_a_district_has_its_own_list():
    none = replace(CONTEXT, settings=Settings(lexicons={"weak_bases": ()}))
    assert flags("C19", based("年度工作计划"), none) == []
    own = replace(CONTEXT, settings=Settings(lexicons={"weak_bases": ("老规矩",)}))
    assert flags("C19", based("老规矩"), own)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("明教【2024】18号", "明教〔2024〕18号"),
        ("明教[2024]18号", "明教〔2024〕18号"),
        ("明教［2024］18号", "明教〔2024〕18号"),
        ("明教(2024)18号", "明教〔2024〕18号"),
        ("明教（2024）18号", "明教〔2024〕18号"),
        ("明教（2024年）18号", "明教〔2024〕18号"),
        ("明教﹝2024﹞18号", "明教〔2024〕18号"),
        ("明教〔2024]18号", "明教〔2024〕18号"),
        ("明教〔2024〕第18号", "明教〔2024〕18号"),
        ("明教〔2024〕018号", "明教〔2024〕18号"),
        ("明教字\n【2024】 18号", "明教字〔2024〕18号"),
        ("《办法》（明财 [2023]7号）和明教[2024]18号", "《办法》（明财〔2023〕7号）和明教〔2024〕18号"),
        ("明教〔2024〕18号、明财【2023】7号", "明教〔2024〕18号、明财〔2023〕7号"),
    ],
)
def test_the_right_form_is_proposed_for_the_whole_cell(typed, right):
    found = flags("C20", based(typed))
    assert places(found) == [("indicators", 0, "basis")]
    assert found[0].remark.proposal == right
    assert flags("C20", based(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "明教〔2024〕18号",
        "统计年报（2024）",
        "（2024）冀01民初22号",
        "财政部令第102号",
        "GB/T 3976-2014",
        "项目清单[2024]",
        "【2024】年初安排",
        "2024年18号楼",
        "文件（2024年第2号公告）",
        "课桌椅[1]",
        "（2024—2025学年）3号楼",
    ],
)
def test_other_brackets_and_numbers_are_no_document_numbers(text):
    assert flags("C20", based(text)) == []


def test_document_numbers_are_looked_at_in_every_cell():
    assert places(flags("C20", changed(purpose="按明财教（2024）18号更换。"))) == [("head", None, "purpose")]
    assert places(flags("C20", changed(goals=["按明财教[2024]18号更换。"]))) == [("goals", 0, "text")]


@given(
    office=st.sampled_from(["财预", "冀财教", "明政办发", "芦财"]),
    year=st.integers(2001, 2098),
    number=st.integers(1, 99999),
    pair=st.sampled_from(["[]", "【】", "［］", "（）", "()", "〔]", "{}"]),
)
def test_a_proposal_is_right_and_stays_so(office, year, number, pair):
    found = flags("C20", based(f"{office}{pair[0]}{year}{pair[1]}{number}号"))
    assert found[0].remark.proposal == f"{office}〔{year}〕{number}号"
    assert flags("C20", based(found[0].remark.proposal)) == []
