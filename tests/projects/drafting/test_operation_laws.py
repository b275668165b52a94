"""Laws of merging: what between() says is what merge() does; twice is once, strangers in any order."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projects.drafting.between import between
from projects.drafting.operations import Set, merge
from projects.drafting.sheet import HEAD_CELLS, PARTS, Sheet, head_text, new_row, texts, with_head

words = st.sampled_from(["", "甲", "乙", "≥95%", "34.32", "2025年底"])
ids = st.integers(1, 12).map(lambda number: UUID(int=number))


@st.composite
def sheets(draw) -> Sheet:
    """Few words and few ids, so that two sheets share rows, in other orders and with other words."""
    sheet = Sheet()
    for cell in HEAD_CELLS:
        sheet = with_head(sheet, cell, draw(words))
    taken: set[UUID] = set()
    for part, cells in PARTS.items():
        # A row stays in its part: its id tells which.
        chosen = draw(st.lists(ids, unique=True, max_size=6))
        own = [UUID(int=one.int + 100 * list(PARTS).index(part)) for one in chosen]
        rows = [new_row(part, {cell: draw(words) for cell in cells}, one) for one in own if one not in taken]
        taken |= set(own)
        sheet = replace(sheet, **{part: tuple(rows)})
    return sheet


def told(sheet: Sheet) -> list:
    """All that a sheet says, with the identities that equality leaves out."""
    rows = [(part, row.id, row.lineage, texts(part, row)) for part, row in sheet.rows()]
    return [*(head_text(sheet, cell) for cell in HEAD_CELLS), *rows]


@given(sheets(), sheets())
def test_what_lies_between_two_sheets_turns_the_one_into_the_other(before, after):
    merged = merge(before, between(before, after))
    assert not merged.conflicts
    assert told(merged.sheet) == told(after)


@given(sheets())
def test_nothing_lies_between_a_sheet_and_itself(sheet):
    assert between(sheet, sheet) == []


@given(sheets(), sheets())
def test_a_save_sent_twice_changes_nothing_the_second_time(before, after):
    operations = between(before, after)
    once = merge(before, operations).sheet
    assert told(merge(once, between(once, after)).sheet) == told(once)


@st.composite
def two_edits(draw):
    """A sheet and the cells that two people typed anew from the same sight of it."""
    sheet = draw(sheets())
    places = [(None, cell, head_text(sheet, cell)) for cell in HEAD_CELLS]
    for part, row in sheet.rows():
        places += [(row.id, cell, text) for cell, text in texts(part, row).items()]
    edits = st.lists(
        st.tuples(st.sampled_from(places), words), max_size=8, unique_by=lambda edit: edit[0][:2]
    )
    return sheet, *([Set(*place, new) for place, new in draw(edits)] for _ in range(2))


@given(two_edits())
def test_of_two_people_nothing_is_lost_silently(case):
    """Each cell ends as one of them typed it, and whoever's word does not stand is told of it."""
    sheet, mine, yours = case
    after_mine = merge(sheet, mine)
    merged = merge(after_mine.sheet, yours)
    refused = {(one.operation.row, one.operation.cell) for one in merged.conflicts}
    now = {(None, cell): head_text(merged.sheet, cell) for cell in HEAD_CELLS}
    for part, row in merged.sheet.rows():
        now |= {(row.id, cell): text for cell, text in texts(part, row).items()}
    for one in mine:
        changed = {(other.row, other.cell) for other in yours if other.new != other.seen}
        assert now[one.row, one.cell] == one.new or (one.row, one.cell) in changed - refused
    for one in yours:
        assert now[one.row, one.cell] == one.new or (one.row, one.cell) in refused


@given(two_edits())
def test_edits_of_different_cells_may_come_in_any_order(case):
    sheet, mine, yours = case
    taken = {(one.row, one.cell) for one in mine}
    yours = [one for one in yours if (one.row, one.cell) not in taken]
    one_way = merge(merge(sheet, mine).sheet, yours).sheet
    other_way = merge(merge(sheet, yours).sheet, mine).sheet
    assert told(one_way) == told(other_way)
