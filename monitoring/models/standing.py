"""The results that stand, side by side with what a summary of many of them needs."""

from django.db import models
from django.db.models import F, FloatField
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _

from contracts.models import SocialContract, Term
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard
from monitoring.querysets import StandingResultQuerySet

ASSESSED = F("full") + F("partial") + F("none")


class StandingResult(models.Model):
    """A scorecard by the portal's own method that stands: the newest revision, not retracted.

    It follows from the showcase (`monitoring.standing`) and says nothing of its own, so it may be
    made again at any time; what it says is held against the showcase by `monitoring.verification`.
    """

    scorecard = models.OneToOneField(
        Scorecard, models.CASCADE, primary_key=True, related_name="standing",
        verbose_name=_("scorecard"),
    )  # fmt: skip
    contract = models.ForeignKey(
        SocialContract, models.CASCADE, related_name="+", db_index=False,
        verbose_name=_("contract"),
    )  # fmt: skip
    term = models.ForeignKey(
        Term, models.CASCADE, related_name="+", db_index=False, verbose_name=_("term")
    )
    round = models.ForeignKey(Round, models.CASCADE, related_name="+", verbose_name=_("round"))
    full = models.PositiveIntegerField(_("fully addressed"))
    partial = models.PositiveIntegerField(_("partially addressed"))
    none = models.PositiveIntegerField(_("not addressed"))
    unassessed = models.PositiveIntegerField(_("not yet assessed"))
    unassessable = models.PositiveIntegerField(_("cannot be assessed"))
    excluded = models.PositiveIntegerField(_("excluded as obsolete"))
    # Orders alone: figures are exact fractions of the counts (METHOD §4).
    fulfilment = models.GeneratedField(
        expression=Cast(2 * F("full") + F("partial"), FloatField()) / NullIf(ASSESSED, 0),
        output_field=FloatField(_("fulfilment"), null=True),
        db_persist=True,
    )
    published_at = models.DateTimeField(_("published at"))

    objects = StandingResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing result")
        verbose_name_plural = _("standing results")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "round"], name="standing_result_is_one_per_contract_and_round"
            ),
        ]
        indexes = [
            # A summary reads this alone: how many, their sums, and which is in the middle.
            models.Index(
                name="standing_results_summed_up",
                fields=[
                    "term", "round", "fulfilment", "scorecard", "full", "partial", "none",
                    "unassessed", "unassessable", "excluded",
                ],
            ),
            models.Index(
                name="standing_results_by_date", fields=["term", "published_at", "scorecard"]
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.scorecard)
