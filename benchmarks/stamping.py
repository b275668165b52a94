"""A district's rows once more under other keys: what made them needs not run again for each of a hundred.

Every row of the model is read as PostgreSQL copies it out, and copied in again with its keys moved: numbers
by as many as the model has, UUIDs and whatever names them (frozen texts, findings, links) in their last four
digits, frozen texts with the hashes of what they then say. What the model shares with others stays as it is.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction

MOST = 1000  # districts: what three digits say
CODE, NAME = "county000", "第000县"  # of the model; these words alone change with the number
_OTHER_WORDS = re.compile(rf"{CODE}|{NAME}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}")
_PUBLIC = ("PublicEdition", "PublicEntry", "PublicWords")
_NO_SECTIONS = "kind <> 'section'"  # which say the district's name, and are found by it
_WHERE = {
    "disclosures_publicentry": _NO_SECTIONS,
    "disclosures_publicwords": f"entry_id IN (SELECT id FROM disclosures_publicentry WHERE {_NO_SECTIONS})",
}
Cell = Callable[[int], str]


@dataclass(frozen=True)
class Shared:
    """Rows that belong to all districts, by table: they are not copied, and are referred to as they are."""

    keys: dict[str, Collection[int]]

    def has(self, table: str, key: str) -> bool:
        return int(key) in self.keys.get(table, ())


class Stamp:
    """All rows of a database with one district in it, ready to be written for others."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._models = list(_models())
        self._moves = {model._meta.db_table: _last_key(model) for model in self._models}
        self._texts: dict[str, tuple[str, list[tuple[int, int]]]] = {}  # frozen ones, by their hash
        self._hashes: dict[tuple[str, int], tuple[str, str]] = {}
        # Frozen texts first: other tables name their hashes.
        for table, column in (("projects_tableversion", "frozen"), ("projects_snapshot", "content")):
            for content in _contents(table, column):
                self._texts[hashlib.sha256(content).hexdigest()] = _template(content.decode())
        self._rows = {model._meta.db_table: [*self._read(model)] for model in self._models}

    def put(self, number: int) -> int:
        """Write the district of this number, in a transaction that checks that its rows hold each other."""
        if not 0 < number < MOST:
            raise ValueError(f"no district {number}")
        written, self._hashes = 0, {}
        with transaction.atomic(), connection.cursor() as cursor:
            for model in self._models:
                rows = self._rows[model._meta.db_table]
                with cursor.copy(f"COPY {_columns(model)} FROM STDIN") as copy:
                    for template, dynamic in rows:
                        copy.write(template % tuple([one(number) for one in dynamic]))
                written += len(rows)
        return written

    def end(self) -> None:
        """The next key that the site gives is a new one."""
        with connection.cursor() as cursor:
            for model in self._models:
                if isinstance(model._meta.pk, models.AutoField):
                    table, key = model._meta.db_table, model._meta.pk.column
                    last = f"(SELECT max({key}) FROM {table})"
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), {last})")

    def _read(self, model: type[models.Model]) -> Iterator[tuple[str, list[Cell]]]:
        """Lines with a place for each changing word."""
        table, fields = model._meta.db_table, model._meta.concrete_fields
        names = ", ".join(field.column for field in fields)
        where = _WHERE.get(table, "TRUE")
        query = f"COPY (SELECT {names} FROM {table} WHERE {where}) TO STDOUT"
        with connection.cursor() as cursor, cursor.copy(query) as copy:
            lines = b"".join(bytes(block) for block in copy).decode().split("\n")[:-1]
        key = next(place for place, field in enumerate(fields) if field.primary_key)
        for line in lines:
            cells = line.split("\t")
            if cells[key].isdecimal() and self._shared.has(table, cells[key]):
                continue
            dynamic: list[Cell] = []
            told = [self._cell(field, cell, dynamic) for field, cell in zip(fields, cells, strict=True)]
            yield "\t".join(told) + "\n", dynamic

    def _cell(self, field: models.Field, cell: str, dynamic: list[Cell]) -> str:
        """A cell with places, whose values it adds."""
        target = field.remote_field.model if field.remote_field else field.model
        if cell.isdecimal() and (field.primary_key or field.remote_field):
            move = self._moves.get(target._meta.db_table)
            if move is None or self._shared.has(target._meta.db_table, cell):
                return cell
            dynamic.append(lambda number, key=int(cell): str(key + number * move))
            return "%s"
        if cell in self._texts:
            dynamic.append(lambda number: self._written(cell, number)[0])
            return "%s"
        if isinstance(field, models.BinaryField) and cell != r"\N":
            known = hashlib.sha256(bytes.fromhex(cell.removeprefix(r"\\x"))).hexdigest()
            dynamic.append(lambda number: self._written(known, number)[1])
            return "%s"
        template, places = _template(cell)
        dynamic += [_place(*place) for place in places]
        return template

    def _written(self, known: str, number: int) -> tuple[str, str]:
        """The hash of a frozen text as the other district has it, and the text."""
        if (known, number) not in self._hashes:
            template, places = self._texts[known]
            content = (template % tuple(_place(*place)(number) for place in places)).encode()
            self._hashes[known, number] = hashlib.sha256(content).hexdigest(), r"\\x" + content.hex()
        return self._hashes[known, number]


def _models() -> Iterator[type[models.Model]]:
    """Of people, places and tables; of what was published the public rows. The trail is nobody's to write."""
    for label in ("accounts", "projects"):
        yield from apps.get_app_config(label).get_models()
    yield from (apps.get_model("disclosures", name) for name in _PUBLIC)


def _columns(model: type[models.Model]) -> str:
    return f"{model._meta.db_table} ({', '.join(field.column for field in model._meta.concrete_fields)})"


def _last_key(model: type[models.Model]) -> int | None:
    """By how many numbered keys move; None where keys are no numbers."""
    pk = model._meta.pk
    if pk.remote_field:
        return _last_key(pk.remote_field.model)
    return (model.objects.aggregate(last=models.Max("pk"))["last"] or 0) if _numbered(pk) else None


def _numbered(field: models.Field) -> bool:
    return isinstance(field, models.AutoField)


def _contents(table: str, column: str) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
        yield from (bytes(row[0]) for row in cursor.fetchall())


def _template(text: str) -> tuple[str, list[tuple[str, int]]]:
    """The text with a place for each word that changes, and what stands there: kind and number."""
    places: list[tuple[str, int]] = []

    def place(found: re.Match[str]) -> str:
        word = found[0]
        if word in (CODE, NAME):
            places.append(("number", 0))
            return word.replace("000", "%s")
        places.append(("uuid", int(word[-4:], 16)))
        return f"{word[:-4]}%s"

    return _OTHER_WORDS.sub(place, text.replace("%", "%%")), places


def _place(kind: str, value: int) -> Cell:
    if kind == "uuid":
        return lambda number: f"{value ^ number:04x}"
    return lambda number: f"{number:03d}"
