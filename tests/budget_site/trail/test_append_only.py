"""Neither the site's code nor a statement in the database changes what was recorded."""

import pytest
from django.db import DatabaseError, connection, transaction

from budget_site.trail.models import Action, NeverChanged, TrailRecord, TrailSeal
from budget_site.trail.recording import record
from budget_site.trail.sealing import seal

pytestmark = pytest.mark.django_db

MODELS = (TrailRecord, TrailSeal)


@pytest.fixture(autouse=True)
def _a_record(db):
    record(Action.SETTING, by=None, note="原来的")
    seal()


def rows():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.mark.parametrize("model", MODELS)
def test_the_sites_code_can_only_add(model):
    before, one = rows(), model.objects.get()
    for change in (
        one.save,
        one.delete,
        model.objects.all().delete,
        lambda: model.objects.update(id=99),
        lambda: model.objects.filter(pk=one.pk).update(id=99),
        lambda: model.objects.bulk_update([one], ["id"]),
        lambda: model.objects.update_or_create(pk=one.pk, defaults={"id": 99}),
    ):
        with pytest.raises(NeverChanged):
            change()
    assert rows() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_trailrecord SET note = 'x'",
        "DELETE FROM trail_trailrecord",
        "UPDATE trail_trailseal SET number = 7",
        "DELETE FROM trail_trailseal",
    ],
)
def test_the_database_refuses_to_change_a_row(statement):
    assert refused(statement)


def refused(statement: str) -> bool:
    before = rows()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return rows() == before


def test_no_row_is_replaced_or_swept_away_in_one_stroke():
    """PostgreSQL has TRUNCATE; SQLite has REPLACE, which asks no trigger of deletion."""
    columns = {model: [field.column for field in model._meta.concrete_fields] for model in MODELS}
    for model in MODELS:
        table, names = model._meta.db_table, ", ".join(columns[model])
        if connection.vendor == "postgresql":
            same = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = 7"
            assert refused(f"TRUNCATE {table} CASCADE")
        else:
            same = f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"
        assert refused(same)


def test_a_seal_cannot_be_replaced_by_another_of_its_number():
    [one] = TrailSeal.objects.values()
    names = "chain, number, previous, hash, record_id"
    insert = "INSERT" if connection.vendor == "postgresql" else "INSERT OR REPLACE"
    assert refused(
        f"{insert} INTO trail_trailseal ({names}) VALUES ('{one['chain']}', 1, 'x', 'x', {one['record_id']})"
    )


def test_nobody_is_given_a_permission_for_it_in_the_admin(db, client, django_user_model):
    from django.contrib import admin
    from django.contrib.auth.models import Permission

    assert not [model for model in MODELS if admin.site.is_registered(model)]
    assert not Permission.objects.filter(content_type__app_label="trail").exists()
