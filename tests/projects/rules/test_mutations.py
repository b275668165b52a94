"""Every kind of slip is found at its cell, by a rule whose business it is."""

from dataclasses import replace

import pytest

from projects.rules.collection import Entry
from projects.rules.registered import ALIKE
from tests.projects.rules.clean import CLEAN
from tests.projects.rules.looking import examine_all
from tests.projects.rules.mutations import KINDS
from tests.projects.rules.rates import FOUND, base, trials

# What the form cannot show: (kind, table, note) and why. A new line here is a decision.
EXCEPTIONS: dict[tuple[str, str, str], str] = {
    ("形近错字", "low_incomes", "月未"): "“各月未在册的对象” reads well, only that it says the contrary",
    ("名称就是类别", "flood_stores", "服务对象满意度"): "the description says who is asked: 14个乡镇",
    (
        "名称就是类别",
        "farmland",
        "服务对象满意度",
    ): "the description says who is asked: 3个乡镇",
    ("数量与文中不符", "reservoirs", "16座改为=17座"): "17座 stands there of the reservoirs looked after",
    ("空泛的指标值", "reservoirs", "社会：优于上年"): "the basis says what last year was: 1起",
    ("空泛的指标值", "reservoirs", "可持续：优于上年"): "the basis says what last year was: 88%",
    (
        "用途所述数量与指标不符",
        "refuse",
        "用途13230户",
    ): "more than “≥12600户”: a margin, and nothing else tells",
    ("成本指标值与预算数不符", "rural_roads", "≤8000元/公里改为≤4000元/公里"): (
        "4000元/公里 is the price of another class of road in the same sentence"
    ),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_mutation_is_found_at_its_cell(kind):
    tried = list(trials(kind, CLEAN))
    assert tried
    missed = {(kind.name, one.name, one.mutant.note) for one in tried if one.outcome != FOUND}
    assert missed == {one for one in EXCEPTIONS if one[0] == kind.name}


def test_there_are_enough_kinds_and_every_mutant_differs_from_its_table():
    assert len(KINDS) >= 45
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        for clean in CLEAN.values():
            for mutant in kind.make(clean):
                assert mutant.table != clean.table, (kind.name, mutant.note)
                assert mutant.cells


@pytest.mark.parametrize("name", CLEAN)
def test_a_copy_under_another_name_is_found_among_the_others(name):
    entries = [Entry(one, clean.table, clean.context.department) for one, clean in CLEAN.items()]
    copy = replace(CLEAN[name].table, name="另一个项目", code="13029925P09990")
    entries.append(Entry("copy", copy, "另一部门"))
    found = examine_all(ALIKE, entries, CLEAN[name].context)
    for one in (name, "copy"):
        assert {"E3", "E4"} <= {base(finding.code) for finding in found[one]}


@pytest.mark.parametrize("name", CLEAN)
def test_a_code_given_twice_is_found(name):
    entries = [Entry(one, clean.table, clean.context.department) for one, clean in CLEAN.items()]
    other = next(one for one in CLEAN if one != name)
    entries.append(Entry("double", replace(CLEAN[other].table, code=CLEAN[name].table.code), "另一部门"))
    found = examine_all(ALIKE, entries, CLEAN[name].context)
    for one in (name, "double"):
        assert "A1" in {base(finding.code) for finding in found[one]}
