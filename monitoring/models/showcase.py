"""What was published: written once by publishing, never changed (DESIGN §2).

The models refuse UPDATE and DELETE on both databases; on PostgreSQL a trigger refuses them too
(migrations 0002 and 0003). Public pages read these tables and facts, nothing else.
"""

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment, Pillar, Sector, SocialContract
from monitoring import scoring
from monitoring.models.chain import LedgerEntry, Shown
from monitoring.models.conditions import file_is_fully_described
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.vocabulary import (
    EVIDENCE_WORDS,
    STAGE_WORDS,
    STATUS_WORDS,
    EvidenceClass,
    Language,
    Stage,
    Status,
)
from monitoring.querysets import (
    EvidenceOnShowQuerySet,
    LineQuerySet,
    ScorecardQuerySet,
)
from municipalities.addresses import is_reference, is_web_address_or_empty
from municipalities.models import Municipality, Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


class Scorecard(Shown):
    """One published result of one municipality in one round, in one revision."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="scorecards", verbose_name=_("municipality")
    )
    contract = models.ForeignKey(
        SocialContract, models.PROTECT, related_name="scorecards", verbose_name=_("contract")
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="scorecards", verbose_name=_("round")
    )
    revision = models.PositiveSmallIntegerField(_("revision"))
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True,
        related_name="superseded_by", verbose_name=_("supersedes"),
    )  # fmt: skip
    cause_sq = models.TextField(_("cause of the correction in Albanian"), blank=True)
    cause_en = models.TextField(_("cause of the correction in English"), blank=True)
    summary_sq = models.TextField(_("summary in Albanian"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    full = models.PositiveIntegerField(_("fully addressed"))
    partial = models.PositiveIntegerField(_("partially addressed"))
    none = models.PositiveIntegerField(_("not addressed"))
    unassessed = models.PositiveIntegerField(_("not yet assessed"))
    unassessable = models.PositiveIntegerField(_("cannot be assessed"))
    excluded = models.PositiveIntegerField(_("excluded as obsolete"), default=0)
    method_version = models.CharField(_("method version"), max_length=4)
    evidence_until = models.DateField(_("evidence counts until"), null=True, blank=True)
    is_final = models.BooleanField(_("last of the term"), default=False)
    list_complete = models.BooleanField(_("list of commitments is complete"), default=True)
    source = models.CharField(_("published by, where"), max_length=500, blank=True)
    monitoring = models.ForeignKey(
        Organisation, models.PROTECT, related_name="scorecards", verbose_name=_("monitored by")
    )
    reviewing = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True,
        related_name="reviewed_scorecards", verbose_name=_("reviewed by"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("published at"))
    entry = models.OneToOneField(
        LedgerEntry, models.PROTECT, related_name="scorecard", verbose_name=_("ledger entry")
    )

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "round", "revision"], name="scorecard_revision_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(revision=1, supersedes__isnull=True, cause_sq="")
                | Q(revision__gt=1, supersedes__isnull=False) & ~Q(cause_sq=""),
                name="scorecard_correction_names_its_cause",
            ),
            models.CheckConstraint(
                condition=Q(reviewing__isnull=True) | ~Q(reviewing=F("monitoring")),
                name="scorecard_was_reviewed_by_another_organisation",
            ),
            models.CheckConstraint(
                condition=Q(method_version="0") & ~Q(source="")
                | Q(method_version="1", evidence_until__isnull=False, reviewing__isnull=False),
                name="scorecard_is_by_a_method_or_has_its_source",
            ),
        ]

    def __str__(self):
        return f"{self.municipality}, {self.round}, r{self.revision}"

    @property
    def counts(self) -> scoring.Counts:
        """The counts as sealed; every figure of a page follows from them (METHOD §4)."""
        return scoring.Counts(
            self.full, self.partial, self.none, self.unassessed, self.unassessable
        )

    @cached_property
    def score(self) -> scoring.Score:
        return scoring.score(self.counts)

    @property
    def is_as_published(self) -> bool:
        """Published before the portal: shown with its source, no percentage of ours."""
        return self.method_version == AS_PUBLISHED


class ScorecardLine(Shown):
    """One commitment, or one of its points, as it stood when the scorecard was published."""

    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="lines", verbose_name=_("scorecard")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True,
        related_name="points", verbose_name=_("bundle that it is a point of"),
    )  # fmt: skip
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="lines", verbose_name=_("commitment")
    )
    position = models.PositiveIntegerField(_("place"))
    number = models.CharField(_("number"), max_length=7, blank=True)
    reference = models.CharField(_("reference"), max_length=80)
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    text_sq = models.TextField(_("wording in Albanian"), blank=True)
    text_en = models.TextField(_("wording in English"), blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="lines", verbose_name=_("sector")
    )
    pillar = models.CharField(_("pillar"), max_length=30, choices=Pillar)
    kind = models.CharField(_("kind"), max_length=13, choices=Commitment.Kind)
    places = models.CharField(_("places"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, blank=True)
    stage = models.CharField(_("stage"), max_length=13, choices=Stage, blank=True)
    rationale_sq = models.TextField(_("rationale in Albanian"), blank=True)
    rationale_en = models.TextField(_("rationale in English"), blank=True)
    reason_sq = models.TextField(_("reason in Albanian"), blank=True)
    reason_en = models.TextField(_("reason in English"), blank=True)
    excluded_on = models.DateField(_("excluded from"), null=True, blank=True)
    exclusion_sq = models.TextField(_("reason of the exclusion in Albanian"), blank=True)
    exclusion_en = models.TextField(_("reason of the exclusion in English"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    previous = models.CharField(
        _("status in the round before"), max_length=12, choices=Status, blank=True
    )
    first_code = models.CharField(_("author's code"), max_length=12, choices=Status, blank=True)
    second_code = models.CharField(_("blind code"), max_length=12, choices=Status, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a scorecard")
        verbose_name_plural = _("lines of scorecards")
        ordering = ["scorecard", "position"]
        indexes = [
            # How well two coders agree is counted from this alone.
            models.Index(
                name="lines_by_their_codes", fields=["scorecard", "first_code", "second_code"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "commitment"], name="line_one_per_scorecard_and_commitment"
            ),
            models.UniqueConstraint(
                fields=["scorecard", "position"], name="line_position_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(status__in=STATUS_WORDS, excluded_on__isnull=True, exclusion_sq="")
                | Q(status="", excluded_on__isnull=False) & ~Q(exclusion_sq=""),
                name="line_has_a_status_or_is_excluded",
            ),
            models.CheckConstraint(
                condition=Q(stage="") | Q(stage__in=STAGE_WORDS), name="line_stage_is_known_word"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(status=Status.NONE.value),
                name="line_withdrawn_counts_as_not_addressed",
            ),
            models.CheckConstraint(
                condition=is_reference("reference") & ~Q(title_sq=""), name="line_is_named"
            ),
            models.CheckConstraint(
                condition=Q(
                    pillar__in=Pillar.values,
                    kind__in=Commitment.Kind.values,
                    previous__in=["", *STATUS_WORDS],
                ),
                name="line_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(first_code="", second_code="")
                | Q(first_code__in=STATUS_WORDS, second_code__in=STATUS_WORDS),
                name="line_has_both_codes_or_none",
            ),
        ]

    def __str__(self):
        return f"{self.reference}: {self.status}"


class ScorecardEvidence(Shown):
    """One item of evidence as published; of a withheld one only its class and the reason."""

    line = models.ForeignKey(
        ScorecardLine, models.PROTECT, related_name="evidence", verbose_name=_("line")
    )
    position = models.PositiveIntegerField(_("place"))
    evidence_class = models.CharField(_("class"), max_length=12, choices=EvidenceClass)
    title = models.CharField(_("title"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    dated = PartialDateField(_("dated"))
    place = models.CharField(_("place or office"), max_length=200, blank=True)
    page = models.CharField(_("page"), max_length=40, blank=True)
    shows = models.TextField(_("what it shows"), blank=True)
    text_alternative = models.TextField(_("text alternative"), blank=True)
    language = models.CharField(
        _("language of these words"), max_length=2, choices=Language, default=Language.ALBANIAN
    )
    link = models.URLField(_("link"), max_length=1000, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=40, blank=True)
    withheld_reason = models.CharField(_("reason for withholding"), max_length=300, blank=True)

    objects = EvidenceOnShowQuerySet.as_manager()

    class Meta:
        verbose_name = _("published evidence")
        verbose_name_plural = _("published evidence")
        ordering = ["line", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "position"], name="shown_evidence_position_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(evidence_class__in=EVIDENCE_WORDS),
                name="shown_evidence_class_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(withheld_reason="") & ~Q(title="")
                | ~Q(withheld_reason="")
                & Q(
                    title="",
                    publisher="",
                    dated="",
                    place="",
                    page="",
                    shows="",
                    text_alternative="",
                    link="",
                    sha256="",
                ),
                name="shown_evidence_withheld_shows_nothing",
            ),
            models.CheckConstraint(
                condition=file_is_fully_described(), name="shown_evidence_file_is_fully_described"
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(link=""), name="shown_evidence_is_a_file_or_a_link"
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("link"),
                name="shown_evidence_link_is_a_web_address",
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("dated"), name="shown_evidence_date_is_a_date"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="shown_evidence_language_is_known"
            ),
        ]

    def __str__(self):
        return self.title or self.get_evidence_class_display()
