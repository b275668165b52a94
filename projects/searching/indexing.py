"""The tokens of a row as both databases find them: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

A searched model has one row of `Words` for each of its own, written by `keeping`. The database itself derives
the index from that row, so what is taken back, deleted or written in bulk is so in the index too.

SQLite makes an altered table anew, without its triggers: a migration that alters a table of words must call
`drop` before and `create` after.
"""

from collections.abc import Iterable, Iterator

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Lookup

from projects.searching.words import ANYTHING

# PostgreSQL's index knows no order, so it also keeps in which block of keys a row lies.
_BLOCK = "#"  # separates words, so it is in nobody's token
BLOCK_BITS = 16
# Letters of other scripts are whole to this tokenizer, whatever Unicode knows of them; these are the rest.
_TOKENIZER = "ascii tokenchars '$%+.<=>^`|~'"


class TokensField(models.TextField):
    """Tokens with one blank between them."""


@TokensField.register_lookup
class Holds(Lookup):
    """`tokens__holds=[...]`: the rows that have all of them, by the index."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection) -> tuple[str, list[str]]:
        model, quote = self.lhs.target.model, connection.ops.quote_name
        index = quote(f"{model._meta.db_table}_fts")
        own = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{quote(model._meta.pk.column)}"
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"
        return f"{own} IN ({found})", [_all_of(self.rhs, " AND ", '"', " OR ")]

    def as_postgresql(self, compiler, connection) -> tuple[str, list[str]]:
        own = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.vector"
        return f"{own} @@ %s::tsquery", [_all_of(self.rhs, " & ", "'", " | ")]


@TokensField.register_lookup
class LiesIn(Lookup):
    """`tokens__lies_in=[...]`: the rows with keys in these blocks, by the same index. On PostgreSQL alone."""

    lookup_name = "lies_in"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection) -> tuple[str, list[str]]:
        own = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.vector"
        return f"{own} @@ %s::tsquery", [" | ".join(f"'{_BLOCK}{block}'" for block in self.rhs)]


def _all_of(tokens: Iterable[str], both: str, quote: str, either: str) -> str:
    """No token holds a quotation mark or a backslash: they separate words."""
    needed = both.join(f"{quote}{token}{quote}" for token in tokens)
    return f"({needed}){either}{quote}{ANYTHING}{quote}"


def walked(found: QuerySet, words: type["Words"], tokens: Iterable[str]) -> QuerySet:
    """What has these tokens, the highest key first, one after the other as asked for. On SQLite alone."""
    index, table = f"{words._meta.db_table}_fts", found.model._meta.db_table
    return found.extra(
        tables=[index],
        where=[f"{index} MATCH %s", f"{index}.rowid = {table}.{found.model._meta.pk.column}"],
        params=[_all_of(tokens, " AND ", '"', " OR ")],
    ).order_by(RawSQL(f"{index}.rowid", ()).desc())


class Words(models.Model):
    """What is searched of one row; its primary key is that of the row, from which it is called `words`.

    The text stands beside its tokens, so that a database weighs finding and comparing as one.
    """

    text = models.TextField(blank=True)  # as it is compared (words.py)
    tokens = TokensField(blank=True)

    class Meta:
        abstract = True


def create(editor: BaseDatabaseSchemaEditor, table: str, key: str) -> None:
    """Make the index of an empty table of words; on SQLite of one with rows too."""
    on_sqlite = editor.connection.vendor == "sqlite"
    for statement in _create_on_sqlite(table, key) if on_sqlite else _create_on_postgresql(table, key):
        editor.execute(statement, None)


def drop(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    on_sqlite = editor.connection.vendor == "sqlite"
    for statement in _drop_on_sqlite(table) if on_sqlite else _drop_on_postgresql(table):
        editor.execute(statement, None)


def _create_on_postgresql(table: str, key: str) -> Iterator[str]:
    block = f"'{_BLOCK}' || ({key} >> {BLOCK_BITS})"
    vector = f"array_to_tsvector(string_to_array(tokens, ' ') || ({block}))"
    yield f"ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({vector}) STORED"
    yield f"CREATE INDEX {table}_gin ON {table} USING gin (vector)"


def _drop_on_postgresql(table: str) -> Iterator[str]:
    yield f"DROP INDEX {table}_gin"
    yield f"ALTER TABLE {table} DROP COLUMN vector"


def _create_on_sqlite(table: str, key: str) -> Iterator[str]:
    """The index keeps no text of its own; what it forgets, it must be told word for word."""
    fts = f"{table}_fts"
    yield (
        f"CREATE VIRTUAL TABLE {fts} USING fts5(tokens, content='{table}', content_rowid='{key}',"
        f' detail=none, columnsize=0, tokenize="{_TOKENIZER}")'
    )
    learn = f"INSERT INTO {fts}(rowid, tokens) VALUES (new.{key}, new.tokens);"
    forget = f"INSERT INTO {fts}({fts}, rowid, tokens) VALUES ('delete', old.{key}, old.tokens);"
    changed = f"AFTER UPDATE ON {table} WHEN old.tokens IS NOT new.tokens OR old.{key} IS NOT new.{key}"
    yield f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {learn} END"
    yield f"CREATE TRIGGER {fts}_update {changed} BEGIN {forget} {learn} END"
    yield f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {forget} END"
    yield f"INSERT INTO {fts}({fts}) VALUES ('rebuild')"


def _drop_on_sqlite(table: str) -> Iterator[str]:
    for event in ("insert", "update", "delete"):
        yield f"DROP TRIGGER {table}_fts_{event}"
    yield f"DROP TABLE {table}_fts"
