"""What a disclosure says outside its tables, as figures (万元) and headings: 三公, debt, repayment."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One sum with what the text says of the year before; a decrease is negative, `percent` keeps its places.

    None is not said; 0 is said (持平, 无).
    """

    amount: Decimal | None = None
    previous: Decimal | None = None
    change: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费; `vehicles` is 公务用车购置及运行费 where the text gives it as one item."""

    total: Item = Item()
    abroad: Item = Item()
    vehicles: Item = Item()
    purchase: Item = Item()
    running: Item = Item()
    reception: Item = Item()


ITEM_NAMES = {
    "total": "“三公”经费合计",
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行费",
    "purchase": "公务用车购置费",
    "running": "公务用车运行维护费",
    "reception": "公务接待费",
}


@dataclass(frozen=True, slots=True)
class Debt:
    """Balances at the end of a year, and the limits they may reach."""

    balance: Decimal | None = None
    general: Decimal | None = None
    special: Decimal | None = None
    limit: Decimal | None = None
    general_limit: Decimal | None = None
    special_limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Repayment:
    """Principal and interest to be paid; `source` is the budget it is paid from, empty for all together."""

    total: Decimal | None = None
    principal: Decimal | None = None
    interest: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Whether the text says that there is none of something, and the sum given for it elsewhere."""

    subject: str
    none: bool = False
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaidProject:
    """A project of the disclosure, as far as sums of the text are set against it."""

    project: Any
    name: str
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """`headings` are the lines that begin with a number, in order; `repayments` those of each source.

    `approval` is the passage that says who approved the budget.
    """

    three: ThreePublic = ThreePublic()
    debt: Debt = Debt()
    repayment: Repayment = Repayment()
    repayments: tuple[Repayment, ...] = ()
    statements: tuple[Statement, ...] = ()
    headings: tuple[str, ...] = ()
    approval: str = ""
    projects: tuple[PaidProject, ...] = ()


def items(three: ThreePublic) -> dict[str, Item]:
    return {one.name: getattr(three, one.name) for one in fields(ThreePublic)}
