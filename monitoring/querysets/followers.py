"""One method per question asked about who follows."""

from django.db import models


class FollowerQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)
