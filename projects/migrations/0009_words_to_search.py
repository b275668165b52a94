import django.db.models.deletion
from django.db import migrations, models
from django.db.models import functions

import projects.searching.indexing
from projects.searching.indexing import create, drop
from projects.searching.keeping import keep_words

TABLE = 'projects_versionwords'


def index(apps, editor):
    create(editor, TABLE, 'version_id')


def unindex(apps, editor):
    drop(editor, TABLE)


def fill(apps, editor):
    """Versions that are there already."""
    versions = apps.get_model('projects', 'TableVersion').objects.order_by('pk')
    keep_words(apps.get_model('projects', 'VersionWords'), versions.values_list('pk', 'search_text').iterator(500))


def give_back(apps, editor):
    words = apps.get_model('projects', 'VersionWords').objects.filter(pk=models.OuterRef('pk')).values('text')
    text = functions.Coalesce(models.Subquery(words), models.Value(''))
    apps.get_model('projects', 'TableVersion').objects.update(search_text=text)


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0008_each_step_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='VersionWords',
            fields=[
                ('text', models.TextField(blank=True)),
                ('tokens', projects.searching.indexing.TokensField(blank=True)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='projects.tableversion')),
            ],
            options={
                'verbose_name': '表格检索',
                'verbose_name_plural': '表格检索',
            },
        ),
        migrations.RunPython(index, unindex),
        migrations.RunPython(fill, give_back),
        migrations.RemoveField(
            model_name='tableversion',
            name='search_text',
        ),
    ]
