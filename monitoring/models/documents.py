"""Public documents beside facts: the signed contract, an amendment, papers of an activity, logos.

Whoever adds one makes it public. The file is taken in like evidence and stored beside it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Activity, Amendment, Juxtaposition, SocialContract
from monitoring.models.conditions import SHA256
from monitoring.models.vocabulary import Language
from monitoring.querysets.documents import DocumentQuerySet
from municipalities.models import Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty

ABOUT = ("contract", "amendment", "activity", "juxtaposition", "logo_of")


def _about_one_thing() -> Q:
    one = Q()
    for about in ABOUT:
        one |= Q(**{f"{name}__isnull": name != about for name in ABOUT})
    return one


class Document(models.Model):
    """One cleaned file that belongs to one fact."""

    contract = models.ForeignKey(
        SocialContract, models.PROTECT, null=True, blank=True, related_name="documents",
        verbose_name=_("contract"),
    )  # fmt: skip
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="documents",
        verbose_name=_("amendment"),
    )  # fmt: skip
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="documents",
        verbose_name=_("activity"),
    )  # fmt: skip
    juxtaposition = models.ForeignKey(
        Juxtaposition, models.PROTECT, null=True, blank=True, related_name="documents",
        verbose_name=_("juxtaposition of offers"),
    )  # fmt: skip
    logo_of = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="logo",
        verbose_name=_("organisation whose logo it is"),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language of the title"), max_length=2, choices=Language, default=Language.ALBANIAN
    )
    dated = PartialDateField(_("dated"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type of the file"), max_length=40)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["dated", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_about_one_thing(), name="document_is_about_one_thing"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & is_partial_date_or_empty("dated"),
                name="document_has_a_title",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="document_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=SHA256, size__gt=0) & ~Q(content_type=""),
                name="document_file_is_fully_described",
            ),
        ]

    def __str__(self):
        return self.title
