"""What a typed cell means: money in 万元, percentages, and the values of indicators.

Nothing is guessed: a text that says more, or less, than one plain value is None or qualitative.
"""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# What a column can hold. SQLite keeps a number as a double, exact to 15 digits: beyond these limits it would
# differ from PostgreSQL, so a longer number counts as not understood.
AMOUNT_DIGITS, AMOUNT_PLACES = 15, 6
PERCENT_DIGITS, PERCENT_PLACES = 9, 4
_LONGEST = 60  # characters of one plain value; what is longer is words

HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | str.maketrans("﹪−￥", "%-¥")
_CLOSING = "。；;"
_LOOSE_BLANK = re.compile(r"(?<![0-9]) | (?![0-9])")  # all but those that keep two numbers apart
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,12})?"
_NUMBER = rf"[+-]?{_DIGITS}"

_AMOUNT = re.compile(rf"¥?({_NUMBER})(?:((?:千|百万|千万)?元|[万亿]元?)整?)?")
_IN_WAN = {"元": -4, "千元": -1, "百万元": 2, "千万元": 3, "亿": 4, "亿元": 4}  # powers of ten to 万元

_CHINESE = "零一二三四五六七八九"
_CHINESE_PERCENT = re.compile(
    rf"百分之(?:({_NUMBER})|一?(百)|(?:([{_CHINESE}]?)(十))?([{_CHINESE}]?)(?:点([{_CHINESE}]{{1,4}}))?)"
)
_PERCENT = re.compile(rf"({_NUMBER})%?")

_OPERATORS = {
    "≥": "≥|≧|⩾|≮|>=|=>|大于或?等于|不低于|不少于|不小于|至少",
    "≤": "≤|≦|⩽|≯|<=|=<|小于或?等于|不超过|不高于|不大于|不多于|至多|最多",
    ">": ">|大于|高于|超过|多于",
    "<": "<|小于|低于|少于",
    "=": "=|等于",
}
_OPERATOR = re.compile("|".join(f"({spellings})" for spellings in _OPERATORS.values()))
_AFTER = {"以上": "≥", "及以上": "≥", "以下": "≤", "及以下": "≤", "以内": "≤", "之内": "≤", "内": "≤"}
_BOUND = re.compile(r"(.*?)(及?以上|及?以下|[以之]?内)")
_TO = "(?:-|~|至|—{1,4})"
_RANGE = re.compile(rf"(.*[^-~至—]){_TO}([^-~至—].*)")

_MEASURED = re.compile(rf"({_NUMBER})(.*)")
# No two of these alternatives begin alike, or matching a long text would take for ever.
_MEASURE = r"(?!余|多|几|左右|上下|年)[a-zA-Zµμ一-鿿]{1,4}[²³]?(?<!左右|完成)(?<![前后内底末])"
_UNIT_PART = rf"(?:{_MEASURE}(?:[·•・]{_MEASURE})?|[㎡㎥‰℃°]|年)"
_BOUND_WITHIN = "[大小高低多少等]于|不[低高少多小大超]|[至最][少多]|超过|[以之][上下内外前后]"
_UNIT = re.compile(rf"(?!.*(?:{_BOUND_WITHIN}))(?:{_UNIT_PART}(?:/{_UNIT_PART}){{0,4}})?")
_PER = re.compile("[·•・]")

_DATE = re.compile(
    r"[于在]?(20[0-9]{2})(?:"
    r"年(?:底|末|度|年底|(上|下)半年|第?([1-4一二三四])季度)?"
    r"|年([0-9]{1,2})月(?:份|底|末|([0-9]{1,2})[日号])?"
    r"|[.\-/]([0-9]{1,2})(?:[.\-/]([0-9]{1,2}))?"
    r")(?:之?前|以前|内)?(?:完成|完工)?"
)
_YEARS = re.compile(rf"(20[0-9]{{2}})年?{_TO}(20[0-9]{{2}})年?度?")


class Kind(StrEnum):
    """What sort of value an indicator promises."""

    EMPTY = "empty"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    QUALITATIVE = "qualitative"


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator value as understood; `operator` is ≥ ≤ > < = or empty where none was typed (not yet =).

    `number` counts in `unit` (万元, 元/人/月, %) as typed: 1.46万吨 is 1.46 of 万吨; `upper` ends a range.
    `date` is the last day of the period that was named.
    """

    kind: Kind
    operator: str = ""
    number: Decimal | None = None
    unit: str = ""
    upper: Decimal | None = None
    date: datetime.date | None = None


def plain(number: Decimal) -> str:
    """The number's one spelling: no exponent, trailing zeros or negative zero. ValueError for NaN."""
    if not number.is_finite():
        raise ValueError(f"不是有限的数：{number}")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def read_amount(text: str) -> Decimal | None:
    """Money in 万元; a bare number counts as 万元. None where empty, in words, or too long for a column."""
    found = _amount(text)
    if not found:
        return None
    return _fitting(_number(found[1]).scaleb(_IN_WAN.get(found[2], 0)), AMOUNT_DIGITS, AMOUNT_PLACES)


def with_unit(text: str, unit: str) -> str:
    """A bare sum with the unit that stands elsewhere: 500000 and 元 is 500000元; others stay as typed."""
    found = _amount(text)
    return text if not found or found[2] else text.rstrip(f"{_CLOSING} ") + unit


def read_percent(text: str) -> Decimal | None:
    """A percentage, with or without its sign: 20, 20%, 百分之20. Empty is None, never 0."""
    text = _even(text)
    if len(text) > _LONGEST:
        return None
    if found := _PERCENT.fullmatch(text):
        return _fitting(_number(found[1]), PERCENT_DIGITS, PERCENT_PLACES)
    return _chinese_percent(text)


def read_value(text: str) -> Value:
    """An indicator value: [operator] number [unit], a percentage, a date, or words."""
    text = _even(text)
    if not text:
        return Value(Kind.EMPTY)
    if len(text) > _LONGEST:
        return Value(Kind.QUALITATIVE)
    operator, rest = _operator(text)
    if (day := _day_or_period(rest)) is not None:
        return Value(Kind.DATE, operator, date=day)
    if operator == "" and (bound := _BOUND.fullmatch(rest)):
        operator, rest = _AFTER[bound[2].removeprefix("及")], bound[1]
    return _measured(operator, rest) or (None if operator else _range(rest)) or Value(Kind.QUALITATIVE)


def _even(text: str) -> str:
    """Half-width, and without the blanks and the closing mark that change nothing."""
    return _LOOSE_BLANK.sub("", " ".join(text.translate(HALF_WIDTH).split())).rstrip(_CLOSING)


def _amount(text: str) -> re.Match[str] | None:
    """The number of a plain sum and its unit, if it names one."""
    text = _even(text).replace("圆", "元")
    return _AMOUNT.fullmatch(text) if len(text) <= _LONGEST else None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _fitting(number: Decimal, digits: int, places: int) -> Decimal | None:
    """The number in its plain spelling, or None where a column of so many digits would have to round it."""
    number = Decimal(plain(number))
    _, figures, exponent = number.as_tuple()
    before = len(figures) + exponent
    return number if -exponent <= places and before <= digits - places else None


def _chinese_percent(text: str) -> Decimal | None:
    """百分之20, 百分之九十五, 百分之九十九点五, 百分之百."""
    found = _CHINESE_PERCENT.fullmatch(text)
    if not found:
        return None
    typed_number, hundred, tens, ten, ones, places = found.groups()
    if typed_number or hundred:
        number = _number(typed_number or "100")
    elif not (ten or ones):
        return None
    else:
        whole = (10 * _CHINESE.index(tens or "一") if ten else 0) + _CHINESE.index(ones or "零")
        number = Decimal(f"{whole}.{''.join(str(_CHINESE.index(figure)) for figure in places or '零')}")
    return _fitting(number, PERCENT_DIGITS, PERCENT_PLACES)


def _operator(text: str) -> tuple[str, str]:
    """The leading operator in its one spelling, and what follows it."""
    found = _OPERATOR.match(text)
    if not found:
        return "", text
    return list(_OPERATORS)[found.lastindex - 1], text[found.end() :]


def _measured(operator: str, text: str) -> Value | None:
    """A percentage, or a number and its unit."""
    if (percent := _chinese_percent(text)) is not None:
        return Value(Kind.PERCENT, operator, percent, "%")
    found = _MEASURED.fullmatch(text)
    number = _fitting(_number(found[1]), AMOUNT_DIGITS, AMOUNT_PLACES) if found else None
    if number is None:
        return None
    if found[2] == "%":
        return Value(Kind.PERCENT, operator, number, "%")
    measure, slash, per = found[2].replace("每", "/").partition("/")
    unit = measure + slash + _PER.sub("/", per)  # 元/人·月, but 人·次
    if unit.endswith("元整"):
        unit = unit.removesuffix("整")
    return Value(Kind.NUMBER, operator, number, unit) if _UNIT.fullmatch(unit) else None


def _range(text: str) -> Value | None:
    """80%-90%, 3至5天: the unit may stand on both ends or on the second alone."""
    found = _RANGE.fullmatch(text)
    low, high = (_measured("", end) for end in found.groups()) if found else (None, None)
    if low is None or high is None or low.unit not in ("", high.unit) or low.number > high.number:
        return None
    return Value(high.kind, number=low.number, unit=high.unit, upper=high.number)


def _day_or_period(text: str) -> datetime.date | None:
    """The last day of the day, month, quarter or year that is named, or of a span between two such."""
    if found := _DATE.fullmatch(text):
        return _last_day(found)
    if (years := _YEARS.fullmatch(text)) and years[1] <= years[2]:
        return datetime.date(int(years[2]), 12, 31)
    for between in ("至|~|—{1,4}", "-"):  # a - may also stand within a date
        ends = [_DATE.fullmatch(end) for end in re.split(between, text)]
        if len(ends) == 2 and all(ends):
            return _last_day(ends[1])
    return None


def _last_day(found: re.Match[str]) -> datetime.date | None:
    year, half, quarter, month, day, dotted_month, dotted_day = found.groups()
    if quarter:
        month = 3 * (int(quarter) if quarter.isdecimal() else _CHINESE.index(quarter))
    in_year = int(month or dotted_month or (6 if half == "上" else 12))
    try:
        return datetime.date(int(year), in_year, int(day or dotted_day or monthrange(int(year), in_year)[1]))
    except ValueError:  # the 13th month, the 30th of February
        return None
