"""The year's figures as tables, each with its chart after it. A table shows what was filled and says 未填."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosures.document import Block, Chart, ChartKind, DataTable, Series
from disclosures.figures import FUNDS, Figures, Part
from disclosures.labels import NAMES
from disclosures.saying import growth, rated
from projects.values import plain

UNIT = "万元"
_NOTHING = "—"
_UNFILLED = "未填"
_THREE_ROWS = (
    ("公务用车购置及运行维护费", "vehicles"),
    ("其中：公务用车购置", "purchase"),
    ("其中：公务用车运行维护费", "upkeep"),
    ("公务接待费", "reception"),
    ("因公出国（境）费用", "abroad"),
    ("合计", "three"),
)
_THREE_BARS = ("purchase", "upkeep", "reception", "abroad")
_KINDS = {"general": "一般债务", "special": "专项债务"}
_SORTS = {"goods": "货物", "works": "工程", "services": "服务"}


def tabled(part: str, figures: Figures, year: int) -> tuple[Block, ...]:
    """The tables and charts of a section; nothing where none of its figures was filled."""
    make = {Part.THREE: _three, Part.DEBT: _debt, Part.PROCUREMENT: _procurement}.get(part)
    return tuple(make(figures, year)) if make else ()


def charted(kind: ChartKind, title: str, groups: Sequence[str], series: Sequence[Series]) -> Iterator[Chart]:
    """The chart, unless there is nothing to draw in it."""
    if any(value for one in series for value in one.values):
        yield Chart(kind, title, UNIT, tuple(groups), tuple(series))


def told(amount: Decimal | None) -> str:
    return _UNFILLED if amount is None else plain(amount)


def _three(figures: Figures, year: int) -> Iterator[Block]:
    keys = (*_THREE_BARS, *(f"{key}_last" for key in _THREE_BARS))
    if all(figures.value(key) is None for key in keys):
        return
    heads = ("项目", f"{year}年预算数", f"{year - 1}年预算数", "增减额", "增减幅度")
    rows = tuple(
        (name, *_moved(figures.value(key), figures.value(f"{key}_last"))) for name, key in _THREE_ROWS
    )
    title = f"{year}年“三公”经费预算表"
    yield DataTable(title, UNIT, heads, rows, (1, 2, 3, 4))
    series = [
        Series(f"{year - 1}年", tuple(figures.value(f"{key}_last") for key in _THREE_BARS)),
        Series(f"{year}年", tuple(figures.value(key) for key in _THREE_BARS)),
    ]
    groups = [NAMES[key] for key in _THREE_BARS]
    yield from charted(ChartKind.BARS, f"{year}年与{year - 1}年“三公”经费预算", groups, series)


def _moved(now: Decimal | None, last: Decimal | None) -> tuple[str, str, str, str]:
    if now is None or last is None:
        return told(now), told(last), _NOTHING, _NOTHING
    rate = growth(now, last)
    return told(now), told(last), plain(now - last), _NOTHING if rate is None else rated(rate)


def _debt(figures: Figures, year: int) -> Iterator[Block]:
    yield from _standing(figures)
    ways = [
        (label, f"principal_{fund}", f"interest_{fund}", f"repaid_{fund}") for fund, label in FUNDS.items()
    ]
    if any(figures.value(key) is not None for _, *keys in ways for key in keys):
        ways.append(("合计", "principal", "interest", "repaid"))
        rows = tuple((label, *(told(figures.value(key)) for key in keys)) for label, *keys in ways)
        heads = ("资金来源", "本金", "利息", "合计")
        yield DataTable(f"{year}年政府债务还本付息预算表", UNIT, heads, rows, (1, 2, 3))


def _standing(figures: Figures) -> Iterator[Block]:
    """Limits and balances, general and special."""
    measures = {"limit": "限额", "balance": "余额"}
    if all(figures.value(f"{measure}_{kind}") is None for measure in measures for kind in _KINDS):
        return
    day = figures.text("debt_day")
    title = f"政府债务限额和余额（截至{day}）" if day else "政府债务限额和余额"
    lines = [(name, f"limit_{kind}", f"balance_{kind}") for kind, name in _KINDS.items()]
    lines.append(("合计", "limit", "balance"))
    rows = tuple((name, *(told(figures.value(key)) for key in keys)) for name, *keys in lines)
    yield DataTable(title, UNIT, ("债务类型", "限额", "余额"), rows, (1, 2))
    drawn = [one for one in measures if any(figures.value(f"{one}_{kind}") is not None for kind in _KINDS)]
    series = [
        Series(name, tuple(figures.value(f"{measure}_{kind}") for measure in drawn))
        for kind, name in _KINDS.items()
    ]
    yield from charted(ChartKind.STACKED, "政府债务结构", [measures[one] for one in drawn], series)


def _procurement(figures: Figures, year: int) -> Iterator[Block]:
    amounts = {name: figures.value(key) for key, name in _SORTS.items()}
    if all(amount is None for amount in amounts.values()):
        return
    rows = tuple((name, told(amount)) for name, amount in amounts.items())
    whole = ("合计", told(figures.value("procurement")))
    title = f"{year}年政府采购预算表"
    yield DataTable(title, UNIT, ("采购类别", "预算数"), (*rows, whole), (1,))
    series = [Series("预算数", tuple(amounts.values()))]
    yield from charted(ChartKind.BARS, f"{year}年政府采购预算", list(amounts), series)
