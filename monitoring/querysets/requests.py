"""What is asked about requests for information."""

from django.db import models


class InformationRequestQuerySet(models.QuerySet):
    def open(self):
        """Sent, and neither answered nor found silent."""
        return self.filter(sent_on__isnull=False, answered_on=None, silence_recorded_at=None)
