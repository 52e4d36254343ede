from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0003_change_of_offers_says_by_whom"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="juxtapositionevent",
            name="paper",
            field=models.CharField(blank=True, max_length=200, verbose_name="title of the paper"),
        ),
        migrations.AddField(
            model_name="juxtapositionevent",
            name="paper_after",
            field=models.CharField(
                blank=True, max_length=64, verbose_name="SHA-256 of the new file"
            ),
        ),
        migrations.AddField(
            model_name="juxtapositionevent",
            name="paper_before",
            field=models.CharField(
                blank=True, max_length=64, verbose_name="SHA-256 of the old file"
            ),
        ),
        migrations.AddField(
            model_name="juxtapositionevent",
            name="paper_language",
            field=models.CharField(blank=True, max_length=2, verbose_name="language of the title"),
        ),
        migrations.AddConstraint(
            model_name="juxtapositionevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paper", ""),
                        ("paper_after", ""),
                        ("paper_before", ""),
                        ("paper_language", ""),
                    ),
                    models.Q(
                        ("paper_language__in", ["sq", "en"]),
                        models.Q(("paper", ""), _negated=True),
                        models.Q(("paper_after", ""), ("paper_before", ""), _negated=True),
                        models.Q(
                            ("paper_before", ""),
                            ("paper_before__regex", "^[0-9a-f]{64}$"),
                            _connector="OR",
                        ),
                        models.Q(
                            ("paper_after", ""),
                            ("paper_after__regex", "^[0-9a-f]{64}$"),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="juxtaposition_change_names_its_paper",
            ),
        ),
    ]
