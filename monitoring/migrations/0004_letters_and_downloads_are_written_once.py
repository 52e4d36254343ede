"""As 0002: PostgreSQL itself refuses to change published letters and the list of downloads."""

from importlib import import_module

from django.db import migrations

written_once = import_module("monitoring.migrations.0002_showcase_is_written_once")
TABLES = ["monitoring_scorecardreplyletter", "monitoring_originaldownload"]


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(written_once.TRIGGER.format(table=table), params=None)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_is_written_once ON {table};")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0003_workspace_in_full")]
    operations = [migrations.RunPython(forward, backward)]
