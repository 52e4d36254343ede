"""Published words carry marks of what stands; on PostgreSQL texts are parted when written."""

from django.db import migrations

from municipalities import word_search
from municipalities.word_search import is_mark, mark

BATCH = 2000
TEXTS = (
    ("contracts_commitment", "search_text", "id"),
    ("monitoring_publishedwords", "words", "commitment_id"),
)


def before(apps, schema_editor):
    """SQLite gets its index anew with beginnings of more lengths; made of all rows at once."""
    for table, column, _key in TEXTS:
        if schema_editor.connection.vendor == "sqlite":
            word_search.drop_index(schema_editor, table)
        else:
            word_search.keep_parted(schema_editor, table, column)


def after(apps, schema_editor):
    for table, column, key in TEXTS:
        if schema_editor.connection.vendor == "sqlite":
            word_search.index(schema_editor, table, column, key)


def no_longer_parted(apps, schema_editor):
    for table, column, _key in TEXTS:
        word_search.no_longer_parted(schema_editor, table, column)


def mark_what_stands(apps, schema_editor):
    """As monitoring.search_index does at each publication, for all that stands today."""
    published = apps.get_model("monitoring", "PublishedWords")
    line = apps.get_model("monitoring", "ScorecardLine")
    standing = line.objects.filter(scorecard__superseded_by=None, scorecard__retraction=None)
    last = 0
    while rows := list(published.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        findings = {row.pk: [] for row in rows}
        last = rows[-1].pk
        of_these = standing.filter(commitment_id__gte=rows[0].pk, commitment_id__lte=last).order_by(
            "scorecard__round__slug"
        )
        for commitment, *finding in of_these.values_list(
            "commitment_id", "scorecard__round__slug", "status", "stage"
        ):
            findings.setdefault(commitment, []).append(finding)
        for row in rows:
            row.words = _marked(row.words, findings[row.pk])
        published.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["commitment"], update_fields=["words"]
        )


def _marked(text, findings):
    marks = set()
    for round, status, stage in findings:
        marks |= {mark("round", round)} | _of_finding(round, status, stage)
    if findings:
        _round, status, stage = findings[-1]
        marks |= _of_finding("", status, stage)
    return " ".join([*sorted(marks), *_words(text)])


def _of_finding(round, status, stage):
    """As somebody asks for it: by either word or by both."""
    asked = ((status, ""), ("", stage), (status, stage))
    return {mark("finding", round, *words) for words in asked if any(words)}


def _words(text):
    return [word for word in text.split() if not is_mark(word)]


def unmark(apps, schema_editor):
    published = apps.get_model("monitoring", "PublishedWords")
    for row in published.objects.order_by("pk").iterator(BATCH):
        published.objects.filter(pk=row.pk).update(words=" ".join(_words(row.words)))


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0010_legal_deadlines")]
    operations = [
        # Before the filling: PostgreSQL alters no table whose rows wait for their checks.
        migrations.RunPython(before, no_longer_parted),
        migrations.RunPython(mark_what_stands, unmark),
        migrations.RunPython(after, migrations.RunPython.noop),
    ]
