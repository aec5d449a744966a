from django.db import migrations

WORDS = [
    'CREATE TABLE lmec_searchword (word text COLLATE "C" PRIMARY KEY)',
    "INSERT INTO lmec_searchword SELECT word FROM"
    " ts_stat('SELECT document FROM lmec_searchentry') WHERE word !~ '[^a-z0-9]'",
]
# A facet, which has no place in the text, was written as a word: "all" or "kind:remark".
FACETS = [
    "UPDATE lmec_searchentry SET document ="
    " ts_delete(document, ARRAY(SELECT lexeme FROM unnest(document) WHERE positions IS NULL))"
    " || array_to_tsvector("
    "ARRAY(SELECT ':' || lexeme FROM unnest(document) WHERE positions IS NULL) || ARRAY[':all'])",
]
BACK = [
    "DROP TABLE lmec_searchword",
    "UPDATE lmec_searchentry SET document ="
    " ts_delete(document, ARRAY(SELECT lexeme FROM unnest(document) WHERE positions IS NULL))"
    " || array_to_tsvector("
    "ARRAY(SELECT substr(lexeme, 2) FROM unnest(document) WHERE positions IS NULL))",
]


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Let PostgreSQL look up the words for a beginning, and meet no facet where it seeks a word."""

    dependencies = [("lmec", "0005_openform_opened_at")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: run(schema_editor, [*WORDS, *FACETS]),
            lambda apps, schema_editor: run(schema_editor, BACK),
        ),
    ]
