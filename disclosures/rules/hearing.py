"""What sentences say of the figures: sums, changes, directions, reasons, and that there is none of something.

Read clause by clause; a sum whose figure the words do not name is heard with an empty key, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from re import Match, fullmatch

from disclosures.rules.measures import Measure, measures
from disclosures.rules.terms import AND_MORE, EVENT, NAMES_OF, NOT_NONE, SORTS
from projects.values import HALF_WIDTH


class How(StrEnum):
    AMOUNT = "amount"
    LAST = "last"  # the sum of the year before
    CHANGE = "change"  # by how much, with its sign
    WAY = "way"  # more, less or level, without a number
    NONE = "none"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Heard:
    """`sign` is the direction of a change: 1, -1, or 0 for level. `start` is where it stands in the text."""

    key: str
    how: How
    start: int
    measure: Measure | None = None
    sign: int = 0


_DEBT_FUNDS = {"general": "general", "special": "fund", "": ""}
_ENDS = ("comma", "stop", "open", "close", "reason")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is being spoken of; the figures of debt are made of several words, which may stand apart."""

    key: str = ""
    told: bool = False  # its sum was said
    stand: str = ""  # limit, balance
    kind: str = ""  # general, special
    paid: str = ""  # principal, interest, repaid
    fund: str = ""  # general, fund

    def of_debt(self, **words: str) -> "_Subject":
        one = replace(self, told=False, **words)
        ends = one.kind if one.stand else (one.fund or _DEBT_FUNDS[one.kind])
        what = one.stand or one.paid
        return replace(one, key=f"{what}_{ends}" if what and ends else what)


@dataclass
class _Ear:
    """Goes through a text once."""

    text: str
    heard: list[Heard] = field(default_factory=list)
    about: _Subject = _Subject()
    before: str = ""  # what the sentence before spoke of
    within: list[_Subject] = field(default_factory=list)  # what stood outside of each open bracket
    compared: bool = False  # in this sentence
    sort: str = "goods"
    tender: bool = False
    # in this clause:
    way: int | None = None
    last: bool = False
    both: bool = False
    done: bool = False
    aside: bool = False
    none: int | None = None  # where 没有 ends
    named: int | None = None  # where the latest name ends

    def say(self, key: str, how: How, start: int, measure: Measure | None = None, sign: int = 0) -> None:
        self.heard.append(Heard(key, how, start, measure, sign))

    def turn(self, about: _Subject, end: int) -> None:
        self.about, self.aside, self.named = about, False, end

    def end_clause(self, at: int) -> None:
        if self.way is not None and self.compared and self.about.key:
            self.say(self.about.key, How.WAY, at, sign=self.way)
        if self.none is not None:
            self.end_none(at)
        self.way = self.none = self.named = None
        self.last = self.both = self.done = self.aside = False

    def end_none(self, at: int) -> None:
        """没有 before its name, with little behind it; or at the end, of what was spoken of."""
        if self.named is not None and self.named > self.none:
            rest = self.text[self.named : at]
            debt = not self.about.told and self.text[self.none : self.named].endswith(("债务", "债券"))
            key = self.about.key or (f"balance{'_' * bool(self.about.kind)}{self.about.kind}" if debt else "")
            if len(rest) <= 6 and not NOT_NONE.search(rest):
                self.say(key, How.NONE, self.none)
        elif fullmatch("(?:预算|支出|经费|资金|费用)*", self.text[self.none : at]) and (
            self.both or not self.last
        ):
            self.say(self.about.key, How.NONE, self.none)

    def measure(self, one: Measure) -> None:
        key = "" if self.aside or self.done else self.about.key
        if AND_MORE.match(self.text, one.end):
            key = "open_from" if self.tender else "works_from" if self.sort == "works" else "goods_from"
            self.say(key, How.AMOUNT, one.start, one)
        elif self.way is not None:
            self.say(key, How.CHANGE, one.start, one, self.way)
            self.way, self.compared = None, True
        elif one.share:
            self.say("", How.AMOUNT, one.start, one)
        elif self.last:
            self.say(key, How.LAST, one.start, one)
        else:
            self.say("" if self.about.told else key, How.AMOUNT, one.start, one)
            self.about = replace(self.about, told=True)

    def word(self, found: Match[str]) -> None:
        name, end = found.lastgroup, found.end()
        if name in _ENDS:
            self.end_clause(found.start())
        match name:
            case "partial":
                self.turn(_Subject(told=True), end)
            case "limit" | "balance":
                self.turn(self.about.of_debt(stand=name, paid=""), end)
            case "general" | "special" | "whole":
                self.turn(self.about.of_debt(kind="" if name == "whole" else name), end)
            case "repaid" | "principal" | "interest":
                self.turn(self.about.of_debt(paid=name, stand=""), end)
            case "from_general" | "from_fund":
                self.turn(_Subject(fund=name.removeprefix("from_")), end)
            case "sort":
                self.turn(_Subject(SORTS[found[0]]), end)
            case "spending" if self.about.key.startswith("capital_"):
                self.turn(_Subject("capital_spending"), end)
            case "works" | "wares":
                self.sort = "works" if name == "works" else "goods"
            case "more" | "less":
                self.way = 1 if name == "more" else -1
            case "level" if self.compared:
                self.say(self.about.key, How.WAY, found.start())
            case "none":
                self.none = end
            case "last" | "both" | "done" | "aside" | "tender":
                setattr(self, name, True)
            case "compare":
                self.compared = True
            case _:
                self.other(name, found)

    def other(self, name: str, found: Match[str]) -> None:
        """Names, brackets, reasons, and the end of a sentence."""
        if name in NAMES_OF:
            self.turn(_Subject(name), found.end())
        elif name == "reason":
            self.say(self.about.key or self.before, How.REASON, found.start())
        elif name == "open":
            self.within.append(self.about)
        elif name == "close" and self.within:
            self.about = self.within.pop()
        elif name == "stop" and not self.text[found.end() :].lstrip().startswith("其中"):
            self.before, self.about, self.within = self.about.key or self.before, _Subject(), []
            self.compared = self.tender = False


@lru_cache(256)
def hear(text: str) -> tuple[Heard, ...]:
    """Everything that is said, in order; what stands behind 主要原因 is said of the reason alone."""
    even = text.translate(HALF_WIDTH)
    ear, deaf = _Ear(even), 0
    for one in _in_order(even):
        start, end = (one.start, one.end) if isinstance(one, Measure) else one.span()
        stops = not isinstance(one, Measure) and one.lastgroup == "stop"
        if start < deaf and not stops:
            continue
        if isinstance(one, Measure):
            ear.measure(one)
        else:
            ear.word(one)
            deaf = len(even) if one.lastgroup == "reason" else 0 if stops else deaf
        deaf = max(deaf, end)
    ear.end_clause(len(even))
    return tuple(ear.heard)


def _in_order(text: str) -> Iterator[Measure | Match[str]]:
    found = list(measures(text))
    taken = [(one.start, one.end) for one in found]
    words = [
        one
        for one in EVENT.finditer(text)
        if not any(start < one.end() and one.start() < end for start, end in taken)
    ]
    return iter(
        sorted((*found, *words), key=lambda one: one.start if isinstance(one, Measure) else one.start())
    )
