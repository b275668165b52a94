"""Numbers with their units in running words, and the years they name: 24名, 2200元/人/月, 13人×2510元×12个月.

What stands in a sentence, found once and used by every rule; `projects.values` reads a whole cell instead.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.values import HALF_WIDTH

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,12})?"


def _one_of(words: str) -> str:
    """Longest first, where one begins with another."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


_MEASURES = (
    "万元 亿元 千元 元 平方公里 平方千米 平方米 平米 平方 立方米 立方 公里 千米 公顷 公斤 千克 毫米 "
    "厘米 米 亩 吨 升 度 千瓦时 千瓦 人次 人份 人日 人天 工日 台班 车次 班次 场次 批次 户次 台次 辆次 "
    "课时 学时 学期 学年 小时 分钟 点位 个百分点 百分点 个月 个工作日 工作日 个季度 季度 人 名 位 户 "
    "个 件 项 所 家 辆 台 套 处 座 次 起 笔 场 期 批 天 日 月 年 周 班 组数 组 村 镇 份 篇 册 本 张床 "
    "张 条 段 棵 株 盏 只 头 羽 尾 匹 间 栋 幢 层 床 例 类 种 级 分 趟 轮 眼 口 块 面 支 瓶 盒 箱 桶 "
    "艘 架 部 门 节 剂 宗 ㎡ m² m³ ㎥ km kg % ‰"
)
# What a price may count by, but no number stands before alone.
_PER_ALONE = "生 校 园 站 点 课 学生 教师 社区 年度 项目"
_NOT_AFTER_YEAR = "(?<!年)|(?<=年)(?![级产龄均薪息报])"  # 3年级 is no three years
_UNIT_BEGINS = "".join(sorted({unit[0] for unit in f"{_MEASURES} 万 亿 千 百".split()}))
_ONE_UNIT = rf"(?:[千百]?万|亿|千|百)?(?:{_one_of(_MEASURES)})(?:{_NOT_AFTER_YEAR})"
_PER_UNIT = rf"(?:[千百]?万|亿|千|百)?(?:{_one_of(f'{_MEASURES} {_PER_ALONE}')})"
_AND_TIME = r"(?:个?月|年|天|日|学期|学年)(?![底末初前内中])"  # 元/人月
_PER = rf"(?:/每?|每|[·•・])(?:{_PER_UNIT})(?:(?:/每?|每|[·•・.*])(?:{_PER_UNIT})|{_AND_TIME}){{0,2}}"
_QUANTITY = re.compile(
    rf"(?=[0-9])(?<![0-9.A-Za-z\-第])({_DIGITS})(?:\s{{1,2}}(?=[{_UNIT_BEGINS}]))?((?:[千百]?万|亿)?(?:余|多)?)"
    rf"((?:{_ONE_UNIT})?(?:{_PER}|/\({_PER_UNIT}(?:[/·•・.*]?{_PER_UNIT}){{0,2}}\))?)"
)
_PER_UNITS = re.compile(_PER_UNIT)
_PER_BEGINS = re.compile("[/每·•・]")
_LEADING = r"(?:补助|补贴|发放|缴费|缴纳|收费|财政|标准|按照?|为|约|不超过|不低于|不高于|[:≤≥=<>~]){0,3}"
_EACH = re.compile(rf"((?:[/,、]?每(?:{_PER_UNIT})){{1,3}}|(?:月|年)?[人户生亩]均){_LEADING}$")
_EACH_WINDOW = 16  # characters before a number in which 每人每月 may stand
_NO_UNIT = r"(?![0-9]|\s?(?:[元万亿千百吨米亩㎡%‰人名户度套台]|公[里顷斤]|平方|立方|k[mg]))"  # 2000.1元
_YEAR = re.compile(rf"(?<![0-9])(20[0-9]{{2}})(?=年|[.\-/](?:1[0-2]|0?[1-9]){_NO_UNIT})")
_SCALED = re.compile("([千百]?万|亿|百(?!分)|千(?![米克瓦]))(.*)")
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with its unit as typed (empty where none stands); `start` and `end` in the text.

    `each` is what it counts by where that stands before: (人, 月) of 每人每月2510元.
    """

    text: str
    number: Decimal
    unit: str
    start: int
    end: int
    each: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        """The unit without what it counts by: 元 of 元/人/月, 万元 of 万元/年."""
        return _PER_BEGINS.split(self.unit, maxsplit=1)[0]

    @property
    def per(self) -> tuple[str, ...]:
        """What it counts by: (人, 月) of 元/人/月."""
        return self.each + tuple(_PER_UNITS.findall(self.unit[len(self.measure) :]))

    @property
    def counted_by(self) -> frozenset[str]:
        """The families of what it counts by: 人 and 月 of 元/名/月, in whatever order."""
        return frozenset(kin(unit)[0] for unit in self.per)

    @property
    def count(self) -> Decimal:
        """The number without 万 or 亿 before its unit: 265000 of 26.5万人, 40000 of 4万."""
        scaled = _SCALED.match(self.measure)
        return self.number.scaleb(_POWERS[scaled[1]]) if scaled else self.number

    @property
    def yuan(self) -> Decimal | None:
        """Money in 元, also of a price (5.9万/人 too); None where it is no money."""
        measure = self.measure
        scale = measure.removesuffix("元")
        if scale not in _POWERS or not (measure.endswith("元") or (scale and self.per)):
            return None
        return self.number.scaleb(_POWERS[scale])


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a text that is not part of a longer word or date, left to right.

    Years (2025年), days and months of dates, and ordinals (第3) are no quantities; see `find_years`.
    """
    if not _FIGURE.search(text):
        return ()
    even = text.translate(HALF_WIDTH)
    dates = _DATES.finditer(even)
    date = next(dates, None)
    found = []
    for match in _QUANTITY.finditer(even):
        while date and date.end() <= match.start():
            date = next(dates, None)
        if date and date.start() <= match.start():
            continue
        number = Decimal(match[1].replace(",", ""))
        unit = match[2].rstrip("余多") + match[3]
        each = _each(even[max(0, match.start() - _EACH_WINDOW) : match.start()])
        found.append(Quantity(match[0], number, unit, match.start(), match.end(), each))
    return tuple(found)


def _each(before: str) -> tuple[str, ...]:
    """The units of 每人每月 or 人均 at the end of what stands before a number."""
    if "每" not in before and "均" not in before:
        return ()
    found = _EACH.search("".join(before.split()))
    return tuple(_PER_UNITS.findall(found[1].replace("均", ""))) if found else ()


_FIGURE = re.compile("[0-9０-９]")
_DATES = re.compile(
    r"20[0-9]{2}(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?"
    rf"|[.\-/][0-9]{{1,2}}(?:[.\-/][0-9]{{1,2}})?{_NO_UNIT})"
    r"|(?<![0-9])[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末|份|初|前)"
)


@lru_cache(maxsize=4096)
def find_years(text: str) -> tuple[int, ...]:
    """Every year that a text names (2025年, 2025.12, 2025-06), left to right, as often as it stands there."""
    return tuple(int(year) for year in _YEAR.findall(text.translate(HALF_WIDTH)))


_FAMILIES = {  # the unit in which a family is counted, then its units and how many of those they are
    "人": "人 名 位 生 学生 教师",
    "件": "件 套 台 部 架 组",
    "处": "处 个 所 家 座 村 镇 校 园 站 点 点位 社区 项目 项",
    "次": "次 场 场次 期 趟 轮 批 批次 起",
    "课时": "课时 学时 节 课",
    "月": "月 个月",
    "年": "年 年度 学年",
    "天": "天 日 工作日 个工作日",
    "季度": "季度 个季度",
    "米": "米 公里:1000 千米:1000 km:1000",
    "平方米": "平方米 平米 平方 ㎡ m² 平方公里:1000000 平方千米:1000000",
    "亩": "亩 公顷:15",
    "立方米": "立方米 立方 m³ ㎥",
    "吨": "吨 公斤:0.001 千克:0.001 kg:0.001",
}
_KIN = {
    unit.partition(":")[0]: (family, Decimal(unit.partition(":")[2] or 1))
    for family, units in _FAMILIES.items()
    for unit in units.split()
}
TIMES = frozenset(("月", "年", "天", "季度", "学期", "周", "小时", "分钟"))


@lru_cache(maxsize=1024)
def kin(unit: str) -> tuple[str, Decimal]:
    """What units may be set against each other: the family of a unit, and how many of its first unit it is.

    名 and 人 are one family, 万吨 is 10000 of 吨, 公里 1000 of 米; a unit without kin is a family of its own.
    """
    if unit in _KIN:
        return _KIN[unit]
    if (scaled := _SCALED.fullmatch(unit)) and scaled[2]:
        family, factor = kin(scaled[2])
        return family, factor.scaleb(_POWERS[scaled[1]])
    return unit, Decimal(1)
