"""“三公”经费 in a disclosure: its sum, and its changes on the year before."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from projects.rules.adding_up import summed
from projects.rules.context import Context
from projects.rules.document_rule import DocumentExample, DocumentRegister, place
from projects.rules.document_sound import FIGURES, THREE
from projects.rules.figures import ITEM_NAMES, DocumentFigures, Item, items
from projects.rules.finding import Anchor, Level, Remark, flag, passed, unchecked
from projects.rules.telling import listed, wan
from projects.values import plain

REGISTER = DocumentRegister("公开说明的“三公”经费")
_HUNDRED = Decimal(100)


def _three(**changes: Item) -> DocumentFigures:
    return replace(FIGURES, three=replace(THREE, **changes))


@REGISTER.rule(
    "F1",
    "“三公”经费合计等于各项之和",
    basis="“三公”经费由因公出国（境）费、公务用车购置及运行费、公务接待费构成",
    level=Level.ERROR,
    bad=[
        DocumentExample("合计多10万元", _three(total=Item(Decimal(138)))),
        DocumentExample(
            "购置及运行费合并列示时合计不符",
            _three(vehicles=Item(Decimal(90)), purchase=Item(), running=Item()),
        ),
    ],
    good=[
        DocumentExample("各项之和等于合计", FIGURES),
        DocumentExample("购置及运行费合并列示", _three(purchase=Item(), running=Item())),
    ],
)
def three_public_adds_up(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    """Vehicles count once: as one item where it is given, else as purchase and running."""
    three = figures.three
    names = ("abroad", "vehicles", "reception")
    if three.vehicles.amount is None:
        names = ("abroad", "purchase", "running", "reception")
    amounts = {ITEM_NAMES[name]: getattr(three, name).amount for name in names}
    at = place("three", "total")
    missing = [name for name, amount in amounts.items() if amount is None]
    if three.total.amount is None or missing:
        if three.total.amount is None:
            missing.insert(0, ITEM_NAMES["total"])
        if len(missing) <= len(amounts):
            yield unchecked(at, f"未见{listed(missing)}，未能核对“三公”经费合计。")
    else:
        yield summed(at, ITEM_NAMES["total"], three.total.amount, amounts)
    if None not in (parts := [three.vehicles.amount, three.purchase.amount, three.running.amount]):
        named = {ITEM_NAMES["purchase"]: parts[1], ITEM_NAMES["running"]: parts[2]}
        yield summed(place("three", "vehicles"), ITEM_NAMES["vehicles"], parts[0], named)


@REGISTER.rule(
    "F2",
    "增减额和增减幅度计算正确",
    basis="增减额为本年预算数减上年预算数，增减幅度为增减额除以上年预算数",
    level=Level.ERROR,
    bad=[
        DocumentExample(
            "幅度按本年数计算",
            _three(
                purchase=Item(Decimal(30), change=Decimal(-10), percent=Decimal("-33.3"), reason="减少购车")
            ),
        ),
        DocumentExample(
            "增减额不符", _three(running=Item(Decimal(62), Decimal(60), Decimal(3), reason="油价"))
        ),
        DocumentExample(
            "方向写反", _three(running=Item(Decimal(62), Decimal(60), Decimal(-2), reason="节约"))
        ),
    ],
    good=[
        DocumentExample("幅度四舍五入到一位小数", FIGURES),
        DocumentExample(
            "幅度取整数", _three(running=Item(Decimal(100), None, Decimal(2), Decimal(2), "油价"))
        ),
        DocumentExample(
            "与上年持平", _three(reception=Item(Decimal(36), Decimal(36), Decimal(0), Decimal(0)))
        ),
    ],
)
def changes_are_reckoned(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    """A percentage may be cut or rounded in its last place, so less than one unit of it is no difference."""
    for name, item in items(figures.three).items():
        at = place("three", name)
        if None not in (item.amount, item.previous, item.change):
            yield from _change(at, ITEM_NAMES[name], item)
        if item.percent is not None and item.amount is not None:
            yield from _percent(at, ITEM_NAMES[name], item)


def _change(at: Anchor, name: str, item: Item) -> Iterator[Remark]:
    expected = item.amount - item.previous
    evidence = f"{plain(item.amount)} - {plain(item.previous)} = {plain(expected)}"
    if item.change == expected:
        yield passed(at, f"{name}的增减额计算正确。", evidence=evidence)
        return
    message = f"{name}比上年应为{_moved(expected)}，文中为{_moved(item.change)}，请核对。"
    yield flag(at, message, actual=_moved(item.change), expected=_moved(expected), evidence=evidence)


def _percent(at: Anchor, name: str, item: Item) -> Iterator[Remark]:
    previous = item.previous
    if previous is None and item.change is not None:
        previous = item.amount - item.change
    if not previous:
        yield unchecked(at, f"{name}上年数未见或为0，未能核对增减幅度。")
        return
    exact = (item.amount - previous) / previous * _HUNDRED
    unit = Decimal(1).scaleb(min(0, item.percent.as_tuple().exponent))
    evidence = f"({plain(item.amount)} - {plain(previous)}) ÷ {plain(previous)} = {exact:.2f}%"
    if abs(exact - item.percent) < unit:
        yield passed(at, f"{name}的增减幅度计算正确。", evidence=evidence)
        return
    message = f"{name}比上年的增减幅度应为{exact:.1f}%，文中为{plain(item.percent)}%，请核对。"
    yield flag(at, message, actual=f"{plain(item.percent)}%", expected=f"{exact:.1f}%", evidence=evidence)


def _moved(change: Decimal) -> str:
    return "持平" if not change else f"{'增加' if change > 0 else '减少'}{wan(abs(change))}"
