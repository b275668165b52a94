"""A number shows in its cell as Excel in Chinese draws it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.importing.excel.built_in import built_in
from projects.importing.excel.formats import format_of
from projects.values import read_amount, read_percent

ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def shown(code: str, number: str, **how) -> str:
    return format_of(code).number(Decimal(number), **how).strip()


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("", "34.32", "34.32"),
        ("General", "0.1", "0.1"),
        ("G/通用格式", "50", "50"),
        ("General", "-0.5", "-0.5"),
        ("General", "13020025000017", "13020025000017"),
        ("0.00", "34.3", "34.30"),
        ("0.00", "34.325", "34.33"),
        ("0", "2.5", "3"),
        ("0%", "0.95", "95%"),
        ("0.0%", "0.9555", "95.6%"),
        ("#,##0", "1234567", "1,234,567"),
        ("#,##0.00", "0", "0.00"),
        ("0000", "17", "0017"),
        ("#.##", "34.5", "34.5"),
        ("#.##", "34", "34"),
        ("#", "0", ""),
        ('0.00"万元"', "34.3", "34.30万元"),
        ("0.00万元", "34.3", "34.30万元"),
        (r"0.00\万\元", "34.3", "34.30万元"),
        ('"≥"0%', "0.95", "≥95%"),
        ("0!.0,", "123456", "12.3"),
        ('0!.0,"万元"', "343200", "34.3万元"),
        ("#,##0,", "1234567", "1,235"),
        ("0,.00", "1500", "1.50"),
        ("000-0000", "1234567", "123-4567"),
        ("¥#,##0.00", "34", "¥34.00"),
        ("[$¥-804]#,##0.00", "34", "¥34.00"),
        (ACCOUNTS, "1234.5", "1,234.50"),
        (ACCOUNTS, "-1234.5", "-1,234.50"),
        (ACCOUNTS, "0", "-"),
        ("0_);(0)", "-5", "(5)"),
        ("[Red]0.00;[蓝色]-0.00", "-3", "-3.00"),
        ("[>=100]0.0;0.00", "99.5", "99.50"),
        ("[<0]0.0;[=0]无;0", "0", "无"),
        ("0;-0;;@", "0", ""),
        (";;;", "5", ""),
        ("0.00;@", "5", "5.00"),
        ("@", "5", "5"),
        ("0.00E+00", "12345", "1.23E+04"),
        ("0.0E-0", "0.00012", "1.2E-4"),
        ("# ?/?", "0.5", "0.5"),
        ('"合格"', "1", "合格"),
    ],
)
def test_figures(code, number, text):
    assert shown(code, number) == text


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        (built_in(14), "46022", "2025/12/31"),
        (built_in(31), "46022", "2025年12月31日"),
        (built_in(57), "46022", "2025年12月"),
        (built_in(58), "45722", "3月6日"),
        (built_in(17), "46022", "Dec-25"),
        (built_in(22), "46022.75", "2025/12/31 18:00"),
        (built_in(20), "0.5", "12:00"),
        ("yyyy-mm-dd hh:mm:ss", "46022.5", "2025-12-31 12:00:00"),
        (r"yyyy\年m\月", "45658", "2025年1月"),
        ("yy.m.d;@", "45658", "25.1.1"),
        ("e-mm", "45658", "2025-01"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46022", "2025年12月31日"),
        ("[$-F400]h:mm:ss\\ AM/PM", "0.75", "18:00:00"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "46022", "2025年12月31日"),
        ("aaaa", "46022", "星期三"),
        ("aaa", "46022", "三"),
        ("dddd, mmmm d", "46022", "Wednesday, December 31"),
        ("mmmmm", "46022", "D"),
        ("h:mm AM/PM", "0.75", "6:00 PM"),
        ('上午/下午h"时"mm"分"', "0.75", "下午6时00分"),
        ("[h]:mm", "1.5", "36:00"),
        ("mm:ss", "0.0007", "01:00"),
        ("yyyy/m/d", "1", "1900/1/1"),
        ("yyyy/m/d", "60", "1900/2/29"),
        ("yyyy/m/d", "61", "1900/3/1"),
        ("yyyy/m/d", "0", "1900/1/0"),
        ("yyyy/m/d", "2958465", "9999/12/31"),
        ("yyyy/m/d", "2958466", "2958466"),
        ("yyyy/m/d", "-1", "-1"),
        ("yyyy/m/d h:mm:ss", "46022.9999999", "2026/1/1 0:00:00"),
    ],
)
def test_days_and_times(code, number, text):
    assert shown(code, number) == text


def test_a_workbook_may_count_from_1904():
    assert shown("yyyy/m/d", "44560", date1904=True) == "2025/12/31"


def test_a_number_that_was_typed_keeps_its_figures_and_a_computed_one_shows_as_many_as_fit():
    third = "0.333333333333333"
    assert shown("General", third) == third
    assert shown("General", third, computed=True) == "0.333333333"
    assert shown("General", "16552.883612") == "16552.883612"
    assert shown("General", "1234567.891234", computed=True) == "1234567.891"


def test_a_format_may_add_to_a_text_or_hide_it():
    assert format_of('@"万元"').text("50") == "50万元"
    assert format_of("0.00").text("约五十") == "约五十"
    assert format_of(";;;").text("藏") == ""
    assert format_of("0;0;0;;").text("藏") == ""


@given(
    st.text('0#?.,%;@-/\\"[]hmsydaeEGL*_ !AP上午万元<>=123', max_size=30),
    st.decimals(-(10**12), 10**12, allow_nan=False, places=6),
)
def test_no_format_is_too_strange_to_show_something(code, number):
    assert isinstance(format_of(code).number(number), str)
    assert isinstance(format_of(code).text("文"), str)


@given(st.decimals(0, 10**8, places=6), st.integers(0, 100_000))
def test_money_and_percentages_stay_what_they_are(number, hundredths):
    assert read_amount(shown("General", str(number))) == number
    assert read_amount(shown("#,##0.000000", str(number))) == number
    percent = Decimal(hundredths) / 100
    assert read_percent(shown("0.00%", str(percent / 100))) == percent
