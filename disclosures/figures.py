"""The figures of a district's year that stand in no project's table, as the bureau typed them.

One flat table of fields: forms, sentences, rules, charts and open data all read it. Amounts are 万元; a field
that was not filled is absent, which is not 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from projects.tables import Amount, typed
from projects.values import plain


class Part(StrEnum):
    """Which section of the disclosure a field belongs to; the values are the keys of the sections."""

    THREE = "three_public"
    DEBT = "debt"
    TRANSFERS = "transfers"
    STATE_CAPITAL = "state_capital"
    PROCUREMENT = "procurement"

    @property
    def label(self) -> str:
        return _PARTS[self]


_PARTS = {
    Part.THREE: "“三公”经费",
    Part.DEBT: "政府债务及还本付息",
    Part.TRANSFERS: "财政转移支付",
    Part.STATE_CAPITAL: "国有资本经营预算",
    Part.PROCUREMENT: "政府采购",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One figure or text. `key` is for data, `label` for people and for 【…】 in sentences."""

    key: str
    label: str
    part: Part
    words: bool = False  # a reason, a day: no amount


THREE = ("abroad", "purchase", "upkeep", "reception")
_THREE_LABELS = {
    "abroad": "因公出国（境）费用",
    "purchase": "公务用车购置",
    "upkeep": "公务用车运行维护费",
    "reception": "公务接待费",
}
FUNDS = {"general": "一般公共预算", "fund": "政府性基金预算"}
_DEBT_KINDS = {"general": "一般债务", "special": "专项债务"}


def _fields() -> Iterator[Field]:
    for key in THREE:
        label = _THREE_LABELS[key]
        yield Field(key, label, Part.THREE)
        yield Field(f"{key}_last", f"{label}上年", Part.THREE)
        yield Field(f"{key}_reason", f"{label}增减原因", Part.THREE, words=True)
    yield Field("debt_day", "债务余额截至", Part.DEBT, words=True)
    for key, label in _DEBT_KINDS.items():
        yield Field(f"limit_{key}", f"{label}限额", Part.DEBT)
        yield Field(f"balance_{key}", f"{label}余额", Part.DEBT)
    for key, label in FUNDS.items():
        yield Field(f"principal_{key}", f"{label}还本", Part.DEBT)
        yield Field(f"interest_{key}", f"{label}付息", Part.DEBT)
    yield Field("transfers", "对下转移支付", Part.TRANSFERS)
    yield Field("transfers_note", "转移支付说明", Part.TRANSFERS, words=True)
    yield Field("capital_income", "国有资本经营预算收入", Part.STATE_CAPITAL)
    yield Field("capital_spending", "国有资本经营预算支出", Part.STATE_CAPITAL)
    yield Field("goods", "货物采购预算", Part.PROCUREMENT)
    yield Field("works", "工程采购预算", Part.PROCUREMENT)
    yield Field("services", "服务采购预算", Part.PROCUREMENT)
    yield Field("goods_from", "货物和服务采购限额标准", Part.PROCUREMENT)
    yield Field("works_from", "工程采购限额标准", Part.PROCUREMENT)
    yield Field("open_from", "货物和服务公开招标数额标准", Part.PROCUREMENT)


FIELDS = tuple(_fields())
BY_KEY = {one.key: one for one in FIELDS}

# A field, and the threshold of the rules over tables that is the same limit.
LIMITS = {"goods_from": "procurement_goods", "works_from": "procurement_works", "open_from": "open_tender"}

# What is added up of typed ones: label, and the keys that are its parts. None where a part is missing.
SUMS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "three": ("“三公”经费合计", THREE),
        "three_last": ("“三公”经费上年合计", tuple(f"{key}_last" for key in THREE)),
        "vehicles": ("公务用车购置及运行维护费", ("purchase", "upkeep")),
        "vehicles_last": ("公务用车购置及运行维护费上年", ("purchase_last", "upkeep_last")),
        "limit": ("政府债务限额", ("limit_general", "limit_special")),
        "balance": ("政府债务余额", ("balance_general", "balance_special")),
        "principal": ("还本合计", ("principal_general", "principal_fund")),
        "interest": ("付息合计", ("interest_general", "interest_fund")),
        "repaid_general": ("一般公共预算还本付息", ("principal_general", "interest_general")),
        "repaid_fund": ("政府性基金预算还本付息", ("principal_fund", "interest_fund")),
        "repaid": (
            "还本付息合计",
            ("principal_general", "principal_fund", "interest_general", "interest_fund"),
        ),
        "procurement": ("政府采购预算", ("goods", "works", "services")),
    }
)


@dataclass(frozen=True)
class Figures:
    """What was typed, by key. ValueError for a key that is none."""

    amounts: Mapping[str, Amount] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in (*self.amounts, *self.texts):
            if key not in BY_KEY or BY_KEY[key].words != (key in self.texts):
                raise ValueError(f"没有这项数据：{key}")
        given = {key: self.amounts[key] for key in BY_KEY if key in self.amounts and self.amounts[key].raw}
        said = {key: typed(self.texts[key]) for key in BY_KEY if self.texts.get(key, "").strip()}
        object.__setattr__(self, "amounts", MappingProxyType(given))
        object.__setattr__(self, "texts", MappingProxyType(said))

    def value(self, key: str) -> Decimal | None:
        """万元, typed or added up; None where it was not filled, not understood, or a part of it was not."""
        if key in SUMS:
            parts = [self.value(part) for part in SUMS[key][1]]
            return None if None in parts else sum(parts, Decimal(0))
        return self.amounts[key].value if key in self.amounts else None

    def text(self, key: str) -> str:
        return self.texts.get(key, "")


def as_json(figures: Figures) -> dict[str, Any]:
    """As kept and as published: each amount as typed, with its value in 万元."""
    amounts = {
        key: {"raw": one.raw, "value": None if one.value is None else plain(one.value)}
        for key, one in figures.amounts.items()
    }
    return {"amounts": amounts, "texts": dict(figures.texts)}


def from_json(kept: Mapping[str, Any]) -> Figures:
    """With the meanings that the amounts had when they were kept."""
    amounts = {
        key: Amount(one["raw"], None if one["value"] is None else Decimal(one["value"]))
        for key, one in kept.get("amounts", {}).items()
    }
    return Figures(amounts, dict(kept.get("texts", {})))
