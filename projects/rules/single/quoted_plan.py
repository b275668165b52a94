"""Progress of spending that a table's own words name, against its plan: 6月底前支出进度达到50%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import add_row, changed
from projects.rules.finding import Level, Remark, flag, passed
from projects.rules.reading import Cell, Reading, Row
from projects.rules.reading.steps import Step, month_of, quarterly, steps
from projects.rules.reading.words import first_of, pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote
from projects.spelling import bare
from projects.values import HALF_WIDTH, Kind, plain, read_percent

REGISTER = Register("支出计划")
_WHEN = (
    r"(?:(?P<year>20[0-9]{2})年?)?(?:(?P<month>(?<![0-9])(?:1[0-2]|0?[1-9])月)"
    r"(?:份?[底末]|份(?=前)|(?P<day>[0-3]?[0-9])[日号])"
    r"|(?P<named>上半年|前三季度|第?[一1]季度|第?[二三四1-4]季度[末底]|年[底末]))(?:之?前|以前)?"
)
_GAP = r"(?P<gap>[^。；;!?\n0-9%]{0,20})"
_SHARE = (
    r"(?:百分之(?P<words>[零一二三四五六七八九十百点0-9.]{1,8})|(?P<figures>[0-9]{1,3}(?:\.[0-9]{1,4})?)%)"
)
_MENTION = re.compile(rf"{_WHEN}{_GAP}{_SHARE}(?P<after>[^。；;，,、!?\n0-9]{{0,8}}|[-~至—][0-9])")
_MOMENT = re.compile(_WHEN)
_LISTED = re.compile(r"(?:[底末前日号]|季度|半年)[、和及与]$")
_SENTENCE_ENDS = re.compile(r"[。；;!?\n]")
_WRAP = re.compile(r"(?<![。；;!?！？：:])[ \t]{0,4}\n")  # a line that only its length broke
_AT_LEAST = re.compile(r"不(?:低于|少于|小于)|至少|[≥>≧⩾]|(?<!不)(?:大于|超过|高于)|以上")
_AT_MOST = re.compile(r"不(?:超过|高于|大于)|[≤<≦⩽]|(?<!不)(?:小于|低于|少于)|以内|以下")
_ABOUT = re.compile(r"左右|上下|大约|约|[-~至—][0-9]$")
# Shares of something else, and changes against something else.
_OF_ELSE = re.compile(
    r"合同|工程款|[首尾预]付|预付|(?<!执行)(?<!支出)(?<!支付)(?<!拨付)率|[降减增占压余]|同比|上年|去年|节约|提高|质保"
)
# What may stand between the moment and the share where nothing else is spoken of.
_PLAIN = r",，:：、\s要应须需力争确保计划累进度总共完成达到为实现均各至少大小不低高超过多于≥≤>=<约"
_BARE = re.compile(rf"[{_PLAIN}拨支付资金]*")
_OF_MONEY = re.compile(rf"[{_PLAIN}拨支付资金出执行用款使财政预算项目专补助率的本年度区县市省级]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A share of the money by a moment, as words name it; `month` is 5.5 in the middle of June.

    `sure` where the words say that it is spending, not progress of the work.
    """

    text: str
    month: Decimal
    share: Decimal
    least: bool
    most: bool
    sure: bool


_SPLIT_ROW = add_row("时效指标", "6月底前资金支出进度", "≥50%", "累计支出÷预算数×100%")
_BAD = [
    Example("目标中的进度高于计划", changed(goals=["6月底前支出进度达到50%，8月底前更换1200套。"])),
    Example("一句话写几个节点", changed(goals=["支出进度3月底0%、6月底40%、9月底70%、12月底100%。"])),
    Example("进度写在指标名称和指标值里", changed(_SPLIT_ROW)),
    Example("10月底的进度低于9月底的计划", changed(goals=["10月底资金支出进度达到60%。"])),
]
_GOOD = [
    Example("与计划一致", changed(goals=["6月底前支出进度达到30%，9月底前达到70%。"])),
    Example("计划高于最低要求", changed(goals=["9月底支出进度不低于65%。"])),
    Example("说的是工程进度", changed(goals=["6月底前完成安装工程量的50%。"])),
    Example("说的是合同款", changed(purpose="6月底前支付合同价款的50%，更换课桌椅1200套，每套380元。")),
    Example("10月底在两个节点之间", changed(goals=["10月底资金支出进度达到80%。"])),
]


@REGISTER.rule(
    "B8",
    "文中写到的支出进度与支出计划一致",
    basis="同一张表中同一时点的支出进度只能有一个数",
    level=Level.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def quoted_plan_agrees(reading: Reading, context: Context) -> Iterator[Remark]:
    """Only words that speak of spending; a figure between two checkpoints must lie between their shares."""
    yield from _compared(reading, context, sure=True)


@REGISTER.rule(
    "B8a",
    "文中写到的完成进度与支出计划相称",
    basis="没有说明是工作进度还是支出进度的百分比，容易与支出计划矛盾",
    level=Level.WARNING,
    bad=[
        Example(
            "没有说明是什么进度",
            changed(add_row("时效指标", "6月底完成50%，10月底完成75%，12月底完成100%", "100%")),
        ),
        Example("拨付比例与计划不同", changed(goals=["6月底前拨付资金60%，更换课桌椅1200套。"])),
    ],
    good=[
        Example("与计划相同", changed(goals=["6月底完成30%，9月底完成70%，12月底完成100%。"])),
        Example("写明是安装进度", changed(goals=["6月底安装进度完成50%。"])),
    ],
)
def bare_progress_agrees(reading: Reading, context: Context) -> Iterator[Remark]:
    """May be the progress of the work: a person has to say which it is."""
    yield from _compared(reading, context, sure=False)


def _compared(reading: Reading, context: Context, *, sure: bool) -> Iterator[Remark]:
    line = steps(reading)
    if not any(step.month and step.percent is not None for step in line) or quarterly(line):
        return
    seen = set()  # a description often repeats the name of its row
    for cell, mention in _mentions(reading, context):
        place = (cell.at.part, cell.at.number, bare(mention.text))
        if mention.sure is sure and place not in seen:
            seen.add(place)
            yield from _judged(cell, mention, line)


@lru_cache(maxsize=4)
def _mentions(reading: Reading, context: Context) -> tuple[tuple[Cell, Mention], ...]:
    """Asked for by both rules; found once."""
    return tuple(_found(reading, context))


def _found(reading: Reading, context: Context) -> Iterator[tuple[Cell, Mention]]:
    for cell in reading.prose:
        if cell.at.cell != "basis" and _may_name(cell.text):
            for mention in mentions(cell.text, context):
                yield cell, mention
    for row in reading.rows:
        if row.value.kind is Kind.PERCENT and (mention := _of_row(row, context)):
            yield row.cells["value"], mention


def _may_name(text: str) -> bool:
    return any(sign in text for sign in ("%", "％", "﹪", "百分之")) and any(
        word in text for word in "月季年"
    )


def mentions(text: str, context: Context) -> Iterator[Mention]:
    """Left to right; what speaks of another year, of contracts or of changes is left out."""
    text = _WRAP.sub("", text)
    even, place, sure = text.translate(HALF_WIDTH), 0, False
    for found in _MENTION.finditer(even):
        before = even[max(0, found.start() - 40) : found.start()]
        if _LISTED.search(before):  # 6月底、9月底累计支付19%和47%: each has its own, which is not told apart
            place = found.end()
            continue
        if found.start() < place or _SENTENCE_ENDS.search(even, place, found.start()):
            sure = False
        place = found.end()
        gap, after = found["gap"], found["after"]
        if _of_another_year(found, context) or _ABOUT.search(gap + after) or _OF_ELSE.search(gap + after):
            continue
        share = _share(found)
        sure = _speaks_of_spending(before, gap, after, context) or (sure and bool(_BARE.fullmatch(gap)))
        if not sure and _OF_ELSE.search(_SENTENCE_ENDS.split(before)[-1]):
            continue
        if share is not None and (sure or _BARE.fullmatch(gap)):
            said = text[found.start() : found.end() - len(after)]
            yield _mention(found, said, share, gap + after, sure)


def _speaks_of_spending(before: str, gap: str, after: str, context: Context) -> bool:
    """支出进度 between the moment and the share, just before both, or behind the share (50%的支出)."""
    settings = context.settings
    if first_of("spending_words", gap, settings):
        return bool(_OF_MONEY.fullmatch(gap))
    told = _announces(settings).search(before) or first_of("spending_words", after, settings)
    return bool(told) and bool(_BARE.fullmatch(gap))


@lru_cache(maxsize=64)
def _announces(settings: Settings) -> re.Pattern[str]:
    """支出进度： at the end of what stands before a list of moments and shares."""
    words = pattern("spending_words", settings).pattern
    return re.compile(rf"(?:{words})(?:(?:进度|计划|率|比例)[,，]?)?[:：、\s]*(?:分别为|为)?$")


def _of_another_year(found: re.Match[str], context: Context) -> bool:
    return bool(found["year"]) and int(found["year"]) != context.year


def _share(found: re.Match[str]) -> Decimal | None:
    return Decimal(found["figures"]) if found["figures"] else read_percent(f"百分之{found['words']}")


def _mention(found: re.Match[str], text: str, share: Decimal, words: str, sure: bool) -> Mention:
    month = _month(found)
    most = bool(_AT_MOST.search(words))
    # Who spends all by December spends 95% too.
    least = not most and (month == 12 or bool(_AT_LEAST.search(words)))
    return Mention(text, month, share, least, most, sure)


def _month(found: re.Match[str]) -> Decimal:
    month = Decimal(month_of(found["month"] or found["named"]))
    ends = not found["day"] or int(found["day"]) >= 28
    return month if ends else month - Decimal("0.5")


def _of_row(row: Row, context: Context) -> Mention | None:
    """A row whose name says when and what, and whose value says how much: 6月底支出进度, ≥50%."""
    name = row.indicator.level3.translate(HALF_WIDTH)
    found = _MOMENT.search(name)
    value = row.value
    if not found or "%" in name or value.upper is not None or _of_another_year(found, context):
        return None
    rest = name[: found.start()] + name[found.end() :]
    if not first_of("spending_words", rest, context.settings) or not _OF_MONEY.fullmatch(rest):
        return None
    return _mention(found, f"{found[0]}{row.indicator.value}", value.number, value.operator, True)


def _judged(cell: Cell, said: Mention, line: tuple[Step, ...]) -> Iterator[Remark]:
    known = [step for step in line if step.month and step.percent is not None]
    step = next((one for one in known if one.month == said.month), None)
    low = step.percent if step else max((one.percent for one in known if one.month < said.month), default=0)
    high = (
        step.percent if step else min((one.percent for one in known if one.month > said.month), default=100)
    )
    short = high < said.share and not said.most
    beyond = low > said.share and not said.least
    text = quote(said.text, 40)
    planned = f"{plain(low)}%" if low == high else f"{plain(Decimal(low))}%至{plain(Decimal(high))}%"
    if short or beyond:
        asked = "请统一" if said.sure else "如说的是支出进度请统一，否则请写明是什么进度"
        message = f"文中写{text}，支出计划同期为{planned}，{asked}。"
        place = (step or known[0]).at
        yield flag(cell.at, message, actual=said.text, expected=planned, also=place)
    elif said.sure and step:
        yield passed(cell.at, f"文中写{text}，与支出计划一致。", evidence=f"{step.name}计划{planned}")
