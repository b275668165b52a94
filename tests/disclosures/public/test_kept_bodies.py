"""What is kept of an edition for the next: nothing is taken from there that says anything else."""

import hashlib
from dataclasses import replace
from uuid import UUID

import pytest

from disclosures.document import Disclosure, EditionFacts
from disclosures.public import bodies
from disclosures.rendering import keeping
from projects.tables import to_canonical
from tests.disclosures.public import laying

BEFORE = EditionFacts(1, "", "0" * 64)
AFTER = EditionFacts(2, "1" * 64, "2" * 64, "更正。", 1)


@pytest.fixture
def disclosure() -> Disclosure:
    return laying.disclosure(shown=laying.tables(3))


@pytest.fixture
def anew(tmp_path, monkeypatch):
    """Draws with nothing kept from before."""

    def draw(disclosure: Disclosure, facts: EditionFacts) -> dict[str, bytes]:
        with monkeypatch.context() as patch:
            patch.setenv("VAR_DIR", str(tmp_path))
            return dict(bodies.pages(disclosure, facts))

    return draw


def renamed(one):
    frozen = to_canonical(replace(one.table, name=f"{one.table.name}（改）"))
    return replace(one, frozen=frozen, hash=hashlib.sha256(frozen).hexdigest())


CHANGES = {
    "table": renamed,
    "id": lambda one: replace(one, id=UUID(int=7)),
    "lineage": lambda one: replace(one, lineage=UUID(int=7)),
    "number": lambda one: replace(one, number=77),
    "department": lambda one: replace(one, department="other"),
    "department_name": lambda one: replace(one, department_name="别的部门"),
    "sector": lambda one: replace(one, sector="别的领域"),
    "version": lambda one: replace(one, version=9),
}


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_of_a_project_its_page_and_its_neighbours_say_so(disclosure, anew, what, place):
    dict(bodies.pages(disclosure, BEFORE))
    projects = list(disclosure.projects)
    projects[place] = CHANGES[what](projects[place])
    changed = replace(disclosure, projects=tuple(projects))
    assert dict(bodies.pages(changed, AFTER)) == anew(changed, AFTER)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, year=one.year + 1),
        lambda one: replace(one, publisher=replace(one.publisher, district_name="别的区")),
        lambda one: replace(one, projects=one.projects[1:]),
        lambda one: replace(one, projects=one.projects[::-1]),
    ],
)
def test_whatever_changes_around_them_pages_say_so(disclosure, anew, change):
    dict(bodies.pages(disclosure, BEFORE))
    assert dict(bodies.pages(change(disclosure), AFTER)) == anew(change(disclosure), AFTER)


def test_an_unchanged_project_is_not_drawn_again(disclosure, tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    first = dict(bodies.pages(disclosure, BEFORE))
    monkeypatch.setattr(bodies, "project_page", None)  # who calls it fails
    second = dict(bodies.pages(disclosure, AFTER))
    own = {bodies.addresses.project(one.number) + "index.html" for one in disclosure.projects}
    assert {path: second[path] for path in own} == {path: first[path] for path in own}


def test_what_another_program_drew_is_not_taken(disclosure, tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    dict(bodies.pages(disclosure, BEFORE))
    monkeypatch.setattr(keeping, "DRAWN_BY", "another")
    monkeypatch.setattr(bodies, "project_page", None)
    with pytest.raises(TypeError):
        dict(bodies.pages(disclosure, BEFORE))
