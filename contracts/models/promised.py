"""The promises: commitments with their points, and what changed in them since they were signed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts import numbers
from contracts.models.agreed import Pillar, Sector, SocialContract
from contracts.querysets import CommitmentQuerySet, ExclusionQuerySet
from municipalities.addresses import is_reference
from municipalities.albanian import FoldedTextField
from municipalities.models import AdministrativeUnit, Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


class PlaceInListField(models.PositiveIntegerField):
    """Orders numbers as people do: 2 before 10, 1 before 1.5; filled whenever the row is saved."""

    def pre_save(self, instance, add):
        value = numbers.place_in_list(instance.number)
        setattr(instance, self.attname, value)
        return value


class Commitment(models.Model):
    """One promise (the network says prioritet), or one numbered point of a bundle.

    Top-level commitments count; those with points take their status from them (METHOD §1).
    """

    class Kind(models.TextChoices):
        WORKS = "works", _("physical work")
        SERVICE = "service", _("service")
        RULE = "rule", _("rule or policy")
        BUDGET = "budget", _("budget")
        PARTICIPATION = "participation", _("participation, transparency")
        UNRECORDED = "unrecorded", _("not recorded")

    class Competence(models.TextChoices):
        MUNICIPAL = "municipal", _("municipal")
        SHARED = "shared", _("shared")
        NATIONAL = "national", _("national")
        UNRECORDED = "unrecorded", _("not recorded")

    class Wording(models.TextChoices):
        VERBATIM = "verbatim", _("verbatim from the contract")
        PARAPHRASE = "paraphrase", _("a short paraphrase, not the words of the contract")

    contract = models.ForeignKey(
        SocialContract, models.PROTECT, related_name="commitments", verbose_name=_("contract")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="points",
        verbose_name=_("bundle that it is a point of"),
    )
    number = models.CharField(
        _("number"), max_length=7, blank=True, help_text=_("7, or 1.5 for a point.")
    )
    reference = models.CharField(
        _("reference"), max_length=80, unique=True, help_text=_("For example vlore-2023-7.")
    )
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    text_sq = models.TextField(_("wording in Albanian"), blank=True)
    text_en = models.TextField(_("wording in English"), blank=True)
    wording = models.CharField(
        _("the title is"), max_length=10, choices=Wording, default=Wording.VERBATIM
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="commitments", verbose_name=_("sector")
    )
    pillar = models.CharField(
        _("pillar, where not that of the sector"), max_length=30, choices=Pillar, blank=True
    )
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.UNRECORDED)
    units = models.ManyToManyField(
        AdministrativeUnit, blank=True, verbose_name=_("administrative units")
    )
    places = models.CharField(_("places"), max_length=300, blank=True)
    competence = models.CharField(
        _("competence"), max_length=10, choices=Competence, default=Competence.UNRECORDED
    )
    due_on = PartialDateField(_("due"))
    citizens_priority = models.PositiveSmallIntegerField(
        _("citizens' priority, 1 to 3"), null=True, blank=True
    )
    withdrawn_on = models.DateField(
        _("withdrawn by the municipality alone, on"), null=True, blank=True
    )
    withdrawn_source = models.CharField(_("source of the withdrawal"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    place_in_list = PlaceInListField(editable=False, default=0, db_index=True)
    search_text = FoldedTextField(
        sources=["title_sq", "title_en", "text_sq", "text_en", "places", "number"]
    )

    history = HistoricalRecords()
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["contract", "place_in_list", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                condition=~Q(number=""),
                name="commitment_number_is_unique_in_its_contract",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=numbers.PATTERN),
                name="commitment_number_is_a_number",
                violation_error_message=_("A number is written 7, or 1.5 for a point."),
            ),
            models.CheckConstraint(
                condition=is_reference("reference") & ~Q(title_sq=""), name="commitment_is_named"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="commitment_is_no_point_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "works", "service", "rule", "budget", "participation", "unrecorded",
                    ]
                ),
                name="commitment_kind_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(competence__in=["municipal", "shared", "national", "unrecorded"]),
                name="commitment_competence_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(wording__in=["verbatim", "paraphrase"]),
                name="commitment_wording_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(pillar="") | Q(pillar__in=Pillar.values),
                name="commitment_pillar_is_one_of_four",
            ),
            models.CheckConstraint(
                condition=Q(citizens_priority__isnull=True) | Q(citizens_priority__range=(1, 3)),
                name="commitment_priority_is_1_to_3",
                violation_error_message=_("Citizens' priority is 1, 2 or 3."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_source="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_source=""),
                name="commitment_withdrawal_has_its_source",
                violation_error_message=_("A withdrawal needs its date and its source."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("due_on"), name="commitment_due_is_a_date"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number} {self.title_sq}".strip()

    def clean(self):
        bundle = self.parent
        if bundle and (bundle.parent_id or bundle.contract_id != self.contract_id):
            raise ValidationError(
                {"parent": _("A point belongs to a whole commitment of the same contract.")}
            )

    @property
    def its_pillar(self) -> str:
        return self.pillar or self.sector.pillar

    def words_on(self, day) -> dict[str, str]:
        """Title and text in both languages as they were valid on that day (METHOD §5)."""
        later = sorted(
            (a for a in self.amendments.all() if day is not None and a.since > day),
            key=lambda amendment: amendment.since,
        )
        names = ("title_sq", "title_en", "text_sq", "text_en")
        if later:
            return {name: getattr(later[0], f"old_{name}") for name in names}
        return {name: getattr(self, name) for name in names}

    def is_withdrawn_on(self, day) -> bool:
        """Withdrawn by the municipality alone: stays in and counts as not addressed (METHOD §5)."""
        return self.withdrawn_on is not None and self.withdrawn_on <= day

    def is_excluded_on(self, day) -> bool:
        """Left out as obsolete, by two approvals, on that day (METHOD §5)."""
        exclusion = getattr(self, "exclusion", None)
        return bool(exclusion and exclusion.approved_at and exclusion.since <= day)


class Amendment(models.Model):
    """A change of wording agreed by both signatories; the old words are kept (METHOD §5)."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="amendments", verbose_name=_("commitment")
    )
    since = models.DateField(_("valid from"))
    old_title_sq = models.CharField(_("old title in Albanian"), max_length=300)
    old_title_en = models.CharField(_("old title in English"), max_length=300, blank=True)
    old_text_sq = models.TextField(_("old wording in Albanian"), blank=True)
    old_text_en = models.TextField(_("old wording in English"), blank=True)
    source = models.CharField(_("document signed by both"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["commitment", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "since"], name="amendment_one_per_commitment_and_day"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(old_title_sq=""), name="amendment_has_source_and_text"
            ),
        ]

    def __str__(self):
        return f"{self.commitment}, {self.since}"


class Exclusion(models.Model):
    """The proposal to leave an obsolete commitment out; in force with two approvals.

    Moved by law, a duplicate, or made impossible from outside (METHOD §5). ``approved_at`` is set
    by the second approval, from another organisation than the first.
    """

    commitment = models.OneToOneField(
        Commitment, models.PROTECT, related_name="exclusion", verbose_name=_("commitment")
    )
    since = models.DateField(_("obsolete from"))
    reason_sq = models.TextField(_("public reason in Albanian"))
    reason_en = models.TextField(_("public reason in English"), blank=True)
    approved_at = models.DateTimeField(_("in force since"), null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion as obsolete")
        verbose_name_plural = _("exclusions as obsolete")
        constraints = [
            models.CheckConstraint(condition=~Q(reason_sq=""), name="exclusion_has_a_reason"),
        ]

    def __str__(self):
        return str(self.commitment)


class ExclusionApproval(models.Model):
    """One of the two approvals, from different organisations."""

    exclusion = models.ForeignKey(
        Exclusion, models.CASCADE, related_name="approvals", verbose_name=_("exclusion")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("member organisation")
    )
    approved_at = models.DateTimeField(_("approved at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("approved by")
    )

    class Meta:
        verbose_name = _("approval of an exclusion")
        verbose_name_plural = _("approvals of exclusions")
        constraints = [
            models.UniqueConstraint(
                fields=["exclusion", "organisation"], name="exclusion_one_approval_an_organisation"
            ),
            models.UniqueConstraint(
                fields=["exclusion", "approved_by"], name="exclusion_one_approval_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.exclusion}, {self.organisation}"
