"""What happened at the doors: sign-ins, refusals, roles, downloads. Written once (QUALITY S-55)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities.models.people import Organisation
from municipalities.querysets import AuditQuerySet


class AuditEntry(models.Model):
    """Who did what to whom, when, and from which network; no secret, no text, no whole address."""

    class Event(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
        LOCKED_OUT = "locked_out", _("locked out for a while")
        SIGNED_OUT = "signed_out", _("signed out")
        REFUSED = "refused", _("refused")
        INVITED = "invited", _("invited")
        INVITATION_REVOKED = "invitation_revoked", _("invitation revoked")
        JOINED = "joined", _("joined")
        ROLE_GIVEN = "role_given", _("role given")
        ROLE_TAKEN = "role_taken", _("role taken away")
        DISABLED = "disabled", _("disabled")
        ENABLED = "enabled", _("enabled again")
        ANONYMISED = "anonymised", _("made anonymous")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        FACTOR_CHANGED = "factor_changed", _("second factor changed")
        FACTOR_RESET_ASKED = "factor_reset_asked", _("reset of the second factor asked for")
        FACTOR_RESET_DONE = "factor_reset_done", _("second factor reset")
        SESSIONS_ENDED = "sessions_ended", _("sessions ended")
        ORGANISATION_JOINED = "organisation_joined", _("organisation joined")
        ORGANISATION_SUSPENDED = "organisation_suspended", _("organisation suspended")
        ORGANISATION_REINSTATED = "organisation_reinstated", _("organisation reinstated")
        ORGANISATION_LEFT = "organisation_left", _("organisation left")
        ORGANISATION_LEADS = "organisation_leads", _("organisation leads the network")
        ORIGINAL_DOWNLOADED = "original_downloaded", _("original downloaded")
        EXPORTED = "exported", _("exported")

    event = models.CharField(_("what"), max_length=24, choices=Event)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("by"),
    )  # fmt: skip
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("person concerned"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("member organisation"),
    )  # fmt: skip
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    came_from = models.CharField(_("from which network"), max_length=43, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["event", "at"], name="audit_by_event_and_time"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    event__in=[
                        "signed_in", "sign_in_failed", "locked_out", "signed_out", "refused",
                        "invited", "invitation_revoked", "joined", "role_given", "role_taken",
                        "disabled", "enabled", "anonymised", "password_changed", "factor_changed",
                        "factor_reset_asked", "factor_reset_done", "sessions_ended",
                        "organisation_joined", "organisation_suspended",
                        "organisation_reinstated", "organisation_left", "organisation_leads",
                        "original_downloaded", "exported",
                    ]
                ),
                name="audit_event_is_known_word",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

    def save(self, **options):
        if not self._state.adding:
            raise ValidationError(_("The audit list is only ever added to."))
        super().save(**options)

    def delete(self, **options):
        raise ValidationError(_("The audit list is only ever added to."))
