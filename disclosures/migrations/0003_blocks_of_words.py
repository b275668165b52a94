from django.db import migrations

from projects.searching.indexing import create, drop

TABLE = 'disclosures_publicwords'


def index(apps, editor):
    """PostgreSQL's index learns in which block of keys a row lies; that of SQLite knows their order."""
    if editor.connection.vendor == 'postgresql':
        drop(editor, TABLE)
        create(editor, TABLE, 'entry_id')


class Migration(migrations.Migration):

    dependencies = [
        ('disclosures', '0002_public_words'),
    ]

    operations = [
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
