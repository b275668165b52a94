"""Numbers with their units in running words, and the years they name: 24名, 2200元/人/月, 13人×2510元×12个月.

What stands in a sentence, found once and used by every rule; `projects.values` reads a whole cell instead.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.values import HALF_WIDTH

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,12})?"
# Longest first where one begins with another.
_UNITS = (
    "平方公里|平方千米|立方米|平方米|公里|千米|公顷|人次|课时|小时|点位|公斤|千克|"
    "个百分点|百分点|个月|个工作日|工作日|万元|亿元|千元|"
    "元|人|名|位|户|个|件|项|所|家|辆|台|套|处|座|次|起|笔|场|期|批|天|日|月|年|季度|周|班|组|组数|村|镇|"
    "份|篇|册|本|张|条|段|棵|株|盏|只|头|米|亩|吨|升|度|间|栋|幢|层|床|张床|例|类|种|级|分钟|分|㎡|m²|m³|㎥|km|kg|%|‰"
)
_ONE_UNIT = rf"(?:[千百]?万|亿|千|百)?(?:{_UNITS})"
_PER = rf"(?:/|每|·|•)(?:{_ONE_UNIT}|生|校|站|年度)"
_QUANTITY = re.compile(
    rf"(?<![0-9.A-Za-z\-])({_DIGITS})((?:[千百]?万|亿)?(?:余|多)?)({_ONE_UNIT}(?:{_PER}){{0,3}})?"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?=年|[.\-/](?:1[0-2]|0?[1-9])(?![0-9]))")
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with its unit as typed (empty where none stands); `start` and `end` in the text."""

    text: str
    number: Decimal
    unit: str
    start: int
    end: int

    @property
    def measure(self) -> str:
        """The unit without what it counts by: 元 of 元/人/月, 万元 of 万元/年."""
        return re.split("[/每·•]", self.unit, maxsplit=1)[0]

    @property
    def per(self) -> tuple[str, ...]:
        """What it counts by: (人, 月) of 元/人/月."""
        return tuple(re.split("[/每·•]", self.unit)[1:])

    @property
    def yuan(self) -> Decimal | None:
        """Money in 元, also of a price; None where it is no money."""
        scale = self.measure.removesuffix("元")
        if not self.measure.endswith("元") or scale not in _POWERS:
            return None
        return self.number.scaleb(_POWERS[scale])


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a text that is not part of a longer word or date, left to right.

    Years (2025年), days and months of dates are no quantities; see `find_years`.
    """
    if not any(sign.isdigit() for sign in text):
        return ()
    even = text.translate(HALF_WIDTH)
    found = []
    dates = [span.span() for span in _DATES.finditer(even)]
    for match in _QUANTITY.finditer(even):
        if any(start <= match.start() < end for start, end in dates):
            continue
        scale, unit = match[2].rstrip("余多"), match[3] or ""
        number = Decimal(match[1].replace(",", ""))
        found.append(Quantity(match[0], number, scale + unit, match.start(), match.end()))
    return tuple(found)


_DATES = re.compile(
    r"20[0-9]{2}(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|[.\-/][0-9]{1,2}(?:[.\-/][0-9]{1,2})?(?![0-9]))"
    r"|(?<![0-9])[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末|份|初|前)"
)


@lru_cache(maxsize=4096)
def find_years(text: str) -> tuple[int, ...]:
    """Every year that a text names (2025年, 2025.12, 2025-06), left to right, as often as it stands there."""
    return tuple(int(year) for year in _YEAR.findall(text.translate(HALF_WIDTH)))
