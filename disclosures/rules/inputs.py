"""What the rules look at: the figures, the sections as written and as they read, and the tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from disclosures.document import Publisher
from disclosures.figures import Figures
from disclosures.rules.hearing import Heard, hear
from disclosures.totals import Read
from projects.rules.context import Context
from projects.rules.settings import Settings

_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks


@dataclass(frozen=True, slots=True)
class Said:
    """A section that is shown: `raw` with its 【labels】, `text` as it reads, a paragraph a line."""

    key: str
    title: str
    raw: str
    text: str

    @property
    def name(self) -> str:
        return f"“{self.title.translate(_INNER)}”一节"

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What its sentences say of the figures."""
        return hear(self.text)


@dataclass(frozen=True)
class Inputs:
    """`last` is last year's figures where they are known, `names` those that may stand in the text."""

    publisher: Publisher
    year: int
    title: str
    sections: tuple[Said, ...] = ()
    figures: Figures = field(default_factory=Figures)
    reads: tuple[Read, ...] = ()
    last: Figures | None = None
    names: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)

    def section(self, key: str) -> Said | None:
        return next((one for one in self.sections if one.key == key), None)

    def heard(self, key: str) -> tuple[Heard, ...]:
        section = self.section(key)
        return section.heard if section else ()

    def value(self, key: str) -> Decimal | None:
        return self.figures.value(key)

    def lines(self) -> Iterator[tuple[Said, str]]:
        """The paragraphs of all sections, in order."""
        for section in self.sections:
            for line in section.text.splitlines():
                yield section, line

    def context(self, department: str = "") -> Context:
        """As for the rules over tables; departments may name each other."""
        own = {self.publisher.name, self.publisher.department_name, *self.names}
        own |= {one.project.department_name for one in self.reads}
        return Context(
            self.year,
            self.publisher.district_name,
            department or self.publisher.department_name,
            tuple(sorted(own - {""})),
            settings=self.settings,
        )
