"""How a cell was understood, told beside it while one types; and whether the three sums agree.

Nothing here changes what was typed: a canonical text is proposed, and a person takes it with a click.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from projects import days
from projects.tables import typed
from projects.values import Kind, Value, plain, read_amount, read_percent, read_value, with_unit

_QUALITATIVE = "定性"
_NO_VALUE = "还没有填数值，例如 ≥95%"
_NO_AMOUNT = "没有读出金额，请填数字，例如 34.32"
_NO_PERCENT = "没有读出进度，请填数字，例如 50"
_TOO_LONG = "数字太长或小数位太多，没有读出，请核对"

_CLOSING = "。；;"
_WIDE = re.compile("[！-～﹪−￥]")
_FIGURES = re.compile(r"[+-]?[0-9]")
_NUMBER = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_AMOUNT = re.compile(rf"{_NUMBER}(?:万元)?")
_PERCENT = re.compile(rf"{_NUMBER}%?")
_DOTTED_DATE = re.compile(
    r"(20\d\d)\s*[.．\-－/／]\s*(\d{1,2})(?:\s*[.．\-－/／]\s*(\d{1,2}))?(?!\s*[.．/／]?\d)"
)
_BEFORE = re.compile(rf"(?:[之以]?前|内)\s*(?:完成|完工)?[{_CLOSING}\s]*$")

_MEASURE = (
    "元|人次|人|名|户|个|件|项|所|家|辆|台|套|处|座|次|起|笔|场|期|天|日|月|年|课时|小时|点位"
    "|㎡|平方米|亩|公顷|平方公里|公里|千米|米|吨|公斤|立方米"
)
_UNIT_LEFT = re.compile(
    rf"[_＿?？xXｘＸ×*＊…\s]*(?:(?:[千百]?万|亿|千)?(?:{_MEASURE})(?:[/／每·](?:{_MEASURE}))*|[%％‰]|百分之)?$"
)
_LONGEST_UNIT = 30  # characters; what is longer says something


class Hint(StrEnum):
    """What sort of hint stands beside a cell."""

    OK = "ok"
    QUALITATIVE = "qualitative"
    UNREAD = "unread"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Understood:
    """The hint beside a cell, and the canonical text to offer; `proposal` is empty where there is none."""

    text: str
    proposal: str
    kind: Hint


def understood(cell: str, text: str) -> Understood:
    """What a cell says: `value` of an indicator, `total`, `fiscal`, `other`, or `percent` of the plan.

    KeyError for other cells, which are words.
    """
    reader = _READERS[cell]
    text = typed(text)
    return reader(text) if text else Understood("", "", Hint.EMPTY)


def only_unit(text: str) -> bool:
    """Whether a cell that is not empty holds signs or a unit but no value yet: %, ≥, 万元, ≥__%."""
    if not typed(text):
        return False
    text = typed(text).rstrip(_CLOSING)
    if len(text) > _LONGEST_UNIT or any(sign.isdigit() for sign in text):
        return False
    head = text[: _UNIT_LEFT.search(text).start()]
    if not head:
        return True
    one = read_value(f"{head}1")
    return bool(one.operator) and (one.number, one.unit, one.upper) == (1, "", None)


def _value(text: str) -> Understood:
    value = read_value(text)
    if value.kind is Kind.EMPTY or only_unit(text):
        return Understood(_NO_VALUE, "", Hint.UNREAD)
    if value.kind is Kind.QUALITATIVE:
        return Understood(_QUALITATIVE, "", Hint.QUALITATIVE)
    canonical = _canonical(value, text)
    same = replace(read_value(canonical), operator=value.operator) == value
    return Understood(_shown(value, text), canonical if same and canonical != text else "", Hint.OK)


def _shown(value: Value, text: str) -> str:
    if value.date:
        day = days.day(value.date)
        shown = f"{day}前" if _BEFORE.search(text) else day
    else:
        ends = [plain(end) for end in (value.number, value.upper) if end is not None]
        shown = f"{' 至 '.join(ends)} {value.unit}".rstrip()
    return f"{value.operator} {shown}".lstrip()


def _canonical(value: Value, text: str) -> str:
    """One operator sign, half-width figures, dates with 年月日; what is right already stays as typed.

    No operator is added but to 100%, which can only be met exactly. Whether a bare 95% means = or ≥ only
    its writer knows, and an = taken by a careless click would say what nobody meant.
    """
    if value.date:
        return _DOTTED_DATE.sub(_in_words, text)
    if value.upper is not None:
        return text
    certain = value.kind is Kind.PERCENT and value.number == 100
    return (value.operator or ("=" if certain else "")) + _measured(value, text)


def _in_words(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{int(year)}年{int(month)}月" + (f"{int(day)}日" if day else "")


def _measured(value: Value, text: str) -> str:
    """The number and unit as typed (1,234.50元, 元/人·月) if nothing but them stands there; else anew."""
    compact = "".join(text.split()).rstrip(_CLOSING)
    found = None if _WIDE.search(compact) else _FIGURES.search(compact)
    if found and read_value(compact[found.start() :]) == replace(value, operator=""):
        return compact[found.start() :]
    return plain(value.number) + value.unit


def _amount(text: str) -> Understood:
    amount = read_amount(text)
    if amount is None:
        return Understood(_TOO_LONG if _AMOUNT.fullmatch(text) else _NO_AMOUNT, "", Hint.UNREAD)
    bare = with_unit(text, "万元") != text
    canonical = plain(amount) if bare else f"{plain(amount)}万元"
    return Understood(f"{plain(amount)} 万元", "" if _AMOUNT.fullmatch(text) else canonical, Hint.OK)


def _percent(text: str) -> Understood:
    percent = read_percent(text)
    if percent is None:
        return Understood(_TOO_LONG if _PERCENT.fullmatch(text) else _NO_PERCENT, "", Hint.UNREAD)
    canonical = plain(percent) + ("%" if "%" in text or "％" in text else "")
    return Understood(f"{plain(percent)} %", "" if _PERCENT.fullmatch(text) else canonical, Hint.OK)


_READERS: dict[str, Callable[[str], Understood]] = {
    "value": _value,
    "total": _amount,
    "fiscal": _amount,
    "other": _amount,
    "percent": _percent,
}


@dataclass(frozen=True, slots=True)
class Balance:
    """财政资金 and 其他资金 together, what they exceed 预算数 by (万元), and the sentence that says so.

    None where it cannot be said yet, then with an empty sentence or one that names the cell not read.
    """

    sum: Decimal | None
    difference: Decimal | None
    sentence: str


def balance(total: str, fiscal: str, other: str) -> Balance:
    """The three sums as typed, against each other. An empty one of the two parts counts as 0."""
    cells = {"预算数": typed(total), "财政资金": typed(fiscal), "其他资金": typed(other)}
    read = {name: read_amount(text) if text else Decimal(0) for name, text in cells.items()}
    unread = "、".join(name for name, amount in read.items() if amount is None)
    whole, *parts = read.values()
    together = None if None in parts else sum(parts)
    if unread:
        return Balance(together, None, f"{unread}没有读出金额，暂时无法核对合计")
    if not cells["预算数"] or not (cells["财政资金"] or cells["其他资金"]):
        return Balance(together, None, "")
    difference = together - whole
    shown = f"合计 {plain(together)} 万元"
    if not difference:
        return Balance(together, difference, f"{shown}，与预算数一致")
    told = f"比预算数{'多' if difference > 0 else '少'} {plain(abs(difference))} 万元"
    return Balance(together, difference, f"财政资金与其他资金{shown}，{told}")
