"""On PostgreSQL the database itself refuses to change or delete an entry of the audit list.

On SQLite the model refuses; a trigger there breaks transactional tests.
"""

from django.db import migrations

TABLE = "municipalities_auditentry"

FUNCTION = """
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGER = f"""
CREATE TRIGGER {TABLE}_is_only_added_to BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
"""


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        schema_editor.execute(TRIGGER, params=None)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_is_only_added_to ON {TABLE};")
        schema_editor.execute("DROP FUNCTION only_added_to();")


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0004_running_the_network")]
    operations = [migrations.RunPython(forward, backward)]
