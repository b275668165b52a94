"""Calculations that are written out in a cell: 13人×2200元×12月=34.32万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.rules.reading import Cell
from projects.rules.reading.quantities import Quantity
from projects.values import HALF_WIDTH

_BARE_SUM = re.compile(
    r"(?<![0-9.+\-×xX*✕╳✖÷/=元%])([0-9]{1,12}(?:\.[0-9]{1,6})?(?:\+[0-9]{1,12}(?:\.[0-9]{1,6})?){1,20})"
    r"(?:万元|元)?=([0-9]{1,12}(?:\.[0-9]{1,6})?)(万元|元)(?![/每0-9])"
)
_SIGN = re.compile(r"[×xX*✕╳✖+]")
_BETWEEN = re.compile(r"[^+\-×xX*✕╳✖÷/=()%,，。；;、]{0,8}")
_EQUALS = re.compile(r"[^+\-×xX*✕╳✖÷/=(),，。；;、]{0,6}[=≈][^+\-×xX*÷/=(),，。；;、]{0,4}")
_OPEN_BEFORE = tuple("+-×xX*÷/(✕╳✖")
_LOOSE = tuple("-÷/(%")
_OPEN_BEHIND = tuple("+-×xX*÷/(=%✕╳✖")


@dataclass(frozen=True, slots=True)
class Calculation:
    """A product or a sum of products as written in a cell, in 元, and what is `stated` behind its =, if any.

    `rounding` is half of the last figure stated; `terms` are the products that are added up.
    """

    cell: Cell
    yuan: Decimal
    text: str
    stated: Decimal | None = None
    rounding: Decimal = Decimal(0)
    terms: tuple[Decimal, ...] = ()


def calculations(cell: Cell) -> Iterator[Calculation]:
    """Every plain product or sum of money in a cell; whatever brackets or divides is left alone."""
    found = cell.quantities
    if len(found) < 2 or not _SIGN.search(text := cell.text.translate(HALF_WIDTH)):
        return
    yield from _bare_sums(cell, text)
    place = 0
    while place < len(found) - 1:
        end, terms = _chain(text, found, place)
        if (
            terms
            and text[max(0, found[place].start - 3) : found[place].start].rstrip()[-1:] not in _OPEN_BEFORE
        ):
            yield from _calculation(cell, text, place, end, terms)
        place = end + 1


def _bare_sums(cell: Cell, text: str) -> Iterator[Calculation]:
    """25.2+9+12.3=46.5万元: the unit of the sum is that of what is added."""
    if "+" not in text:
        return
    for found in _BARE_SUM.finditer(text):
        scale = Decimal(10_000 if found[3] == "万元" else 1)
        parts = [Decimal(part) for part in found[1].split("+")]
        stated = Decimal(found[2])
        last = min(part.as_tuple().exponent for part in (*parts, stated))
        yield Calculation(
            cell,
            sum(parts) * scale,
            found[0],
            stated * scale,
            Decimal(1).scaleb(last) * scale / 2,
            tuple(part * scale for part in parts),
        )


def _calculation(
    cell: Cell, text: str, place: int, end: int, terms: tuple[Decimal, ...]
) -> Iterator[Calculation]:
    """What begins and ends at these numbers, and what its = says: a sum of money, or a calculation again."""
    found, last, stated, rounding = cell.quantities, cell.quantities[end], None, Decimal(0)
    if end + 1 < len(found) and _EQUALS.fullmatch(text[last.end : found[end + 1].start]):
        joint = text[last.end : found[end + 1].start]
        last, stated, rounding = _stated(text, found, end + 1, sum(terms))
        if stated is None:
            return
        if "≈" in joint:
            rounding = stated / 100
    follows = text[last.end : last.end + 3].lstrip()[:1]
    if follows not in (_LOOSE if stated else _OPEN_BEHIND):
        shown = cell.text[found[place].start : last.end]
        yield Calculation(cell, sum(terms), shown, stated, rounding, terms)


def _stated(
    text: str, found: Sequence[Quantity], place: int, yuan: Decimal
) -> tuple[Quantity, Decimal | None, Decimal]:
    """What stands behind a =: its last number, its 元 (None where it is no money), and how it is rounded.

    A sum of money, or a calculation again; 13人×2200元=28600元×12月=343200元 states 28600元, and goes on.
    """
    one = found[place]
    end, parts = _chain(text, found, place)
    if end == place:
        return (one, one.yuan, _half(one)) if one.yuan and not one.per else (one, None, Decimal(0))
    if one.yuan and abs(one.yuan - yuan) <= _half(one):
        return one, one.yuan, _half(one)
    if not parts:
        return found[end], None, Decimal(0)
    added = found[place : end + 1]
    stated = sum(parts)
    return found[end], stated, sum(map(_half, added)) if all(each.yuan for each in added) else stated / 100


def _half(one: Quantity) -> Decimal:
    """Half of the last figure of a sum of money as written, in 元."""
    if not one.yuan or not one.number:
        return Decimal(0)
    return (one.yuan / one.number).scaleb(min(one.number.as_tuple().exponent, 0)) / 2


def _chain(text: str, found: Sequence[Quantity], place: int) -> tuple[int, tuple[Decimal, ...]]:
    """Where the calculation that begins here ends, and the 元 of its products; none where it is none."""
    yuan, money, factors, end = None, 0, 0, place
    terms: list[Decimal] = []
    for end in range(place, len(found)):
        one = found[end]
        money += one.yuan is not None
        factors += 1
        value = one.yuan if one.yuan is not None else one.count.scaleb(-2 if one.unit == "%" else 0)
        yuan = value if yuan is None else yuan * value
        joint = text[one.end : found[end + 1].start] if end + 1 < len(found) else ""
        if _joined(joint, "+") and money == 1:
            terms.append(yuan)
            yuan, money, factors = None, 0, 0
        elif not _joined(joint, "×xX*✕╳✖"):
            break
    sound = money == 1 and (factors > 1 or terms) and end > place
    return end, (*terms, yuan) if sound else ()


def _joined(joint: str, signs: str) -> bool:
    """Two numbers of one product: 人×每月, or of one sum: 月+."""
    parts = re.split(f"[{re.escape(signs)}]", joint)
    return len(parts) == 2 and all(_BETWEEN.fullmatch(part) for part in parts)
