from django.db import migrations

from projects.searching.keeping import keep_unquoted


def keep(apps, editor):
    keep_unquoted(apps.get_model('disclosures', 'PublicWords'))


class Migration(migrations.Migration):

    atomic = False  # a province has a million rows, and the release before goes on writing them

    dependencies = [
        ('disclosures', '0004_sectors_to_choose_from'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
