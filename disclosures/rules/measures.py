"""Sums and shares as they stand in words: 34.32万元, 二百万元, 1.2亿元, 200余万元, 6.5%, 五成, 百分之九十."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from projects.values import read_percent

_COUNTS = "零一二三四五六七八九"
_DIGITS = r"(?<![0-9.])(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)"
_CHINESE = "(?P<chinese>[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*)"
_FREE = r"(?![0-9一-鿿㎡a-zA-Z/])|(?=左右|上下|以上|以下|用于)"  # behind a 万 that means money
_PRICE = r"(?!\s*(?:[/／每化]))"
_AMOUNT = re.compile(
    rf"(?P<about>约|近|不足|不到)?\s*(?:{_DIGITS}|{_CHINESE})\s*(?P<more>余|多)?\s*"
    rf"(?:(?P<unit>百万|千万|[千万亿])?元{_PRICE}|(?P<bare>[万亿])(?:{_FREE}))(?P<round>左右|上下)?"
)
_SHARE = re.compile(
    r"(?P<under>不足|不到)?\s*(?<![0-9.])(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s*%"
    r"|(?P<spelled>百分之[零一二三四五六七八九十百点0-9.]+)"
    r"|(?<![0-9.零一二三四五六七八九十])(?P<tenths>[一二两三四五六七八九1-9])成(?P<half>半)?(?![为立员果功本效熟分不套])"
)
_WAN = {None: -4, "千": -1, "万": 0, "百万": 2, "千万": 3, "亿": 4}  # powers of ten to 万元


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in 万元, or in percent where it is a `share`; `least` and `most` where it is said roughly."""

    words: str
    start: int
    end: int
    value: Decimal
    share: bool = False
    least: Decimal | None = None
    most: Decimal | None = None

    def tells(self, exact: Decimal) -> bool:
        """Whether this is how one says that number; a share may be rounded or cut in its last place."""
        if self.least is not None:
            return self.least <= exact <= self.most
        if not self.share:
            return self.value == exact
        place = Decimal(1).scaleb(min(0, self.value.as_tuple().exponent))
        return self.value in (exact.quantize(place, ROUND_HALF_UP), exact.quantize(place, ROUND_DOWN))


def measures(text: str) -> Iterator[Measure]:
    """All of a half-width text, in order."""
    found = [_amount(one) for one in _AMOUNT.finditer(text)]
    found += [_share(one) for one in _SHARE.finditer(text)]
    return iter(sorted((one for one in found if one), key=lambda one: one.start))


def _amount(found: re.Match[str]) -> Measure:
    typed = found["digits"]
    number = Decimal(typed.replace(",", "")) if typed else Decimal(_counted(found["chinese"]))
    power = _WAN[found["unit"] or found["bare"]]
    value = number.scaleb(power)
    step = Decimal(1).scaleb(number.normalize().as_tuple().exponent + power)
    least = most = None
    if found["more"]:
        least, most = value, value + step
    elif found["about"] in ("不足", "不到"):
        least, most = Decimal(0), value
    elif found["about"] == "近":
        least, most = value - step, value
    elif found["about"] or found["round"]:
        least, most = value - step / 2, value + step / 2
    return Measure(found[0].strip(), found.start(), found.end(), value, False, least, most)


def _share(found: re.Match[str]) -> Measure | None:
    here = (found[0], found.start(), found.end())
    if found["tenths"]:
        tenths = Decimal(_counted(found["tenths"])) * 10 + (5 if found["half"] else 0)
        return Measure(*here, tenths, True, tenths - 5, tenths + 5)
    if found["spelled"]:
        value = read_percent(found["spelled"])
        return None if value is None else Measure(*here, value, True)
    value = Decimal(found["digits"].replace(",", ""))
    return Measure(*here, value, True, *((Decimal(0), value) if found["under"] else ()))


def _counted(text: str) -> int:
    """二百, 两千三百万, 十五, 3."""
    whole = section = count = 0
    for sign in text.replace("两", "二").replace("〇", "零"):
        if sign.isascii():
            count = count * 10 + int(sign)
        elif sign in _COUNTS:
            count = _COUNTS.index(sign)
        elif sign in "十百千":
            section += (count or 1) * 10 ** (1 + "十百千".index(sign))
            count = 0
        elif sign == "万":
            whole, section, count = whole + (section + count) * 10**4, 0, 0
        else:
            whole, section, count = (whole + section + count) * 10**8, 0, 0
    return whole + section + count
