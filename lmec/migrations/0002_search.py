from django.db import migrations

from lmec.search.engines import ENGINES


def install(apps, schema_editor):
    """Make what the database at hand searches: a virtual table, or a column with its index."""
    for statement in ENGINES[schema_editor.connection.vendor].INSTALL:
        schema_editor.execute(statement)


def uninstall(apps, schema_editor):
    for statement in ENGINES[schema_editor.connection.vendor].UNINSTALL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("lmec", "0001_initial")]

    operations = [migrations.RunPython(install, uninstall)]
