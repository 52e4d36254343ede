"""Who reviews whom in a round: proposed by a rota, accepted or changed by a network admin."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import SocialContract
from monitoring.models.rounds import Round
from monitoring.querysets.rota import ReviewDutyQuerySet
from municipalities.conditions import known_together
from municipalities.models import Organisation


class ReviewDuty(models.Model):
    """One organisation reviews, in one round, the report of another on one contract.

    Which of its people does is settled when the report is submitted, and stands on the report.
    """

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="review_duties", verbose_name=_("round")
    )
    contract = models.ForeignKey(
        SocialContract, models.CASCADE, related_name="review_duties", verbose_name=_("contract")
    )
    author = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation that writes")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="review_duties",
        verbose_name=_("organisation that reviews"),
    )  # fmt: skip
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("accepted by"),
    )  # fmt: skip

    objects = ReviewDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("review duty")
        verbose_name_plural = _("review duties")
        ordering = ["round", "contract__municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "contract"], name="review_duty_one_per_contract_and_round"
            ),
            models.CheckConstraint(
                condition=~Q(author=F("organisation")), name="review_duty_is_of_another"
            ),
            models.CheckConstraint(
                condition=known_together("accepted_at", "accepted_by"),
                name="review_duty_accepted_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} → {self.contract}"
