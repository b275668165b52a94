"""Which classes of indicators a table must have, and which it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from projects.official.trees import TREES, plain_label, tree_of
from projects.rules.context import Context
from projects.rules.reading import Cell, Reading, Row
from projects.rules.reading.filled import is_empty
from projects.rules.reading.words import first_of

Labels = tuple[tuple[str, str], ...]
_BENEFITS = ("经济", "社会", "生态", "可持续")


@dataclass(frozen=True, slots=True)
class Lack:
    """A required class without a filled row: `code` of the rule that tells it, and its empty rows, if any."""

    code: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a table lacks; `all_rows` where no row of it is filled, which is told once."""

    all_rows: bool
    lacks: tuple[Lack, ...]
    present: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The classes of a form by plain labels; `known` is False where they are those of a shipped tree."""

    labels: Labels
    known: bool
    cost_apart: bool  # 成本 stands on level 1, as in the 2021 tree


def form_of(reading: Reading, context: Context) -> Form:
    if context.classes:
        return _form(context.classes, True)
    tree = tree_of((row.indicator.level1, row.indicator.level2) for row in reading.rows)
    return _form(_shipped(tree), False)


@lru_cache(maxsize=256)
def _form(classes: Labels, known: bool) -> Form:
    labels = tuple((plain_label(level1), plain_label(level2)) for level1, level2 in classes)
    return Form(labels, known, any("成本" in level1 for level1, _ in labels))


@lru_cache(maxsize=2)
def _shipped(tree: str) -> Labels:
    return tuple((node.name, child.name) for node in TREES[tree] for child in node.children)


@lru_cache(maxsize=1024)
def kind_of(level1: str, level2: str) -> str:
    """数量 质量 时效 成本 效益 or 满意度 by the plain labels of a class in either tree; empty for others."""
    both = f"{level1}/{level2}"
    if "成本" in both:
        return "成本"
    if "满意" in both:
        return "满意度"
    if found := next((kind for kind in ("数量", "质量", "时效") if kind in level2), ""):
        return found
    return "效益" if "效益" in both or any(word in level2 for word in _BENEFITS) else ""


@lru_cache(maxsize=4)
def lacking(reading: Reading, context: Context) -> Lacking:
    """Asked for by several rules; made once."""
    filled: dict[str, int] = {}
    empty: dict[str, list[Row]] = {}
    for row in reading.rows:
        kind = kind_of(row.level1, row.level2)
        if is_empty(row):
            empty.setdefault(kind, []).append(row)
        else:
            filled[kind] = filled.get(kind, 0) + 1
    lacks = tuple(
        Lack(_code(kind, code, reading, context), kind, tuple(empty.get(kind, ())))
        for kind, code in _required(reading, context)
        if kind not in filled
    )
    return Lacking(not filled, lacks, tuple((kind, number) for kind, number in filled.items() if kind))


def served_group(reading: Reading, context: Context) -> tuple[Cell, str] | None:
    """The first word of a table that names whom its project serves, and where it stands."""
    for cell in reading.prose:
        if cell.at.cell != "basis" and (word := first_of("served_group_words", cell.text, context.settings)):
            return cell, word
    return None


def _code(kind: str, code: str, reading: Reading, context: Context) -> str:
    return "C1d" if kind == "满意度" and not served_group(reading, context) else code


def _required(reading: Reading, context: Context) -> Iterator[tuple[str, str]]:
    """The classes that this table needs, of those that its form has, with the code of the rule."""
    form, settings, name = form_of(reading, context), context.settings, reading.table.name
    kinds = {kind_of(*labels) for labels in form.labels}
    yield from ((kind, "C1") for kind in ("数量", "质量") if kind in kinds)
    if "时效" in kinds:
        yield "时效", "C1a" if form.cost_apart else "C1"
    if "成本" in kinds and not form.cost_apart:
        yield "成本", "C1"
    elif "成本" in kinds and first_of("cost_required_words", name, settings):
        yield "成本", "C1a"
    if "效益" in kinds:
        yield "效益", "C1"
    if "满意度" in kinds and not first_of("no_served_group_words", name, settings):
        yield "满意度", "C1b"
