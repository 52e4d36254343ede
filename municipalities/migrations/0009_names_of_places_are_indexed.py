"""Names of municipalities and of their units are looked up in an index of words."""

from django.db import migrations

from municipalities import word_search
from municipalities.albanian import FoldedTextField, words

BATCH = 2000
TABLES = ("municipalities_municipality", "municipalities_administrativeunit")
FOLDED = {"default": "", "editable": False, "sources": ("name",)}


def index(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            word_search.index(schema_editor, table, "search_text", "id")
        else:
            word_search.keep_beginnings(schema_editor, table, "search_text")


def drop_index(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            word_search.drop_index(schema_editor, table)
        else:
            word_search.no_longer_begun(schema_editor, table, "search_text")


def fold_names(apps, schema_editor):
    for name in ("AdministrativeUnit", "HistoricalAdministrativeUnit"):
        model = apps.get_model("municipalities", name)
        rows = []
        for row in model.objects.order_by("pk").iterator(BATCH):
            row.search_text = " ".join(words(row.name))
            rows.append(row)
        model.objects.bulk_update(rows, ["search_text"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0008_announcements_keep_their_versions")]
    operations = [
        migrations.AddField("administrativeunit", "search_text", FoldedTextField(**FOLDED)),
        migrations.AddField(
            "historicaladministrativeunit", "search_text", FoldedTextField(**FOLDED)
        ),
        # Before the filling: PostgreSQL alters no table whose rows wait for their checks.
        migrations.RunPython(index, drop_index),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
