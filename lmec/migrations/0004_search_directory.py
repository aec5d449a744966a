from django.db import migrations


def install(apps, schema_editor):
    """An index of the few entries that belong to no event, beside that of all.

    PostgreSQL meets the beginning of a word by gathering every entry that has it, so looking for
    a few people in the index of all remarks takes as long as there are remarks.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX lmec_searchentry_directory ON lmec_searchentry USING gin (document) "
            "WHERE event_id IS NULL"
        )


def uninstall(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX lmec_searchentry_directory")


class Migration(migrations.Migration):
    dependencies = [("lmec", "0003_revisions_and_open_forms")]

    operations = [migrations.RunPython(install, uninstall)]
