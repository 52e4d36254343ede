"""One method per question asked about who follows."""

from django.db import models
from django.db.models import Q


class FollowerQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def of_the_link(self, key):
        return self.filter(key=key).with_what_is_followed()

    def still_there(self, asked_after):
        """Confirmed, or asked so lately that it still can be."""
        return self.filter(Q(confirmed_at__isnull=False) | Q(asked_at__gt=asked_after))

    def never_confirmed(self, asked_before):
        return self.filter(confirmed_at=None, asked_at__lte=asked_before)

    def to_be_told(self, head):
        """Confirmed, and the ledger has grown since they were last told something."""
        return self.confirmed().filter(told_up_to__lt=head)

    def with_what_is_followed(self):
        return self.select_related(
            "municipality", "sector", "commitment__contract__municipality",
            "commitment__contract__term",
        )  # fmt: skip
