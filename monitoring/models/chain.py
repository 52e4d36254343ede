"""What can be written only once, and the chain of all that was published (METHOD §7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.conditions import SHA256
from monitoring.querysets import LedgerQuerySet, WrittenOnce


class Shown(models.Model):
    """A row that is written once: saving it again or deleting it raises WrittenOnce."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnce(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnce(type(self))


class LedgerEntry(Shown):
    """One entry of the site's single chain, as exact text (METHOD §7)."""

    class Kind(models.TextChoices):
        PUBLISH = "publish", _("publication")
        CORRECT = "correct", _("correction")
        REPLY = "reply", _("reply of the municipality")
        RETRACT = "retract", _("retraction")
        ERASE = "erase", _("erasure")
        RESTORE = "restore", _("restored from a backup")

    seq = models.PositiveBigIntegerField(_("place in the chain"), unique=True)
    prev = models.CharField(_("hash of the entry before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    subject = models.CharField(_("subject"), max_length=200)
    rev = models.PositiveIntegerField(_("revision"))
    at = models.DateTimeField(_("at"))
    entry = models.TextField(_("entry"))
    payload = models.TextField(_("payload"), null=True, blank=True)  # null: erased by law

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "rev"], name="ledger_no_fork"),
            models.CheckConstraint(
                condition=Q(seq__gte=1, rev__gte=1), name="ledger_counts_from_one"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["publish", "correct", "reply", "retract", "erase", "restore"]
                ),
                name="ledger_kind_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(hash__regex=SHA256, prev__regex=SHA256),
                name="ledger_hashes_are_hashes",
            ),
            models.CheckConstraint(
                condition=~Q(entry="") & ~Q(subject=""), name="ledger_entry_is_text_about_something"
            ),
        ]

    def __str__(self):
        return f"{self.seq} {self.kind} {self.subject} r{self.rev}"
