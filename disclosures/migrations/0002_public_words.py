import django.db.models.deletion
from django.db import migrations, models

import projects.searching.indexing
from disclosures.public.searching import searched_text
from projects.searching.indexing import create, drop
from projects.searching.keeping import keep_words

TABLE = 'disclosures_publicwords'


def index(apps, editor):
    create(editor, TABLE, 'entry_id')


def unindex(apps, editor):
    drop(editor, TABLE)


def fill(apps, editor):
    """Entries that are there already."""
    entries = apps.get_model('disclosures', 'PublicEntry').objects.order_by('pk').iterator(500)
    told = ((entry.pk, searched_text(entry)) for entry in entries)
    keep_words(apps.get_model('disclosures', 'PublicWords'), told)


class Migration(migrations.Migration):

    dependencies = [
        ('disclosures', '0001_editions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicWords',
            fields=[
                ('text', models.TextField(blank=True)),
                ('tokens', projects.searching.indexing.TokensField(blank=True)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='disclosures.publicentry')),
            ],
            options={
                'verbose_name': '公开检索文字',
                'verbose_name_plural': '公开检索文字',
            },
        ),
        migrations.RunPython(index, unindex),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
