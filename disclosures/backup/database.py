"""The database as it is at one moment, and put in its place again, each kind by its own means."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

Query = Callable[[str], list[tuple[Any, ...]]]
_LIBPQ = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


class DatabaseTrouble(Exception):
    """str() says in a sentence what went wrong, and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """The database in a file, and what is asked of just that moment."""

    file: Path
    query: Query


def kind() -> str:
    return connection.vendor


def file_name(vendor: str) -> str:
    return "database.sqlite3" if vendor == "sqlite" else "database.dump"


def size() -> int:
    """Bytes, roughly, that a copy takes."""
    if kind() == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size
    return now("SELECT pg_database_size(current_database())")[0][0]


def now(statement: str) -> list[tuple[Any, ...]]:
    """What the site's database answers now."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def tables(query: Query, vendor: str) -> list[str]:
    if vendor == "sqlite":
        found = query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    else:
        found = query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return sorted(name for (name,) in found)


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """A copy in the folder, while others go on writing. Its answers are good until this ends."""
    file = folder / file_name(kind())
    with (_of_sqlite if kind() == "sqlite" else _of_postgresql)(file) as query:
        yield Snapshot(file, query)


@contextmanager
def _of_sqlite(file: Path) -> Iterator[Query]:
    """By its online backup, which sees one moment: writers neither wait for it nor disturb it."""
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as source,
        closing(sqlite3.connect(file)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without others beside it
        yield lambda statement: copy.execute(statement).fetchall()


@contextmanager
def _of_postgresql(file: Path) -> Iterator[Query]:
    """pg_dump sees what this transaction sees, so that counts and dump tell of the same moment."""
    _refuse_older("pg_dump")
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        [(name, schema)] = now("SELECT pg_export_snapshot(), current_schema()")
        said = ("--format=custom", "--no-owner", "--no-privileges", f"--schema={schema}")
        _run("pg_dump", *said, f"--snapshot={name}", f"--file={file}")
        yield now


def replace(file: Path, mark: str) -> str:
    """Put the copy in the place of what is there; where the old database is now, in words, or nothing.

    `mark` ends the name of what is put aside. DatabaseTrouble, with the old one in its place again.
    """
    there = bool(tables(now, kind()))
    connections.close_all()
    return (_replace_file if kind() == "sqlite" else _replace_schema)(file, mark, there)


def may_be_replaced() -> bool:
    """Whether this role may put tables in the place of those that are there."""
    if kind() == "sqlite":
        return True
    owner = "SELECT pg_has_role(current_user, nspowner, 'USAGE') FROM pg_namespace"
    makes = "SELECT has_database_privilege(current_database(), 'CREATE')"
    return now(f"{owner} WHERE nspname = current_schema()") == [(True,)] == now(makes)


def _replace_file(file: Path, mark: str, there: bool) -> str:
    place = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(file)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise DatabaseTrouble("备份里的数据库通不过 SQLite 自己的检查，没有恢复。请换一份备份。")
    aside = place.with_name(f"{place.name}.before-{mark}")
    if place.exists():
        with closing(sqlite3.connect(place, timeout=20)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if there:
            os.replace(place, aside)
        for end in ("-wal", "-shm"):
            place.with_name(f"{place.name}{end}").unlink(missing_ok=True)
    os.replace(file, place)
    return str(aside) if there else ""


def _replace_schema(file: Path, mark: str, there: bool) -> str:
    """The old tables go into a schema of another name, and come back where the new ones cannot be made."""
    _refuse_older("pg_restore")
    [(schema,)] = now("SELECT current_schema()")
    aside = f"before_{mark}".replace("-", "_")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"')
        cursor.execute(f'CREATE SCHEMA "{schema}"')
        cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO PUBLIC')  # as it comes
    connections.close_all()
    said = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--schema={schema}")
    try:
        _run("pg_restore", *said, f"--dbname={_parameters()['PGDATABASE']}", str(file))
    except BaseException:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
            cursor.execute(f'ALTER SCHEMA "{aside}" RENAME TO "{schema}"')
        raise
    if there:
        _shut(aside)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{aside}" CASCADE')
    return f"模式 {aside}" if there else ""


def _shut(schema: str) -> None:
    """What was put aside is its owner's alone: the site's roles have nothing to do there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT grantee FROM information_schema.role_table_grants"
            " WHERE table_schema = %s AND grantee <> current_user",
            [schema],
        )
        for (role,) in cursor.fetchall():
            whom = "PUBLIC" if role == "PUBLIC" else f'"{role}"'
            for what in ("ALL TABLES IN SCHEMA", "ALL SEQUENCES IN SCHEMA", "SCHEMA"):
                cursor.execute(f'REVOKE ALL ON {what} "{schema}" FROM {whom}')


def server_version() -> int:
    """The major version of PostgreSQL; 0 on SQLite."""
    return now("SELECT current_setting('server_version_num')::int / 10000")[0][0] if kind() != "sqlite" else 0


def _refuse_older(program: str) -> None:
    found = subprocess.run([_path(program), "--version"], capture_output=True, text=True, check=True).stdout
    version = int(re.search(r"(\d+)", found).group(1))
    if version < server_version():
        raise DatabaseTrouble(
            f"{program} 是第{version}版，比数据库服务器（第{server_version()}版）旧，不能用。"
            f"请安装第{server_version()}版的 PostgreSQL 客户端，或用 PG_BIN 指明它所在的目录。"
        )


def _path(program: str) -> str:
    found = shutil.which(program, path=settings.PG_BIN or None)
    if found is None:
        raise DatabaseTrouble(
            f"找不到 {program}。请安装 PostgreSQL 客户端（postgresql-client），或用 PG_BIN 指明它所在的目录。"
        )
    return found


def _parameters() -> dict[str, str]:
    """How PostgreSQL's programs reach the same database; others could read a password that is an argument."""
    told = connection.get_connection_params()
    return {name: str(told[key]) for key, name in _LIBPQ.items() if told.get(key)}


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [_path(program), *arguments], env=os.environ | _parameters(), capture_output=True, text=True
    )
    if done.returncode:
        raise DatabaseTrouble(f"{program} 没有完成，它说：{done.stderr.strip()}")
