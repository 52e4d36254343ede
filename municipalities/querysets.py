"""One method per question asked about places and organisations."""

from django.db import models
from django.db.models import Q


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


class FactorResetQuerySet(models.QuerySet):
    def open(self):
        """Asked for by one person, and waiting for a second."""
        return self.filter(decided_at=None)


class AuditQuerySet(models.QuerySet):
    def newest_first(self):
        """With the names of whom it is about."""
        return self.select_related("by", "person", "organisation").order_by("-at", "-pk")


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
