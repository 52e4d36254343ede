"""One method per question asked about terms, contracts and commitments."""

from django.db import models
from django.db.models import Count, Q


class TermQuerySet(models.QuerySet):
    """Terms are few, one in four years: these questions look through all rows, in one query."""

    def in_force(self, on):
        """The term of the real record that ``on`` (a date) falls into, or None."""
        begun = [term for term in self if not term.is_demonstration and term.begins <= on]
        return max(begun, key=lambda term: term.begins, default=None)

    def default(self, on, *, demonstration):
        """What a page shows that names no term: in a demo installation the demonstration."""
        shown = next((term for term in self if term.is_demonstration), None)
        return shown if demonstration and shown else self.in_force(on)

    def newest_first(self):
        """The order of the term switch: the real record newest first, demonstration last."""
        return self.order_by("is_demonstration", "-begins")


class SocialContractQuerySet(models.QuerySet):
    def of_the_term(self, term):
        return self.filter(term=term).order_by("municipality__sort_key")

    def with_number_of_commitments(self):
        """``commitments_listed``: how many top-level commitments are entered."""
        return self.annotate(
            commitments_listed=Count("commitments", filter=Q(commitments__parent=None))
        )


class CommitmentQuerySet(models.QuerySet):
    def top_level(self):
        """The units that count (METHOD §1)."""
        return self.filter(parent=None)

    def leaves(self):
        """What is assessed one by one: points, and commitments without points."""
        return self.filter(points=None)

    def in_order(self):
        return self.order_by("place_in_list", "id")
