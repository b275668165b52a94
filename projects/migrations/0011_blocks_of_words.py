from django.db import migrations

from projects.searching.indexing import create, drop

TABLE = 'projects_versionwords'


def index(apps, editor):
    """PostgreSQL's index learns in which block of keys a row lies; that of SQLite knows their order."""
    if editor.connection.vendor == 'postgresql':
        drop(editor, TABLE)
        create(editor, TABLE, 'version_id')


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0010_publishing_is_work_too'),
    ]

    operations = [
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
