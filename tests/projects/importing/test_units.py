"""A large part gives the same units in the same order, wherever the chunks it comes in are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from projects.importing.markup import TOO_BULKY, Units
from projects.importing.refused import ImportRefused

leaves = st.sampled_from(
    ("<u/>", "<u>甲<v>乙<u/></v>丙</u>", "<w/>", "<w>丁</w>", "<told/>", "<u><told/></u>", "戊")
)
nodes = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4).map(lambda them: f"<w>{''.join(them)}</w>"),
    max_leaves=12,
)
documents = st.lists(nodes, max_size=6).map(lambda them: f"<root>{''.join(them)}</root>".encode())


def given_by(chunks: list[bytes], told: tuple[str, ...] = ("told", "root"), most: int = 10_000) -> list[str]:
    """start, end and unit in order, units as XML."""
    found = []
    for event, element in Units(chunks, ("u",), told, most):
        if event == "unit":
            found.append(etree.tostring(element, encoding="unicode", with_tail=False))
        elif event != "told":
            found.append(f"{event} {element.tag}")
    return found


def walked(element) -> list[str]:
    """The same of a tree that is there."""
    if element.tag == "u":
        return [etree.tostring(element, encoding="unicode", with_tail=False)]
    inner = [line for each in element for line in walked(each)]
    return [f"start {element.tag}", *inner, f"end {element.tag}"]


@given(documents, st.lists(st.integers(0, 300), max_size=30), st.sampled_from((("told", "root"), ("told",))))
def test_units_are_those_of_the_tree_however_the_chunks_are_cut(data, cuts, told):
    places = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    chunks = [data[start:end] for start, end in pairwise(places)]
    assert given_by(chunks, told) == walked(etree.fromstring(data))


@given(documents)
def test_what_is_to_be_told_of_is_told_within_units_too(data):
    told = [element for event, element in Units([data], ("u",), ("told", "root"), 10_000) if event == "told"]
    assert len(told) == data.count(b"<told/>") + 1


def test_units_that_were_given_do_not_count_as_held():
    chunks = [b"<root>", *[b"<u>1234567890</u>"] * 50, b"</root>"]
    assert len(given_by(chunks, most=300)) == 52
    with pytest.raises(ImportRefused, match=TOO_BULKY):
        given_by([b"<root>", b"<u>", *[b"<v>1234567890</v>"] * 50, b"</u></root>"], most=300)
