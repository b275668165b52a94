"""Debt: balance and limit, what is repaid and from which budget, and the project that pays it."""

from collections.abc import Iterator
from decimal import Decimal

from disclosures.figures import FUNDS, Part
from disclosures.labels import NAMES
from disclosures.rules.holding import adds_up, differing, sum_said
from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from projects.rules.finding import Level
from projects.rules.telling import wan
from projects.values import plain

REGISTER = Register(Part.DEBT)
_KINDS = {"": "政府债务", "_general": "一般债务", "_special": "专项债务"}
_HUNDRED = Decimal(100)


@REGISTER.rule(
    "F4",
    "债务余额、限额等于一般债务与专项债务之和",
    why="政府债务由一般债务和专项债务构成。",
    level=Level.ERROR,
)
def debt_adds_up(inputs: Inputs) -> Iterator[Outcome]:
    """Of the sums in the text, which are held against the data besides."""
    for measure in ("balance", "limit"):
        keys = [f"{measure}_{kind}" for kind in ("general", "special")]
        yield adds_up(inputs, Part.DEBT, measure, {NAMES[key]: key for key in keys})
        yield from differing(inputs, Part.DEBT, (measure, *keys))


@REGISTER.rule(
    "F4a",
    "债务余额不超过限额",
    why="政府债务限额和余额都应当公开，并分一般债务和专项债务；余额不得超过限额。",
    level=Level.WARNING,
)
def debt_is_within_its_limit(inputs: Inputs) -> Iterator[Outcome]:
    for end, name in _KINDS.items():
        balance, limit = inputs.value(f"balance{end}"), inputs.value(f"limit{end}")
        if balance is None:
            yield unchecked(f"{name}余额未填，未能与限额核对。")
        elif limit is None:
            yield unchecked(f"已公开{name}余额，未见{name}限额，请补充。")
        elif balance > limit:
            yield failed(f"{name}余额{wan(balance)}超过限额{wan(limit)}，请核对两个数字。")
        else:
            yield passed(f"{name}余额在限额以内：", f"{plain(balance)}≤{plain(limit)}")


@REGISTER.rule(
    "F5",
    "还本付息等于本金与利息之和，并等于各预算之和",
    why="还本付息由本金和利息构成，由一般公共预算和政府性基金预算分别安排。",
    level=Level.ERROR,
)
def repayment_adds_up(inputs: Inputs) -> Iterator[Outcome]:
    yield adds_up(inputs, Part.DEBT, "repaid", {"本金": "principal", "利息": "interest"})
    for fund in FUNDS:
        keys = [f"{what}_{fund}" for what in ("principal", "interest")]
        yield adds_up(inputs, Part.DEBT, f"repaid_{fund}", {NAMES[key]: key for key in keys})
    sources = [f"repaid_{fund}" for fund in FUNDS]
    yield adds_up(inputs, Part.DEBT, "repaid", {NAMES[key]: key for key in sources})
    ends = ("", *(f"_{fund}" for fund in FUNDS))
    keys = [f"{what}{end}" for what in ("repaid", "principal", "interest") for end in ends]
    yield from differing(inputs, Part.DEBT, keys)


@REGISTER.rule(
    "F6",
    "一般债券付息与项目预算数一致",
    why="一般公共预算安排的付息，与一般债券付息项目是同一笔支出。",
    level=Level.ERROR,
)
def interest_is_that_of_its_project(inputs: Inputs) -> Iterator[Outcome]:
    """The project is found by its name: 一般债券利息, 债券付息."""
    paid = [(what, one.table.total.value) for one in inputs.reads if (what := _what_it_pays(one.table.name))]
    kinds, sums = {what for what, _ in paid}, [total for _, total in paid]
    if len(kinds) != 1 or None in sums:
        yield unchecked("未见可以对应的一般债券付息项目，未能核对付息金额。")
        return
    said = sum_said(f"{kinds.pop()}_general", inputs.heard(Part.DEBT), inputs.figures)
    total = sum(sums, Decimal(0))
    if said is None:
        yield unchecked("文中未见一般公共预算的付息金额，未能与项目核对。")
    elif said == total:
        yield passed(f"一般债券付息{wan(total)}与文中一致：", f"{plain(said)}={plain(total)}")
    else:
        yield failed(f"文中一般公共预算付息{wan(said)}，项目预算数{wan(total)}，请核对后改为一致。")


def _what_it_pays(name: str) -> str:
    """Of the general bonds: principal, interest, or both (repaid); empty where a name speaks of neither.

    A name without a kind of bond means the general ones: special bonds are paid from the funds' budget.
    """
    kinds = ("一般", "专项", "国债", "政府债券")
    if "一般债" not in name and not ("债券" in name and not any(kind in name for kind in kinds)):
        return ""
    principal = any(word in name for word in ("还本", "本息", "本金"))
    interest = "息" in name
    return (
        "repaid" if principal and interest else "principal" if principal else "interest" if interest else ""
    )


@REGISTER.rule(
    "F7",
    "利息与债务余额的比例在通常范围内",
    why="地方政府债券的利率多在这一范围内，偏离较多时请核对两个数字。",
    level=Level.HINT,
)
def interest_is_plausible(inputs: Inputs) -> Iterator[Outcome]:
    balance, interest = inputs.value("balance"), inputs.value("interest")
    if balance is None or interest is None:
        yield unchecked("债务余额或利息未填，未能核对两者的比例。")
        return
    if balance <= 0:
        yield (
            passed("没有债务余额，不需要核对利息的比例。")
            if not interest
            else failed(f"没有债务余额，却安排利息{wan(interest)}，请核对。")
        )
        return
    least, most = (inputs.settings.threshold(f"interest_{end}") for end in ("least", "most"))
    rate = interest / balance * _HUNDRED
    arithmetic = f"{plain(interest)}÷{plain(balance)}={rate:.1f}%"
    if least <= rate <= most:
        yield passed("利息与债务余额的比例在通常范围内：", arithmetic)
    else:
        yield failed(f"利息与债务余额之比为{arithmetic}，通常在{plain(least)}%至{plain(most)}%之间，请核对。")
