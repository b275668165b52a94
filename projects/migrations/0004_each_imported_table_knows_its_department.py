from django.db import migrations


def fill(apps, schema_editor):
    """Until now an import was for one department or none."""
    ImportedTable = apps.get_model("projects", "ImportedTable")
    for table_import in apps.get_model("projects", "TableImport").objects.exclude(department=None):
        ImportedTable.objects.filter(table_import=table_import).update(department=table_import.department_id)


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_drafting_in_the_browser")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
