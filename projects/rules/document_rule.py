"""Rules over what a disclosure says outside its tables: the same shape as for one table, over figures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from projects.rules.context import Context
from projects.rules.figures import DocumentFigures
from projects.rules.finding import Anchor, Finding, Level, Remark

CheckDocument = Callable[[DocumentFigures, Context], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class DocumentExample:
    """Figures that a rule flags, or a near miss that it does not; `note` says in Chinese what is special."""

    note: str
    figures: DocumentFigures
    context: Context | None = None  # as with Example


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """`code` is stable, as with Rule."""

    code: str
    subject: str
    title: str
    basis: str
    level: Level
    check: CheckDocument
    bad: tuple[DocumentExample, ...]
    good: tuple[DocumentExample, ...]

    def look(self, figures: DocumentFigures, context: Context) -> Iterator[Finding]:
        level = context.settings.level(self.code, self.level)
        if level is not None:
            for remark in self.check(figures, context):
                yield Finding(self.code, remark.outcome or level, remark)


class DocumentRegister:
    """The rules of one module over a disclosure, in the order in which they are declared."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.rules: list[DocumentRule] = []

    def rule(
        self,
        code: str,
        title: str,
        *,
        basis: str,
        level: Level,
        bad: Sequence[DocumentExample],
        good: Sequence[DocumentExample],
    ) -> Callable[[CheckDocument], CheckDocument]:
        """Declare the function below as a rule."""

        def declare(check: CheckDocument) -> CheckDocument:
            self.rules.append(
                DocumentRule(code, self.subject, title, basis, level, check, tuple(bad), tuple(good))
            )
            return check

        return declare


def place(part: str, cell: str, number: int | None = None) -> Anchor:
    """A figure of the text: three reception, debt balance, headings text 3."""
    return Anchor(part, cell, number=number)
