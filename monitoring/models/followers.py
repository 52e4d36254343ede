"""Who is told by e-mail what changed. Erased on leaving; no page shows it to anybody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment, Sector
from monitoring.models.vocabulary import Language
from monitoring.querysets.followers import FollowerQuerySet
from municipalities.models import Municipality


class Follower(models.Model):
    """One address that follows one municipality, sector or commitment.

    ``key`` is the secret of the links to confirm and to leave. ``told_up_to`` is the last ledger
    entry that a digest spoke of, so that nothing is told twice and nothing is left out.
    """

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="followers",
        verbose_name=_("municipality"),
    )  # fmt: skip
    sector = models.ForeignKey(
        Sector, models.CASCADE, null=True, blank=True, related_name="followers",
        verbose_name=_("sector"),
    )  # fmt: skip
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="followers",
        verbose_name=_("commitment"),
    )  # fmt: skip
    key = models.CharField(_("key"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told_up_to = models.PositiveIntegerField(_("told up to entry"), default=0)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "municipality"],
                condition=Q(municipality__isnull=False),
                name="follower_once_per_municipality",
            ),
            models.UniqueConstraint(
                fields=["email", "sector"],
                condition=Q(sector__isnull=False),
                name="follower_once_per_sector",
            ),
            models.UniqueConstraint(
                fields=["email", "commitment"],
                condition=Q(commitment__isnull=False),
                name="follower_once_per_commitment",
            ),
            models.CheckConstraint(
                condition=Q(
                    municipality__isnull=False, sector__isnull=True, commitment__isnull=True
                )
                | Q(municipality__isnull=True, sector__isnull=False, commitment__isnull=True)
                | Q(municipality__isnull=True, sector__isnull=True, commitment__isnull=False),
                name="follower_follows_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]) & ~Q(key="") & ~Q(email=""),
                name="follower_can_be_reached",
            ),
        ]

    def __str__(self):
        return f"{self.municipality or self.sector or self.commitment}"
