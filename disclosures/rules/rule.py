"""What a rule over a disclosure is: a pure function with a code, a title and why it is asked.

It gives checks that passed, failed or could not be made; a missing input is never a pass.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosures.document import Check
from disclosures.rules.inputs import Inputs
from projects.rules.finding import Level
from projects.rules.telling import listed, wan
from projects.values import plain

PASSED, FAILED, UNCHECKED = "passed", "failed", "unchecked"
STATES: Mapping[str, str] = {PASSED: "通过", FAILED: "未通过", UNCHECKED: "未能检查"}


_ADVICE = re.compile("“[^”]*”|[，；。](?:没有(?:安排)?的)?请(?:“[^”]*”|[^“。；：])*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that a rule looked at, and what came of it."""

    state: str
    message: str


Look = Callable[[Inputs], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`about` are the sections (by key) of which one must be shown for the rule to have a subject.

    What fails one that `blocks` is not published, in any district.
    """

    code: str
    title: str
    why: str
    level: Level
    look: Look
    about: tuple[str, ...] = ()
    blocks: bool = False

    def checks(self, inputs: Inputs) -> list[Check]:
        """Nothing where the rule has no subject here, or the district has switched it off."""
        shown = {one.key for one in inputs.sections}
        off = inputs.settings.level(self.code, self.level) is None and not self.blocks
        if off or (self.about and not shown.intersection(self.about)):
            return []
        return [Check(self.code, one.state, found_in(one.message), one.message) for one in self.look(inputs)]


class Register:
    """The rules of one module, in the order in which they are declared."""

    def __init__(self, *about: str) -> None:
        self.about = tuple(map(str, about))
        self.rules: list[Rule] = []

    def rule(
        self, code: str, title: str, *, why: str, level: Level, blocks: bool = False
    ) -> Callable[[Look], Look]:
        """Declare the function below as a rule."""

        def declare(look: Look) -> Look:
            self.rules.append(Rule(code, title, why, level, look, self.about, blocks))
            return look

        return declare


def found_in(message: str) -> str:
    """What was found, without what to do about it (，请核对；没有的请填0): that is for those who compose."""
    return _ADVICE.sub(lambda match: match[0] if match[0].startswith("“") else "", message)


def passed(message: str, arithmetic: str = "") -> Outcome:
    return Outcome(PASSED, f"{message}{arithmetic} ✓" if arithmetic else message)


def failed(message: str) -> Outcome:
    return Outcome(FAILED, message)


def unchecked(message: str) -> Outcome:
    return Outcome(UNCHECKED, message)


def added_up(whole: str, total: Decimal | None, parts: Mapping[str, Decimal | None]) -> Outcome:
    """Whether the parts make up the total, with the arithmetic."""
    lacking = [name for name, amount in ({whole: total} | dict(parts)).items() if amount is None]
    if lacking:
        names = lacking[1:] if lacking[0] == whole and len(lacking) > 1 else lacking
        return unchecked(f"{listed(names)}未填，未能核对{whole}。")
    found = sum(parts.values(), Decimal(0))
    arithmetic = f"{'+'.join(map(plain, parts.values()))}={plain(found)}"
    if found == total:
        return passed(f"{whole}等于各项之和：", arithmetic)
    return failed(f"{whole}{wan(total)}与各项之和{wan(found)}不一致（{arithmetic}），请核对。")


def several(names: Sequence[str], most: int = 12) -> str:
    """Names in a sentence, many of them cut short with how many there are."""
    return listed(list(names[:most])) + (f"等{len(names)}处" if len(names) > most else "")
