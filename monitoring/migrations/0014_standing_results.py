"""Which results stand is kept beside the showcase, so that a summary need not look for it."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

COUNTS = ("full", "partial", "none", "unassessed", "unassessable", "excluded")
BATCH = 1000


def note_what_stands(apps, schema_editor):
    """As monitoring.standing does at each publication, for all that stands today."""
    scorecards = apps.get_model("monitoring", "Scorecard").objects
    result = apps.get_model("monitoring", "StandingResult")
    standing = scorecards.filter(superseded_by=None, retraction=None).exclude(method_version="0")
    rows = (
        result(scorecard_id=pk, contract_id=contract, term_id=term, round_id=round,
               published_at=at, **dict(zip(COUNTS, counts, strict=True)))
        for pk, contract, term, round, at, *counts in standing.order_by("pk").values_list(
            "pk", "contract", "contract__term", "round", "published_at", *COUNTS
        ).iterator(chunk_size=BATCH)
    )  # fmt: skip
    result.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0003_change_of_offers_says_by_whom"),
        ("monitoring", "0013_official_holidays"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandingResult",
            fields=[
                (
                    "scorecard",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="monitoring.scorecard",
                        verbose_name="scorecard",
                    ),
                ),
                ("full", models.PositiveIntegerField(verbose_name="fully addressed")),
                ("partial", models.PositiveIntegerField(verbose_name="partially addressed")),
                ("none", models.PositiveIntegerField(verbose_name="not addressed")),
                ("unassessed", models.PositiveIntegerField(verbose_name="not yet assessed")),
                ("unassessable", models.PositiveIntegerField(verbose_name="cannot be assessed")),
                ("excluded", models.PositiveIntegerField(verbose_name="excluded as obsolete")),
                (
                    "fulfilment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Value(2), "*", models.F("full")
                                    ),
                                    "+",
                                    models.F("partial"),
                                ),
                                models.FloatField(),
                            ),
                            "/",
                            django.db.models.functions.comparison.NullIf(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("full"), "+", models.F("partial")
                                    ),
                                    "+",
                                    models.F("none"),
                                ),
                                0,
                            ),
                        ),
                        output_field=models.FloatField(null=True, verbose_name="fulfilment"),
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                (
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contracts.socialcontract",
                        verbose_name="contract",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="monitoring.round",
                        verbose_name="round",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contracts.term",
                        verbose_name="term",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing result",
                "verbose_name_plural": "standing results",
                "indexes": [
                    models.Index(
                        fields=[
                            "term",
                            "round",
                            "fulfilment",
                            "scorecard",
                            "full",
                            "partial",
                            "none",
                            "unassessed",
                            "unassessable",
                            "excluded",
                        ],
                        name="standing_results_summed_up",
                    ),
                    models.Index(
                        fields=["term", "published_at", "scorecard"],
                        name="standing_results_by_date",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "round"),
                        name="standing_result_is_one_per_contract_and_round",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="scorecardline",
            index=models.Index(
                fields=["scorecard", "first_code", "second_code"], name="lines_by_their_codes"
            ),
        ),
        migrations.RunPython(note_what_stands, migrations.RunPython.noop),
    ]
