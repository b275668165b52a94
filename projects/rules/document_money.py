"""How the sums of a disclosure's text hang together: 三公, changes on the year before, debt and its service."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.document_rule import DocumentExample, DocumentRegister, place
from projects.rules.figures import (
    ITEM_NAMES,
    Debt,
    DocumentFigures,
    Item,
    PaidProject,
    Repayment,
    ThreePublic,
    items,
)
from projects.rules.finding import Anchor, Level, Remark, flag, passed, unchecked
from projects.rules.telling import listed, wan
from projects.values import plain

REGISTER = DocumentRegister("公开说明的数字")
_HUNDRED = Decimal(100)
_THREE = ThreePublic(
    total=Item(Decimal(128)),
    abroad=Item(Decimal(0)),
    purchase=Item(Decimal(30), change=Decimal(-2), percent=Decimal("-6.3"), reason="更新车辆减少"),
    running=Item(
        Decimal(62), previous=Decimal(60), change=Decimal(2), percent=Decimal("3.3"), reason="车辆老化"
    ),
    reception=Item(Decimal(36), change=Decimal(0)),
)
_DEBT = Debt(Decimal(52300), Decimal(12300), Decimal(40000), Decimal(56000), Decimal(13000), Decimal(43000))
_REPAYMENTS = (
    Repayment(Decimal(400), Decimal(0), Decimal(400), "一般公共预算"),
    Repayment(Decimal(2100), Decimal(700), Decimal(1400), "政府性基金预算"),
)
_PROJECT = PaidProject("1", "一般债券利息", Decimal(400))
FIGURES = DocumentFigures(
    three=_THREE,
    debt=_DEBT,
    repayment=Repayment(Decimal(2500), Decimal(700), Decimal(1800)),
    repayments=_REPAYMENTS,
    projects=(_PROJECT,),
)


def _three(**changes: Item) -> DocumentFigures:
    return replace(FIGURES, three=replace(_THREE, **changes))


def _debt(**changes: Decimal | None) -> DocumentFigures:
    return replace(FIGURES, debt=replace(_DEBT, **changes))


def _sum(at: Anchor, whole: str, total: Decimal, parts: dict[str, Decimal]) -> Remark:
    """Whether parts make up a total, with the arithmetic either way."""
    found = sum(parts.values(), Decimal(0))
    evidence = f"{' + '.join(map(plain, parts.values()))} = {plain(found)}"
    if found == total:
        return passed(at, f"{whole}等于{listed(list(parts))}之和。", evidence=evidence)
    message = (
        f"{whole}{wan(total)}与{listed(list(parts))}之和{wan(found)}相差{wan(abs(total - found))}，请核对。"
    )
    return flag(at, message, actual=wan(total), expected=wan(found), evidence=evidence)


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
        DocumentExample(
            "购置及运行费合并列示", _three(vehicles=Item(Decimal(92)), purchase=Item(), running=Item())
        ),
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
        yield _sum(at, ITEM_NAMES["total"], three.total.amount, amounts)
    if None not in (parts := [three.vehicles.amount, three.purchase.amount, three.running.amount]):
        named = {ITEM_NAMES["purchase"]: parts[1], ITEM_NAMES["running"]: parts[2]}
        yield _sum(place("three", "vehicles"), ITEM_NAMES["vehicles"], parts[0], named)


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


@REGISTER.rule(
    "F4",
    "债务余额等于一般债务与专项债务之和",
    basis="政府债务由一般债务和专项债务构成",
    level=Level.ERROR,
    bad=[
        DocumentExample("余额少300万元", _debt(balance=Decimal(52000))),
        DocumentExample("专项债务少一位", _debt(special=Decimal(4000))),
    ],
    good=[
        DocumentExample("两项之和等于余额", FIGURES),
        DocumentExample("没有一般债务", _debt(general=Decimal(0), special=Decimal(52300))),
    ],
)
def debt_adds_up(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    debt, at = figures.debt, place("debt", "balance")
    if debt.balance is None:
        return
    if debt.general is None or debt.special is None:
        yield unchecked(at, "未见一般债务或专项债务余额，未能核对债务余额。")
    else:
        yield _sum(at, "债务余额", debt.balance, {"一般债务": debt.general, "专项债务": debt.special})


@REGISTER.rule(
    "F4a",
    "债务余额不超过限额",
    basis="财预〔2018〕209号：公开政府债务限额和余额，并分一般债务和专项债务",
    level=Level.WARNING,
    bad=[
        DocumentExample("余额超过限额", _debt(limit=Decimal(50000))),
        DocumentExample("专项债务超过专项限额", _debt(special_limit=Decimal(39000))),
    ],
    good=[
        DocumentExample("余额在限额以内", FIGURES),
        DocumentExample("余额正好等于限额", _debt(limit=Decimal(52300))),
    ],
)
def debt_is_within_its_limit(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    debt = figures.debt
    kinds = (
        ("balance", "债务", debt.balance, debt.limit),
        ("general", "一般债务", debt.general, debt.general_limit),
        ("special", "专项债务", debt.special, debt.special_limit),
    )
    for cell, name, balance, limit in kinds:
        at = place("debt", cell)
        if balance is None:
            continue
        if limit is None:
            yield unchecked(at, f"已公开{name}余额，未见{name}限额，请补充。")
        elif balance > limit:
            message = f"{name}余额{wan(balance)}超过限额{wan(limit)}，请核对两个数字。"
            yield flag(at, message, actual=wan(balance), expected=f"≤{wan(limit)}")
        else:
            yield passed(at, f"{name}余额在限额以内。", evidence=f"{plain(balance)} ≤ {plain(limit)}")


@REGISTER.rule(
    "F5",
    "还本付息等于本金与利息之和，并等于各预算之和",
    basis="还本付息由本金和利息构成，由一般公共预算和政府性基金预算等分别安排",
    level=Level.ERROR,
    bad=[
        DocumentExample(
            "本金加利息不等于总额",
            replace(FIGURES, repayment=Repayment(Decimal(2600), Decimal(700), Decimal(1800))),
        ),
        DocumentExample(
            "各预算之和不等于总额",
            replace(
                FIGURES,
                repayments=(
                    _REPAYMENTS[0],
                    replace(_REPAYMENTS[1], total=Decimal(2000), interest=Decimal(1300)),
                ),
            ),
        ),
    ],
    good=[
        DocumentExample("总额、本息和各预算都相符", FIGURES),
        DocumentExample(
            "只由一个预算安排", replace(FIGURES, repayment=_REPAYMENTS[0], repayments=_REPAYMENTS[:1])
        ),
    ],
)
def repayment_adds_up(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    """Of the whole and of each source; then the sources against the whole, sum by sum."""
    for number, one in enumerate((figures.repayment, *figures.repayments)):
        if None not in (one.total, one.principal, one.interest):
            at = place("repayment", "total", number)
            yield _sum(at, f"{one.source}还本付息", one.total, {"本金": one.principal, "利息": one.interest})
    if not figures.repayments:
        return
    for cell, name in (("total", "还本付息"), ("principal", "偿还本金"), ("interest", "支付利息")):
        whole = getattr(figures.repayment, cell)
        parts = {one.source or "其他": getattr(one, cell) for one in figures.repayments}
        if whole is not None and None not in parts.values() and len(parts) == len(figures.repayments):
            yield _sum(place("repayment", cell, 0), f"{name}总额", whole, parts)


@REGISTER.rule(
    "F6",
    "一般债券付息与项目预算数一致",
    basis="公开说明中一般公共预算安排的付息，与一般债券付息项目是同一笔支出",
    level=Level.ERROR,
    bad=[
        DocumentExample("项目少40万元", replace(FIGURES, projects=(replace(_PROJECT, total=Decimal(360)),))),
        DocumentExample(
            "还本付息项目与本息合计不符",
            replace(FIGURES, projects=(PaidProject("1", "政府一般债券还本付息", Decimal(500)),)),
        ),
    ],
    good=[
        DocumentExample("项目与文中一致", FIGURES),
        DocumentExample(
            "专项债券利息是另一笔",
            replace(FIGURES, projects=(_PROJECT, PaidProject("2", "专项债券利息", Decimal(1400)))),
        ),
    ],
)
def interest_is_that_of_the_project(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    said = next((one for one in figures.repayments if "一般公共预算" in one.source), None)
    if said is None:
        return
    paid = [one for one in figures.projects if "一般债" in one.name and _what_it_pays(one.name)]
    cells = {_what_it_pays(one.name) for one in paid}
    at = place("repayment", next(iter(cells)) if len(cells) == 1 else "interest", 1)
    if len(cells) != 1 or any(one.total is None for one in paid):
        yield unchecked(at, "未见可以对应的一般债券付息项目，未能核对付息金额。")
        return
    amount, total = getattr(said, cells.pop()), sum(one.total for one in paid)
    if amount is None:
        yield unchecked(at, "文中未见一般公共预算的付息金额，未能与项目核对。")
    elif amount == total:
        yield passed(
            at, f"一般债券付息{wan(total)}与文中一致。", evidence=f"{plain(amount)} = {plain(total)}"
        )
    else:
        message = f"文中一般公共预算付息{wan(amount)}，项目预算数{wan(total)}，请核对后改为一致。"
        yield flag(at, message, actual=wan(amount), expected=wan(total), other_project=paid[0].project)


def _what_it_pays(name: str) -> str:
    """Which figure a project's name speaks of; empty where it is none."""
    principal = "还本" in name or "本息" in name or "本金" in name
    interest = "息" in name
    return "total" if principal and interest else "principal" if principal else "interest" if interest else ""


@REGISTER.rule(
    "F7",
    "利息与债务余额的比例在通常范围内",
    basis="地方政府债券的利率多在这一范围内，偏离较多时请核对两个数字",
    level=Level.HINT,
    bad=[
        DocumentExample("利息多写一位", replace(FIGURES, repayment=Repayment(None, None, Decimal(18000)))),
        DocumentExample("利息过低", replace(FIGURES, repayment=Repayment(None, None, Decimal(300)))),
    ],
    good=[
        DocumentExample("约为3.4%", FIGURES),
        DocumentExample("没有债务", replace(FIGURES, debt=Debt(Decimal(0)), repayment=Repayment())),
    ],
)
def interest_is_plausible(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    balance, interest = figures.debt.balance, figures.repayment.interest
    if not balance or interest is None or balance < 0:
        return
    least = context.settings.threshold("interest_least")
    most = context.settings.threshold("interest_most")
    rate = interest / balance * _HUNDRED
    if not least <= rate <= most:
        message = (
            f"利息{wan(interest)}为债务余额{wan(balance)}的{rate:.1f}%，"
            f"通常在{plain(least)}%至{plain(most)}%之间，请核对。"
        )
        evidence = f"{plain(interest)} ÷ {plain(balance)} = {rate:.2f}%"
        yield flag(place("repayment", "interest", 0), message, evidence=evidence)
