"""How a table's money is made up of its own numbers: price × number × periods, and sums of such products.

The search is bounded: a handful of prices, numbers and periods of a table, each product shown as it is made.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice, product

from projects.rules.finding import Anchor
from projects.rules.reading import Cell, Reading, Row
from projects.rules.reading.calculations import Calculation, calculations
from projects.rules.reading.quantities import TIMES, Quantity, kin
from projects.values import Kind, plain

MOST_NUMBERS = 12  # of one family
MOST_TERMS = 24  # products of one price
MOST_PRICES = 6
MOST_STATES = 200  # sums kept while products are added up
WAN = Decimal(10_000)
_USUAL = {"月": (12, "12月"), "季度": (4, "4季度"), "学期": (2, "2学期"), "年": (1, "")}
_SIGNS = tuple("×xX*✕╳✖+＋=＝≈")
_PERIODS = ("月", "天", "次", "学期", "课时", "周")


def yuan_text(yuan: Decimal) -> str:
    """34.32万元, or 2200元 where it is less than one 万元."""
    return f"{plain(yuan / WAN)}万元" if abs(yuan) >= WAN else f"{plain(yuan)}元"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of things or periods that the table names; `base` counts in the first unit of its family."""

    base: Decimal
    family: str
    shown: str


@dataclass(frozen=True, slots=True)
class Price:
    """Money that may be one of many: `per` are the families it counts by, none where it says none.

    Shown in a product without what it counts by, named with it.
    """

    yuan: Decimal
    per: tuple[tuple[str, Decimal], ...]
    shown: str
    named: str
    at: Anchor

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(family for family, _ in self.per)

    @property
    def lump(self) -> list["Term"]:
        """The money itself, where it counts by nothing: 训练经费2万元 beside a price."""
        return [] if self.per else [Term(self.yuan, self.shown)]


@dataclass(frozen=True, slots=True)
class Term:
    """One product, and how it is shown: 13人 × 2200元 × 12月."""

    yuan: Decimal
    shown: str

    @property
    def text(self) -> str:
        return f"{self.shown} = {yuan_text(self.yuan)}"


@dataclass(frozen=True, slots=True)
class Near:
    """When two sums are the same: exactly, or but for the rounding of the budget as typed."""

    yuan: Decimal
    slack: Decimal

    def __call__(self, yuan: Decimal) -> bool:
        return abs(yuan - self.yuan) <= self.slack


def near(wan: Decimal, promille: Decimal) -> Near:
    """Half of the last figure of a budget in 万元, but never more than so many ‰ of it.

    The last figure that is none of the zeros behind it: a column keeps 73.38 as 73.380000.
    """
    yuan = wan * WAN
    last = Decimal(1).scaleb(min(wan.normalize().as_tuple().exponent, 0)) * WAN / 2
    return Near(yuan, min(last, abs(yuan) * promille / 1000))


class Numbers:
    """The numbers of some cells by family, and the products of a price with them.

    Under "" stand the bare numbers of 数量 rows, which say no unit.
    """

    def __init__(self, cells: Iterable[Cell], rows: Iterable[Row] = ()) -> None:
        found: dict[str, dict[Decimal, Number]] = {}
        for cell in cells:
            for one in cell.quantities:
                unit = one.measure
                if unit and one.number > 0 and one.yuan is None and unit not in "%‰" and not one.each:
                    family, factor = kin(unit)
                    _keep(found, Number(one.number * factor, family, f"{plain(one.number)}{unit}"))
        for row in rows:
            if row.value.kind is Kind.NUMBER and not row.value.unit and row.value.number > 0:
                _keep(found, Number(row.value.number, "", plain(row.value.number)))
        self.by_family = {family: tuple(numbers.values()) for family, numbers in found.items()}

    def factors(self, family: str, scale: Decimal) -> list[tuple[Decimal, str]]:
        """What a price may be multiplied by for one family that it counts by."""
        named = self.by_family.get(family, ())
        if family not in TIMES:
            named += self.by_family.get("", ())
        options = [] if family == "年" else [(one.base / scale, one.shown) for one in named]
        usual = _USUAL.get(family)
        if usual and usual[0] not in [number for number, _ in options]:
            options.insert(0, (Decimal(usual[0]), usual[1]))
        return options

    def terms(self, price: Price) -> list[Term]:
        """Price × a number for each family it counts by; nothing where one of them is not named."""
        options = [self.factors(*per) for per in price.per]
        if not options or not all(options):
            return []
        return [_term(price, factors) for factors in islice(product(*options), MOST_TERMS)]

    def stretched(self, price: Price) -> list[Term]:
        """The same with one or two more numbers, where the price forgets what it counts by: 13人, 12个月."""
        options = [self.factors(*per) for per in price.per]
        if not all(options):
            return []
        unnamed = [one for one in self.by_family if one not in price.families and one not in TIMES]
        things = [(one.base, one.shown) for family in unnamed for one in self.by_family[family]]
        periods = [(one.base, one.shown) for one in self._periods(price)]
        single = things + (periods if price.per else [])
        more = [*((one,) for one in single[:MOST_TERMS]), *islice(product(things, periods), MOST_TERMS)]
        return [
            _term(price, (*factors, *extra)) for factors in islice(product(*options), 4) for extra in more
        ]

    def _periods(self, price: Price) -> tuple[Number, ...]:
        if TIMES & set(price.families):
            return ()
        families = (one for one in _PERIODS if one not in price.families)
        named = (number for family in families for number in self.by_family.get(family, ()))
        return (Number(Decimal(12), "月", "12月"), *named)


@lru_cache(maxsize=4)
def sums_of(reading: Reading) -> "Sums":
    """Made once for a reading, whichever rule asks first."""
    return Sums(reading)


class Sums:
    """The prices and numbers of one table."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._ties: dict[tuple, tuple[Term, ...] | None] = {}

    @cached_property
    def cost_rows(self) -> tuple[Row, ...]:
        """Rows of 成本 that are about money: what society or nature pays is no cost of the budget."""
        return tuple(
            row
            for row in self.reading.rows
            if "成本" in row.level2 + row.level1 and not ("社会" in row.level2 or "生态" in row.level2)
        )

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that says what is done and for how many; grounds quote the numbers of others."""
        return tuple(cell for cell in self.reading.prose if cell.at.cell != "basis")

    @cached_property
    def written(self) -> tuple[Calculation, ...]:
        return tuple(one for cell in self.cells for one in calculations(cell))

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.cells, self.reading.of_class("数量"))

    @cached_property
    def cost_prices(self) -> tuple[Price, ...]:
        cells = (row.cells[cell] for row in self.cost_rows for cell in ("level3", "description", "value"))
        return tuple(islice(_distinct(prices_in(cells)), MOST_PRICES))

    @cached_property
    def named_norms(self) -> tuple[Price, ...]:
        """Prices that say what they count by, outside 成本: 每人每月2510元 in the purpose."""
        mine = {row.number for row in self.cost_rows}
        cells = (cell for cell in self.cells if not (cell.at.part == "indicators" and cell.at.number in mine))
        return tuple(islice(_distinct(one for one in prices_in(cells) if one.per), MOST_PRICES))

    def tie(self, prices: Sequence[Price], goal: Near) -> tuple[Term, ...] | None:
        """Products of the prices that make up the goal: one of each together, or one alone."""
        asked = (tuple(prices), goal)
        if asked not in self._ties:
            self._ties[asked] = self._tie(prices, goal)
        return self._ties[asked]

    def _tie(self, prices: Sequence[Price], goal: Near) -> tuple[Term, ...] | None:
        each = [self.numbers.terms(price) for price in prices]
        lump = [each[place] or price.lump for place, price in enumerate(prices)]
        if len(prices) > 1 and any(each) and all(lump) and (found := _added_up(lump, goal)):
            return found
        if found := next((term for terms in each for term in terms if goal(term.yuan)), None):
            return (found,)
        forgetful = (
            term for price in prices if not goal(price.yuan) for term in self.numbers.stretched(price)
        )
        found = next((term for term in forgetful if term.yuan == goal.yuan), None)  # chance is near here
        return (found,) if found else None


def _keep(found: dict[str, dict[Decimal, Number]], number: Number) -> None:
    family = found.setdefault(number.family, {})
    if len(family) < MOST_NUMBERS:
        family.setdefault(number.base, number)


def _distinct(prices: Iterable[Price]) -> Iterator[Price]:
    """Each price once; one that says what it counts by also stands for its bare repetitions."""
    each = {(price.yuan, frozenset(price.families)): price for price in prices}
    counted = {yuan for yuan, families in each if families}
    yield from (price for (yuan, families), price in each.items() if families or yuan not in counted)


def prices_in(cells: Iterable[Cell]) -> Iterator[Price]:
    """Money of which there may be many; what stands in a written calculation is that calculation's own."""
    for cell in cells:
        for one in cell.quantities:
            if (yuan := one.yuan) and yuan > 0 and (one.per or not _calculated(cell.text, one)):
                per = tuple(kin(unit) for unit in one.per)
                shown = f"{plain(one.number)}{_money(one)}"
                yield Price(yuan, per, shown, "/".join((shown, *one.per)), cell.at)


def _calculated(text: str, one: Quantity) -> bool:
    before, behind = text[max(0, one.start - 3) : one.start], text[one.end : one.end + 3]
    return before.rstrip()[-1:] in _SIGNS or behind.lstrip()[:1] in _SIGNS


def _money(one: Quantity) -> str:
    return one.measure if one.measure.endswith("元") else f"{one.measure}元"


def _term(price: Price, factors: Sequence[tuple[Decimal, str]]) -> Term:
    """Things first, then the price, then periods."""
    yuan = price.yuan
    before, after = [], []
    for number, shown in factors:
        yuan *= number
        if shown:
            (after if _PERIOD.search(shown) else before).append(shown)
    return Term(yuan, " × ".join((*before, price.shown, *after)))


_PERIOD = re.compile("(?:月|天|日|学期|季度|周)$")


def _added_up(each: Sequence[Sequence[Term]], goal: Near) -> tuple[Term, ...] | None:
    """One term of every list, together the goal."""
    states: dict[Decimal, tuple[Term, ...]] = {Decimal(0): ()}
    for terms in each:
        states = {
            yuan + term.yuan: (*terms_so_far, term)
            for yuan, terms_so_far in states.items()
            for term in terms
            if yuan + term.yuan <= goal.yuan + goal.slack
        }
        if len(states) > MOST_STATES:
            states = dict(islice(states.items(), MOST_STATES))
    return next((terms for yuan, terms in states.items() if goal(yuan)), None)


def shown(terms: Sequence[Term], goal: Near) -> str:
    """13人 × 2200元 × 12月 = 34.32万元."""
    together = sum(term.yuan for term in terms)
    product_text = f"{' + '.join(term.shown for term in terms)} = {yuan_text(together)}"
    return product_text if together == goal.yuan else f"{product_text} ≈ {yuan_text(goal.yuan)}"
