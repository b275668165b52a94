"""The sections of two editions beside each other: which are new, gone or moved, and what each says now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosures.document import Block, Chart, DataTable, Heading, Paragraph, Section
from disclosures.public.block_changes import block_change, named, spoken
from disclosures.public.changes import Change, alike, changed
from projects.diff.rows import staying

NEW, GONE = "新增的一节", "删去的一节"
_ALIKE = 0.4  # below, one block was taken away and another one added


@dataclass(frozen=True, slots=True)
class SectionChange:
    """`told` says of the whole section that it is new, is gone, or stands elsewhere."""

    title: str
    told: tuple[str, ...]
    changes: tuple[Change, ...] = ()


def section_changes(old: Sequence[Section], new: Sequence[Section]) -> Iterator[SectionChange]:
    """In the order of the newer edition; a section is the same by its key, whatever it is called."""
    was, now = _keyed(old), _keyed(new)
    still = staying({place: was[key][0] for key, (place, _) in now.items() if key in was})
    for key, (place, section) in now.items():
        if key not in was:
            yield SectionChange(section.title, (NEW,), tuple(_blocks((), section.blocks)))
            continue
        before, then = was[key]
        told = () if place in still else (f"由第{before + 1}节移到第{place + 1}节",)
        changes = (*changed("标题", then.title, section.title), *_blocks(then.blocks, section.blocks))
        if told or changes:
            yield SectionChange(section.title, told, changes)
    for key, (_, section) in was.items():
        if key not in now:
            yield SectionChange(section.title, (GONE,), tuple(_blocks(section.blocks, ())))


def new_and_gone(old: Sequence[Section], new: Sequence[Section]) -> Iterator[SectionChange]:
    """Of two years, in which every section says something else anyhow."""
    was, now = _keyed(old), _keyed(new)
    yield from (SectionChange(one.title, (NEW,)) for key, (_, one) in now.items() if key not in was)
    yield from (SectionChange(one.title, (GONE,)) for key, (_, one) in was.items() if key not in now)


def _keyed(sections: Sequence[Section]) -> dict[tuple[str, int], tuple[int, Section]]:
    """Each with its place, by key, and which of those with the same key it is."""
    found: dict[tuple[str, int], tuple[int, Section]] = {}
    for place, section in enumerate(sections):
        nth = sum(1 for key in found if key[0] == section.key)
        found[section.key, nth] = place, section
    return found


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Change]:
    partners = _partners(old, new)
    names, before = named(new), named(old)
    for at, block in enumerate(new):
        then = old[partners[at]] if at in partners else None
        if then != block:
            yield from block_change(names[at], then, block)
    taken = set(partners.values())
    for at, block in enumerate(old):
        if at not in taken:
            yield from block_change(f"原{before[at]}", block, None)
    shared = [at for at, _ in sorted(partners.items(), key=lambda one: one[1])]
    if shared != sorted(shared):
        orders = (names[at] for at in shared), (names[at] for at in sorted(shared))
        yield from changed("各段的次序", *("、".join(one) for one in orders))


def _partners(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """New place → old place of the same block: the one that is equal, else the most alike of its kind."""
    found: dict[int, int] = {}
    for at, block in enumerate(new):
        same = (place for place, one in enumerate(old) if one == block and place not in found.values())
        if (place := next(same, None)) is not None:
            found[at] = place
    for at, block in enumerate(new):
        rest = [place for place in range(len(old)) if place not in found.values()]
        likes = [(_alike(old[place], block), -place) for place in rest] if at not in found else []
        if likes and max(likes)[0] >= _ALIKE:
            found[at] = -max(likes)[1]
    return found


def _alike(old: Block, new: Block) -> float:
    if type(old) is not type(new):
        return 0.0
    match new:
        case Paragraph(text) | Heading(text):
            return alike(old.text, text)
        case DataTable() | Chart():
            return alike(old.title, new.title) if old.title or new.title else 1.0
    return alike(spoken(old), spoken(new))
