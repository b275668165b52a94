"""What two editions say besides their sections and projects: title, reasons, and what checks found."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from disclosures.document import Disclosure
from disclosures.figures import BY_KEY, Figures, from_json
from disclosures.public.changes import Change, changed
from disclosures.public.words import checked


def word_changes(old: Disclosure, new: Disclosure) -> Iterator[Change]:
    yield from changed("标题", old.title, new.title)
    yield from changed("公开单位", old.publisher.name, new.publisher.name)
    yield from _figures(from_json(old.figures or {}), from_json(new.figures or {}))


def _figures(old: Figures, new: Figures) -> Iterator[Change]:
    """Words, and amounts that differ in what was typed but have no two values to tell apart."""
    for key, field in BY_KEY.items():
        if field.words:
            yield from changed(field.label, old.text(key), new.text(key))
            continue
        values, typed = (old.value(key), new.value(key)), (_typed(old, key), _typed(new, key))
        if values[0] == values[1] or (None in values and all(typed)):
            yield from changed(field.label, *typed)


def _typed(figures: Figures, key: str) -> str:
    return figures.amounts[key].raw if key in figures.amounts else ""


def check_changes(old: Disclosure, new: Disclosure) -> Iterator[Change]:
    """Of what was checked before publication: the lines that say something else."""
    before, after = _checks(old), _checks(new)
    for code in dict.fromkeys((*before, *after)):
        sides = before.get(code, []), after.get(code, [])
        for _, start, end, begin, stop in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
            yield from changed("核对情况", "\n".join(sides[0][start:end]), "\n".join(sides[1][begin:stop]))


def _checks(disclosure: Disclosure) -> Mapping[str, list[str]]:
    """By the rule that was asked."""
    found: dict[str, list[str]] = {}
    for one in disclosure.checks:
        found.setdefault(one.code, []).append(f"{checked(one.state)}：{one.message}")
    return found
