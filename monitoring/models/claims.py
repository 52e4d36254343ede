"""Figures that somebody published elsewhere, shown beside scorecards and never mixed with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Term
from monitoring.models.chain import Shown
from monitoring.models.rounds import Round
from monitoring.querysets import ClaimQuerySet
from municipalities.addresses import is_slug
from municipalities.models import Municipality
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


class Claim(Shown):
    """A figure that somebody published elsewhere; never mixed with scorecards (METHOD §5)."""

    class ClaimedBy(models.TextChoices):
        NETWORK = "network", _("the network")
        MUNICIPALITY = "municipality", _("the municipality")

    slug = models.SlugField(_("slug"), unique=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("municipality"),
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="claims", verbose_name=_("term"))
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("round")
    )
    claimed_by = models.CharField(_("claimed by"), max_length=12, choices=ClaimedBy)
    who_sq = models.CharField(_("who, in Albanian"), max_length=200)
    who_en = models.CharField(_("who, in English"), max_length=200, blank=True)
    text_sq = models.TextField(_("text in Albanian"))
    text_en = models.TextField(_("text in English"), blank=True)
    figure = models.DecimalField(
        _("figure in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    full = models.PositiveIntegerField(_("fully addressed"), null=True, blank=True)
    partial = models.PositiveIntegerField(_("partially addressed"), null=True, blank=True)
    none = models.PositiveIntegerField(_("not addressed"), null=True, blank=True)
    municipalities_covered = models.PositiveSmallIntegerField(
        _("municipalities covered"), null=True, blank=True
    )
    period = models.CharField(_("period"), max_length=40)
    said_on = PartialDateField(_("said on"))
    source = models.CharField(_("source"), max_length=500)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["term", "period", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_by__in=["network", "municipality"]),
                name="claim_is_by_a_known_side",
            ),
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(who_sq="") & ~Q(text_sq="") & ~Q(source=""),
                name="claim_says_who_what_where",
            ),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(figure__range=(0, 100)),
                name="claim_figure_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(full__isnull=True, partial__isnull=True, none__isnull=True)
                | Q(full__isnull=False, partial__isnull=False, none__isnull=False),
                name="claim_counts_are_whole",
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("said_on"), name="claim_date_is_a_date"
            ),
        ]

    def __str__(self):
        return self.slug
