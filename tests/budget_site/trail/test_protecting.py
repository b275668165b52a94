"""On PostgreSQL the site's role can read and add, and nothing else; SQLite is told to be without roles."""

import io
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from budget_site.trail.models import Action, TrailRecord
from budget_site.trail.recording import record
from budget_site.trail.sealing import seal, tell_heads

pytestmark = pytest.mark.django_db

FORBIDDEN = [
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "ALTER TABLE {table} DISABLE TRIGGER {table}_row",
    "DROP TRIGGER {table}_row ON {table}",
    "CREATE TRIGGER away BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION trail_is_only_added_to()",
    "CREATE RULE away AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "ALTER TABLE {table} ADD COLUMN more int",
    "ALTER TABLE {table} RENAME TO gone",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "DROP TABLE {table} CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = 7",
    "SELECT * FROM {table} FOR UPDATE",
    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1)",
    "DROP FUNCTION trail_is_only_added_to() CASCADE",
    "CREATE OR REPLACE FUNCTION trail_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$",
    "SET session_replication_role = replica",
]
TABLES = ("trail_trailrecord", "trail_trailseal")


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Roles:
    """Two roles that are there until the test's transaction is rolled back."""

    def __init__(self) -> None:
        self.owner, self.application = (f"{name}-{uuid4().hex[:8]}" for name in ("owner", "site"))
        if on_postgresql():
            execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would bar ALTER TABLE
            execute(f'CREATE ROLE "{self.owner}" NOLOGIN', f'CREATE ROLE "{self.application}" LOGIN')
            execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{self.application}"')
            execute(f'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO "{self.application}"')

    def protect(self, *more: str) -> str:
        out = io.StringIO()
        arguments = ("--owner", self.owner, "--application", self.application, *more)
        call_command("protect_trail", *arguments, stdout=out)
        return out.getvalue()

    @contextmanager
    def as_the_site(self):
        execute(f'SET ROLE "{self.application}"')
        yield
        execute("RESET ROLE")


@pytest.fixture
def roles(district) -> Roles:
    record(Action.SETTING, by=None, district=district)
    seal()
    return Roles()


def test_the_sites_role_reads_and_adds_and_does_nothing_else(roles, district):
    told = roles.protect("--apply")
    if not on_postgresql():
        assert "SQLite 没有数据库角色" in told
        assert "verify_trail" in told
        return
    assert f"已执行：审计记录归{roles.owner}所有" in told
    with roles.as_the_site():
        for table in TABLES:
            for statement in FORBIDDEN:
                assert refused(statement.format(table=table)), statement
        one = record(Action.SETTING, by=None, district=district)
        assert seal() == 1
        tell_heads()
        assert TrailRecord.objects.get(pk=one.pk).seal.number > 1


def refused(statement: str) -> bool:
    try:
        with transaction.atomic():
            execute(statement)
    except DatabaseError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


def test_without_apply_it_only_says_what_it_would_do(roles):
    told = roles.protect()
    if on_postgresql():
        for table in TABLES:
            assert f'GRANT SELECT, INSERT ON TABLE "public"."{table}" TO "{roles.application}";' in told
        assert not [word for word in ("UPDATE", "DELETE", "TRUNCATE") if word in told]
        with roles.as_the_site():
            assert not refused("UPDATE trail_trailrecord SET id = id WHERE id = -1")


def test_done_again_it_changes_nothing(roles):
    assert roles.protect("--apply") == roles.protect("--apply")


WAYS = {
    "ALTER ROLE {application} SUPERUSER": "超级用户",
    "ALTER ROLE {application} CREATEROLE": "可以管理角色",
    "GRANT {owner} TO {application}": "等于审计记录的拥有者",
    "ALTER SCHEMA public OWNER TO {application}": "可以借此删除其中的表",
    "GRANT pg_write_all_data TO {application}": "仍有UPDATE、DELETE权限",
    "GRANT pg_write_server_files TO {application}": "可以绕过数据库改动文件",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_role_that_could_get_around_it_is_refused_and_nothing_is_changed(roles, way):
    if not on_postgresql():
        assert "SQLite 没有数据库角色" in roles.protect("--apply")
        return
    execute(way.format(owner=f'"{roles.owner}"', application=f'"{roles.application}"'))
    with pytest.raises(CommandError, match=WAYS[way]):
        roles.protect("--apply")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'trail_trailrecord'")
        assert cursor.fetchone()[0] != roles.owner


def test_roles_that_are_not_there_are_named(roles):
    roles.owner = "nobody's"
    if on_postgresql():
        with pytest.raises(CommandError, match="数据库里没有角色nobody's"):
            roles.protect("--apply")
    else:
        assert "SQLite 没有数据库角色" in roles.protect("--apply")


def test_who_may_not_do_it_is_told_to_come_as_superuser(roles):
    if not on_postgresql():
        assert "SQLite 没有数据库角色" in roles.protect("--apply")
        return
    with roles.as_the_site(), pytest.raises(CommandError, match="请用超级用户运行本命令"):
        roles.protect("--apply")
