"""Rounds: the periods in which all municipalities of a term are monitored."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts.models import Term
from monitoring.querysets import RoundQuerySet
from municipalities.addresses import is_slug
from municipalities.conditions import known_together

# Results published before the portal existed, shown as published and never recomputed (METHOD §5).
AS_PUBLISHED = "0"
METHOD_VERSION = "1"
# In a municipality's addresses these stand where the slug of a round would.
OTHER_PAGES_THERE = ("activities", "media", "sheet")


class Round(models.Model):
    """One monitoring round of a term (METHOD §1)."""

    class Method(models.TextChoices):
        AS_PUBLISHED = "0", _("0 – as published before the portal")
        ONE = "1", "1"

    term = models.ForeignKey(Term, models.PROTECT, related_name="rounds", verbose_name=_("term"))
    slug = models.SlugField(_("slug"))
    name_sq = models.CharField(_("name in Albanian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    begins = models.DateField(_("period begins"), null=True, blank=True)
    ends = models.DateField(_("period ends"), null=True, blank=True)
    evidence_until = models.DateField(_("evidence counts until"), null=True, blank=True)
    submit_by = models.DateField(_("submit by"), null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField(_("days for the reply"), default=14)
    method_version = models.CharField(
        _("method version"), max_length=4, choices=Method, default=Method.ONE
    )
    is_final = models.BooleanField(_("last round of the term"), default=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("closed by"),
    )  # fmt: skip

    history = HistoricalRecords()
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-term__begins", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "slug"], name="round_slug_is_unique_in_its_term"
            ),
            models.CheckConstraint(
                condition=Q(method_version__in=["0", "1"]), name="round_method_is_known"
            ),
            models.CheckConstraint(
                condition=Q(method_version="0")
                | Q(
                    begins__isnull=False,
                    ends__isnull=False,
                    evidence_until__isnull=False,
                    submit_by__isnull=False,
                ),
                name="round_has_its_dates",
                violation_error_message=_(
                    "Give the period, the date until which evidence counts and the deadline."
                ),
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                name="round_ends_after_it_begins",
                violation_error_message=_("A round ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(evidence_until__gte=F("begins"), submit_by__gte=F("evidence_until")),
                name="round_dates_are_in_order",
                violation_error_message=_(
                    "Evidence counts until a day in or after the period; the deadline follows."
                ),
            ),
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(name_sq=""), name="round_is_named"
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=OTHER_PAGES_THERE),
                name="round_has_its_own_address",
                violation_error_message=_(
                    "Another page of each municipality has this address. Choose another one, for "
                    "example 2026-2027."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reply_days__range=(1, 90)), name="round_reply_days_are_1_to_90"
            ),
            models.CheckConstraint(
                condition=known_together("closed_at", "closed_by"),
                name="round_closed_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return self.name_sq

    @property
    def is_as_published(self) -> bool:
        """Its results were published before the portal existed; none of them is ours."""
        return self.method_version == AS_PUBLISHED


class RoundExtension(models.Model):
    """That a round's deadline was moved, with its public reason; nothing is moved silently."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="extensions", verbose_name=_("round")
    )
    old_submit_by = models.DateField(_("deadline before"))
    new_submit_by = models.DateField(_("deadline since"))
    reason_sq = models.CharField(_("public reason in Albanian"), max_length=300)
    reason_en = models.CharField(_("public reason in English"), max_length=300, blank=True)
    extended_at = models.DateTimeField(_("extended at"))
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("extended by")
    )

    class Meta:
        verbose_name = _("extension of a round")
        verbose_name_plural = _("extensions of rounds")
        ordering = ["round", "extended_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason_sq=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(new_submit_by__gt=F("old_submit_by")),
                name="extension_moves_the_deadline_later",
                violation_error_message=_("The new deadline is later than the old one."),
            ),
        ]

    def __str__(self):
        return f"{self.round}, {self.new_submit_by}"


class RoundReopening(models.Model):
    """That a closed round was opened again, with its public reason; that it was closed stays."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="reopenings", verbose_name=_("round")
    )
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("closed by")
    )
    reason_sq = models.CharField(_("public reason in Albanian"), max_length=300)
    reason_en = models.CharField(_("public reason in English"), max_length=300, blank=True)
    reopened_at = models.DateTimeField(_("reopened at"))
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reopened by")
    )

    class Meta:
        verbose_name = _("reopening of a round")
        verbose_name_plural = _("reopenings of rounds")
        ordering = ["round", "reopened_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason_sq=""), name="reopening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(reopened_at__gte=F("closed_at")), name="reopening_follows_the_closing"
            ),
            models.UniqueConstraint(
                fields=["round", "closed_at"], name="reopening_one_per_closing"
            ),
        ]

    def __str__(self):
        return f"{self.round}, {self.reopened_at}"
