"""Search: the words of what was published, an index of words on each database, and its filling."""

import django.db.models.deletion
from django.db import migrations, models

import municipalities.word_search
from municipalities.albanian import words

BATCH = 2000
FOLDED = (
    ("municipalities", "Municipality", ("name_sq", "name_en")),
    ("municipalities", "Organisation", ("name_sq", "name_en", "acronym", "town")),
    (
        "contracts",
        "Commitment",
        ("title_sq", "title_en", "text_sq", "text_en", "places", "number"),
    ),
)
OF_A_LINE = (
    "title_sq", "title_en", "text_sq", "text_en", "places", "rationale_sq", "rationale_en",
    "reason_sq", "reason_en", "exclusion_sq", "exclusion_en",
)
OF_EVIDENCE = ("title", "publisher", "place", "shows")


def fold_again(apps, schema_editor):
    """What was folded with its punctuation is kept as words."""
    for app, name, sources in FOLDED:
        model = apps.get_model(app, name)
        batch = []
        for row in model.objects.order_by("pk").iterator(BATCH):
            row.search_text = " ".join(words(" ".join(getattr(row, s) for s in sources)))
            batch.append(row)
            if len(batch) == BATCH:
                model.objects.bulk_update(batch, ["search_text"])
                batch = []
        model.objects.bulk_update(batch, ["search_text"])


def words_of_what_stands(apps, schema_editor):
    """As monitoring.search_index does at each publication, for all that stands today."""
    published = apps.get_model("monitoring", "PublishedWords")
    line = apps.get_model("monitoring", "ScorecardLine")
    standing = (
        line.objects.filter(scorecard__superseded_by=None, scorecard__retraction=None)
        .prefetch_related("evidence")
        .order_by("commitment_id", "pk")
    )
    batch, current, found = [], None, set()
    for row in standing.iterator(BATCH):
        if row.commitment_id != current and current is not None:
            batch.append(published(commitment_id=current, words=" ".join(sorted(found))))
            found = set()
            if len(batch) == BATCH:
                published.objects.bulk_create(batch)
                batch = []
        current = row.commitment_id
        texts = [getattr(row, name) for name in OF_A_LINE]
        texts += [getattr(item, name) for item in row.evidence.all() for name in OF_EVIDENCE]
        found.update(words(" ".join(texts)))
    if current is not None:
        batch.append(published(commitment_id=current, words=" ".join(sorted(found))))
    published.objects.bulk_create(batch)


TEXTS = (
    ("contracts_commitment", "search_text", "id"),
    ("monitoring_publishedwords", "words", "commitment_id"),
)


def index(apps, schema_editor):
    for table, column, key in TEXTS:
        municipalities.word_search.index(schema_editor, table, column, key)


def drop_index(apps, schema_editor):
    for table, _column, _key in TEXTS:
        municipalities.word_search.drop_index(schema_editor, table)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_words(text)", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0001_initial"),
        ("municipalities", "0003_mail_that_can_be_left"),
        ("monitoring", "0006_citizens_answer_and_follow"),
    ]
    operations = [
        migrations.CreateModel(
            name="PublishedWords",
            fields=[
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="published_words",
                        serialize=False,
                        to="contracts.commitment",
                        verbose_name="commitment",
                    ),
                ),
                ("words", municipalities.word_search.WordsField(editable=False, verbose_name="words")),
            ],
            options={
                "verbose_name": "published words",
                "verbose_name_plural": "published words",
            },
        ),
        # Before the filling: PostgreSQL makes no index over rows that wait for their checks.
        migrations.RunPython(index, drop_index),
        migrations.RunPython(fold_again, migrations.RunPython.noop),
        migrations.RunPython(words_of_what_stands, migrations.RunPython.noop),
    ]
