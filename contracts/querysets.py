"""One method per question asked about terms, contracts and commitments."""

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Prefetch, Q, Subquery

from municipalities.models import Organisation


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

    def with_contract_of(self, municipality_slug):
        """``contract_there``: this municipality's Social Contract in each term, or None."""
        theirs = self.model.objects.filter(contracts__municipality__slug=municipality_slug)
        theirs = theirs.order_by().values("contracts__pk")
        return self.annotate(
            contract_there=FilteredRelation(
                "contracts", condition=Q(contracts__pk__in=Subquery(theirs))
            )
        ).select_related("contract_there__municipality")


class SocialContractQuerySet(models.QuerySet):
    def of_the_term(self, term):
        return self.filter(term=term).order_by("municipality__sort_key")

    def of_the_terms(self, terms):
        return self.filter(term__in=terms).order_by("municipality__sort_key", "pk")

    def with_who_covers(self):
        """With the municipality and the active organisations that cover it."""
        covering = Prefetch("municipality__organisations", Organisation.objects.members())
        return self.select_related("municipality", "term").prefetch_related(covering)

    def with_entered_commitments(self):
        """Contracts whose commitments have been entered."""
        return self.filter(commitments__isnull=False).distinct()

    def with_whether_commitments_are_entered(self):
        """``has_commitments``: whether anybody has entered the commitments yet."""
        entered = self.model.objects.filter(pk=OuterRef("pk"), commitments__isnull=False)
        return self.annotate(has_commitments=Exists(entered))

    def with_entered_commitments_in(self, municipalities):
        """The same of these municipalities."""
        return self.with_entered_commitments().filter(municipality__in=municipalities)

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

    def characters_of_units(self):
        """(commitment, character of a unit) for each unit that a commitment names."""
        named = self.filter(units__isnull=False).order_by()
        return named.values_list("pk", "units__character").distinct()

    def with_its_points(self, reference):
        """The commitment of this reference, then its points, each with its amendments.

        One row per amendment, as ``amendment_there``; a row without has None.
        """
        return (
            self.filter(Q(reference=reference) | Q(parent__reference=reference))
            .annotate(amendment_there=FilteredRelation("amendments"))
            .select_related(
                "amendment_there", "contract__municipality", "contract__term", "sector", "parent",
                "exclusion",
            )
            .order_by("place_in_list", "id", "amendment_there__since")
        )  # fmt: skip

    def with_this_reference(self, reference):
        """One commitment, with its names and those of its contract."""
        return self.filter(reference=reference).select_related(
            "parent", "contract__municipality", "contract__term"
        )

    def excluded(self, on):
        """Left out as obsolete on that day, by two approvals (METHOD §5)."""
        return self.filter(exclusion__approved_at__isnull=False, exclusion__since__lte=on)

    def not_excluded(self, on):
        return self.exclude(pk__in=self.model.objects.excluded(on))

    def withdrawn(self, on):
        """Taken back by the municipality alone by that day; they stay in (METHOD §5)."""
        return self.filter(withdrawn_on__lte=on)


class ExclusionQuerySet(models.QuerySet):
    def in_force(self, on):
        """Approved by two organisations, and obsolete by that day (METHOD §5)."""
        return self.filter(approved_at__isnull=False, since__lte=on)

    def proposed(self):
        """With one approval, waiting for the second."""
        return self.filter(approved_at=None)

    def awaiting_approval_of(self, user, organisations):
        """Proposals that this person may approve for one of these organisations (ids)."""
        return (
            self.proposed()
            .exclude(approvals__organisation__in=organisations)
            .exclude(approvals__approved_by=user)
            .order_by("since", "id")
        )


class ContractDraftQuerySet(models.QuerySet):
    def under_way(self):
        """Not signed yet."""
        return self.filter(contract=None)


class DraftCommitmentQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("place_in_list", "id")


class JuxtapositionQuerySet(models.QuerySet):
    def published(self):
        """What the public may see."""
        return self.filter(published_at__isnull=False)


class NeedQuerySet(models.QuerySet):
    def published(self):
        """Of juxtapositions that the public may see."""
        return self.filter(juxtaposition__published_at__isnull=False)


class ActivityQuerySet(models.QuerySet):
    def published(self):
        """What the public may see."""
        return self.filter(is_public=True)
