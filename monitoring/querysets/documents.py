"""What is asked about documents beside facts."""

from django.db import models
from django.db.models import Q


class DocumentQuerySet(models.QuerySet):
    def public(self):
        """Those of facts that are public themselves."""
        return self.filter(
            Q(contract__isnull=False)
            | Q(amendment__isnull=False)
            | Q(logo_of__isnull=False)
            | Q(activity__is_public=True)
            | Q(juxtaposition__published_at__isnull=False)
        )
