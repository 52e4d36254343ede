"""How people come in and what is undone by two: invitations and resets of the second factor."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from municipalities.conditions import known_together
from municipalities.models.people import Membership, Organisation, User
from municipalities.querysets import FactorResetQuerySet, InvitationQuerySet


class Invitation(models.Model):
    """A link by mail that makes somebody a member, once and for seven days (QUALITY S-23).

    ``key`` is part of what the link signs: sending it again gives a new one, and the older link
    is dead. Without organisation it invites a network admin.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True,
        related_name="invitations", verbose_name=_("member organisation"),
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=12, choices=Membership.Role, blank=True)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=User.Language, default=User.Language.ALBANIAN
    )
    key = models.CharField(_("key of the link"), max_length=32, unique=True)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("accepted by"),
    )  # fmt: skip
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("revoked by"),
    )  # fmt: skip

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, role="")
                | Q(organisation__isnull=False, role__in=["coordinator", "manager"]),
                name="invitation_names_organisation_and_role",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email="") & ~Q(name="") & ~Q(key=""),
                name="invitation_is_addressed",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="invitation_language_is_known"
            ),
            models.CheckConstraint(
                condition=known_together("accepted_at", "accepted_by"),
                name="invitation_accepted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=known_together("revoked_at", "revoked_by"),
                name="invitation_revoked_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_is_accepted_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_per_organisation_and_address",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(
                    organisation__isnull=True, accepted_at__isnull=True, revoked_at__isnull=True
                ),
                name="invitation_one_open_as_network_admin",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.organisation or '–'}"


class FactorReset(models.Model):
    """The second factor of somebody who lost it, removed by two people (QUALITY S-20)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE,
        related_name="factor_resets", verbose_name=_("person"),
    )  # fmt: skip
    reason = models.CharField(_("how she was recognised"), max_length=300)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    was_done = models.BooleanField(_("second factor removed"), default=False)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="factor_reset_has_a_reason"),
            models.CheckConstraint(
                condition=known_together("decided_at", "decided_by"),
                name="factor_reset_decided_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("asked_by")), name="factor_reset_is_asked_by_another"
            ),
            models.CheckConstraint(
                condition=Q(was_done=False)
                | Q(decided_by__isnull=False)
                & ~Q(decided_by=F("asked_by"))
                & ~Q(decided_by=F("person")),
                name="factor_reset_is_done_by_two",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(decided_at__isnull=True),
                name="factor_reset_one_open_per_person",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.asked_at}"
