"""Calculations that are written out in a cell: 13人×2200元×12月=34.32万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.rules.quantities import Quantity
from projects.rules.reading import Cell
from projects.values import HALF_WIDTH

_SIGN = re.compile(r"[×xX*✕╳✖+]")
_BETWEEN = re.compile(r"[^+\-×xX*✕╳✖÷/=()%,，。；;、]{0,8}")
_EQUALS = re.compile(r"[^+\-×xX*✕╳✖÷/=(),，。；;、]{0,6}[=≈][^+\-×xX*÷/=(),，。；;、]{0,4}")
_OPEN_BEFORE = tuple("+-×xX*÷/(✕╳✖")
_LOOSE = tuple("-÷/(%")
_OPEN_BEHIND = tuple("+-×xX*÷/(=%✕╳✖")


@dataclass(frozen=True, slots=True)
class Calculation:
    """A product or a sum of products as written in a cell, in 元, and what is `stated` behind its =, if any.

    `rounding` is half of the last figure stated.
    """

    cell: Cell
    yuan: Decimal
    text: str
    stated: Decimal | None = None
    rounding: Decimal = Decimal(0)


def calculations(cell: Cell) -> Iterator[Calculation]:
    """Every plain product or sum of money in a cell; whatever brackets or divides is left alone."""
    found = cell.quantities
    if len(found) < 2 or not _SIGN.search(text := cell.text.translate(HALF_WIDTH)):
        return
    place = 0
    while place < len(found) - 1:
        end, yuan = _chain(text, found, place)
        if (
            yuan is not None
            and text[max(0, found[place].start - 3) : found[place].start].rstrip()[-1:] not in _OPEN_BEFORE
        ):
            yield from _calculation(cell, text, place, end, yuan)
        place = end + 1


def _calculation(cell: Cell, text: str, place: int, end: int, yuan: Decimal) -> Iterator[Calculation]:
    """What begins and ends at these numbers, and what its = says: a sum of money, or a calculation again."""
    found = cell.quantities
    last, stated, rounding = found[end], None, Decimal(0)
    if end + 1 < len(found) and _EQUALS.fullmatch(text[last.end : found[end + 1].start]):
        again, stated = _chain(text, found, end + 1)
        joint, last = text[last.end : found[end + 1].start], found[again]
        if again == end + 1 and last.yuan and not last.per:
            stated = last.yuan
            rounding = (stated / last.number).scaleb(min(last.number.as_tuple().exponent, 0)) / 2
        if stated and (again > end + 1 or "≈" in joint):
            rounding = stated / 100
        if stated is None:
            return
    follows = text[last.end : last.end + 3].lstrip()[:1]
    if follows not in (_LOOSE if stated else _OPEN_BEHIND):
        yield Calculation(cell, yuan, cell.text[found[place].start : last.end], stated, rounding)


def _chain(text: str, found: Sequence[Quantity], place: int) -> tuple[int, Decimal | None]:
    """Where the calculation that begins here ends, and its 元; None where it is none."""
    together, yuan, money, factors, end = Decimal(0), None, 0, 0, place
    for end in range(place, len(found)):
        one = found[end]
        money += one.yuan is not None
        factors += 1
        value = one.yuan if one.yuan is not None else one.count.scaleb(-2 if one.unit == "%" else 0)
        yuan = value if yuan is None else yuan * value
        joint = text[one.end : found[end + 1].start] if end + 1 < len(found) else ""
        if _joined(joint, "+") and money == 1:
            together, yuan, money, factors = together + yuan, None, 0, 0
        elif not _joined(joint, "×xX*✕╳✖"):
            break
    sound = money == 1 and (factors > 1 or together) and end > place
    return end, together + yuan if sound else None


def _joined(joint: str, signs: str) -> bool:
    """Two numbers of one product: 人×每月, or of one sum: 月+."""
    parts = re.split(f"[{re.escape(signs)}]", joint)
    return len(parts) == 2 and all(_BETWEEN.fullmatch(part) for part in parts)
