from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0005_audit_is_only_added_to"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="integrityplan",
            name="integrity_plan_years_are_whole",
        ),
        migrations.AddConstraint(
            model_name="integrityplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_year__isnull", True), ("last_year__isnull", True)),
                    models.Q(
                        ("first_year__isnull", False),
                        ("first_year__range", (2000, 2100)),
                        ("last_year__gte", models.F("first_year")),
                        ("last_year__isnull", False),
                        ("last_year__range", (2000, 2100)),
                        ("state__in", ["drafting", "adopted"]),
                    ),
                    _connector="OR",
                ),
                name="integrity_plan_years_are_whole",
                violation_error_message="Give the first and the last year, in order.",
            ),
        ),
    ]
