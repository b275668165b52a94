"""The database's own refusal to change the trail, for whoever gets at it past the site's code.

A later migration that alters a table of the trail must call `drop` and `create` around it: SQLite makes an
altered table anew, without its triggers.
"""

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION = "trail_is_only_added_to"
REFUSAL = "the trail is only ever added to"
# Table, and by which columns an insert that replaces could meet a row that is there.
TABLES = {
    "trail_trailrecord": (("id",),),
    "trail_trailseal": (("id",), ("record_id",), ("chain", "number")),
}


def create(apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _create_on_postgresql() if _on_postgresql(editor) else _create_on_sqlite():
        editor.execute(statement)


def drop(apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _drop_on_postgresql() if _on_postgresql(editor) else _drop_on_sqlite():
        editor.execute(statement)


def _on_postgresql(editor: BaseDatabaseSchemaEditor) -> bool:
    return editor.connection.vendor == "postgresql"


def _create_on_postgresql() -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in TABLES:
        refuse = f"EXECUTE FUNCTION {FUNCTION}()"
        yield f"CREATE TRIGGER {table}_row BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}"
        yield f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"


def _drop_on_postgresql() -> Iterator[str]:
    for table in TABLES:
        yield f"DROP TRIGGER {table}_row ON {table}"
        yield f"DROP TRIGGER {table}_all ON {table}"
    yield f"DROP FUNCTION {FUNCTION}()"


def _create_on_sqlite() -> Iterator[str]:
    """REPLACE deletes without asking triggers of deletion, hence the third."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, keys in TABLES.items():
        same = " OR ".join(f"({' AND '.join(f'{one} = NEW.{one}' for one in key)})" for key in keys)
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}"


def _drop_on_sqlite() -> Iterator[str]:
    for table in TABLES:
        for what in ("update", "delete", "replace"):
            yield f"DROP TRIGGER {table}_{what}"
