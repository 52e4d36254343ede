"""Who came in and who tried to: sessions and attempts. No page shows them to anybody else."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities.querysets import AttemptQuerySet, SessionQuerySet


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that all of a person's can be ended (QUALITY S-11)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True,
        related_name="sessions", verbose_name=_("person"),
    )  # fmt: skip

    objects = SessionQuerySet.as_manager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"{self.user or '–'}, {self.expire_date}"

    @classmethod
    def get_session_store_class(cls):
        from municipalities.signing_in.sessions import SessionStore

        return SessionStore


class Attempt(models.Model):
    """One try at something that is allowed only so often (QUALITY §6).

    ``who`` is a keyed hash of an address or account: rows count, they do not tell.
    """

    what = models.CharField(_("what"), max_length=20)
    who = models.CharField(_("who, hashed"), max_length=64)
    at = models.DateTimeField(_("at"))

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["what", "who", "at"], name="attempt_by_what_who_and_time")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(who=""), name="attempt_says_what_and_who"
            )
        ]

    def __str__(self):
        return f"{self.what}, {self.at}"
