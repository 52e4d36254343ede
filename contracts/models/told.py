"""What is told in public of political offers: that they were published, and every change since."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models.elections import Juxtaposition
from municipalities.conditions import SHA256


class JuxtapositionEvent(models.Model):
    """That it was published, and every change afterwards with its public reason."""

    juxtaposition = models.ForeignKey(
        Juxtaposition, models.CASCADE, related_name="events", verbose_name=_("juxtaposition")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    reason_sq = models.CharField(_("what was changed and why, in Albanian"), max_length=300)
    reason_en = models.CharField(
        _("what was changed and why, in English"), max_length=300, blank=True
    )
    # The paper that was added, replaced or taken away, if it was one: its bytes may be gone.
    paper = models.CharField(_("title of the paper"), max_length=200, blank=True)
    paper_language = models.CharField(_("language of the title"), max_length=2, blank=True)
    paper_before = models.CharField(_("SHA-256 of the old file"), max_length=64, blank=True)
    paper_after = models.CharField(_("SHA-256 of the new file"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("change after publication")
        verbose_name_plural = _("changes after publication")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason_sq=""), name="juxtaposition_change_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(paper="", paper_language="", paper_before="", paper_after="")
                | Q(paper_language__in=["sq", "en"])
                & ~Q(paper="")
                & ~Q(paper_before="", paper_after="")
                & (Q(paper_before="") | Q(paper_before__regex=SHA256))
                & (Q(paper_after="") | Q(paper_after__regex=SHA256)),
                name="juxtaposition_change_names_its_paper",
            ),
        ]

    def __str__(self):
        return f"{self.juxtaposition}, {self.at:%Y-%m-%d}"
