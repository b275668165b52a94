"""Two disclosures of one publisher beside each other, in words and numbers: of two years, or two editions.

A project is the same in both where its lineage is; never by name. Amounts are 万元. Two editions are told
apart to the last word; of two years the figures and the projects are, but for what only says the year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosures.document import Disclosure, to_bytes
from disclosures.figures import BY_KEY, FIELDS, SUMS, Part, from_json
from disclosures.public.changes import Change
from disclosures.public.project_changes import Changed, changed_projects
from disclosures.public.section_changes import SectionChange, new_and_gone, section_changes
from disclosures.public.word_changes import check_changes, word_changes
from disclosures.public.words import name_of
from disclosures.saying import growth, rated
from disclosures.totals import Read, read, total_of
from projects.values import plain

UNSEEN = "公开数据的写法或编号有改动，读起来没有差别。"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in both, and by how much it moved; a side that was not filled is empty, not 0."""

    name: str
    old: str
    new: str
    moved: str
    at: str = ""  # the project's number in the newer disclosure, or the older one's where it is gone


@dataclass(frozen=True, slots=True)
class Compared:
    """`figures` only where a side says something; `moved` are figures that differ.

    `words` are changes of what stands in no section and no project; `unchanged` are projects of both.
    """

    editions: bool  # of one year
    is_same: bool  # to the last byte of the public data
    figures: tuple[Row, ...]
    projects: tuple[Row, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Row, ...]
    sections: tuple[SectionChange, ...]
    words: tuple[Change, ...]
    checks: tuple[Change, ...]

    @property
    def moved(self) -> tuple[Row, ...]:
        return tuple(row for row in self.figures if row.old != row.new)

    @property
    def told(self) -> bool:
        """Whether any difference is named."""
        return any(
            (self.moved, self.added, self.removed, self.changed, self.sections, self.words, self.checks)
        )

    @property
    def sentence(self) -> str:
        if self.is_same:
            return "没有差别。"
        if not self.told:
            return UNSEEN if self.editions else "各项数据和项目都没有差别。"
        return f"{'，'.join(self._parts())}。"

    def _parts(self) -> Iterator[str]:
        if self.words:
            yield f"{self.words[0].where}{f'等{len(self.words)}处' if len(self.words) > 1 else ''}有改动"
        if self.sections:
            yield f"{len(self.sections)}节说明有改动"
        if self.moved:
            yield f"{len(self.moved)}项数据不同"
        if self.checks:
            yield "核对情况有改动"
        counts = ("新公开", "", self.added), ("不再公开", "", self.removed), ("", "有改动", self.changed)
        said = [f"{verb}{len(rows)}个项目{what}" for verb, what, rows in counts if rows]
        yield from said
        if said and self.unchanged:
            yield f"{len(self.unchanged)}个项目没有改动"


def compare(old: Disclosure, new: Disclosure) -> Compared:
    before, after = read(old.projects), read(new.projects)
    was = {one.project.lineage: one for one in before}
    now = {one.project.lineage for one in after}
    both = [(was[one.project.lineage], one) for one in after if one.project.lineage in was]
    editions = old.year == new.year
    changed = tuple(changed_projects(both, new.year - old.year))
    numbers = {one.number for one in changed}
    rows = tuple(_row(name_of(one), _total(then), _total(one), str(one.project.number)) for then, one in both)
    return Compared(
        editions,
        to_bytes(old) == to_bytes(new),
        tuple(_figures(old, new, before, after)),
        rows,
        tuple(_alone(one, new=True) for one in after if one.project.lineage not in was),
        tuple(_alone(one, new=False) for one in before if one.project.lineage not in now),
        changed,
        tuple(row for row in rows if int(row.at) not in numbers),
        tuple((section_changes if editions else new_and_gone)(old.sections, new.sections)),
        tuple(word_changes(old, new)) if editions else (),
        tuple(check_changes(old, new)) if editions else (),
    )


def _figures(
    old: Disclosure, new: Disclosure, before: tuple[Read, ...], after: tuple[Read, ...]
) -> Iterator[Row]:
    """The totals of the projects, then every sum and figure that one side at least has filled."""
    yield Row("项目（个）", str(len(before)), str(len(after)), _signed(Decimal(len(after) - len(before))))
    sums = total_of(before), total_of(after)
    yield _row("项目预算数合计", sums[0].total, sums[1].total)
    yield _row("其中：财政资金", sums[0].fiscal, sums[1].fiscal)
    then, now = from_json(old.figures or {}), from_json(new.figures or {})
    for key, label in _labels(last=old.year == new.year):
        if (values := (then.value(key), now.value(key))) != (None, None):
            yield _row(label, *values)


def _labels(*, last: bool) -> Iterator[tuple[str, str]]:
    """Part by part, sums before what they are made of; `last`: those of the year before too."""
    for part in Part:
        for key, (label, made_of) in SUMS.items():
            if BY_KEY[made_of[0]].part == part and (last or not key.endswith("_last")):
                yield key, label
        for one in FIELDS:
            if one.part == part and not one.words and (last or not one.key.endswith("_last")):
                yield one.key, one.label


def _total(one: Read) -> Decimal | None:
    return one.table.total.value


def _alone(one: Read, *, new: bool) -> Row:
    value = _total(one)
    said = one.table.total.raw if value is None else plain(value)
    pair = ("", said) if new else (said, "")
    return Row(name_of(one), *pair, "", str(one.project.number))


def _row(name: str, old: Decimal | None, new: Decimal | None, at: str = "") -> Row:
    said = tuple("" if value is None else plain(value) for value in (old, new))
    return Row(name, *said, "" if None in (old, new) else _moved(old, new), at)


def _moved(old: Decimal, new: Decimal) -> str:
    """增加10（+20%）; a rate only where there was something to measure against."""
    if old == new:
        return "持平"
    rate = growth(new, old)
    told = "" if rate is None else f"（{rated(rate, '+')}）"
    return f"{_signed(new - old)}{told}"


def _signed(value: Decimal) -> str:
    return "持平" if not value else f"{'增加' if value > 0 else '减少'}{plain(abs(value))}"
