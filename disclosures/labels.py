"""What a 【label】 in a sentence says: a figure, its change, its parts, or that there is none."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosures.figures import BY_KEY, FIELDS, FUNDS, SUMS, THREE, Figures
from disclosures.saying import arranged, because, budgeted, change, made_of
from disclosures.totals import Total
from projects.rules.telling import listed, wan

LABEL = re.compile("【([^【】\n]*)】")
YEAR, LAST_YEAR = "年度", "上年度"
CHANGE, MADE_OF, ARRANGED = "增减", "构成", "安排"
_CAPITAL = "国有资本经营预算"
_OPTIONAL = ("transfers_note",)
KEYS: Mapping[str, str] = {one.label: one.key for one in FIELDS} | {
    label: key for key, (label, _) in SUMS.items()
}
NAMES: Mapping[str, str] = {key: label for label, key in KEYS.items()}
_CHANGING = (*THREE, "vehicles", "three")
_PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "three": tuple((NAMES[key], key) for key in ("purchase", "upkeep", "reception", "abroad")),
    "vehicles": tuple((NAMES[key], key) for key in ("purchase", "upkeep")),
    "principal": tuple((label, f"principal_{key}") for key, label in FUNDS.items()),
    "interest": tuple((label, f"interest_{key}") for key, label in FUNDS.items()),
    "repaid": (("本金", "principal"), ("利息", "interest")),
    "procurement": (("货物", "goods"), ("工程", "works"), ("服务", "services")),
    **{
        kind: (("一般债务", f"{kind}_general"), ("专项债务", f"{kind}_special"))
        for kind in ("limit", "balance")
    },
    **{f"repaid_{key}": (("本金", f"principal_{key}"), ("利息", f"interest_{key}")) for key in FUNDS},
}
_SUMMED: Mapping[str, Callable[[Total], str]] = {
    "已批复项目数": lambda total: f"{total.count}个",
    "公开项目数": lambda total: f"{total.printed}个",
    "项目预算数合计": lambda total: wan(total.total),
    "项目财政资金合计": lambda total: wan(total.fiscal),
    "项目其他资金合计": lambda total: wan(total.other),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a label says; `missing` are the labels of what must be filled in before it says anything."""

    text: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where labels draw from; without a year or a total, their labels stay as they are."""

    figures: Figures
    year: int | None = None
    total: Total | None = None


def is_known(label: str) -> bool:
    name, how = _read(label)
    if not how:
        return name in KEYS or name in _SUMMED or name in (YEAR, LAST_YEAR)
    return how in _ways(KEYS.get(name, "")) or (name, how) == (_CAPITAL, ARRANGED)


def all_labels() -> Iterator[str]:
    """Every label there is, in the order of the fields."""
    yield from (YEAR, LAST_YEAR)
    for label, key in KEYS.items():
        yield label
        yield from (f"{label}：{how}" for how in _ways(key))
    yield f"{_CAPITAL}：{ARRANGED}"
    yield from _SUMMED


def tell(label: str, source: Source) -> Told | None:
    """None where the label is none, or where the source has nothing to draw it from."""
    name, how = _read(label)
    if not is_known(label):
        return None
    if name in (YEAR, LAST_YEAR):
        return None if source.year is None else Told(str(source.year - (name == LAST_YEAR)))
    if name in _SUMMED:
        return None if source.total is None else Told(_SUMMED[name](source.total))
    if name == _CAPITAL:
        return _capital(source.figures)
    return _figure(KEYS[name], how, source.figures)


def missing(key: str, figures: Figures) -> tuple[str, ...]:
    """The labels of the typed fields that keep a figure from being told."""
    if key in SUMS:
        return tuple(label for part in SUMS[key][1] for label in missing(part, figures))
    if BY_KEY[key].words:
        return () if figures.text(key) or key in _OPTIONAL else (NAMES[key],)
    return () if figures.value(key) is not None else (NAMES[key],)


def gap(labels: Iterable[str]) -> str:
    """What stands in a sentence in place of what was not filled."""
    return f"〔{listed(list(dict.fromkeys(labels)))}未填〕"


def _read(label: str) -> tuple[str, str]:
    name, _, how = label.replace(":", "：").partition("：")
    return name.strip(), how.strip()


def _ways(key: str) -> list[str]:
    ways = [CHANGE, ARRANGED] if key in _CHANGING else []
    if key in _PARTS:
        ways.append(MADE_OF)
    return [*ways, ARRANGED] if key in ("transfers", "procurement", "repaid") else ways


def _figure(key: str, how: str, figures: Figures) -> Told:
    if key in _CHANGING and how in (CHANGE, ARRANGED):
        return _changing(key, figures, budget=how == ARRANGED)
    if lacking := missing(key, figures):
        return Told(missing=lacking)
    if key in BY_KEY and BY_KEY[key].words:
        return Told(figures.text(key).rstrip("。；;，,"))
    amount = figures.value(key)
    if how == ARRANGED and key == "repaid":
        return Told(_repaid(amount, figures))
    if how == ARRANGED:
        return Told(arranged(NAMES[key], amount, _parts(key, figures)))
    return Told(wan(amount) + (_parts(key, figures) if how else ""))


def _parts(key: str, figures: Figures) -> str:
    return made_of((name, figures.value(part)) for name, part in _PARTS.get(key, ()))


def _changing(key: str, figures: Figures, *, budget: bool) -> Told:
    """The change with its reason, where one was given; as a `budget` with name and sum, vehicles in parts."""
    lacking = (*missing(key, figures), *missing(f"{key}_last", figures))
    if lacking:
        return Told(missing=lacking)
    now, last = figures.value(key), figures.value(f"{key}_last")
    reason = because(figures.text(f"{key}_reason")) if now != last else ""
    if not budget:
        return Told(change(now, last) + reason)
    name = "“三公”经费" if key == "three" else NAMES[key]
    said = ("安排" if key == "three" and now else "") + budgeted(name, now, last) + reason
    if key == "vehicles" and (now or last):
        parts = (_changing(part, figures, budget=True).text for part in SUMS[key][1])
        said += f"。其中：{'；'.join(parts)}"
    return Told(said)


def _repaid(amount: Decimal, figures: Figures) -> str:
    """What is repaid, and from which budgets; one that pays nothing goes unsaid."""
    if not amount:
        return "没有需要偿还的政府债务本息，未安排还本付息支出"
    sources = [
        f"由{label}安排还本付息{_figure(f'repaid_{key}', MADE_OF, figures).text}"
        for key, label in FUNDS.items()
        if figures.value(f"repaid_{key}")
    ]
    return f"应偿还政府债务本息{wan(amount)}{_parts('repaid', figures)}。{'，'.join(sources)}"


def _capital(figures: Figures) -> Told:
    if lacking := (*missing("capital_income", figures), *missing("capital_spending", figures)):
        return Told(missing=lacking)
    income, spending = (figures.value(key) or Decimal(0) for key in ("capital_income", "capital_spending"))
    if not income and not spending:
        return Told(f"未安排{_CAPITAL}")
    return Told(f"安排{_CAPITAL}收入{wan(income)}，支出{wan(spending)}")
