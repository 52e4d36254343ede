"""What is asked about who reviews whom."""

from django.db import models


class ReviewDutyQuerySet(models.QuerySet):
    def in_force(self):
        """Accepted by a network admin."""
        return self.filter(accepted_at__isnull=False)

    def proposed(self):
        """Not accepted yet."""
        return self.filter(accepted_at=None)

    def of_the_round(self, round):
        return self.filter(round=round)

    def of_report(self, report):
        """The duty for the report's contract in its round."""
        return self.filter(round=report.round_id, contract=report.contract_id)

    def with_organisations(self):
        return self.select_related("author", "organisation")

    def with_what_names_them(self):
        """With the municipality, the term and the organisations, in Albanian order."""
        return self.with_organisations().select_related(
            "contract__municipality", "contract__term"
        ).order_by("contract__municipality__sort_key", "pk")  # fmt: skip
