"""The deadlines of the law on the right to information, as settings with their source."""

from django.db import migrations

LAW = "Ligji nr. 119/2014 „Për të drejtën e informimit“, neni 15"
DEADLINES = {"information_request": 10, "information_extension": 5}


def record(apps, schema_editor):
    deadlines = apps.get_model("monitoring", "LegalDeadline").objects
    for what, days in DEADLINES.items():
        deadlines.get_or_create(
            what=what, defaults={"days": days, "in_working_days": True, "source": LAW}
        )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0009_contracts_frozen_by_submitted_reports")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
