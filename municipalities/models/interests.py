"""Declared interests: ties to a municipality that keep a person out of its reports."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from municipalities.models.places import Municipality
from municipalities.querysets import DeclaredInterestQuerySet


class DeclaredInterest(models.Model):
    """A tie of a person to a municipality, declared by herself; never public (QUALITY S-09)."""

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("employment or contract")
        FUNDING = "funding", _("funding")
        FAMILY = "family", _("family")
        CANDIDACY = "candidacy", _("candidacy or party office")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE,
        related_name="declared_interests", verbose_name=_("person"),
    )  # fmt: skip
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    kind = models.CharField(_("kind of tie"), max_length=10, choices=Kind)
    begins = models.DateField(_("since"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared at"))

    objects = DeclaredInterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["declared_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["employment", "funding", "family", "candidacy"]),
                name="interest_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="interest_ends_after_it_begins",
                violation_error_message=_("The tie ends after it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.municipality}: {self.get_kind_display()}"
