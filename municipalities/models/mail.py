"""The outbox: every mail is a row first, written with what it tells about (QUALITY T-8, R-18)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities.models.people import User
from municipalities.querysets import OutgoingMailQuerySet


class OutgoingMail(models.Model):
    """One mail to one address, in the reader's language.

    ``key`` says what it is about, so that the same is never put in twice. Once sent, the text is
    emptied: what stays says only that it was sent.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=User.Language)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    leave = models.URLField(_("address to leave the list"), blank=True)
    put_at = models.DateTimeField(_("put in at"))
    claimed_at = models.DateTimeField(_("claimed for sending at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["put_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(to="") & ~Q(subject=""), name="mail_is_addressed"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="mail_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) & ~Q(text="") | Q(sent_at__isnull=False, text=""),
                name="mail_keeps_its_text_until_it_is_sent",
            ),
        ]

    def __str__(self):
        return f"{self.key}: {self.to}"
