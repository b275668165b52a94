"""Laws of the difference, for any table and any revision of it."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from projects.diff import ChangeKind, diff, sentences
from projects.drafting.sheet import AMOUNTS, HEAD_CELLS, PARTS
from projects.tables import Amount, PlanStep, ProjectTable
from tests.projects.identified import (
    cell_count,
    counts,
    identified,
    indicator,
    is_empty,
    number,
    of_indicators,
)
from tests.projects.strategies import tables

ADDED, REMOVED, MOVED, CHANGED = ChangeKind


@st.composite
def revisions(draw):
    """A table, and what a person made of it: rows moved, removed, added and typed anew."""
    old, chance = identified(draw(tables())), Random(draw(st.integers(0, 2**32)))
    parts = {part: revised(getattr(old, part), chance) for part in PARTS}
    texts, amounts = ["", old.title, old.name, old.purpose], [old.total, old.fiscal, old.other]
    head = {cell: chance.choice(amounts if cell in AMOUNTS else texts) for cell in HEAD_CELLS}
    return old, replace(old, **parts, **(head if chance.random() < 0.5 else {}))


def revised(rows, chance):
    """Some of the rows in another order; some say what another row said, or came as copies of it."""
    kept = chance.sample(rows, chance.randint(0, len(rows)))
    if chance.random() < 0.5:
        kept.sort(key=rows.index)
    for copied in chance.sample(rows, chance.randint(0, len(rows))):
        place = chance.randint(0, len(kept))
        if place < len(kept) and chance.random() < 0.5:
            kept[place] = replace(copied, id=kept[place].id, lineage=kept[place].lineage)
        else:
            fresh = number(1000 + copied.id.int)
            kept.insert(place, replace(copied, id=fresh, lineage=fresh))
    return tuple(kept)


@given(tables().map(identified))
def test_a_table_does_not_differ_from_itself(table):
    found = diff(table, table)
    assert is_empty(found)
    assert not counts(found)
    assert sentences(found) == []
    assert len(found.rows) == sum(len(getattr(table, part)) for part in PARTS)


@given(revisions())
def test_the_difference_seen_from_the_other_side_is_its_mirror(pair):
    old, new = pair
    forth, back = diff(old, new), diff(new, old)
    swapped = {ADDED: REMOVED, REMOVED: ADDED}
    assert Counter({swapped.get(kind, kind): count for kind, count in counts(forth).items()}) == counts(back)
    assert [mirrored(change) for change in forth.cells] == [plainly(change) for change in back.cells]
    mirror = {row.id: row for row in back.rows}
    assert len(mirror) == len(forth.rows)
    for row in forth.rows:
        other = mirror[row.id]
        assert (row.old, row.new, row.old_position) == (other.new, other.old, other.new_position)
        assert [mirrored(change) for change in row.cells] == [plainly(change) for change in other.cells]


def mirrored(change):
    delta = change.delta and (change.delta.kind, -change.delta.difference, change.delta.unit)
    return change.cell, change.new, change.old, delta


def plainly(change):
    delta = change.delta and (change.delta.kind, change.delta.difference, change.delta.unit)
    return change.cell, change.old, change.new, delta


@given(revisions())
def test_the_rows_of_the_new_table_come_in_its_order_and_none_is_forgotten(pair):
    old, new = pair
    for part in PARTS:
        rows = [row for row in diff(old, new).rows if row.part == part]
        assert [row.new for row in rows if row.new] == list(getattr(new, part))
        assert Counter(row.old.id for row in rows if row.old) == Counter(row.id for row in getattr(old, part))


@given(revisions())
def test_no_fewer_rows_could_have_moved(pair):
    old, new = pair
    for part in PARTS:
        rows = [row for row in diff(old, new).rows if row.part == part and row.old and row.new]
        places = [row.old_position for row in rows]
        moved = [row for row in rows if MOVED in row.kinds]
        assert len(moved) == len(places) - longest_rising(places)
        still = [row.old_position for row in rows if row not in moved]
        assert still == sorted(still)


def longest_rising(places):
    """The length of a longest rising subsequence, worked out the slow way."""
    longest = []
    for place, value in enumerate(places):
        longest.append(
            1 + max((longest[before] for before in range(place) if places[before] < value), default=0)
        )
    return max(longest, default=0)


@given(revisions())
def test_every_change_is_told_in_one_line(pair):
    found = diff(*pair)
    told = sentences(found)
    rows = sum(counts(found)[kind] for kind in (ADDED, REMOVED, MOVED))
    assert len(told) == rows + cell_count(found)
    assert all(sentence and "\n" not in sentence for sentence in told)
    assert is_empty(found) == (not told)


OPERATORS = {
    "≥": ("≥", ">=", "＞=", "≧", "不低于"),
    "≤": ("≤", "<=", "≦", "不超过"),
    ">": (">", "＞", "高于"),
    "=": ("=", "＝", "等于"),
    "": ("",),
}
BLANKS = st.sampled_from(["", " ", "　"])
NUMBERS = st.decimals(0, 99_999, places=2)
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.%"}


@st.composite
def spellings(draw, number, operators=("",), units=("",)):
    """One of the ways in which people type a number."""
    text = f"{number:f}" if draw(st.booleans()) else f"{number:,f}00"
    text = text.translate(WIDE) if draw(st.booleans()) else text
    typed = draw(st.sampled_from(operators)), text, draw(st.sampled_from(units))
    return draw(BLANKS).join(typed)


@given(
    st.data(),
    NUMBERS,
    st.sampled_from([*OPERATORS]),
    st.sampled_from([("%", "％", "﹪"), ("件",), ("元/人·月",)]),
)
def test_what_means_the_same_is_no_change(data, number, operator, units):
    values = (data.draw(spellings(number, OPERATORS[operator], units)) for _ in range(2))
    amounts = (data.draw(spellings(number, units=("", "万元", "万"))) for _ in range(2))
    percents = (data.draw(spellings(number, units=("", "%", "％"))) for _ in range(2))
    old, new = (
        replace(
            of_indicators(indicator(1, "甲", value)),
            **dict.fromkeys(AMOUNTS, Amount.of(amount)),
            plan=(replace(PlanStep.of("3月底", percent), id=indicator(2, "").id),),
        )
        for value, amount, percent in zip(values, amounts, percents, strict=True)
    )
    assert is_empty(diff(old, new))


@given(NUMBERS, NUMBERS)
def test_the_new_amount_is_the_old_one_and_the_difference(old, new):
    cells = diff(*(ProjectTable(total=Amount.of(f"{amount}万元")) for amount in (old, new))).cells
    assert bool(cells) == (old != new)
    for change in cells:
        assert old + change.delta.difference == new
        assert (change.delta.ratio is None) == (old == 0)
        assert not old or abs(old * (1 + change.delta.ratio) - new) < Decimal("1e-15")
