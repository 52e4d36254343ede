"""What is asked about requests for information."""

from django.db import models
from django.db.models import F, Q


class InformationRequestQuerySet(models.QuerySet):
    def open(self):
        """Sent, and neither answered nor found silent."""
        return self.filter(sent_on__isnull=False, answered_on=None, silence_recorded_at=None)

    def of_organisations(self, organisations):
        return self.filter(organisation__in=organisations)

    def outside_of(self, municipalities):
        """Without those to these municipalities (ids), to which somebody has a tie."""
        return self.exclude(report__contract__municipality__in=municipalities)

    def to_be_looked_after(self, on):
        """Of those that wait: an answer is due by that day, or the time is over."""
        return self.open().filter(due_on__lte=on)

    def due_between(self, first, last):
        """Whose answer is due on one of these days, the earliest first."""
        return self.filter(due_on__range=(first, last)).order_by("due_on", "pk")

    def with_its_names(self):
        return self.select_related(
            "commitment", "organisation", "written_by", "silence_recorded_by",
            "report__contract__municipality", "report__contract__term", "report__round",
            "report__organisation",
        )  # fmt: skip

    def in_the_order_of_the_register(self):
        """Those that wait by the day on which they are due, then all others, newest first."""
        waits = Q(sent_on__isnull=False, answered_on=None, silence_recorded_at=None)
        return self.annotate(
            due_first=models.Case(
                models.When(waits, then=F("due_on")), output_field=models.DateField()
            )
        ).order_by(F("due_first").asc(nulls_last=True), "-written_at", "-pk")
