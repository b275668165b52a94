from django.db import migrations, models


class Migration(migrations.Migration):
    """An import may be of an Excel file; and it is the tables that come in once, not the file."""

    dependencies = [("projects", "0001_tables_frameworks_and_imports")]

    operations = [
        migrations.RenameModel("WordImport", "TableImport"),
        migrations.RenameField("ImportedTable", "word_import", "table_import"),
        migrations.RemoveConstraint("TableImport", "one_standing_import_per_file"),
        migrations.AlterModelOptions("ImportedTable", {"ordering": ["table_import", "index"]}),
        migrations.AlterModelOptions(
            "TableImport",
            {"ordering": ["-imported_at"], "verbose_name": "表格导入", "verbose_name_plural": "表格导入"},
        ),
    ]
