"""One method per question asked about what citizens told."""

from django.db import models


class CaseQuerySet(models.QuerySet):
    def decided(self):
        """With outcome and reason; only these are in public."""
        return self.filter(decided_at__isnull=False)

    def waiting(self):
        return self.filter(decided_at=None)
