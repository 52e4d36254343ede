"""A contract before it is signed, and what makes a commitment testable. Nothing here is public
but the checks of commitments that a contract holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts import numbers
from contracts.models.agreed import Pillar, Sector, SocialContract, Term
from contracts.models.promised import Commitment
from contracts.querysets import ContractDraftQuerySet, DraftCommitmentQuerySet
from municipalities.addresses import is_slug
from municipalities.conditions import known_together
from municipalities.models import AdministrativeUnit, Municipality
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


class Testable(models.Model):
    """The six questions of the testability check; without an answer nobody has checked yet.

    One action, its place, its quantity, its date, the competence of the municipality for it, and
    an indicator: with all six, two people who look find the same (DESIGN §4 of the contract form).
    """

    QUESTIONS = ("has_one_action", "has_place", "has_quantity", "has_date", "has_competence")

    has_one_action = models.BooleanField(_("names one action"), null=True, blank=True)
    has_place = models.BooleanField(_("names a place"), null=True, blank=True)
    has_quantity = models.BooleanField(_("names a quantity"), null=True, blank=True)
    has_date = models.BooleanField(_("names a date"), null=True, blank=True)
    has_competence = models.BooleanField(
        _("lies in the competence of the municipality"), null=True, blank=True
    )
    indicator_sq = models.CharField(_("indicator in Albanian"), max_length=300, blank=True)
    indicator_en = models.CharField(_("indicator in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_checked(self) -> bool:
        return all(getattr(self, question) is not None for question in self.QUESTIONS)

    @property
    def is_testable(self) -> bool:
        """Every question is answered with yes, and there is an indicator."""
        return bool(
            self.indicator_sq and all(getattr(self, question) for question in self.QUESTIONS)
        )


class TestabilityCheck(Testable):
    """The check of one commitment of a signed contract; public beside its words."""

    commitment = models.OneToOneField(
        Commitment, models.CASCADE, related_name="testability", verbose_name=_("commitment")
    )
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )

    class Meta:
        verbose_name = _("testability check")
        verbose_name_plural = _("testability checks")

    def __str__(self):
        return str(self.commitment)


class ContractDraft(models.Model):
    """A contract that is being prepared; signing makes a SocialContract of it, once."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="contract_drafts",
        verbose_name=_("municipality"),
    )  # fmt: skip
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="contract_drafts", verbose_name=_("term")
    )
    code = models.SlugField(
        _("code"), help_text=_("Begins the references of its commitments, for example vlore-2027.")
    )
    lock_version = models.PositiveIntegerField(_("lock version"), default=0)
    prepared_at = models.DateTimeField(_("prepared at"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    contract = models.OneToOneField(
        SocialContract, models.PROTECT, null=True, blank=True, related_name="draft",
        verbose_name=_("contract that came of it"),
    )  # fmt: skip
    signed_at = models.DateTimeField(_("recorded as signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("recorded as signed by"),
    )  # fmt: skip

    objects = ContractDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a contract")
        verbose_name_plural = _("drafts of contracts")
        ordering = ["-prepared_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "term"], name="contract_draft_one_per_term"
            ),
            models.CheckConstraint(condition=is_slug("code"), name="contract_draft_has_a_code"),
            models.CheckConstraint(
                condition=known_together("signed_at", "signed_by"),
                name="contract_draft_signed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=True, signed_at__isnull=True)
                | Q(contract__isnull=False, signed_at__isnull=False),
                name="contract_draft_signed_is_a_contract",
            ),
        ]

    def __str__(self):
        return self.code


class DraftCommitment(Testable):
    """One line of a draft: a commitment, or a numbered point of one (1.5 is a point of 1)."""

    draft = models.ForeignKey(
        ContractDraft, models.CASCADE, related_name="commitments", verbose_name=_("draft")
    )
    number = models.CharField(_("number"), max_length=7)
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    text_sq = models.TextField(_("wording in Albanian"), blank=True)
    text_en = models.TextField(_("wording in English"), blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    pillar = models.CharField(
        _("pillar, where not that of the sector"), max_length=30, choices=Pillar, blank=True
    )
    kind = models.CharField(
        _("kind"), max_length=13, choices=Commitment.Kind, default=Commitment.Kind.UNRECORDED
    )
    units = models.ManyToManyField(
        AdministrativeUnit, blank=True, related_name="+", verbose_name=_("administrative units")
    )
    places = models.CharField(_("places"), max_length=300, blank=True)
    competence = models.CharField(
        _("competence"), max_length=10, choices=Commitment.Competence,
        default=Commitment.Competence.UNRECORDED,
    )  # fmt: skip
    due_on = PartialDateField(_("due"))
    citizens_priority = models.PositiveSmallIntegerField(
        _("citizens' priority, 1 to 3"), null=True, blank=True
    )
    place_in_list = models.PositiveIntegerField(editable=False, default=0)

    objects = DraftCommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment of a draft")
        verbose_name_plural = _("commitments of drafts")
        ordering = ["draft", "place_in_list", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="draft_commitment_number_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(number__regex=numbers.PATTERN) & ~Q(number=""),
                name="draft_commitment_number_is_a_number",
                violation_error_message=_("A number is written 7, or 1.5 for a point."),
            ),
            models.CheckConstraint(condition=~Q(title_sq=""), name="draft_commitment_is_named"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "works", "service", "rule", "budget", "participation", "unrecorded",
                    ]
                ),
                name="draft_commitment_kind_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(competence__in=["municipal", "shared", "national", "unrecorded"]),
                name="draft_commitment_competence_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(pillar="") | Q(pillar__in=Pillar.values),
                name="draft_commitment_pillar_is_one_of_four",
            ),
            models.CheckConstraint(
                condition=Q(citizens_priority__isnull=True) | Q(citizens_priority__range=(1, 3)),
                name="draft_commitment_priority_is_1_to_3",
                violation_error_message=_("Citizens' priority is 1, 2 or 3."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("due_on"), name="draft_commitment_due_is_a_date"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number} {self.title_sq}"


class Freeze(models.Model):
    """From the first submitted report on, the words of a contract change by amendment alone.

    Not a column of the contract: that a report was submitted is no fact for the public.
    """

    contract = models.OneToOneField(
        SocialContract, models.CASCADE, related_name="freeze", verbose_name=_("contract")
    )
    frozen_at = models.DateTimeField(_("frozen at"))

    class Meta:
        verbose_name = _("frozen contract")
        verbose_name_plural = _("frozen contracts")

    def __str__(self):
        return str(self.contract)
