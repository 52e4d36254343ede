"""What is asked about who reviews whom."""

from django.db import models


class ReviewDutyQuerySet(models.QuerySet):
    def in_force(self):
        """Accepted by a network admin."""
        return self.filter(accepted_at__isnull=False)
