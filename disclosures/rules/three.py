"""“三公”经费: its sum, its changes on the year before, their reasons, and how vehicles are shown."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.figures import THREE, Part
from disclosures.labels import NAMES
from disclosures.rules.hearing import Heard, How
from disclosures.rules.holding import adds_up, agrees, differing
from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from disclosures.saying import change, growth, rated
from projects.rules.finding import Level
from projects.rules.telling import listed, wan
from projects.values import plain

REGISTER = Register(Part.THREE)
_ORDER = ("purchase", "upkeep", "reception", "abroad")
_ALL = (*_ORDER, "vehicles", "three")


@REGISTER.rule(
    "F1",
    "“三公”经费合计等于各项之和",
    why="“三公”经费由公务用车购置及运行维护费、公务接待费、因公出国（境）费用构成。",
    level=Level.ERROR,
)
def items_add_up(inputs: Inputs) -> Iterator[Outcome]:
    """Of the sums in the text, which are held against the data besides."""
    yield adds_up(inputs, Part.THREE, "three", {NAMES[key]: key for key in _ORDER})
    yield from differing(inputs, Part.THREE, _ALL)


@REGISTER.rule(
    "F2",
    "增减额和增减幅度计算正确",
    why="增减额为本年预算数减上年预算数，增减幅度为增减额除以上年预算数，四舍五入到一位小数。",
    level=Level.ERROR,
)
def changes_are_reckoned(inputs: Inputs) -> Iterator[Outcome]:
    """What the text says of each change: the way, by how much, in percent, and the year before."""
    for key in _ALL:
        now, last, name = inputs.value(key), inputs.value(f"{key}_last"), NAMES[key]
        if now is None or last is None:
            lacking = f"{name}本年数" if now is None else f"{name}上年数"
            yield unchecked(f"{lacking}未填，未能核对增减。")
            continue
        told = [one for one in inputs.heard(Part.THREE) if one.key == key and _of_change(one, last)]
        wrong = [one for one in told if agrees(one, inputs.figures) is False]
        for words in dict.fromkeys(map(_said, wrong)):
            told_right = f"数据为{_reckoned(now, last)}，应为{change(now, last)}"
            yield failed(f"文中{name}{words}，{told_right}，请核对。")
        if not told:
            yield unchecked(f"文中没有读到{name}与上年相比的增减，未能核对。")
        elif not wrong:
            yield passed(f"{name}{change(now, last)}：", _reckoned(now, last))


def _of_change(one: Heard, last: Decimal) -> bool:
    return one.how in (How.CHANGE, How.WAY, How.LAST) or (one.how is How.NONE and not last)


def _said(one: Heard) -> str:
    if one.how is How.NONE:
        return "未安排"
    if one.how is How.LAST:
        return f"上年为{one.measure.words}"
    way = ("与上年持平", "比上年增加", "比上年减少")[one.sign]
    return f"{way}{one.measure.words}" if one.measure else way


def _reckoned(now: Decimal, last: Decimal) -> str:
    """29-31=-2，-2÷31=-6.5%."""
    arithmetic, rate = f"{plain(now)}-{plain(last)}={plain(now - last)}", growth(now, last)
    if not rate:
        return arithmetic
    told = rated(rate)
    return f"{arithmetic}，{plain(now - last)}÷{plain(last)}{'' if told.startswith('不足') else '='}{told}"


@REGISTER.rule(
    "F2a",
    "上年数与上年公开的一致",
    why="上年预算数应当就是上年公开过的数；调整过口径的应当在原因中说明。",
    level=Level.WARNING,
)
def last_year_is_as_published(inputs: Inputs) -> Iterator[Outcome]:
    last = inputs.last
    if last is None or all(last.value(key) is None for key in THREE):
        yield unchecked("没有上年公开的“三公”经费数据，未能核对上年数。")
        return
    for key in _ORDER:
        typed, published, name = inputs.value(f"{key}_last"), last.value(key), NAMES[key]
        if typed is None or published is None:
            yield unchecked(f"{name}的上年数不全，未能与上年公开的核对。")
        elif typed == published:
            yield passed(f"{name}上年数与上年公开的一致：", f"{plain(typed)}={plain(published)}")
        else:
            yield failed(f"{name}上年数填的是{wan(typed)}，上年公开的是{wan(published)}，请核对。")


@REGISTER.rule(
    "F3",
    "“三公”经费的增减说明原因",
    why="“三公”经费预算与上年相比有增减的，应当逐项说明原因。",
    level=Level.WARNING,
)
def changes_have_reasons(inputs: Inputs) -> Iterator[Outcome]:
    told, heard = [], inputs.heard(Part.THREE)
    for key in _ORDER:
        now, last, name = inputs.value(key), inputs.value(f"{key}_last"), NAMES[key]
        if now is None or last is None:
            yield unchecked(f"{name}的本年数或上年数未填，未能核对是否需要说明原因。")
        elif now == last or any(one.key == key and one.how is How.REASON for one in heard):
            told.append(name)
        elif not any(one.key == key for one in heard):
            yield unchecked(f"文中没有读到{name}，未能核对是否说明原因。")
        elif inputs.figures.text(f"{key}_reason"):
            yield failed(f"{name}{change(now, last)}，填了原因而文中没有写，请改用官方写法。")
        else:
            yield failed(f"{name}{change(now, last)}，未说明原因，请在“{NAMES[f'{key}_reason']}”中补充。")
    if told:
        yield passed(f"{listed(told)}与上年持平，或者增减已说明原因。")


@REGISTER.rule(
    "F3a",
    "公务用车购置及运行维护费合并列示",
    why="公务用车购置及运行维护费是一项，其下分购置和运行维护费。",
    level=Level.WARNING,
)
def vehicles_are_one_item(inputs: Inputs) -> Iterator[Outcome]:
    purchase, upkeep = inputs.value("purchase"), inputs.value("upkeep")
    text = inputs.section(Part.THREE).text
    if purchase is None or upkeep is None:
        yield unchecked("公务用车购置或运行维护费未填，未能核对是否分列；没有的请填0。")
    elif "公务用车购置及运行" not in text:
        yield failed("文中没有公务用车购置及运行维护费这一项，请合并为一项列示，再分列购置和运行维护费。")
    else:
        whole = inputs.value("vehicles")
        arithmetic = f"{plain(purchase)}+{plain(upkeep)}={plain(whole)}"
        yield passed("公务用车购置及运行维护费合并列示，下分两项：", arithmetic)
