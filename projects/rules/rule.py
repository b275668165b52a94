"""What a rule is: a pure function with a code, a title, its basis, a usual level, and examples."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from projects.rules.context import Context
from projects.rules.finding import Finding, Level, Remark
from projects.rules.reading import Reading
from projects.tables import ProjectTable

Check = Callable[[Reading, Context], Iterator[Remark]]
_C = TypeVar("_C", bound=Callable)


@dataclass(frozen=True, slots=True)
class Example:
    """A table that a rule flags, or a near miss that it does not; `note` says in Chinese what is special."""

    note: str
    table: ProjectTable
    context: Context | None = None  # of SOUND's year and district where None


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is stable: findings, reasons and settings are kept by it. `subject` groups rules on pages."""

    code: str
    subject: str
    title: str
    basis: str
    level: Level
    check: Check
    bad: tuple[Example, ...]
    good: tuple[Example, ...]

    def look(self, reading: Reading, context: Context) -> Iterator[Finding]:
        """What this rule finds; nothing where the district has switched it off."""
        level = context.settings.level(self.code, self.level)
        if level is not None:
            for remark in self.check(reading, context):
                yield Finding(self.code, remark.outcome or level, remark)


class Register:
    """The rules of one module, in the order in which they are declared; `kind` is what makes one of them."""

    def __init__(self, subject: str, kind: type = Rule) -> None:
        self.subject, self.kind = subject, kind
        self.rules: list[Any] = []

    def rule(
        self, code: str, title: str, *, basis: str, level: Level, bad: Sequence, good: Sequence
    ) -> Callable[[_C], _C]:
        """Declare the function below as a rule."""

        def declare(check: _C) -> _C:
            made = self.kind(code, self.subject, title, basis, level, check, tuple(bad), tuple(good))
            self.rules.append(made)
            return check

        return declare
