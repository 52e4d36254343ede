"""What is being worked on: reports with their findings and evidence.

Nothing in this file is ever shown to the public. Publishing copies it into the showcase.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts.models import Commitment, SocialContract
from monitoring.models.conditions import file_is_fully_described, known_together
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
from municipalities.addresses import is_web_address_or_empty
from municipalities.models import Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty


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

    contract = models.ForeignKey(
        SocialContract, models.PROTECT, related_name="reports", verbose_name=_("contract")
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="reports", verbose_name=_("round")
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reports", verbose_name=_("member organisation")
    )
    summary_sq = models.TextField(_("summary in Albanian"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True,
        related_name="corrected_by", verbose_name=_("corrects"),
    )  # fmt: skip
    cause_sq = models.TextField(_("cause of the correction in Albanian"), blank=True)
    cause_en = models.TextField(_("cause of the correction in English"), blank=True)
    lock_version = models.PositiveIntegerField(_("lock version"), default=0)

    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="opened_reports",
        verbose_name=_("opened by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("submitted by"),
    )  # fmt: skip
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="reviewed_reports", verbose_name=_("reviewer"),
    )  # fmt: skip
    reviewing_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True,
        related_name="reviewed_reports", verbose_name=_("reviewing organisation"),
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by"),
    )  # fmt: skip
    reply_invited_at = models.DateTimeField(_("reply invited at"), null=True, blank=True)
    reply_invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("reply invited by"),
    )  # fmt: skip
    reply_until = models.DateField(_("reply until"), null=True, blank=True)
    reply_key = models.CharField(_("key of the link to reply"), max_length=32, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    scorecard = models.OneToOneField(
        Scorecard, models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name=_("scorecard"),
    )  # fmt: skip

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

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="findings", verbose_name=_("report")
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="findings", verbose_name=_("commitment")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, blank=True)
    stage = models.CharField(_("stage"), max_length=13, choices=Stage, blank=True)
    rationale_sq = models.TextField(_("rationale in Albanian"), blank=True)
    rationale_en = models.TextField(_("rationale in English"), blank=True)
    reason_sq = models.TextField(_("reason in Albanian"), blank=True)
    reason_en = models.TextField(_("reason in English"), blank=True)
    lock_version = models.PositiveIntegerField(_("lock version"), default=0)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("saved by"),
    )  # fmt: skip

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

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="evidence", verbose_name=_("finding")
    )
    evidence_class = models.CharField(_("class"), max_length=12, choices=EvidenceClass)
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    dated = PartialDateField(_("dated"))
    place = models.CharField(_("place or office"), max_length=200, blank=True)
    page = models.CharField(_("page"), max_length=40, blank=True)
    shows = models.TextField(_("what it shows"), blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=40, blank=True)
    original_sha256 = models.CharField(_("SHA-256 of the original"), max_length=64, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )
    withheld_reason = models.CharField(_("reason for withholding"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

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
                condition=file_is_fully_described()
                & (Q(sha256="", original_sha256="") | ~Q(sha256="") & ~Q(original_sha256="")),
                name="evidence_file_is_fully_described",
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("link"), name="evidence_link_is_a_web_address"
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
