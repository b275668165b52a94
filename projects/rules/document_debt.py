"""Debt in a disclosure: balances, limits, and what is paid of it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from projects.rules.adding_up import summed
from projects.rules.context import Context
from projects.rules.document_rule import DocumentExample, DocumentRegister, place
from projects.rules.document_sound import DEBT, FIGURES, PROJECT, REPAYMENTS
from projects.rules.figures import Debt, DocumentFigures, PaidProject, Repayment
from projects.rules.finding import Level, Remark, flag, passed, unchecked
from projects.rules.telling import wan
from projects.values import plain

REGISTER = DocumentRegister("公开说明的债务")
_HUNDRED = Decimal(100)


def _debt(**changes: Decimal | None) -> DocumentFigures:
    return replace(FIGURES, debt=replace(DEBT, **changes))


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
        yield summed(at, "债务余额", debt.balance, {"一般债务": debt.general, "专项债务": debt.special})


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
                    REPAYMENTS[0],
                    replace(REPAYMENTS[1], total=Decimal(2000), interest=Decimal(1300)),
                ),
            ),
        ),
    ],
    good=[
        DocumentExample("总额、本息和各预算都相符", FIGURES),
        DocumentExample(
            "只由一个预算安排", replace(FIGURES, repayment=REPAYMENTS[0], repayments=REPAYMENTS[:1])
        ),
    ],
)
def repayment_adds_up(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    """Of the whole and of each source; then the sources against the whole, sum by sum."""
    for number, one in enumerate((figures.repayment, *figures.repayments)):
        if None not in (one.total, one.principal, one.interest):
            at = place("repayment", "total", number)
            yield summed(
                at, f"{one.source}还本付息", one.total, {"本金": one.principal, "利息": one.interest}
            )
    if not figures.repayments:
        return
    for cell, name in (("total", "还本付息"), ("principal", "偿还本金"), ("interest", "支付利息")):
        whole = getattr(figures.repayment, cell)
        parts = {one.source or "其他": getattr(one, cell) for one in figures.repayments}
        if whole is not None and None not in parts.values() and len(parts) == len(figures.repayments):
            yield summed(place("repayment", cell, 0), f"{name}总额", whole, parts)


@REGISTER.rule(
    "F6",
    "一般债券付息与项目预算数一致",
    basis="公开说明中一般公共预算安排的付息，与一般债券付息项目是同一笔支出",
    level=Level.ERROR,
    bad=[
        DocumentExample("项目少40万元", replace(FIGURES, projects=(replace(PROJECT, total=Decimal(360)),))),
        DocumentExample(
            "还本付息项目与本息合计不符",
            replace(FIGURES, projects=(PaidProject("1", "政府一般债券还本付息", Decimal(500)),)),
        ),
    ],
    good=[
        DocumentExample("项目与文中一致", FIGURES),
        DocumentExample(
            "专项债券利息是另一笔",
            replace(FIGURES, projects=(PROJECT, PaidProject("2", "专项债券利息", Decimal(1400)))),
        ),
    ],
)
def interest_is_that_of_the_project(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    sources = [number for number, one in enumerate(figures.repayments) if "一般公共预算" in one.source]
    if not sources:
        return
    said = figures.repayments[sources[0]]
    paid = [one for one in figures.projects if "一般债" in one.name and _what_it_pays(one.name)]
    cells = {_what_it_pays(one.name) for one in paid}
    at = place("repayment", next(iter(cells)) if len(cells) == 1 else "interest", sources[0] + 1)
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
