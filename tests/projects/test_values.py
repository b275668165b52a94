import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.values import (
    AMOUNT_DIGITS,
    AMOUNT_PLACES,
    PERCENT_DIGITS,
    PERCENT_PLACES,
    Kind,
    Value,
    plain,
    read_amount,
    read_percent,
    read_value,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50万元", "50"),
        ("50 万元", "50"),
        ("267.6", "267.6"),
        ("68.8506万元", "68.8506"),
        ("1,234.5万元", "1234.5"),
        ("１，２３４．５万元", "1234.5"),
        ("3000元", "0.3"),
        ("￥3,000元", "0.3"),
        ("1.2亿元", "12000"),
        ("20万", "20"),
        ("-5", "-5"),
        ("－5 万元", "-5"),
        ("0", "0"),
        ("50万元。", "50"),
        ("50万元整", "50"),
        ("50万圆整；", "50"),
        ("3000圆整。", "0.3"),
        ("-0.00", "0"),
        ("999999999.999999", "999999999.999999"),
    ],
)
def test_money_is_read_in_ten_thousand_yuan(text, amount):
    assert plain(read_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "约50万",
        "五十万元",
        "50万元左右",
        "50万元/年",
        "1,23",
        "50 60",
        "5.",
        "1e5",
        "5²",
        "٣",
        "50%",
        "5件",
        "50整",
        "50万元" + "整" * 60,
    ],
)
def test_what_is_not_one_plain_sum_is_not_guessed_at(text):
    assert read_amount(text) is None


@pytest.mark.parametrize("text", ["0.1234567", "1000000000", "0.001元", "9" * 16, "100000亿元"])
def test_a_sum_that_no_column_holds_counts_as_not_understood(text):
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("20", "20"),
        ("20%", "20"),
        ("20％", "20"),
        ("２０ ％", "20"),
        ("66.67%", "66.67"),
        ("0", "0"),
        ("0%", "0"),
        ("-5", "-5"),
        ("120", "120"),
        ("百分之20", "20"),
        ("百分之九十五", "95"),
        ("百分之十", "10"),
        ("百分之三", "3"),
        ("百分之九十九点五", "99.5"),
        ("百分之百", "100"),
    ],
)
def test_a_plan_percentage_is_read_with_or_without_its_sign(text, percent):
    assert plain(read_percent(text)) == percent


@pytest.mark.parametrize(
    "text", ["", " ", "二十", "20万元", "百分之", "百分之九五", "20%-30%", "1.23456", "100000"]
)
def test_a_percentage_that_was_not_filled_or_understood_is_none_and_never_zero(text):
    assert read_percent(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=8))
def test_whatever_is_read_fits_its_column(number):
    text = f"{number:f}"
    for read, digits, places in (
        (read_amount, AMOUNT_DIGITS, AMOUNT_PLACES),
        (read_percent, PERCENT_DIGITS, PERCENT_PLACES),
    ):
        value = read(text)
        fits = abs(number) < 10 ** (digits - places) and number == round(number, places)
        assert (value == number) if fits else (value is None)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_has_one_plain_spelling(number):
    if abs(number.adjusted()) > 60:
        return
    text = plain(number)
    assert Decimal(text) == number
    assert not set(text) & set("eE+")
    assert text == plain(Decimal(text)) == plain(Decimal(f"{number:f}") if number else Decimal("-0.000"))
    assert "." not in text or text[-1] not in "0."


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_has_no_spelling(text):
    with pytest.raises(ValueError, match="不是有限的数"):
        plain(Decimal(text))


NUMBERS = {
    "50件": ("", "50", "件"),
    "13": ("", "13", ""),
    "≥28人": ("≥", "28", "人"),
    "≤38398课时": ("≤", "38398", "课时"),
    "140.992公里": ("", "140.992", "公里"),
    "1.46万吨": ("", "1.46", "万吨"),
    "768万元": ("", "768", "万元"),
    "447.46元/人": ("", "447.46", "元/人"),
    "2200元/人/月": ("", "2200", "元/人/月"),
    "2510元/人·月": ("", "2510", "元/人/月"),
    "2510元每人每月": ("", "2510", "元/人/月"),
    "20元/课时": ("", "20", "元/课时"),
    "≤68.5元/吨": ("≤", "68.5", "元/吨"),
    "300人·次": ("", "300", "人·次"),
    "1,200㎡": ("", "1200", "㎡"),
    "0.1‰": ("", "0.1", "‰"),
    "1.2万kWh": ("", "1.2", "万kWh"),
    "30kW·h": ("", "30", "kW·h"),
    "≤35μg/m³": ("≤", "35", "μg/m³"),
    "50万元整。": ("", "50", "万元"),
    "至少3次": ("≥", "3", "次"),
    "不多于3次": ("≤", "3", "次"),
    "30日以内": ("≤", "30", "日"),
    "24小时内": ("≤", "24", "小时"),
    "5个及以上": ("≥", "5", "个"),
    "等于2所": ("=", "2", "所"),
    "-5": ("", "-5", ""),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_an_indicator_value_is_operator_number_and_unit(text):
    operator, number, unit = NUMBERS[text]
    assert read_value(text) == Value(Kind.NUMBER, operator, Decimal(number), unit)


SPELLINGS = {
    "≥": [
        "≥",
        "≧",
        "⩾",
        "≮",
        ">=",
        "＞＝",
        "> =",
        "大于等于",
        "大于或等于",
        "不低于",
        "不少于",
        "不小于",
        "至少",
    ],
    "≤": ["≤", "≦", "⩽", "≯", "<=", "＜=", "小于等于", "不超过", "不高于", "不大于", "不多于", "至多"],
    ">": [">", "＞", "大于", "高于", "超过", "多于"],
    "<": ["<", "＜", "小于", "低于", "少于"],
    "=": ["=", "＝", "等于"],
    "": [""],
}


@given(
    operator=st.sampled_from(sorted(SPELLINGS)),
    number=st.decimals(min_value=0, max_value=10**8, places=3),
    unit=st.sampled_from(["%", "人", "万元", "元/人/月", "万吨", ""]),
    data=st.data(),
)
def test_spacing_width_and_spelling_do_not_change_what_was_promised(operator, number, unit, data):
    blank = st.text(" \u3000\n", max_size=2)
    figure = data.draw(st.sampled_from([f"{number:f}", f"{number:,f}"]))
    parts = [data.draw(st.sampled_from(SPELLINGS[operator])), figure, unit]
    text = "".join(f"{data.draw(blank)}{part}" for part in parts) + data.draw(blank)
    if data.draw(st.booleans()):
        text = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    kind = Kind.PERCENT if unit == "%" else Kind.NUMBER
    assert read_value(text) == Value(kind, operator, number, unit)


@pytest.mark.parametrize(
    "text", ["2024年底", "2024年底前", "2024年12月底", "2024年12月底前", "2024年12月31日"]
)
@pytest.mark.parametrize("wrapped", ["{}", " {} ", "{}。", "于{}完成"])
def test_a_date_is_the_last_day_of_the_period_it_names(text, wrapped):
    assert read_value(wrapped.format(text)) == Value(Kind.DATE, date=datetime.date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024.12.31", (2024, 12, 31)),
        ("２０２４－１２－３１", (2024, 12, 31)),
        ("2024/6", (2024, 6, 30)),
        ("2024年", (2024, 12, 31)),
        ("2024 年 完成", (2024, 12, 31)),
        ("2024年度", (2024, 12, 31)),
        ("2024年2月", (2024, 2, 29)),
        ("2024年上半年", (2024, 6, 30)),
        ("2024年第三季度", (2024, 9, 30)),
        ("2024年1月1日至2024年12月20日", (2024, 12, 20)),
        ("2024.1.1-2024.12.20", (2024, 12, 20)),
        ("2024-01-01——2024-12-20", (2024, 12, 20)),
        ("2024.5-2024.8", (2024, 8, 31)),
        ("2024-2025", (2025, 12, 31)),
        ("2024～2025年", (2025, 12, 31)),
        ("2024年至2025年", (2025, 12, 31)),
    ],
)
def test_dates_are_read_as_offices_write_them(text, day):
    assert read_value(text) == Value(Kind.DATE, date=datetime.date(*day))


def test_a_deadline_keeps_its_operator():
    assert read_value("≤2024年6月底") == Value(Kind.DATE, "≤", date=datetime.date(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80%-90%", Value(Kind.PERCENT, "", Decimal(80), "%", Decimal(90))),
        ("80～90％", Value(Kind.PERCENT, "", Decimal(80), "%", Decimal(90))),
        ("3至5天", Value(Kind.NUMBER, "", Decimal(3), "天", Decimal(5))),
    ],
)
def test_a_range_has_two_ends_in_one_unit(text, value):
    assert read_value(text) == value


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
def test_an_unfilled_value_is_empty(text):
    assert read_value(text) == Value(Kind.EMPTY)
