"""Which operations of a migration the running release would stumble over."""

from collections.abc import Iterator

from django.db.migrations import Migration, operations
from django.db.migrations.state import ProjectState
from django.db.models import Field

# Written before there was a release to upgrade from.
BEFORE_THE_RULE = {"accounts": 3, "trail": 2, "projects": 11, "disclosures": 3}  # up to this number
_TAKES = (
    operations.RemoveField,
    operations.RenameField,
    operations.DeleteModel,
    operations.RenameModel,
    operations.AlterModelTable,
    operations.RunSQL,  # says itself what it does; whoever writes one says so in TAKES_AWAY
    operations.AddConstraint,  # the old program does not know that it must keep to it
    operations.AlterField,  # but for what the database does not know: labels, choices
)


def breaks(migration: Migration, before: ProjectState | None = None) -> Iterator[str]:
    """In words; nothing of one that says why it may (`TAKES_AWAY`). `before`: the models that it finds."""
    if not getattr(migration, "TAKES_AWAY", ""):
        new = {one.name_lower for one in migration.operations if isinstance(one, operations.CreateModel)}
        for one in _flat(migration.operations):
            known = before and isinstance(one, operations.AlterField)
            if known and _of_the_database(one.field) == _of_the_database(_found(migration, one, before)):
                continue
            if getattr(one, "model_name_lower", None) not in new:
                yield from _of(one)


def _flat(found: list) -> Iterator[operations.base.Operation]:
    for one in found:
        if isinstance(one, operations.SeparateDatabaseAndState):
            yield from _flat(one.database_operations)
        else:
            yield one


def _of(one: operations.base.Operation) -> Iterator[str]:
    if isinstance(one, _TAKES):
        yield f"{type(one).__name__}：{one.describe()}"
    elif isinstance(one, operations.AddField):
        field = one.field
        if not (field.null or field.has_db_default() or field.many_to_many):
            yield f"the old program writes rows without it: {one.describe()}"


def _found(migration: Migration, one: operations.AlterField, before: ProjectState) -> Field:
    return before.models[migration.app_label, one.model_name_lower].fields[one.name]


def _of_the_database(field: Field) -> tuple:
    _, kind, positional, named = field.deconstruct()
    return kind, positional, {name: one for name, one in named.items() if name not in field.non_db_attrs}
