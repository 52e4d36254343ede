"""A reviewer's comment is a row of its own, tied to a finding; it was a column of her code."""

from django.db import migrations


def comments(apps, schema_editor):
    comment = apps.get_model("monitoring", "ReviewComment")
    codes = apps.get_model("monitoring", "SecondCode").objects.exclude(comment="")
    comment.objects.bulk_create(
        comment(
            finding_id=code.finding_id,
            text=code.comment,
            written_at=code.coded_at,
            written_by_id=code.reviewer_id,
        )
        for code in codes.order_by("pk")
    )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0004_letters_and_downloads_are_written_once")]
    operations = [
        migrations.RunPython(comments, migrations.RunPython.noop),
        migrations.RemoveField(model_name="secondcode", name="comment"),
    ]
