"""A migration never takes away what the release before it still uses: both run while the office upgrades.

So it goes in two releases: the first adds (a column that may be empty or that the database fills, a table, an
index), the second, which no longer uses the old, takes it away and says so in `TAKES_AWAY`. What stood before
the first release may be as it is.
"""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.rules_of_upgrading import BEFORE_THE_RULE, breaks


def test_the_release_before_each_migration_still_works():
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if int(name[:4]) > BEFORE_THE_RULE.get(app, 9999):
            before = loader.project_state((app, name), at_end=False)
            assert not list(breaks(migration, before)), f"{app}.{name}"


def made(*operations, **attributes):
    return type("Migration", (migrations.Migration,), {"operations": list(operations), **attributes})(
        "0099", "projects"
    )


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("project", "note"),
        migrations.RenameField("project", "note", "remark"),
        migrations.DeleteModel("project"),
        migrations.RenameModel("project", "item"),
        migrations.AlterModelTable("project", "items"),
        migrations.AddField("project", "more", models.IntegerField()),
        migrations.AddField("project", "more", models.IntegerField(default=0)),
        migrations.AlterField("project", "note", models.TextField()),
        migrations.RunSQL("DROP TABLE x"),
        migrations.AddConstraint("project", models.UniqueConstraint(fields=["name"], name="one")),
    ],
    ids=lambda one: f"{type(one).__name__}-{getattr(one, 'name', '')}",
)
def test_what_would_break_it_is_found(operation):
    assert list(breaks(made(operation)))
    assert list(breaks(made(migrations.SeparateDatabaseAndState(database_operations=[operation]))))
    assert not list(breaks(made(operation, TAKES_AWAY="since 1.1 nothing uses it")))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("project", "more", models.IntegerField(null=True)),
        migrations.AddField("project", "more", models.IntegerField(db_default=0)),
        migrations.CreateModel("item", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddIndex("project", models.Index(fields=["name"], name="by_name")),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_only_adds_is_let_pass(operation):
    assert not list(breaks(made(operation)))
