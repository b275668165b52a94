import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.drafting.years import Sense, mentions, renamed
from tests.projects.strategies import texts


def named(text: str) -> list[tuple[int, str]]:
    return [(one.year, one.sense.value) for one in mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        *("2024年", "2024年底", "2024年12月31日", "2024 年度", "于2024年完成", "不超过2024年12月31日"),
        *("2024.12.31", "2024-12-31", "2024/6/30前", "2024.12", "2024-12前", "２０２４．１２．３１"),
        *("二〇二四年", "二零二四年底", "二○二四年十二月", "二O二四年", "24年底前", "24年12月"),
        *("2024年部门预算", "2024预算", "1.2024年底前完成招标", "（2024年度）", "全区2024年工资调整"),
        *("参与2024年培训", "合同2024年到期", "2024年本级财政投入", "2024年服务水平提升", "2024年起草标准"),
        *("2024年3号楼改造", "【2024年】重点项目", "2024年后续管护"),
    ],
)
def test_a_year_of_the_budget_is_found_however_it_is_written(text):
    assert named(text) == [(2024, Sense.PLAIN)]


@pytest.mark.parametrize(
    "text",
    [
        *("2024平方米", "2024号楼", "2024人", "2024户", "2060万元", "2024.5公里", "1.2024", "2024级台阶"),
        *(
            "电话0315-2024567",
            "2024-5678",
            "0315-2024",
            "12024年",
            "20240",
            "13102024年",
            "￥2024",
            "2024度电",
        ),
        *(
            "2024",
            "5G",
            "PM2.5",
            "使用24年",
            "24年限",
            "2024~2060元",
            "2024/25",
            "2024-13",
            "二〇二四",
            "202４5年",
        ),
    ],
)
def test_a_number_that_only_looks_like_a_year_is_none(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("财预〔2024〕12号", Sense.DOCUMENT),
        ("财预【2024】12号", Sense.DOCUMENT),
        ("财预[2024]12号", Sense.DOCUMENT),
        ("冀财（2024）12号", Sense.DOCUMENT),
        ("财政部公告2024年第12号", Sense.DOCUMENT),
        ("《2024年政府工作报告》", Sense.SOURCE),
        ("产业结构调整指导目录（2024年本）", Sense.SOURCE),
        ("2024年版目录", Sense.SOURCE),
        ("政府采购目录2024版", Sense.SOURCE),
        ("比2024年增长5%", Sense.COMPARISON),
        ("较 2024年提高", Sense.COMPARISON),
        ("不低于2024年水平", Sense.COMPARISON),
        ("与2024年持平", Sense.COMPARISON),
        ("同2024年度预算相比", Sense.COMPARISON),
        ("在2024年基础上", Sense.COMPARISON),
        ("以2024年为基期", Sense.COMPARISON),
        ("2024年决算数", Sense.COMPARISON),
        ("截至2024年底", Sense.OTHER),
        ("自2024年起", Sense.OTHER),
        ("2024年以来", Sense.OTHER),
        ("2024年区政府印发的方案", Sense.OTHER),
        ("2024学年", Sense.OTHER),
        ("2024级新生", Sense.OTHER),
        ("绩效目标表（2024）", Sense.OTHER),
        ("2024年2月29日", Sense.LEAP_DAY),
        ("2024.02.29", Sense.LEAP_DAY),
    ],
)
def test_a_year_that_does_not_follow_the_budget_is_told_apart(text, sense):
    assert named(text) == [(2024, sense)]


@pytest.mark.parametrize(
    "text",
    [
        *("2024—2026年", "2024-2026", "2024年至2026年", "2024年9月到2026年6月", "2024.9-2026.6"),
        *("2024、2026年", "2024年和2026年", "2024-2026学年", "二〇二四年至二〇二六年"),
    ],
)
def test_years_of_a_span_stand_together(text):
    assert named(text) == [(2024, Sense.OTHER), (2026, Sense.OTHER)]


def test_a_span_within_one_year_is_of_that_year():
    assert named("2024年1月1日至2024年12月20日") == [(2024, Sense.PLAIN), (2024, Sense.PLAIN)]


def test_a_mention_reaches_over_its_month_and_day():
    text = "于2024年12月31日前，6月底"
    [one] = mentions(text)
    assert (text[one.start : one.end], text[one.end : one.until]) == ("2024", "年12月31日")


@pytest.mark.parametrize(
    ("figures", "year", "written"),
    [
        ("2024", 2025, "2025"),
        ("24", 2025, "25"),
        ("２０２４", 2025, "２０２５"),
        ("二〇二四", 2025, "二〇二五"),
        ("二零二九", 2030, "二零三零"),
    ],
)
def test_another_year_is_written_as_the_one_it_replaces(figures, year, written):
    assert renamed(figures, year) == written


@given(
    st.lists(st.sampled_from(["2024", "年", "-", "、", "《", "〔", "比", "12月", ".", " "]), max_size=40).map(
        "".join
    )
    | texts()
)
def test_mentions_stand_in_order_within_the_text_and_name_years_of_this_century(text):
    last = 0
    for one in mentions(text):
        assert last <= one.start < one.end <= one.until <= len(text)
        assert 2000 <= one.year < 2100
        last = one.end
