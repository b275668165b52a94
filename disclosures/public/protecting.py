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
    if not _one(_READS_ONLY, role):  # to change a role takes more than to own its tables
        texts.append(sql.SQL(_READ_ONLY).format(**names))
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
)
_READ_ONLY = "ALTER ROLE {role} SET default_transaction_read_only = on"
_READS_ONLY = (
    "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s"
    " AND 'default_transaction_read_only=on' = ANY(rolconfig))"
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
    if _one("SELECT %s IN (current_user, session_user)", role):
        yield f"{role}就是运行本命令的角色；公开网站要用另一个角色。"
        return
    above = _one(
        "SELECT string_agg(rolname, '、' ORDER BY rolname) FROM pg_roles"
        " WHERE rolname <> %s AND pg_has_role(%s, oid, 'MEMBER')",
        role,
        role,
    )
    if above:
        yield f"{role}是{above}的成员，有它们的权限；请 REVOKE 这一成员关系。"
    if owned := _one(_OWNED, role, role, role):
        yield f"{role}是{owned}的拥有者，可以给自己一切权限；请 ALTER … OWNER TO 交给别的角色。"
    if _one("SELECT has_database_privilege(%s, current_database(), 'CREATE')", role):
        yield f"{role}可以在数据库里建模式；请 REVOKE CREATE ON DATABASE。"
    if open_to := _one(_MAKES_IN, role):
        yield f"{role}可以在模式{open_to}里建表；请 REVOKE CREATE ON SCHEMA … FROM PUBLIC。"
    for table, rights in _held(role).items():
        more = [right for right in rights if table not in TABLES or right != "SELECT"]
        if more:
            yield f"{role}对{table}仍有{'、'.join(more)}权限，可能是授给 PUBLIC 的；请核对各项 GRANT。"


def _held(role: str) -> dict[str, list[str]]:
    """Every table, view and sequence on which the role has a right, and which."""
    held: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TABLES_HELD, [list(RIGHTS), role, list(_OF_COLUMNS), role])
        told = cursor.fetchall()
        cursor.execute(_SEQUENCES_HELD, [list(_OF_SEQUENCES), role])
        for name, right in told + cursor.fetchall():
            held.setdefault(name, []).append(right)
    return held


_OWN = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'"
_NAME = "CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname || '.' END || c.relname"
_OWNED = (
    "SELECT string_agg(name, '、' ORDER BY name) FROM ("
    f"SELECT {_NAME} AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE {_OWN} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND pg_get_userbyid(c.relowner) = %s"
    " UNION ALL SELECT '模式' || nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = %s"
    " UNION ALL SELECT '数据库' || datname FROM pg_database"
    " WHERE datname = current_database() AND pg_get_userbyid(datdba) = %s) AS owned"
)
_MAKES_IN = (
    "SELECT string_agg(n.nspname, '、' ORDER BY n.nspname) FROM pg_namespace n"
    f" WHERE {_OWN} AND has_schema_privilege(%s, n.oid, 'CREATE')"
)
_OF_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
_OF_SEQUENCES = ("USAGE", "SELECT", "UPDATE")
_EACH = (
    f"SELECT {_NAME}, r.name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" CROSS JOIN unnest(%s::text[]) AS r(name) WHERE {_OWN}"
)
_TABLES_HELD = (
    f"{_EACH} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND (has_table_privilege(%s, c.oid, r.name)"
    " OR (r.name = ANY(%s::text[]) AND has_any_column_privilege(%s, c.oid, r.name))) ORDER BY 1, 2"
)
# CASE, since the database may ask in any order, and of a table there is no such right to ask for.
_SEQUENCES_HELD = (
    f"{_EACH} AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(%s, c.oid, r.name) ELSE false END"
    " ORDER BY 1, 2"
)


def _one(query: str, *values: str):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
