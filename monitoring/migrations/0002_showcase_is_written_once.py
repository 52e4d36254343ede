"""On PostgreSQL the database itself refuses to change or delete what was published.

SQLite has no roles and its triggers break transactional tests; there the models refuse, and
verify_ledger finds what was changed behind their back.
"""

from django.db import migrations

TABLES = [
    "monitoring_ledgerentry",
    "monitoring_scorecard",
    "monitoring_scorecardline",
    "monitoring_scorecardevidence",
    "monitoring_scorecardreply",
    "monitoring_retraction",
    "monitoring_claim",
    "monitoring_reportevent",
]

FUNCTION = """
CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once; publish a correction instead', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_is_written_once BEFORE UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION written_once();
"""


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        for table in TABLES:
            schema_editor.execute(TRIGGER.format(table=table), params=None)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_is_written_once ON {table};")
        schema_editor.execute("DROP FUNCTION written_once();")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
