"""Which government's money a text speaks of: 中央, 省级, 市级, 区级, and what counts as the same."""

import re
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.reading.words import pattern

_STRIPPED = re.compile("《[^《》]{0,120}》|争取[^，。；\n]{0,10}")  # what is to be won is not this money
_ONE = "中央|国家|省|自治区|市|区|县|旗|本|乡镇?|镇"
_WORK = "局|厅|所|部门|系统|干部|人员|评审|监督|预算|绩效|管理|票据|决算|信息|一体化|工作"
_MONEY = (
    f"财政(?!{_WORK})|补助|补贴|资金|配套|奖补|奖励|转移支付|拨款|投入|经费|债券|彩票公益金|预算内|预算资金|衔接资金"
    "|专项(?:资金|补助|经费|债|转移|$)|下达(?:的?资金|补助)|(?:承担|负担|分担|安排)(?:的?资金|部分|比例|[0-9])"
)
# 省级财政, 中央和省级补助, 省市区三级配套; 省财政 needs no 级, but 地市补助 or 小区资金 are no levels.
_FUNDS = re.compile(
    rf"((?:(?:{_ONE})级?[、和与及]?){{0,4}}(?:中央|(?:{_ONE})[一二两三四]?级))(?:{_MONEY})"
    r"|(上级)(?:财政|补助|专项资金|资金|转移支付|拨款)"
    rf"|(?<![一-鿿])([省市区县])财政(?!{_WORK}|投资)"
)
_LEVEL = re.compile(f"上级|{_ONE}")
_NAMED = re.compile(
    rf"(?:^|[0-9年度（(])((?:(?:{_ONE})级?[、和与及]?){{0,3}}(?:中央|(?:{_ONE})级))"
    r"([一-鿿]{1,16}?)(?:补助|专项资金|奖补|转移支付|配套)"
)
_SAME = {"国家": "中央", "自治区": "省", "县": "区", "旗": "区", "本": "区", "乡": "镇", "乡镇": "镇"}
_ABOVE = frozenset(("中央", "省", "市"))
_SPOKEN = {"中央": "中央", "省": "省级", "市": "市级", "区": "本级", "镇": "乡镇级"}


@lru_cache(maxsize=2048)
def levels_in(text: str, district: str) -> frozenset[str]:
    """The levels of the funds that a text names."""
    if "级" not in text and "财政" not in text and "中央" not in text:
        return frozenset()
    found = [
        level
        for match in _FUNDS.finditer(_STRIPPED.sub("", text))
        for level in _LEVEL.findall(match[1] or match[2] or match[3])
    ]
    return _plain(found, district)


def levels_of_name(name: str, context: Context) -> frozenset[str]:
    """Those of a project's name, in which what is paid for may stand between: 省级危房改造补助资金."""
    levels = levels_in(name, context.district)
    named = _NAMED.search(name)
    if not levels and named and not pattern("ranked_things", context.settings).search(named[2]):
        levels = _plain(_LEVEL.findall(named[1]), context.district)
    return levels


def _plain(found: list[str], district: str) -> frozenset[str]:
    """区, 县 and 本级 are the district's own; where it is a city itself, 市 may be that or the one above."""
    levels = {_SAME.get(level, level) for level in found}
    if "市" in levels and district.endswith("市"):
        levels.add("区")
    if "上级" in levels:
        levels = (levels - {"上级"}) | _ABOVE
    return frozenset(levels)


def describe(levels: frozenset[str]) -> str:
    """省级, 中央和省级; 上级 where all above are meant."""
    if levels >= _ABOVE:
        return "上级"
    return "和".join(spoken for level, spoken in _SPOKEN.items() if level in levels)
