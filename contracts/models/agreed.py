"""The agreement: terms, sectors, Social Contracts and who signed them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts.querysets import SocialContractQuerySet, TermQuerySet
from municipalities.addresses import is_slug, is_web_address_or_empty
from municipalities.albanian import SortKeyField
from municipalities.models import Municipality, Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty, not_before


class Term(models.Model):
    """The years between two local elections; or the demonstration, which says so in its name."""

    slug = models.SlugField(_("slug"), unique=True)
    label_sq = models.CharField(_("label in Albanian"), max_length=80)
    label_en = models.CharField(_("label in English"), max_length=80, blank=True)
    begins = models.DateField(_("begins"))
    ends = models.DateField(_("ends"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration: everything invented"), default=False)

    history = HistoricalRecords()
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["is_demonstration", "-begins"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                name="term_ends_after_it_begins",
                violation_error_message=_("A term ends after it begins."),
            ),
            models.UniqueConstraint(
                fields=["is_demonstration"],
                condition=Q(is_demonstration=True),
                name="term_one_demonstration",
            ),
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(label_sq=""), name="term_is_named"
            ),
        ]

    def __str__(self):
        return self.label_sq


class Pillar(models.TextChoices):
    """The four pillars under which the network collects citizens' priorities."""

    INFRASTRUCTURE = "infrastructure-services", _("Infrastructure and public services")
    DEMOCRACY = "local-democracy", _("Local democracy and good governance")
    ECONOMY = "local-economy", _("Local economic development")
    SOCIAL = "social-dimension", _("Social dimension")


class Sector(models.Model):
    """A field of municipal work, such as waste or education."""

    slug = models.SlugField(_("slug"), unique=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    pillar = models.CharField(_("pillar"), max_length=30, choices=Pillar)
    sort_key = SortKeyField(source="name_sq")

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pillar__in=Pillar.values), name="sector_pillar_is_one_of_four"
            ),
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(name_sq=""), name="sector_is_named"
            ),
        ]

    def __str__(self):
        return self.name_sq


class SocialContract(models.Model):
    """What a municipality's candidates or mayor signed with citizens for one term."""

    class ListStatus(models.TextChoices):
        COMPLETE = "complete", _("complete")
        INCOMPLETE = "incomplete", _("incomplete")
        UNPUBLISHED = "unpublished", _("not published here")

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="contracts", verbose_name=_("municipality")
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="contracts", verbose_name=_("term"))
    code = models.SlugField(
        _("code"),
        unique=True,
        help_text=_("Begins the references of its commitments, for example vlore-2023."),
    )
    begins = PartialDateField(_("begins, where shorter than the term"))
    ends = PartialDateField(_("ends, where shorter than the term"))
    signed_on = PartialDateField(_("signed on"))
    signed_at = models.CharField(_("signed at"), max_length=200, blank=True)
    document = models.URLField(_("document"), blank=True)
    source = models.CharField(_("source"), max_length=500)
    list_status = models.CharField(
        _("list of commitments"),
        max_length=12,
        choices=ListStatus,
        default=ListStatus.UNPUBLISHED,
    )

    history = HistoricalRecords()
    objects = SocialContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("Social Contract")
        verbose_name_plural = _("Social Contracts")
        ordering = ["-term__begins", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "term"], name="contract_one_per_municipality_and_term"
            ),
            models.CheckConstraint(
                condition=Q(list_status__in=["complete", "incomplete", "unpublished"]),
                name="contract_list_status_is_known_word",
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("begins")
                & is_partial_date_or_empty("ends")
                & is_partial_date_or_empty("signed_on"),
                name="contract_dates_are_dates",
            ),
            models.CheckConstraint(
                condition=not_before("ends", "begins"),
                name="contract_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("document"),
                name="contract_document_is_a_web_address",
            ),
            models.CheckConstraint(
                condition=is_slug("code") & ~Q(source=""), name="contract_has_code_and_source"
            ),
        ]

    def __str__(self):
        return f"{self.municipality}, {self.term}"


class Signature(models.Model):
    """One signature under a contract. Rivals may have signed the same text."""

    class Capacity(models.TextChoices):
        CANDIDATE = "candidate", _("candidate for mayor")
        MAYOR = "mayor", _("mayor")
        COUNCIL = "council", _("for the municipal council")
        ORGANISATION = "organisation", _("member organisation")

    contract = models.ForeignKey(
        SocialContract, models.CASCADE, related_name="signatures", verbose_name=_("contract")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    party = models.CharField(_("party"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("member organisation"),
    )
    was_mayor = models.BooleanField(_("mayor at the time"), default=False)
    elected = models.BooleanField(_("elected"), null=True, blank=True)
    signed_on = PartialDateField(_("signed on"))
    place_in_order = models.PositiveSmallIntegerField(_("place among the signatures"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["contract", "place_in_order", "capacity", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__in=["candidate", "mayor", "council", "organisation"]),
                name="signature_capacity_is_known_word",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(organisation__isnull=False),
                name="signature_is_of_somebody",
                violation_error_message=_("Give a name or an organisation."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("signed_on"), name="signature_date_is_a_date"
            ),
            models.UniqueConstraint(
                fields=["contract", "name", "capacity"],
                condition=~Q(name=""),
                name="signature_is_recorded_once",
            ),
        ]

    def __str__(self):
        return self.name or str(self.organisation)
