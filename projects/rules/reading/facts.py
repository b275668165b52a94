"""How many of what a sentence names: (保安, 24) of 配备专职保安人员24名, and of a row 保安人数 ≥28人."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.rules.reading import Cell, Row
from projects.rules.reading.quantities import TIMES, Quantity, find_years, kin
from projects.rules.reading.words import pattern
from projects.rules.settings import Settings
from projects.values import HALF_WIDTH, Kind, plain

_MARKS = '，。；;,:：、（）()\n\t！!？?“”"《》<>≥≤=+×*/~—-'
_CLAUSE_ENDS = re.compile("[，。；;,\n！!？?]")
_AFTER = re.compile(rf"[^0-9{re.escape(_MARKS)} ]{{0,12}}")
_BEFORE = re.compile(rf"[^0-9{re.escape(_MARKS)} ]{{0,16}}$")
_LEAD = re.compile("(?:共计|合计|总计|总数|数量|人数|户数|个数|为|达到|达|共|计|不少于|不低于|至少|有|是)+$")
_SUFFIX = re.compile(
    "(?:的)?(?:总)?(?:人次|人数|户数|个数|所数|辆数|台数|套数|次数|场数|场次|数量|总数|规模|数目|里程|长度|面积|数)$"
)
_PEOPLE = re.compile("(?:人员|队员|员工)$")
_ABOUT = re.compile("约|近|左右|上下|余|多")
_NOT_COUNTED = TIMES | {"%", "‰", "级", "类", "种", "度", "百分点", "个百分点", "层", "期", "分", ""}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of things as a cell names it; `clause` is what stands around it, up to the next comma."""

    cell: Cell
    noun: str
    family: str
    number: Decimal
    text: str
    clause: str
    counted: str  # 24名, without what stands around it
    action: str  # what is done with them, where it stands before the noun: 养护 of 养护公路


def mentions(cell: Cell, settings: Settings, year: int) -> Iterator[Fact]:
    """Plain numbers of things in running words: no rate, none rough, of another year or of a part."""
    text = ""
    for one in cell.quantities:
        if one.per or not one.unit or one.yuan is not None or kin(one.measure)[0] in _NOT_COUNTED:
            continue
        text = text or cell.text.translate(HALF_WIDTH)
        clause = clause_of(text, one)
        if pattern("other_facts", settings).search(clause) or any(
            each != year for each in find_years(clause)
        ):
            continue
        if (
            _ABOUT.search(one.text)
            or _ABOUT.match(text, one.end)
            or _ABOUT.search(text[max(0, one.start - 2) : one.start])
        ):
            continue
        noun, action = _noun(text, one, settings)
        if noun:
            family, factor = kin(one.measure)
            shown = one.text + _behind(text, one, settings)[:6]
            yield Fact(cell, noun, family, one.number * factor, shown, clause, one.text, action)


def clause_of(text: str, one: Quantity) -> str:
    """What stands around a number, up to the next comma or stop."""
    start = max(
        (end.end() for end in _CLAUSE_ENDS.finditer(text, max(0, one.start - 60), one.start)), default=0
    )
    ending = _CLAUSE_ENDS.search(text, one.end, one.end + 60)
    return text[max(start, one.start - 60) : ending.start() if ending else one.end + 60]


def _noun(text: str, one: Quantity, settings: Settings) -> tuple[str, str]:
    """What is counted: the words behind the number, or those before it where none follow; and the action."""
    behind = _behind(text, one, settings)
    if behind:
        return core(behind, settings), ""
    before = _BEFORE.search("".join(text[max(0, one.start - 16) : one.start].split()))[0]
    name = pattern("function_words", settings).split(_LEAD.sub("", before))[-1]
    return _without_action(name, settings)


def _without_action(name: str, settings: Settings) -> tuple[str, str]:
    """养护公路里程 is 公路, and the action 养护."""
    found = pattern("actions", settings).match(_SUFFIX.sub("", name))
    action = found[0] if found else ""
    return core(name.removeprefix(action), settings), action


def _behind(text: str, one: Quantity, settings: Settings) -> str:
    return pattern("function_words", settings).split(_AFTER.match(text, one.end)[0], maxsplit=1)[0]


@lru_cache(maxsize=4096)
def core(name: str, settings: Settings) -> str:
    """The noun without modifiers that change nothing (专职保安人员: 保安); empty where too little is left."""
    name = _SUFFIX.sub("", name)
    modifiers = pattern("neutral_modifiers", settings)
    while found := modifiers.match(name):
        name = name[found.end() :]
    bare = _PEOPLE.sub("", name)
    name = bare if len(bare) >= 2 else name
    return name if len(name) >= 2 else ""


def promised(row: Row, settings: Settings) -> Fact | None:
    """What a row promises to count, by its name: 保安人数 ≥28人. What is done with them is its action."""
    value = row.value
    if value.kind is not Kind.NUMBER or "/" in value.unit or not row.indicator.level3:
        return None
    if value.upper is not None or value.operator in (">", "<"):
        return None
    name = "".join(row.indicator.level3.split())
    unit = value.unit or ("人" if name.endswith("人数") else "户" if name.endswith("户数") else "")
    family, factor = kin(unit)
    if family in _NOT_COUNTED or unit.endswith("元"):
        return None
    noun, action = _without_action(name, settings)
    if not noun:
        return None
    described = "".join(row.indicator.description.split())
    if described and noun not in described and described != name:
        return None
    counted = f"{plain(value.number)}{value.unit}"
    number = value.number * factor
    return Fact(row.cells["value"], noun, family, number, row.indicator.value, "", counted, action)
