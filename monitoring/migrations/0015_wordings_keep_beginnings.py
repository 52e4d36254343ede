"""On PostgreSQL the index of wordings has the beginnings of words in the place of whole words."""

from django.db import migrations

from municipalities import word_search

TEXT = ("contracts_commitment", "search_text")
PARTED_IS_GONE = "ALTER TABLE contracts_commitment DROP COLUMN search_text_parted"


def keep_beginnings(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PARTED_IS_GONE, params=None)
        word_search.keep_beginnings(schema_editor, *TEXT)


def no_longer_begun(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        word_search.no_longer_begun(schema_editor, *TEXT)
        for statement in (word_search.PARTED, word_search.GIN_OF_PARTED):
            schema_editor.execute(statement.format(table=TEXT[0], column=TEXT[1]), params=None)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0014_standing_results")]
    operations = [migrations.RunPython(keep_beginnings, no_longer_begun)]
