"""Two disclosures of one publisher beside each other, in words and numbers: of two years, or two editions.

A project is the same in both where its lineage is; never by name. Amounts are 万元.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosures.document import Disclosure
from disclosures.figures import BY_KEY, FIELDS, SUMS, Part, from_json
from disclosures.public.words import grouped, name_of
from disclosures.saying import growth, percent
from disclosures.totals import Read, read, total_of
from projects.diff import diff, sentences


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in both, and by how much it moved; a side that was not filled is empty, not 0."""

    name: str
    old: str
    new: str
    moved: str
    at: str = ""  # the project's number in the newer disclosure, or the older one's where it is gone


@dataclass(frozen=True, slots=True)
class Changed:
    """A project that is in both and says something else now."""

    number: int
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """`figures` only where a side says something; `moved` are figures that differ; `same` counts projects."""

    figures: tuple[Row, ...]
    projects: tuple[Row, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[Changed, ...]
    texts: tuple[str, ...]
    same: int

    @property
    def moved(self) -> tuple[Row, ...]:
        return tuple(row for row in self.figures if row.old != row.new)

    @property
    def is_same(self) -> bool:
        return not (self.moved or self.added or self.removed or self.changed or self.texts)


def compare(old: Disclosure, new: Disclosure) -> Compared:
    before, after = read(old.projects), read(new.projects)
    was = {one.project.lineage: one for one in before}
    now = {one.project.lineage for one in after}
    both = [(was[one.project.lineage], one) for one in after if one.project.lineage in was]
    changed = tuple(_changed(both))
    return Compared(
        tuple(_figures(old, new, before, after)),
        tuple(_row(name_of(one), _total(then), _total(one), str(one.project.number)) for then, one in both),
        tuple(_alone(one, new=True) for one in after if one.project.lineage not in was),
        tuple(_alone(one, new=False) for one in before if one.project.lineage not in now),
        changed,
        tuple(_texts(old, new)),
        len(both) - len(changed),
    )


def _changed(both: Sequence[tuple[Read, Read]]) -> Iterator[Changed]:
    for then, one in both:
        if said := sentences(diff(then.table, one.table)):
            yield Changed(one.project.number, name_of(one), tuple(said))


def _figures(
    old: Disclosure, new: Disclosure, before: tuple[Read, ...], after: tuple[Read, ...]
) -> Iterator[Row]:
    """The totals of the projects, then every sum and figure that one side at least has filled."""
    yield Row("项目（个）", str(len(before)), str(len(after)), _signed(Decimal(len(after) - len(before))))
    sums = total_of(before), total_of(after)
    yield _row("项目预算数合计", sums[0].total, sums[1].total)
    yield _row("其中：财政资金", sums[0].fiscal, sums[1].fiscal)
    then, now = from_json(old.figures or {}), from_json(new.figures or {})
    for key, label in _labels():
        if (values := (then.value(key), now.value(key))) != (None, None):
            yield _row(label, *values)


def _labels() -> Iterator[tuple[str, str]]:
    """Part by part, sums before what they are made of."""
    for part in Part:
        for key, (label, made_of) in SUMS.items():
            if BY_KEY[made_of[0]].part == part and not key.endswith("_last"):
                yield key, label
        for one in FIELDS:
            if one.part == part and not one.words and not one.key.endswith("_last"):
                yield one.key, one.label


def _texts(old: Disclosure, new: Disclosure) -> Iterator[str]:
    """Which sections are there or gone; of two editions of a year also which of them say something else."""
    was = {one.key: one for one in old.sections}
    now = {one.key: one for one in new.sections}
    for key, section in now.items():
        if key not in was:
            yield f"新增一节：{section.title}"
        elif old.year == new.year and was[key] != section:
            yield f"{section.title}：有改动"
    yield from (f"删去一节：{one.title}" for key, one in was.items() if key not in now)


def _total(one: Read) -> Decimal | None:
    return one.table.total.value


def _alone(one: Read, *, new: bool) -> Row:
    value = _total(one)
    said = one.table.total.raw if value is None else grouped(value)
    pair = ("", said) if new else (said, "")
    return Row(name_of(one), *pair, "", str(one.project.number))


def _row(name: str, old: Decimal | None, new: Decimal | None, at: str = "") -> Row:
    said = tuple("" if value is None else grouped(value) for value in (old, new))
    return Row(name, *said, "" if None in (old, new) else _moved(old, new), at)


def _moved(old: Decimal, new: Decimal) -> str:
    """增加10（20%）; a rate only where there was something to measure against."""
    if old == new:
        return "持平"
    rate = growth(new, old)
    told = "" if rate is None else f"（{'+' if rate > 0 else '-'}{percent(abs(rate))}）"
    return f"{_signed(new - old)}{told}"


def _signed(value: Decimal) -> str:
    return "持平" if not value else f"{'增加' if value > 0 else '减少'}{grouped(abs(value))}"
