"""One method per question asked about what citizens told."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce


class CaseQuerySet(models.QuerySet):
    def decided(self):
        """With outcome and reason; only these are in public."""
        return self.filter(decided_at__isnull=False)

    def waiting(self):
        return self.filter(decided_at=None)

    def of_the_term(self, term):
        return self.filter(commitment__contract__term=term)

    def in_municipalities_of(self, memberships):
        """About commitments of municipalities that these people's organisations cover."""
        return self.filter(
            commitment__contract__municipality__in=memberships.values(
                "organisation__municipalities"
            )
        )

    def with_their_places(self):
        """Each with its commitment, and its municipality and term."""
        return self.select_related(
            "commitment", "commitment__contract__municipality", "commitment__contract__term"
        )

    def and_all_that_say_the_same(self, cases):
        """These cases, and those with the words of one of them about the same commitment.

        What came with files stands by itself: two may show different things in the same words.
        """
        by_commitment: dict[int, list[str]] = {}
        for case in cases:
            by_commitment.setdefault(case.commitment_id, []).append(case.fingerprint)
        same = Q(pk__in=[case.pk for case in cases])
        for commitment, fingerprints in by_commitment.items():
            same |= Q(commitment=commitment, fingerprint__in=fingerprints, files=None)
        return self.filter(same).distinct()

    def folded(self):
        """The first of those that wait, have no files and say the same, and each with files.

        Each with the number of ``copies`` of it that are decided together with it.
        """
        same = self.model.objects.waiting().filter(
            commitment=OuterRef("commitment"), fingerprint=OuterRef("fingerprint"), files=None
        )
        number = same.order_by().values("fingerprint").annotate(number=Count("pk")).values("number")
        earlier = same.filter(pk__lt=OuterRef("pk"))
        with_files = Exists(self.model.objects.filter(pk=OuterRef("pk"), files__isnull=False))
        return self.filter(with_files | ~Exists(earlier)).annotate(
            has_files=with_files,
            alike=Coalesce(Subquery(number), 0),
            copies=F("alike") + Case(When(has_files=True, then=1), default=0),
        )

    def in_the_order_received(self):
        return self.order_by("received_at", "pk")

    def one_for_each_decision(self):
        """The first of those about one commitment that were decided in one go.

        How many there were is nobody's business: a number that a crowd could move (S-51).
        """
        together = self.model.objects.filter(
            commitment=OuterRef("commitment"),
            decided_at=OuterRef("decided_at"),
            outcome=OuterRef("outcome"),
            pk__lt=OuterRef("pk"),
        )
        return self.filter(~Exists(together))

    def newest_decision_first(self):
        return self.order_by("-decided_at", "pk")

    def to_be_erased(self, decided_before):
        """Decided so long ago, and still with the citizen's words; oldest first."""
        return self.filter(decided_at__lte=decided_before, erased_at=None).order_by("decided_at")


class CaseFileQuerySet(models.QuerySet):
    def bytes_that_wait(self) -> int:
        """Of the files whose case nobody has decided yet."""
        found = self.filter(case__decided_at=None)
        return found.order_by().aggregate(all=Sum("size"))["all"] or 0
