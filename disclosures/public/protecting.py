"""On PostgreSQL: the role that the public site signs in as reads what is public, and is refused all else.

Rights reach a role by ways besides its own grants, hence `faults`, which asks the database what it may do.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

from disclosures.models import PublicEdition, PublicEntry, PublicWords

TABLES = tuple(model._meta.db_table for model in (PublicEdition, PublicEntry, PublicWords))
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


class NotProtected(Exception):
    """Nothing was changed; str() says in sentences what stands against it."""


def statements(role: str) -> list[str]:
    """To be run by the owner of the tables or a superuser. Run again, they change nothing."""
    names = {
        "role": sql.Identifier(role),
        "schema": sql.Identifier(_one("SELECT current_schema()")),
        "database": sql.Identifier(_one("SELECT current_database()")),
    }
    texts = [sql.SQL(text).format(**names) for text in _ALL]
    texts += [
        sql.SQL("GRANT SELECT ON TABLE {schema}.{table} TO {role}").format(
            table=sql.Identifier(table), **names
        )
        for table in TABLES
    ]
    return [text.as_string(connection.connection) for text in texts]


_ALL = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {role}",
    "REVOKE ALL ON SCHEMA {schema} FROM {role}",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "ALTER ROLE {role} SET default_transaction_read_only = on",
)


def protect(role: str) -> None:
    """Run the statements; undo them all and raise NotProtected where the role could still do more."""
    with transaction.atomic():
        if not _one("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", role):
            raise NotProtected(f"数据库里没有角色{role}，请先用 CREATE ROLE … LOGIN PASSWORD … 建立。")
        with connection.cursor() as cursor:
            for statement in statements(role):
                cursor.execute(statement)
        if found := list(faults(role)):
            raise NotProtected("".join(found))


def faults(role: str) -> Iterator[str]:
    """What the role may do besides reading the public tables, as the database itself reckons."""
    if _one("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = %s", role):
        yield f"{role}是超级用户，或者可以管理角色，什么都能读；请换一个普通角色。"
        return
    above = _one(
        "SELECT string_agg(rolname, '、' ORDER BY rolname) FROM pg_roles"
        " WHERE rolname <> %s AND pg_has_role(%s, oid, 'MEMBER')",
        role,
        role,
    )
    if above:
        yield f"{role}是{above}的成员，有它们的权限；请 REVOKE 这一成员关系。"
    if _one("SELECT has_schema_privilege(%s, current_schema(), 'CREATE')", role):
        yield f"{role}可以在模式里建表；请 REVOKE CREATE ON SCHEMA … FROM PUBLIC。"
    for table, rights in _held(role).items():
        more = [right for right in rights if table not in TABLES or right != "SELECT"]
        if more:
            yield f"{role}对{table}仍有{'、'.join(more)}权限，可能是授给 PUBLIC 的；请核对各项 GRANT。"


def _held(role: str) -> dict[str, list[str]]:
    """Every table, view and sequence of the schema on which the role has a right, and which."""
    query = (
        "SELECT c.relname, r.name FROM pg_class c CROSS JOIN unnest(%s::text[]) AS r(name)"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND (has_table_privilege(%s, c.oid, r.name) OR (r.name = ANY(%s::text[])"
        " AND has_any_column_privilege(%s, c.oid, r.name))) ORDER BY 1, 2"
    )
    columns = ["SELECT", "INSERT", "UPDATE", "REFERENCES"]
    held: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, [list(RIGHTS), role, columns, role])
        for table, right in cursor.fetchall():
            held.setdefault(table, []).append(right)
    return held


def _one(query: str, *values: str):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
