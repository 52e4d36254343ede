"""Contracts of which a report was submitted before there were freezes are frozen since then."""

from django.db import migrations
from django.db.models import Min


def freeze(apps, schema_editor):
    Freeze = apps.get_model("contracts", "Freeze")
    Report = apps.get_model("monitoring", "Report")
    submitted = Report.objects.filter(submitted_at__isnull=False).order_by()
    first = submitted.values_list("contract").annotate(first=Min("submitted_at"))
    frozen = set(Freeze.objects.values_list("contract", flat=True))
    Freeze.objects.bulk_create(
        Freeze(contract_id=contract, frozen_at=at)
        for contract, at in first
        if contract not in frozen
    )


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0008_running_the_network"),
        ("contracts", "0002_running_the_network"),
    ]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
