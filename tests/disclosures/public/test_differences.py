"""What a correction changed is told, whatever it is: no change of what is public goes unnamed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from disclosures.document import Paragraph, from_bytes, to_bytes
from disclosures.public.changes import change
from disclosures.public.comparing import UNSEEN, compare
from tests.disclosures.public.laying import disclosure, tables
from tests.disclosures.rendering.strategies import of_any_disclosure

# Codes that no reader sees, and a number without another place: that something changed is told, not what.
CODES = {("publisher", "department"), ("checks", "code"), ("projects", "number")}
# What makes another disclosure of it, and what tells how to read it.
ANOTHER = {("year",), ("schema",), ("publisher", "district"), ("sections", "blocks", "kind")}


def kind(place: tuple) -> tuple:
    return tuple(one for one in place if isinstance(one, str))


def leaves(value: Any, place: tuple = ()) -> Iterator[tuple]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*place, key))
    else:
        yield place


def told() -> dict[str, Any]:
    """A disclosure as its canonical JSON, with the tables opened."""
    whole = json.loads(to_bytes(disclosure(shown=tables(2))))
    for one in whole["projects"]:
        one["frozen"] = json.loads(one["frozen"])
    return whole


def closed(whole: dict[str, Any]):
    projects = [one | {"frozen": json.dumps(one["frozen"], ensure_ascii=False)} for one in whole["projects"]]
    return from_bytes(json.dumps(whole | {"projects": projects}).encode())


def another(place: tuple, value: Any) -> Any:
    if kind(place)[-1] in ("id", "lineage"):
        return "00000000-0000-0000-0000-0000000000ff"
    if kind(place)[-1] == "chart":
        return "steps"
    if isinstance(value, str):
        return f"{value}9" if value.replace(".", "").isdigit() else f"{value}改"
    return 7 if value is None else value + 7


def mutated() -> Iterator[tuple[tuple, Any]]:
    """Every kind of leaf, changed once where it first stands."""
    whole, seen = told(), set()
    for place in leaves(whole):
        if kind(place) in seen | ANOTHER or kind(place)[-2:] == ("frozen", "schema"):
            continue
        seen.add(kind(place))
        inner = whole
        for key in place[:-1]:
            inner = inner[key]
        kept = inner[place[-1]]
        inner[place[-1]] = another(place, kept)
        yield place, closed(whole)
        inner[place[-1]] = kept


def test_whatever_is_changed_is_named():
    before, count = closed(told()), 0
    for place, after in mutated():
        found, back = compare(before, after), compare(after, before)
        assert not found.is_same, place
        assert found.told or (kind(place) in CODES and found.sentence == UNSEEN), place
        assert back.told or kind(place) in CODES, place
        count += 1
    assert count > 30


@pytest.mark.parametrize("what", ["sections", "projects"])
def test_another_order_is_told_of_what_moved(what):
    before = disclosure(shown=tables(3))
    *others, last = getattr(before, what)
    after = replace(before, **{what: (last, *others)})
    if what == "projects":
        projects = tuple(replace(one, number=at) for at, one in enumerate(after.projects, 1))
        after = replace(after, projects=projects)
    found = compare(before, after)
    assert not found.is_same
    said = [one.told for one in found.sections] + [one.sentences for one in found.changed]
    place = len(others) + 1
    assert said == [(f"由第{place}节移到第1节",) if what == "sections" else (f"序号由{place}改为1",)]


def test_blocks_in_another_order_are_told():
    before = disclosure()
    first, *others = before.sections
    after = replace(before, sections=(replace(first, blocks=first.blocks[::-1]), *others))
    [found] = compare(before, after).sections
    assert "各段的次序" in [one.where for one in found.changes]


def test_another_department_and_sector_are_told_with_what_stood_before():
    before = disclosure(shown=tables(2))
    first, second = before.projects
    after = replace(before, projects=(replace(first, department_name="民政局", sector=""), second))
    [one] = compare(before, after).changed
    assert one.sentences == ("主管部门由“财政局”改为“民政局”",)


def test_old_and_new_words_stand_beside_each_other():
    found = change("第1段", "公务接待费113万元，与上年持平。", "公务接待费103万元，比上年减少10万元。")
    assert "".join(text for text, _ in found.old) == "公务接待费113万元，与上年持平。"
    assert ("113", True) in found.old
    assert ("103", True) in found.new
    assert found.new[0] == ("公务接待费", False)


def test_a_changed_cell_says_its_row_and_column():
    before, after = disclosure(), disclosure(purchase="28")
    [section] = compare(before, after).sections
    cells = {one.where: (one.old, one.new) for one in section.changes}
    old, new = cells["表“2025年“三公”经费预算表”“其中：公务用车购置”"]
    assert old[:2] == (("2025年预算数 ", False), ("29", True))
    assert new[:2] == (("2025年预算数 ", False), ("28", True))


def test_what_two_editions_do_not_differ_in_is_not_spoken_of():
    before = disclosure()
    assert compare(before, before).sentence == "没有差别。"
    titled = compare(before, replace(before, title="另一个标题"))
    assert titled.sentence == "标题有改动。"
    assert titled.words[0].old == (("关于2025年区级预算公开有关事项的说明", True),)


def test_an_added_paragraph_is_told_as_added():
    before = disclosure()
    first, *others = before.sections
    more = replace(first, blocks=(Paragraph("新加的一段。"), *first.blocks))
    [found] = compare(before, replace(before, sections=(more, *others))).sections
    assert [(one.where, one.old, one.new) for one in found.changes] == [
        ("第1段", (), (("新加的一段。", True),))
    ]


@of_any_disclosure()
def test_nothing_is_named_of_a_disclosure_beside_itself(shown):
    found = compare(shown, from_bytes(to_bytes(shown)))
    assert found.is_same
    assert not found.told


@of_any_disclosure()
def test_a_disclosure_beside_an_ordinary_one_is_not_the_same(shown):
    ordinary = replace(disclosure(shown=tables(1)), publisher=shown.publisher)
    for found in (compare(shown, ordinary), compare(ordinary, shown)):
        assert not found.is_same
        assert found.told
