"""Figures and tables to compose a disclosure from, without a database."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from disclosures.document import PublishedProject, Publisher
from disclosures.figures import Figures
from projects.rules.examples import SOUND
from projects.tables import Amount, ProjectTable, to_canonical

DISTRICT = Publisher("130299", "明川区")
# The seed's own, as its text gives them; what it does not give (limits, procurement) is absent.
SEED = {
    "purchase": "29",
    "purchase_last": "31",
    "upkeep": "100",
    "upkeep_last": "98",
    "reception": "113",
    "reception_last": "113",
    "abroad": "18",
    "abroad_last": "18",
    "balance_general": "24200",
    "balance_special": "80500",
    "principal_general": "0",
    "interest_general": "768",
    "principal_fund": "1000",
    "interest_fund": "3176",
    "transfers": "0",
}
WHOLE = SEED | {
    "limit_general": "25000",
    "limit_special": "81000",
    "capital_income": "0",
    "capital_spending": "0",
    "goods": "120",
    "works": "300",
    "services": "80.5",
    "goods_from": "30",
    "works_from": "60",
    "open_from": "200",
}
SEED_TEXTS = {"debt_day": "2024年底", "transfers_note": "我区乡镇按照部门管理方式对待"}
REASONS = {"purchase_reason": "更新车辆减少", "upkeep_reason": "车辆老化，维修增加"}


def figures(
    amounts: dict[str, str] | None = None, texts: dict[str, str] | None = None, **more: str
) -> Figures:
    """The whole set, or what is given; `more` are amounts typed over it, empty ones taken away."""
    typed = (WHOLE if amounts is None else amounts) | more
    said = SEED_TEXTS | REASONS if texts is None else texts
    return Figures({key: Amount.of(raw) for key, raw in typed.items()}, said)


def published(tables: Iterable[ProjectTable] = (SOUND,), departments: int = 2) -> list[PublishedProject]:
    """Tables as replied ones, of the departments in turn; every other department has a sector."""
    found = []
    for number, table in enumerate(tables, 1):
        frozen, place = to_canonical(table), number % departments
        found.append(
            PublishedProject(
                UUID(int=number),
                UUID(int=number),
                number,
                f"10{place}",
                f"第{place}局",
                "" if place else "教育",
                1,
                hashlib.sha256(frozen).hexdigest(),
                frozen,
            )
        )
    return found
