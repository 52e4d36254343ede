"""Evidence while it is worked on: items, files that wait for their words, downloads of originals.

Nothing in this file is ever shown to the public. Publishing copies it into the showcase.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from monitoring.models.conditions import (
    SHA256,
    file_is_fully_described,
    original_is_known_with_its_file,
)
from monitoring.models.vocabulary import EVIDENCE_WORDS, EvidenceClass, Language
from monitoring.models.workshop import Finding, Report
from monitoring.querysets import EvidenceQuerySet, KeptFileQuerySet
from municipalities.addresses import is_web_address_or_empty
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


class Evidence(models.Model):
    """One thing that shows a finding: a file or a link, or where somebody searched in vain."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        WITHHELD = "withheld", _("withheld")

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="evidence", verbose_name=_("finding")
    )
    evidence_class = models.CharField(_("class"), max_length=12, choices=EvidenceClass)
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    dated = PartialDateField(_("dated"))
    place = models.CharField(_("place or office"), max_length=200, blank=True)
    page = models.CharField(_("page"), max_length=40, blank=True)
    shows = models.TextField(_("what it shows"), blank=True)
    text_alternative = models.TextField(_("text alternative"), blank=True)
    language = models.CharField(
        _("language of these words"), max_length=2, choices=Language, default=Language.ALBANIAN
    )
    link = models.URLField(_("link"), max_length=1000, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=40, blank=True)
    original_sha256 = models.CharField(_("SHA-256 of the original"), max_length=64, blank=True)
    original_size = models.PositiveIntegerField(
        _("size of the original in bytes"), null=True, blank=True
    )
    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )
    withheld_reason = models.CharField(_("reason for withholding"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    history = HistoricalRecords()
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence_class__in=EVIDENCE_WORDS),
                name="evidence_class_is_known_word",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(
                condition=~Q(sha256="") & Q(link="")
                | Q(sha256="") & ~Q(link="")
                | Q(evidence_class="search", sha256="", link=""),
                name="evidence_is_a_file_or_a_link",
                violation_error_message=_("Evidence is either a file or a link."),
            ),
            models.CheckConstraint(
                condition=file_is_fully_described() & original_is_known_with_its_file(),
                name="evidence_file_is_fully_described",
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("link"), name="evidence_link_is_a_web_address"
            ),
            models.CheckConstraint(
                condition=Q(visibility="public", withheld_reason="")
                | Q(visibility="withheld") & ~Q(withheld_reason=""),
                name="evidence_withheld_has_its_reason",
                violation_error_message=_("Say why the evidence is withheld."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("dated"), name="evidence_date_is_a_date"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="evidence_language_is_known"
            ),
        ]

    def __str__(self):
        return self.title


class TakenIn(models.Model):
    """The columns of a file that was taken in: its cleaned copy and the untouched original."""

    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type of the file"), max_length=40)
    original_sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)
    original_size = models.PositiveIntegerField(_("size of the original in bytes"))

    class Meta:
        abstract = True


class KeptFile(TakenIn):
    """A file that was taken in for a finding and waits to be described as evidence.

    It survives whatever happens to the form that it was sent with (QUALITY R-17).
    """

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="kept_files", verbose_name=_("finding")
    )
    name = models.CharField(_("the sender’s name of it"), max_length=100)
    kept_at = models.DateTimeField(_("kept at"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by")
    )

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "sha256"], name="kept_file_waits_once_per_finding"
            ),
            models.CheckConstraint(
                condition=file_is_fully_described()
                & original_is_known_with_its_file()
                & ~Q(sha256="")
                & ~Q(name=""),
                name="kept_file_is_fully_described",
            ),
        ]

    def __str__(self):
        return self.name


class OriginalDownload(models.Model):
    """Who fetched an untouched original, and when; never changed (QUALITY S-35)."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="original_downloads", verbose_name=_("report")
    )
    title = models.CharField(_("title"), max_length=200)
    original_sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)
    downloaded_at = models.DateTimeField(_("downloaded at"))
    downloaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("downloaded by")
    )

    class Meta:
        verbose_name = _("download of an original")
        verbose_name_plural = _("downloads of originals")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(original_sha256__regex=SHA256), name="download_names_its_file"
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.downloaded_at}"
