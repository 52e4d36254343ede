"""What is being worked on: reports with their findings and evidence.

Nothing in this file is ever shown to the public. Publishing copies it into the showcase.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts.models import Commitment, SocialContract
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard
from monitoring.models.vocabulary import (
    EVIDENCE_WORDS,
    STAGE_WORDS,
    STATUS_WORDS,
    EvidenceClass,
    Stage,
    Status,
)
from monitoring.querysets import FindingQuerySet, ReportQuerySet
from municipalities.models import Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


def known_together(at: str, by: str) -> Q:
    """When and who are both known or both unknown."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(
        **{f"{at}__isnull": False, f"{by}__isnull": False}
    )


class Report(models.Model):
    """One organisation's report on one contract in one round, in one revision."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted for review")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    # The life of a report (DESIGN §4): action -> (from, to). actions.py obeys this table and the
    # README prints it.
    TRANSITIONS = {
        "open_report": (None, Status.DRAFT),
        "write_summary": (Status.DRAFT, Status.DRAFT),
        "save_finding": (Status.DRAFT, Status.DRAFT),
        "submit": (Status.DRAFT, Status.SUBMITTED),
        "withdraw": (Status.SUBMITTED, Status.DRAFT),
        "take_review": (Status.SUBMITTED, Status.SUBMITTED),
        "assign_review": (Status.SUBMITTED, Status.SUBMITTED),
        "code_blind": (Status.SUBMITTED, Status.SUBMITTED),
        "return_to_author": (Status.SUBMITTED, Status.DRAFT),
        "approve": (Status.SUBMITTED, Status.APPROVED),
        "invite_reply": (Status.APPROVED, Status.APPROVED),
        "record_reply": (Status.APPROVED, Status.APPROVED),
        "answer_reply": (Status.APPROVED, Status.APPROVED),
        "publish": (Status.APPROVED, Status.PUBLISHED),
        "open_correction": (Status.PUBLISHED, Status.PUBLISHED),
        "retract": (Status.PUBLISHED, Status.PUBLISHED),
    }

    contract = models.ForeignKey(SocialContract, models.PROTECT, related_name="reports")
    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    revision = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    summary_sq = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    cause_sq = models.TextField(blank=True)
    cause_en = models.TextField(blank=True)
    lock_version = models.PositiveIntegerField(default=0)

    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opened_reports"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed_reports",
    )
    reviewing_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="reviewed_reports"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_invited_at = models.DateTimeField(null=True, blank=True)
    reply_invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_until = models.DateField(null=True, blank=True)
    reply_key = models.CharField(max_length=32, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    scorecard = models.OneToOneField(
        Scorecard, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "round", "revision"], name="report_revision_is_unique"
            ),
            models.UniqueConstraint(
                fields=["contract", "round"],
                condition=~Q(status="published"),
                name="report_one_open_per_contract_and_round",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "approved", "published"]),
                name="report_status_is_known_word",
            ),
            models.CheckConstraint(
                condition=known_together("submitted_at", "submitted_by"),
                name="report_submitted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=known_together("approved_at", "approved_by"),
                name="report_approved_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=known_together("published_at", "published_by"),
                name="report_published_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=known_together("reply_invited_at", "reply_invited_by"),
                name="report_reply_invited_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(reply_invited_at__isnull=True, reply_until__isnull=True, reply_key="")
                | Q(reply_invited_at__isnull=False, reply_until__isnull=False) & ~Q(reply_key=""),
                name="report_reply_invitation_has_end_and_key",
            ),
            models.CheckConstraint(
                condition=known_together("reviewer", "reviewing_organisation"),
                name="report_reviewer_has_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(reviewing_organisation__isnull=True)
                | ~Q(reviewing_organisation=F("organisation")),
                name="report_is_reviewed_by_another_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(reviewer=F("opened_by")) & ~Q(reviewer=F("submitted_by")),
                name="report_is_not_reviewed_by_its_author",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(reviewer__isnull=False, approved_by=F("reviewer")),
                name="report_is_approved_by_its_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
                name="report_past_draft_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "published"], approved_at__isnull=False)
                | ~Q(status__in=["approved", "published"]) & Q(approved_at__isnull=True),
                name="report_approved_has_its_stamp",
            ),
            models.CheckConstraint(
                condition=Q(status="published", published_at__isnull=False, scorecard__isnull=False)
                | ~Q(status="published") & Q(published_at__isnull=True, scorecard__isnull=True),
                name="report_published_has_stamp_and_scorecard",
            ),
            models.CheckConstraint(
                condition=Q(revision=1, corrects__isnull=True, cause_sq="")
                | Q(revision__gt=1, corrects__isnull=False) & ~Q(cause_sq=""),
                name="report_correction_names_its_cause",
            ),
        ]

    def __str__(self):
        return f"{self.contract}, {self.round}, r{self.revision}"


class Finding(models.Model):
    """What was found about one leaf commitment. ``status`` is empty until somebody decides."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="findings")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="findings")
    status = models.CharField(max_length=12, choices=Status, blank=True)
    stage = models.CharField(max_length=13, choices=Stage, blank=True)
    rationale_sq = models.TextField(blank=True)
    rationale_en = models.TextField(blank=True)
    reason_sq = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    lock_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "commitment"], name="finding_one_per_report_and_commitment"
            ),
            models.CheckConstraint(
                condition=Q(status="") | Q(status__in=STATUS_WORDS),
                name="finding_status_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(stage="") | Q(stage__in=STAGE_WORDS),
                name="finding_stage_is_known_word",
            ),
            models.CheckConstraint(
                condition=known_together("saved_at", "saved_by"),
                name="finding_saved_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.commitment}: {self.status or '–'}"


class Evidence(models.Model):
    """One thing that shows a finding: a file or a link, or where somebody searched in vain."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        WITHHELD = "withheld", _("withheld")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    evidence_class = models.CharField(max_length=12, choices=EvidenceClass)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200, blank=True)
    dated = PartialDateField()
    place = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=40, blank=True)
    shows = models.TextField(blank=True)
    link = models.URLField(max_length=1000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    withheld_reason = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence_class__in=EVIDENCE_WORDS),
                name="evidence_class_is_known_word",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(
                condition=~Q(sha256="") & Q(link="")
                | Q(sha256="") & ~Q(link="")
                | Q(evidence_class="search", sha256="", link=""),
                name="evidence_is_a_file_or_a_link",
                violation_error_message=_("Evidence is either a file or a link."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", size__isnull=True, content_type="", original_sha256="")
                | Q(sha256__regex="^[0-9a-f]{64}$", size__isnull=False, size__gt=0)
                & ~Q(content_type="")
                & ~Q(original_sha256=""),
                name="evidence_file_is_fully_described",
            ),
            models.CheckConstraint(
                condition=Q(link="")
                | Q(link__startswith="https://")
                | Q(link__startswith="http://"),
                name="evidence_link_is_a_web_address",
            ),
            models.CheckConstraint(
                condition=Q(visibility="public", withheld_reason="")
                | Q(visibility="withheld") & ~Q(withheld_reason=""),
                name="evidence_withheld_has_its_reason",
                violation_error_message=_("Say why the evidence is withheld."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("dated"), name="evidence_date_is_a_date"
            ),
        ]

    def __str__(self):
        return self.title
