"""What citizens tell about a commitment: cases, with their files. Never public as they came in.

A coordinator decides; then the case's outcome and reason are public, and her own words about what
was sent. What the citizen wrote and how she can be reached is erased some time after.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment
from monitoring.models.conditions import SHA256
from monitoring.models.vocabulary import Language
from monitoring.querysets.cases import CaseFileQuerySet, CaseQuerySet
from municipalities.conditions import known_together


class Case(models.Model):
    """One message of a citizen about one commitment.

    ``number`` is random, so that it tells nobody how many there are. ``fingerprint`` is that of
    the text without regard to case and spaces: the same sent twice is folded in the queue.
    """

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("evidence")
        CORRECTION = "correction", _("a mistake on the page")

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", _("taken up in the next report")
        CORRECTED = "corrected", _("led to a correction")
        KNOWN = "known", _("known already")
        DECLINED = "declined", _("not taken up")
        REJECTED = "rejected", _("not about the commitment")

    number = models.CharField(_("case number"), max_length=12, unique=True)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="cases", verbose_name=_("commitment")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("what the citizen wrote"), blank=True)
    contact = models.EmailField(_("e-mail address, if she wants an answer"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    fingerprint = models.CharField(_("fingerprint of the text"), max_length=64)
    received_at = models.DateTimeField(_("received at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    reason_sq = models.TextField(_("public reason in Albanian"), blank=True)
    reason_en = models.TextField(_("public reason in English"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["commitment", "fingerprint"], name="case_by_what_it_says"),
            models.Index(fields=["decided_at"], name="case_by_decision"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["evidence", "correction"]), name="case_kind_is_known_word"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="case_language_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(number="") & Q(fingerprint__regex=SHA256), name="case_is_numbered"
            ),
            models.CheckConstraint(
                condition=known_together("decided_at", "decided_by"),
                name="case_decided_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="", reason_sq="", reason_en="")
                | Q(
                    decided_at__isnull=False,
                    outcome__in=["taken_up", "corrected", "known", "declined", "rejected"],
                )
                & ~Q(reason_sq=""),
                name="case_decided_has_outcome_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(text="")
                | Q(erased_at__isnull=False, decided_at__isnull=False, text="", contact=""),
                name="case_keeps_its_text_until_it_is_erased",
            ),
        ]

    def __str__(self):
        return self.number


class CaseFile(models.Model):
    """One file that came with a case, cleaned; its original is not kept."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files", verbose_name=_("case"))
    name = models.CharField(_("the sender’s name of it"), max_length=100)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type of the file"), max_length=40)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sha256"], name="case_file_once_per_case"),
            models.CheckConstraint(
                condition=Q(sha256__regex=SHA256, size__gt=0) & ~Q(content_type=""),
                name="case_file_is_fully_described",
            ),
        ]

    def __str__(self):
        return self.name
