"""One method per question asked about terms, contracts and commitments."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

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
        """``contract_there``: this municipality's Social Contract in each term, or None.

        ``offers_there``: its published juxtaposition, or None; one row for each of several.
        """
        terms = self.model.objects.order_by()
        theirs = terms.filter(contracts__municipality__slug=municipality_slug)
        offers = terms.filter(
            elections__juxtapositions__municipality__slug=municipality_slug,
            elections__juxtapositions__published_at__isnull=False,
        )
        return self.annotate(
            contract_there=FilteredRelation(
                "contracts", condition=Q(contracts__pk__in=Subquery(theirs.values("contracts__pk")))
            ),
            offers_there=FilteredRelation(
                "elections__juxtapositions",
                condition=Q(
                    elections__juxtapositions__pk__in=Subquery(
                        offers.values("elections__juxtapositions__pk")
                    )
                ),
            ),
        ).select_related("contract_there__municipality", "offers_there__election")

    def with_how_testable_it_is_there(self):
        """``testable_there``: how many commitments of `contract_there` can be tested.

        ``listed_there``: of how many; ``checked_there``: at how many of them anybody has looked.
        """
        there = _top_level_of("contract_there")
        return self.annotate(
            testable_there=_number_of(there.filter(_is_testable())),
            checked_there=_number_of(there.filter(_is_checked())),
            listed_there=_number_of(there),
        )


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

    def with_how_testable(self):
        """``testable``: how many commitments can be tested, of ``commitments_listed``."""
        return self.annotate(
            testable=_number_of(_top_level_of("pk").filter(_is_testable())),
            commitments_listed=_number_of(_top_level_of("pk")),
        )

    def newest_term_first(self):
        """With municipality and term, the demonstration last."""
        order = ("term__is_demonstration", "-term__begins", "municipality__sort_key", "pk")
        return self.select_related("municipality", "term").order_by(*order)

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
        """The commitment of this reference, then its points, each with its testability check.

        One row per amendment, as ``amendment_there``, and per published need that it came of, as
        ``need_there``; a row without has None.
        """
        # By key: a condition on two tables would look through every commitment.
        named = self.model.objects.order_by().values("pk")
        family = named.filter(reference=reference).union(named.filter(parent__reference=reference))
        shown = self.model.objects.filter(needs__juxtaposition__published_at__isnull=False)
        return (
            self.filter(pk__in=family)
            .annotate(
                amendment_there=FilteredRelation("amendments"),
                need_there=FilteredRelation(
                    "needs",
                    condition=Q(needs__pk__in=Subquery(shown.order_by().values("needs__pk"))),
                ),
            )
            .select_related(
                "amendment_there", "contract__municipality", "contract__term", "sector", "parent",
                "exclusion", "testability", "need_there__juxtaposition__election",
            )
            .order_by("place_in_list", "id", "amendment_there__since")
        )  # fmt: skip

    def that_came_of(self, need):
        """Commitments that the need became (``is_linked``), and their points, in order."""
        of_need = self.model.needs.rel.related_model.objects.filter(pk=need.pk)
        return (
            self.filter(Q(needs=need) | Q(parent__needs=need))
            .annotate(is_linked=Exists(of_need.filter(commitments=OuterRef("pk"))))
            .distinct()
            .in_order()
        )

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

    def with_its_names(self):
        names = ("municipality", "term")
        return self.select_related(*(f"commitment__contract__{name}" for name in names))

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

    def with_its_names(self):
        return self.select_related("municipality", "term", "contract").order_by(
            "term__is_demonstration", "municipality__sort_key", "pk"
        )

    def of_organisations(self, organisations):
        """For municipalities that one of these organisations (ids) covers."""
        return self.filter(municipality__organisations__in=organisations).distinct()


class DraftCommitmentQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("place_in_list", "id")


class ElectionQuerySet(models.QuerySet):
    def shown(self):
        """Elections of which the offers of a municipality are public."""
        return self.filter(juxtapositions__published_at__isnull=False).distinct()


class JuxtapositionQuerySet(models.QuerySet):
    def published(self):
        """What the public may see."""
        return self.filter(published_at__isnull=False)

    def with_its_numbers(self):
        """``needs_there`` and ``candidates_there``: how many, with municipality."""
        return self.select_related("municipality").annotate(
            needs_there=Count("needs", distinct=True),
            candidates_there=Count("candidates", distinct=True),
        )

    def with_its_page(self):
        """With election, term, municipality and the forum."""
        return self.select_related("election__term", "municipality", "forum")


class NeedQuerySet(models.QuerySet):
    def published(self):
        """Of juxtapositions that the public may see."""
        return self.filter(juxtaposition__published_at__isnull=False)

    def with_number_of_commitments(self):
        """``commitments_there``: how many commitments of the contract came of it."""
        return self.annotate(commitments_there=Count("commitments"))


class CandidateQuerySet(models.QuerySet):
    def with_number_of_answers(self):
        """``answers``: to how many needs her position is recorded."""
        return self.annotate(answers=Count("positions"))


class ActivityQuerySet(models.QuerySet):
    def published(self):
        """What the public may see."""
        return self.filter(is_public=True)

    def of_the_term(self, term):
        return self.filter(term=term)

    def held_by(self, organisations):
        """Those that one of these organisations (ids) holds."""
        held = self.model.organisations.through.objects.filter(organisation__in=organisations)
        return self.filter(pk__in=held.values("activity"))

    def in_place(self, municipality):
        return self.filter(municipalities=municipality)

    def coming(self, on):
        """Not over on that day; one of which only the month or year is known, until that ends."""
        return self.filter(self._is_coming(on)).order_by("begins", "pk")

    def past(self, on):
        return self.exclude(self._is_coming(on)).order_by("-begins", "-pk")

    @staticmethod
    def _is_coming(on):
        day = on.isoformat()
        still = [day[:7], day[:4]]
        return Q(begins__gte=day) | Q(begins__in=still) | Q(ends__gte=day) | Q(ends__in=still)

    def with_where_and_who(self):
        return self.select_related("term").prefetch_related("municipalities", "organisations")

    def with_everything(self):
        """With its steps and documents as well, and its commitments with their municipalities.

        ``needs_shown``: the citizens' needs voiced there that the public may see.
        """
        theirs = self.model.commitments.rel.model.objects.select_related("contract__municipality")
        needs = self.model.needs.rel.related_model.objects.published().select_related(
            "juxtaposition__election", "juxtaposition__municipality"
        )
        return self.with_where_and_who().prefetch_related(
            "steps", "documents", Prefetch("commitments", theirs.in_order()),
            Prefetch("needs", needs, to_attr="needs_shown"),
        )  # fmt: skip


def _top_level_of(contract):
    """For a subquery: the commitments that count, of the contract in this column outside."""
    commitments = apps.get_model("contracts", "Commitment").objects
    return commitments.filter(parent=None, contract=OuterRef(contract)).order_by()


def _is_testable() -> Q:
    passed = Q(
        testability__has_one_action=True,
        testability__has_place=True,
        testability__has_quantity=True,
        testability__has_date=True,
        testability__has_competence=True,
    ) & ~Q(testability__indicator_sq="")
    return _itself_or_all_points(passed)


def _is_checked() -> Q:
    return _itself_or_all_points(Q(testability__isnull=False))


def _itself_or_all_points(passed: Q) -> Q:
    """A bundle is what all its points are, as it takes its status from them (METHOD §1)."""
    commitments = apps.get_model("contracts", "Commitment").objects
    points = commitments.filter(parent=OuterRef("pk"))
    others = points.exclude(Exists(commitments.filter(passed, pk=OuterRef("pk"))))
    return ~Exists(points) & passed | Exists(points) & ~Exists(others)


def _number_of(rows):
    counted = rows.values("contract").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)
