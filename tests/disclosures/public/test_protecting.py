"""On PostgreSQL the public site's role reads what is public and is refused everything else."""

import io
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from disclosures.public.apps import can_be_read
from disclosures.public.protecting import TABLES, faults
from disclosures.public.searching import search_public

pytestmark = pytest.mark.django_db


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def protect(role: str, *more: str) -> str:
    out = io.StringIO()
    call_command("protect_public", "--role", role, *more, stdout=out)
    return out.getvalue()


@pytest.fixture
def role(laid) -> str:
    """There until the test's transaction is rolled back."""
    name = f"public-{uuid4().hex[:8]}"
    execute("SET CONSTRAINTS ALL IMMEDIATE", f'CREATE ROLE "{name}" LOGIN')
    return name


@contextmanager
def signed_in_as(role: str):
    execute(f'SET ROLE "{role}"')
    yield
    execute("RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic():
            execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.mark.roles
def test_the_role_reads_the_public_site_and_no_other_table(role, reader):
    execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{role}"')
    assert f"已执行：{role}只能读" in protect(role, "--apply")
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with signed_in_as(role):
        for table in sorted(tables - set(TABLES)):
            for statement in ("SELECT 1 FROM {}", "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}"):
                assert refused(statement.format(f'"{table}"')), table
        for table in TABLES:
            assert not refused(f'SELECT 1 FROM "{table}"')
            assert refused(f'DELETE FROM "{table}"')
            assert refused(f'UPDATE "{table}" SET id = 1') or table.endswith("words")
        assert refused("CREATE TABLE own (id int)")
        assert search_public("农业保险").count
        assert reader.get("/search/?q=农业保险").status_code == 200
        assert reader.get("/lutai/2025/").status_code == 200


def test_every_table_of_projects_and_accounts_is_among_the_refused():
    kept = {
        model._meta.db_table
        for label in ("projects", "accounts", "trail")
        for model in apps.get_app_config(label).get_models()
    }
    assert len(kept) > 20
    assert not kept & set(TABLES)


@pytest.mark.roles
def test_a_role_with_other_ways_is_told_and_nothing_is_changed(role):
    execute("GRANT SELECT ON projects_project TO PUBLIC")
    with pytest.raises(CommandError, match="projects_project仍有SELECT权限"):
        protect(role, "--apply")
    execute("REVOKE SELECT ON projects_project FROM PUBLIC", f'GRANT pg_read_all_data TO "{role}"')
    with pytest.raises(CommandError, match="pg_read_all_data"):
        protect(role, "--apply")
    with signed_in_as(role):
        assert not refused("SELECT 1 FROM projects_project")  # as before: nothing was revoked either


@pytest.mark.roles
def test_a_right_on_a_sequence_is_a_way_too(role):
    execute("GRANT USAGE ON SEQUENCE disclosures_edition_id_seq TO PUBLIC")
    with pytest.raises(CommandError, match="disclosures_edition_id_seq仍有USAGE权限"):
        protect(role, "--apply")


@pytest.mark.roles
@pytest.mark.parametrize(
    ("owns", "told"),
    [
        ('ALTER TABLE accounts_user OWNER TO "{}"', "accounts_user"),
        ('ALTER TABLE disclosures_publicwords OWNER TO "{}"', "disclosures_publicwords"),
        ('CREATE SEQUENCE own_numbers; ALTER SEQUENCE own_numbers OWNER TO "{}"', "own_numbers"),
        ('CREATE SCHEMA other AUTHORIZATION "{}"', "模式other"),
        ('CREATE SCHEMA other; CREATE VIEW other.v AS SELECT 1; ALTER VIEW other.v OWNER TO "{}"', "other.v"),
    ],
)
def test_a_role_that_owns_something_gives_itself_every_right(role, owns, told):
    execute(owns.format(role))
    with pytest.raises(CommandError, match=f"是{told}.*的拥有者"):
        protect(role, "--apply")


@pytest.mark.roles
def test_a_member_of_the_owner_is_told_and_so_is_the_owner_itself(role):
    execute("CREATE ROLE keeper", "ALTER TABLE accounts_user OWNER TO keeper", f'GRANT keeper TO "{role}"')
    with pytest.raises(CommandError, match="是keeper的成员"):
        protect(role, "--apply")
    with pytest.raises(CommandError, match=r"keeper是accounts_user.*的拥有者"):
        protect("keeper", "--apply")
    execute("SET ROLE keeper")
    assert "keeper就是运行本命令的角色；公开网站要用另一个角色。" in list(faults("keeper"))
    execute("RESET ROLE")


@pytest.mark.roles
def test_other_schemas_are_looked_at_too(role):
    execute("CREATE SCHEMA other", "CREATE TABLE other.t (a int)")
    execute("GRANT USAGE ON SCHEMA other TO PUBLIC", "GRANT SELECT ON other.t TO PUBLIC")
    with pytest.raises(CommandError, match=r"other\.t仍有SELECT权限"):
        protect(role, "--apply")
    execute("REVOKE ALL ON other.t FROM PUBLIC", f'GRANT CREATE ON SCHEMA other TO "{role}"')
    with pytest.raises(CommandError, match="可以在模式other里建表"):
        protect(role, "--apply")


@pytest.mark.roles
def test_a_role_that_is_not_there_is_told(role):
    with pytest.raises(CommandError, match="没有角色nobody-here"):
        protect("nobody-here", "--apply")


@pytest.mark.roles
def test_without_apply_the_statements_are_only_shown(role):
    told = protect(role)
    assert all(table in told for table in TABLES)
    with signed_in_as(role):
        assert refused(f"SELECT 1 FROM {TABLES[0]}")


def test_sqlite_is_told_to_be_without_roles(db):
    if connection.vendor == "sqlite":
        assert "SQLite 没有数据库角色" in protect("anybody", "--apply")
    else:
        with pytest.raises(CommandError, match="没有角色anybody"):
            protect("anybody", "--apply")


def test_the_rows_that_are_public_have_no_key_to_others(db):
    for model in apps.get_app_config("disclosures").get_models():
        if model._meta.db_table in TABLES:
            targets = {
                field.related_model._meta.db_table for field in model._meta.fields if field.is_relation
            }
            assert targets <= set(TABLES), model


@pytest.mark.roles
def test_a_public_site_whose_role_may_read_nothing_is_sent_nobody(role):
    with signed_in_as(role), transaction.atomic():
        assert "grant_roles" in can_be_read()
        transaction.set_rollback(True)
    protect(role, "--apply")
    with signed_in_as(role):
        assert can_be_read() == "ok"
