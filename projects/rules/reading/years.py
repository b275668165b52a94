"""Which years a text names apart from the budget year, and why they may stand there."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from projects.rules.reading.words import pattern
from projects.rules.settings import Settings
from projects.values import HALF_WIDTH

_CHINESE = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile("[二2][〇○零O][〇○零O一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(
    r"(?<![0-9A-Za-z])(20[0-9]{2})(?:\s?(?:年|全年|[学财]年|度(?![数假]))"
    r"|[.\-/](?:1[0-2]|0?[1-9])(?![0-9元万亿%])(?:[.\-/][0-9]{1,2}(?![0-9]))?)"
)
# What names a year without saying when something is done: documents, standards, editions, school classes.
_NAMES = re.compile(
    r"《[^》]*》|[A-Za-z]{1,8}(?:/[A-Za-z]{1,3})?[ ]?[0-9]+(?:[.\-—–/][0-9]+)*"
    r"|[〔\[【(（]20[0-9]{2}年?[〕\]】)）]"
    r"|20[0-9]{2}年?[新旧]?(?:版|[制修][订正]|级|届|发布|印发|颁布|公布|施行|实施的|第?[0-9]{1,4}号)"
)
_TO = (
    r"\s*(?:年|学年|年度)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|初|份)?|[.][0-9]{1,2}(?:[.][0-9]{1,2})?|秋|春|底)?"
    r"\s*[-—–~至到、/和及与]+\s*"
)
_SPAN = re.compile(rf"(20[0-9]{{2}}){_TO}(20[0-9]{{2}})")
# Straight before a year: it is measured against, or anywhere before: calculated with.
_BEFORE = re.compile(
    "[÷×]|减(?![负少轻免排税])|(?:对|由|比|较|同|与|以|按|按照|根据|依据|参照|参考|结合|截[至止]|截[至止]到|追溯[到至]?|相对|超过|高于|低于|接近)$"
)
_PLAN_BEHIND = re.compile(
    r"(?:年|度|的)*(?:重点)?(?:工作|建设|采购|实施|项目|任务|目标)*(?:计划|任务|目标|要求|安排)"
)
# Straight behind: everything since or before, or what stood then.
_BEHIND = re.compile(
    r"1[0-2]月份?(?![底末前])(?:(?!完成)[一-鿿]){0,10}(?:费|款|工资|补贴|补助|津贴|薪酬)"
    r"|(?:度|政府|地方|新增|再融资|一般|专项|置换|特别|[一-鿿]{2,3}省|第[0-9一二三四五六七八九十]+[期批]|发行的?)*"
    r"(?:债券|国债|贷款|借款)"
    r"|度?(?:以前|之前|前[建形竣投]|水平|第[0-9一二三四五六七八九十]{1,3}[期批])"
    r"|度?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|底|末|初|年底|年末)?(?:"
    r"起(?![草步重])|开始|以来|水平"
    r"|的?[^，。；;,、\n]{0,14}(?:为|共有|仅有|只有|现有|仍有|尚有|只占|占)[0-9.]+[^0-9]{0,4}$"
    r"|的?[一-鿿]{0,8}[0-9.]+[一-鿿%]{0,4}(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|降至|降到|增至|压减))"
)
_UNTIL, _SINCE = re.compile("[到至—–~-]$"), re.compile("[^，]{0,6}[起前]")
_MINUS = re.compile("[-－—–]$")
_CLAUSE_ENDS = "，,。；;\n\x00"
_BACK, _AHEAD = 24, 30  # characters of a clause that are looked at


@dataclass(frozen=True, slots=True)
class Named:
    """A year in a text: as typed, in figures, and where it stands."""

    text: str
    year: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def years_named(text: str) -> tuple[Named, ...]:
    """Years as points in time; those of document numbers, standards and editions are left out."""
    even = _CHINESE_YEAR.sub(lambda found: found[0].translate(_CHINESE), text.translate(HALF_WIDTH))
    if "20" not in even:
        return ()
    names = [found.span() for found in _NAMES.finditer(even)]
    return tuple(
        Named(text[found.start() : found.end()].strip(), int(found[1]), found.start(), found.end())
        for found in _YEAR.finditer(even)
        if not any(start <= found.start() < end for start, end in names)
    )


def astray(text: str, year: int, settings: Settings) -> Iterator[Named]:
    """Years apart from the budget year that nothing near them explains."""
    named = [one for one in years_named(text) if one.year != year]
    if not named:
        return
    even = text.translate(HALF_WIDTH)
    spans = [found for found in _SPAN.finditer(even) if int(found[1]) <= year <= int(found[2])]
    ends = {int(end) for found in spans for end in found.groups()}
    for one in named:
        if one.year in ends:  # 2024年冬季（2024年11月至2025年3月）
            continue
        words = "earlier_year_words" if one.year < year else "later_year_words"
        before, behind = _clause(even, one)
        if pattern(words, settings).search(before + "|" + behind):
            continue
        if one.year > year and (_UNTIL.search(before) or _SINCE.match(behind)):
            continue
        if one.year < year and _MINUS.search(before) and f"{year}年" in before:
            continue  # (2025年研发费用－2024年研发费用)÷2024年研发费用
        if one.year < year and (
            _BEHIND.match(behind) or (_BEFORE.search(before) and not _PLAN_BEHIND.match(behind))
        ):
            continue
        yield one


def paid_for(texts: Iterable[str], year: int, settings: Settings) -> frozenset[int]:
    """Earlier years that a name or purpose says the money is for: 兑现2024年度奖补."""
    found = set()
    for text in texts:
        even = text.translate(HALF_WIDTH)
        for one in years_named(text):
            if one.year < year and pattern("paid_for_year_words", settings).search(
                "|".join(_clause(even, one))
            ):
                found.add(one.year)
    return frozenset(found)


def _clause(text: str, named: Named) -> tuple[str, str]:
    """What stands before and behind a year in its clause."""
    before = text[max(0, named.start - _BACK) : named.start]
    behind = text[named.end : named.end + _AHEAD]
    for mark in _CLAUSE_ENDS:
        before = before.rpartition(mark)[2]
        behind = behind.partition(mark)[0]
    return before.rstrip(), behind


_DATE = re.compile(
    r"(?:(?<![0-9])(20[0-9]{2})\s?年\s?)?(?<![0-9.])([0-9]{1,2})\s?月(?:\s?([0-9]{1,2})\s?[日号]|(?=[底末初份前]))"
    r"|(?<![0-9A-Za-z.\-/])(20[0-9]{2})([.\-/])([0-9]{1,2})\5([0-9]{1,2})(?![0-9.\-/])"
    r"|(?<![0-9])(20[0-9]{2})\s?年\s?([0-9]{1,2})\s?月"
)


@lru_cache(maxsize=4096)
def impossible_dates(text: str, year: int) -> tuple[str, ...]:
    """Dates as typed that no calendar has: 2月30日, 13月底, 2025.6.31. `year` where none stands."""
    found = (match for match in _DATE.finditer(text.translate(HALF_WIDTH)))
    return tuple(text[match.start() : match.end()] for match in found if not _possible(match, year))


def _possible(match: re.Match[str], year: int) -> bool:
    in_words, month, day, dotted, _, dotted_month, dotted_day, alone, month_alone = match.groups()
    named = in_words or dotted or alone
    try:
        datetime.date(
            int(named or year),
            int(month or dotted_month or month_alone),
            int(day or dotted_day or 1),
        )
    except ValueError:
        return False
    return True
