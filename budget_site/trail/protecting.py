"""On PostgreSQL: the trail belongs to a role that the site never signs in as, which can only read and add.

The site's role must not get there by a way around either, hence `faults`: whoever owns the schema may drop
what is in it, and a member of the owner is the owner.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

from budget_site.trail.models import TrailRecord, TrailSeal
from budget_site.trail.triggers import FUNCTION

TABLES = tuple(model._meta.db_table for model in (TrailRecord, TrailSeal))
FORBIDDEN = ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


class NotProtected(Exception):
    """Nothing was changed; str() says in sentences what stands against it."""


def statements(owner: str, application: str) -> list[str]:
    """What makes it so, to be run by a superuser. Run again, it changes nothing."""
    schema = _one("SELECT current_schema()")
    names = {
        "owner": sql.Identifier(owner),
        "application": sql.Identifier(application),
        "schema": sql.Identifier(schema),
        "function": sql.Identifier(schema, FUNCTION),
    }
    made = ["GRANT USAGE ON SCHEMA {schema} TO {owner}"]  # a foreign key is looked up in its owner's name
    made += ["ALTER FUNCTION {function}() OWNER TO {owner}"]
    texts = [sql.SQL(text).format(**names) for text in made]
    for table in TABLES:
        texts += [sql.SQL(text).format(**names | _named(schema, table)) for text in _OF_A_TABLE]
    return [text.as_string(connection.connection) for text in texts]


_OF_A_TABLE = (
    "ALTER TABLE {table} OWNER TO {owner}",  # its sequence goes with it
    "REVOKE ALL ON TABLE {table} FROM PUBLIC, {application}",
    "GRANT SELECT, INSERT ON TABLE {table} TO {application}",
    "REVOKE ALL ON SEQUENCE {sequence} FROM PUBLIC, {application}",
    "GRANT USAGE, SELECT ON SEQUENCE {sequence} TO {application}",  # to read it is what a backup needs
)


def protect(owner: str, application: str) -> None:
    """Run the statements; undo them all and raise NotProtected where the site's role could still do harm."""
    with transaction.atomic():
        missing = [role for role in (owner, application) if not _one(_ROLE, role)]
        if missing:
            raise NotProtected(f"数据库里没有角色{'、'.join(missing)}，请先用 CREATE ROLE 建立。")
        with connection.cursor() as cursor:
            for statement in statements(owner, application):
                cursor.execute(statement)
        if found := list(faults(owner, application)):
            raise NotProtected("".join(found))


def faults(owner: str, application: str) -> Iterator[str]:
    """By which ways the site's role could still change the trail, as the database itself reckons."""
    if _one("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = %s", application):
        yield f"{application}是超级用户，或者可以管理角色，什么都能改；请让网站用普通角色登录。"
        return
    if power := _one(_POWERS, application):
        yield f"{application}属于{power}，可以绕过数据库改动文件；请 REVOKE 这一成员关系。"
    if _one("SELECT pg_has_role(%s, %s, 'MEMBER')", application, owner):
        yield f"{application}是{owner}的成员，等于审计记录的拥有者；请 REVOKE 这一成员关系。"
    schema_owner = _one("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = current_schema()")
    if _one(
        "SELECT pg_has_role(%s, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = current_schema()",
        application,
    ):
        yield (
            f"审计记录所在的模式归{schema_owner}所有，{application}可以借此删除其中的表；"
            "请用 ALTER SCHEMA … OWNER TO 换一个拥有者，再把 USAGE、CREATE 授给它。"
        )
    for table in TABLES:
        left = [right for right in FORBIDDEN if _may(application, table, right)]
        if left:
            yield (
                f"{application}对{table}仍有{'、'.join(left)}权限，可能来自它所属的其他角色；"
                "请核对 pg_write_all_data 等角色和各项 GRANT。"
            )


_ROLE = "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)"
_POWERS = (
    "SELECT string_agg(rolname, '、') FROM pg_roles WHERE pg_has_role(%s, oid, 'MEMBER')"
    " AND rolname IN ('pg_execute_server_program', 'pg_write_server_files')"
)


def _may(role: str, table: str, right: str) -> bool:
    if right in ("UPDATE", "REFERENCES"):
        return _one("SELECT has_any_column_privilege(%s, %s, %s)", role, table, right)
    return _one("SELECT has_table_privilege(%s, %s, %s)", role, table, right)


def _named(schema: str, table: str) -> dict[str, sql.Composable]:
    sequence = _one("SELECT pg_get_serial_sequence(%s, 'id')", table)
    return {"table": sql.Identifier(schema, table), "sequence": sql.SQL(sequence)}


def _one(query: str, *values: str):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
