"""Days and times of a workbook: a number counted from 1900 or 1904, shown by a format's date signs."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

_LAST = 2_958_465  # 9999-12-31
_FROM_1904 = 1_462  # days between the two beginnings
_DAY = 86_400  # seconds
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS = "一二三四五六日"


class _Moment(NamedTuple):
    """A moment as a workbook counts it: it believes in the 29th of February 1900."""

    year: int
    month: int
    day: int
    weekday: int  # Monday is 0
    seconds: int  # of the day
    total: int  # seconds since the beginning


def dated(tokens: Sequence, number: Decimal, date1904: bool) -> str | None:
    """The day or time as the tokens (kind, text) show it; None where there is no such day."""
    moment = _moment(number, date1904)
    if moment is None:
        return None
    noon = any(token.kind == "noon" for token in tokens)
    signs = [place for place, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    shown = [token.text if token.kind not in ("date", "elapsed", "noon") else "" for token in tokens]
    for order, place in enumerate(signs):
        before = tokens[signs[order - 1]].text[0].lower() if order else ""
        after = tokens[signs[order + 1]].text[0].lower() if order + 1 < len(signs) else ""
        token = tokens[place]
        if token.kind == "elapsed":
            shown[place] = _elapsed(token.text, moment.total)
        elif token.text[0] in "mM" and (before == "h" or after == "s"):
            shown[place] = _padded(moment.seconds // 60 % 60, token.text)
        else:
            shown[place] = _part(token.text.lower(), moment, noon)
    for place, token in enumerate(tokens):
        if token.kind == "noon":
            names = token.text.split("/")
            shown[place] = names[moment.seconds >= _DAY // 2]
    return "".join(shown)


def _moment(number: Decimal, date1904: bool) -> _Moment | None:
    if not 0 <= number <= _LAST:
        return None
    total = int((number * _DAY).to_integral_value(ROUND_HALF_UP))
    days, seconds = divmod(total, _DAY)
    if date1904:
        days += _FROM_1904
    if days > _LAST:
        return None
    weekday = (days - 2) % 7
    if days > 60:
        day = date(1899, 12, 30) + timedelta(days)
    elif days in (0, 60):  # days that never were
        return _Moment(1900, *((1, 0) if not days else (2, 29)), weekday, seconds, total)
    else:
        day = date(1899, 12, 31) + timedelta(days)
    return _Moment(day.year, day.month, day.day, weekday, seconds, total)


def _elapsed(sign: str, total: int) -> str:
    return _padded(total // {"h": 3600, "m": 60, "s": 1}[sign[0]], sign)


def _part(sign: str, moment: _Moment, noon: bool) -> str:
    """One sign's part of the moment; the sign in lower case."""
    kind, length = sign[0], len(sign)
    if kind in "ye":
        return f"{moment.year % 100:02}" if kind == "y" and length < 3 else f"{moment.year}"
    if kind == "m":
        return _named(_MONTHS[moment.month - 1], length) if length > 2 else _padded(moment.month, sign)
    if kind == "d":
        return _named(_DAYS[moment.weekday], length) if length > 2 else _padded(moment.day, sign)
    if kind == "a":
        return ("星期" if length > 3 else "") + _WEEKDAYS[moment.weekday]
    hours = moment.seconds // 3600
    if kind == "h":
        return _padded((hours + 11) % 12 + 1 if noon else hours, sign)
    return _padded(moment.seconds % 60, sign)


def _named(name: str, length: int) -> str:
    return {3: name[:3], 5: name[0]}.get(length, name)


def _padded(number: int, sign: str) -> str:
    return f"{number:02}" if len(sign) > 1 else str(number)
