"""Lines of the budget list matched to tables: certain ones by themselves, the rest left to a person."""

from hypothesis import assume, given
from hypothesis import strategies as st

from projects.matching.covering import Told, Way, cover


def found(lines, tables) -> list[tuple]:
    """(the table, how it was found) of each line; keys are the places of the tables."""
    told = [Told(place, *line) for place, line in enumerate(lines)]
    there = [Told(place, *table) for place, table in enumerate(tables)]
    return [(one.table, one.way) for one in cover(told, there).matches]


NOTHING = (None, None)


def test_a_code_is_the_same_however_it_is_typed():
    assert found([("１３０２ 0025p001", "甲", "A")], [("13020025P001", "乙", "B")]) == [(0, Way.CODE)]


def test_words_in_place_of_a_code_are_none():
    assert found([("无", "甲", "A")], [("无", "乙", "A")]) == [NOTHING]


def test_without_a_code_the_name_tells_it_within_the_department():
    tables = [("", "办公 经费", "A"), ("", "办公经费", "B")]
    assert found([("", "办公经费", "B"), ("", "办公经费", "A")], tables) == [(1, Way.NAME), (0, Way.NAME)]


def test_a_name_of_another_department_counts_where_it_is_alone_in_the_district():
    assert found([("", "校车", None)], [("", "校车", "A")]) == [(0, Way.NAME_ALONE)]
    twice = [("", "校车", "A"), ("", "校车", "B")]
    assert found([("", "校车", None)], twice) == [NOTHING]
    assert found([("", "校车", None), ("", "校车", "A")], twice) == [NOTHING, (0, Way.NAME)]


def test_two_that_share_a_code_are_told_apart_by_their_names():
    tables = [("7", "甲", "A"), ("7", "乙", "A")]
    assert found([("7", "乙", "A"), ("7", "甲", "A")], tables) == [(1, Way.CODE), (0, Way.CODE)]


def test_what_stays_ambiguous_is_left_with_what_it_might_be():
    lines = [Told("l", "", "办公经费", "A")]
    tables = [
        Told("t1", "", "办公经费", "A"),
        Told("t2", "", "办公经费", "A"),
        Told("t3", "", "办公经费", "B"),
    ]
    covering = cover(lines, tables)
    assert covering.matches[0].table is None
    assert covering.matches[0].candidates == ("t1", "t2")
    assert covering.unlisted == ("t1", "t2", "t3")


def test_what_a_person_said_goes_before_a_code():
    tables = [("7", "甲", "A"), ("8", "乙", "A")]
    assert found([("7", "甲", "A", 1), ("8", "乙", "A")], tables) == [(1, Way.HAND), NOTHING]


def test_a_table_that_is_gone_or_claimed_twice_is_nobodys_by_hand():
    tables = [("7", "甲", "A")]
    assert found([("7", "甲", "A", "gone")], tables) == [(0, Way.CODE)]
    assert found([("1", "丙", "A", 0), ("2", "丁", "A", 0)], tables) == [NOTHING, NOTHING]


sides = st.tuples(
    st.sampled_from(["", "无", "1", "2", "2 ", "p3", "P3", "4"]),
    st.sampled_from(["", "甲", "甲 ", "乙", "丙", "丁"]),
    st.sampled_from([None, "A", "B"]),
)
hands = st.sampled_from([None, None, None, 0, 1, 2, 9])
lines = st.lists(st.tuples(sides, hands), max_size=7).map(
    lambda some: [Told(place, *one, hand) for place, (one, hand) in enumerate(some)]
)
tables = st.lists(sides, max_size=7).map(lambda some: [Told(place, *one) for place, one in enumerate(some)])


@given(lines, tables)
def test_no_table_is_given_twice_and_none_is_lost(some, there):
    covering = cover(some, there)
    given = [one.table for one in covering.matches if one.way]
    assert [one.line for one in covering.matches] == [one.key for one in some]
    assert sorted([*given, *covering.unlisted]) == [one.key for one in there]
    for one in covering.matches:
        assert (one.table is None) == (one.way is None)
        assert set(one.candidates) <= set(covering.unlisted)
        assert not (one.candidates and one.way)


@given(lines, tables, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_tables_does_not_matter(some, there, chance):
    before = {one.line: (one.table, one.way, set(one.candidates)) for one in cover(some, there).matches}
    mixed, others = list(some), list(there)
    chance.shuffle(mixed)
    chance.shuffle(others)
    after = {one.line: (one.table, one.way, set(one.candidates)) for one in cover(mixed, others).matches}
    assert before == after


@given(lines, tables, sides)
def test_one_more_line_takes_no_table_from_a_line_of_its_code(some, there, more):
    codes = {one.code.strip().upper() for one in some}
    assume(more[0].strip().upper() not in codes)
    before = cover(some, there).matches
    after = {one.line: one for one in cover([*some, Told("more", *more)], there).matches}
    for one in before:
        if one.way in (Way.CODE, Way.HAND):
            assert after[one.line] == one
