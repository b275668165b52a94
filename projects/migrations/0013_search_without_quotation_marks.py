from django.db import migrations

from projects.searching.keeping import keep_unquoted


def keep(apps, editor):
    keep_unquoted(apps.get_model('projects', 'VersionWords'))


class Migration(migrations.Migration):

    atomic = False  # a province has a million rows, and the release before goes on writing them

    dependencies = [
        ('projects', '0012_notices_about_accounts'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
