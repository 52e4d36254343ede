"""One method per question asked about places and organisations."""

from django.db import models
from django.db.models import Q


class AdministrativeUnitQuerySet(models.QuerySet):
    def shown_in(self, *, demonstration: bool):
        """Those of the municipalities that a term's pages show, in Albanian order of these."""
        found = self if demonstration else self.filter(municipality__is_demonstration=False)
        return found.order_by("municipality__sort_key", "pk")


class MunicipalityQuerySet(models.QuerySet):
    def in_the_network(self):
        """Real municipalities, in Albanian order."""
        return self.filter(is_demonstration=False).order_by("sort_key")

    def shown_in(self, *, demonstration: bool):
        """What a term's pages show: invented municipalities only ever in the demonstration."""
        found = self if demonstration else self.filter(is_demonstration=False)
        return found.order_by("sort_key", "pk")

    def in_albanian_order(self):
        return self.order_by("sort_key")

    def with_mayors_there(self, begins: str, ends: str):
        """A row per mayor in office at any time in these years, as ``mayor_there``, in order."""
        in_office = Q(mayors__until="") | Q(mayors__until__gte=begins)
        if ends:
            in_office &= Q(mayors__since__lt=ends)
        return (
            self.annotate(mayor_there=models.FilteredRelation("mayors", condition=in_office))
            .select_related("mayor_there")
            .order_by("mayor_there__since", "mayor_there__pk")
        )

    def whose_facts_are_kept_by(self, user, *, everywhere: bool):
        """All, or those that an active organisation of the person covers."""
        if everywhere:
            return self.in_albanian_order()
        mine = Q(
            organisations__is_active=True,
            organisations__memberships__user=user,
            organisations__memberships__user__is_active=True,
        )
        return self.filter(mine).distinct().in_albanian_order()


class MayorQuerySet(models.QuerySet):
    def in_order_of_office(self):
        return self.order_by("since", "id")

    def in_office_between(self, begins: str, ends: str):
        """Whoever held office at any time from ``begins`` until ``ends`` (ISO texts, '' = open)."""
        found = self.filter(Q(until="") | Q(until__gte=begins))
        return found.filter(since__lt=ends) if ends else found


class OrganisationQuerySet(models.QuerySet):
    def members(self):
        """Active member organisations, in Albanian order."""
        return self.filter(is_active=True).order_by("sort_key")

    def covering(self, municipality):
        return self.members().filter(municipalities=municipality)

    def with_what_they_cover(self):
        """All that ever were members, in Albanian order."""
        return self.order_by("sort_key", "pk").prefetch_related("municipalities")

    def with_the_first_they_cover(self, number: int):
        """Each with ``first_covered``, so many in Albanian order, and ``covered_in_all``."""
        there = self.model._meta.get_field("municipalities").related_model.objects
        first = models.Prefetch(
            "municipalities", there.in_albanian_order()[:number], to_attr="first_covered"
        )
        return self.annotate(covered_in_all=models.Count("municipalities")).prefetch_related(first)

    def once_members(self):
        """Those that left, with the dates; in Albanian order."""
        return self.exclude(left="").order_by("sort_key", "pk")

    def in_albanian_order(self):
        return self.order_by("sort_key", "pk")

    def managed_by(self, user):
        """Active ones whose people this person manages."""
        roles = {"memberships__user": user, "memberships__role": "manager"}
        return self.members().filter(memberships__user__is_active=True, **roles)


class FormerCoverageQuerySet(models.QuerySet):
    def of(self, organisation):
        """What it covered once, what ended last first."""
        found = self.filter(organisation=organisation).select_related("municipality")
        return found.order_by("-until", "municipality__sort_key", "pk")


class UserQuerySet(models.QuerySet):
    def network_admins(self):
        return self.filter(is_active=True, is_network_admin=True)

    def to_be_anonymised(self, before):
        """Disabled on that day or earlier, and still known by name."""
        return self.filter(disabled_on__lte=before, anonymised_on=None).order_by("pk")

    def without_organisation(self):
        """Not anonymous, and in no organisation."""
        return self.filter(memberships=None, anonymised_on=None).order_by("name", "pk")


class MembershipQuerySet(models.QuerySet):
    def in_force(self):
        """Memberships that give rights now: active person, active organisation."""
        return self.filter(user__is_active=True, organisation__is_active=True)

    def of(self, user):
        return self.in_force().filter(user=user)

    def covering(self, municipality):
        """Memberships of organisations that cover the municipality."""
        return self.filter(organisation__municipalities=municipality)

    def with_people(self):
        """Each with the person and the organisation, in Albanian order."""
        return self.select_related("user", "organisation").order_by(
            "organisation__sort_key", "user__name", "pk"
        )

    def of_other_organisations(self, organisation):
        """Everybody in another organisation than this one, with her name, in Albanian order."""
        return self.in_force().exclude(organisation=organisation).with_people()


class SessionQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def open_on(self, when):
        """Whose cookie is not too old."""
        return self.filter(expire_date__gt=when).order_by("-expire_date", "pk")


class AttemptQuerySet(models.QuerySet):
    def since(self, when, *, what, who):
        """Tries of one address or account at one thing since then."""
        return self.filter(what=what, who=who, at__gt=when)

    def before(self, when):
        """What no limit looks at any more."""
        return self.filter(at__lte=when)


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self):
        """Not sent yet, oldest first."""
        return self.filter(sent_at=None).order_by("put_at", "pk")

    def to_be_sent(self, abandoned):
        """Waiting, in nobody's hand: a claim from before ``abandoned`` was left by a dead run."""
        return self.waiting().filter(Q(claimed_at=None) | Q(claimed_at__lt=abandoned))

    def sent_before(self, when):
        return self.filter(sent_at__lt=when)

    def with_keys_that_begin(self, words):
        return self.filter(key__startswith=words)


class DeclaredInterestQuerySet(models.QuerySet):
    def in_force(self, on):
        """Ties that exist on that day; one without dates always does."""
        return self.filter(Q(begins=None) | Q(begins__lte=on), Q(ends=None) | Q(ends__gte=on))

    def of(self, user):
        return self.filter(user=user)

    def with_their_places(self):
        """With municipality; those that go on first, then by when they were declared."""
        return self.select_related("municipality").order_by(
            models.F("ends").desc(nulls_first=True), "-declared_at", "-pk"
        )


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor revoked; whether its seven days are over is asked of its link."""
        return self.filter(accepted_at=None, revoked_at=None)

    def of(self, organisation):
        return self.filter(organisation=organisation)

    def of_organisations(self, organisations):
        """With who sent it, newest first."""
        found = self.filter(organisation__in=organisations)
        return found.select_related("organisation", "sent_by").order_by("-sent_at", "-pk")

    def of_network_admins(self):
        return self.filter(organisation=None).select_related("sent_by").order_by("-sent_at", "-pk")

    def of_no_use_since(self, when):
        """Never accepted, and taken back or run out before then: names and addresses of people
        who never came."""
        return self.filter(accepted_at=None, sent_at__lt=when)


class FactorResetQuerySet(models.QuerySet):
    def open(self):
        """Asked for by one person, and waiting for a second."""
        return self.filter(decided_at=None)

    def with_their_people(self):
        return self.select_related("person", "asked_by")


class OnlyAddedTo(Exception):
    """An entry of the audit list was to be changed or deleted."""


class AuditQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise OnlyAddedTo

    def bulk_update(self, objs, fields, batch_size=None):
        raise OnlyAddedTo

    def delete(self):
        raise OnlyAddedTo

    def _raw_delete(self, using):
        raise OnlyAddedTo

    def newest_first(self):
        """With the names of whom it is about."""
        return self.select_related("by", "person", "organisation").order_by("-at", "-pk")

    def about(self, name):
        """Entries of or about people whose name or address holds these words."""
        return self.filter(
            Q(by__name__icontains=name) | Q(by__email__icontains=name)
            | Q(person__name__icontains=name) | Q(person__email__icontains=name)
        )  # fmt: skip

    def between(self, first, last):
        """Entries of these days; either may be open."""
        found = self.filter(at__date__gte=first) if first else self
        return found.filter(at__date__lte=last) if last else found


class OpennessQuerySet(models.QuerySet):
    """Facts that are looked up again and again; each row is one look, or one year."""

    def of(self, municipality):
        return self.filter(municipality=municipality)


class AnnouncementQuerySet(models.QuerySet):
    def shown(self, on):
        """What stands on desks on that day, newest first."""
        return self.filter(models.Q(ends=None) | models.Q(ends__gte=on), begins__lte=on).order_by(
            "-begins", "-pk"
        )

    def with_their_writers(self):
        """Newest first, with the name of who wrote it, and with ``changed_at`` and ``changed_by``:
        when and by whom it was changed last, if ever."""
        changes = self.model.history.filter(
            id=models.OuterRef("pk"), history_type="~"
        ).order_by("-history_id")  # fmt: skip
        return (
            self.select_related("written_by")
            .annotate(
                changed_at=models.Subquery(changes.values("history_date")[:1]),
                changed_by=models.Subquery(changes.values("history_user__name")[:1]),
            )
            .order_by("-begins", "-pk")
        )
