"""Whoever writes a table writes what it is found by."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from projects.copying import duplicate
from projects.derived import searched_text
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import Status, TableVersion
from projects.review.adjusting import open_adjustment
from projects.searching import holding
from projects.searching.words import tokens
from projects.storing import load, store, table_of
from projects.tables import to_canonical
from tests.people import make_project, make_table

pytestmark = pytest.mark.django_db


def all_in_step() -> bool:
    """Each version has its words; these are those of its table."""
    return all(
        (version.words.text, version.words.tokens) == (text, " ".join(tokens(text)))
        for version in TableVersion.objects.select_related("words")
        for text in [searched_text(table_of(version))]
    )


def found(query: str) -> list[str]:
    return sorted(TableVersion.objects.filter(holding(TableVersion, query)).values_list("name", flat=True))


@pytest.fixture
def project(district, department):
    return make_project(district, department, table=make_table(name="养老"))


def test_a_new_table(project):
    assert found("养老") == ["养老"]
    assert all_in_step()


def test_a_draft_that_is_written_on(project, drafter):
    save(project.versions.get().pk, drafter, uuid4(), 0, [Set(None, "name", "养老", "校车")])
    assert found("养老") == []
    assert found("校车") == ["校车"]
    assert all_in_step()


def test_a_stored_table(project):
    version = project.versions.get()
    store(version, replace(load(version), purpose="开通５Ｇ基站"))
    assert found("5g基站") == ["养老"]
    assert all_in_step()


def test_copies_and_adjustments(project, drafter, district):
    version = project.versions.get()
    project.versions.update(status=Status.REPLIED, frozen=to_canonical(load(version)))
    open_adjustment(project.versions.get(), drafter)
    assert found("养老") == ["养老", "养老"]
    other = make_project(district, project.department, table=make_table(name="绿化"))
    made = other.versions.select_related("framework").get()
    duplicate([made], made.framework, drafter, uuid4())
    assert found("绿化") == ["绿化", "绿化（副本）"]
    assert all_in_step()


@pytest.mark.django_db(transaction=True)
def test_tables_that_were_there_before_are_found(project):
    def moved(to):
        MigrationExecutor(connection).migrate(to)

    try:
        moved([("projects", "0008_each_step_once")])
        moved(MigrationExecutor(connection).loader.graph.leaf_nodes())
        assert found("养老") == ["养老"]
        assert all_in_step()
    finally:
        moved(MigrationExecutor(connection).loader.graph.leaf_nodes())
