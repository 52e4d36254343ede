"""What is being worked on: reports with their findings; their evidence stands in proof.py.

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
    STAGE_WORDS,
    STATUS_WORDS,
    Stage,
    Status,
)
from monitoring.querysets import FindingQuerySet, ReportQuerySet
from municipalities.conditions import known_together
from municipalities.models import Organisation


class Report(models.Model):
    """One organisation's report on one contract in one round, in one revision."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted for review")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    class Persons(models.TextChoices):
        """What the reviewer says of the persons in the pictures, before they become public."""

        NONE = "none", _("no person can be recognised")
        AGREED = "agreed", _("those who can be recognised agreed or act in public office")

    # The life of a report (DESIGN §4): action -> (from, to). actions.py obeys this table and the
    # README prints it.
    TRANSITIONS = {
        "open_report": (None, Status.DRAFT),
        "write_summary": (Status.DRAFT, Status.DRAFT),
        "save_finding": (Status.DRAFT, Status.DRAFT),
        "import_findings": (Status.DRAFT, Status.DRAFT),
        "submit": (Status.DRAFT, Status.SUBMITTED),
        "withdraw": (Status.SUBMITTED, Status.DRAFT),
        "take_review": (Status.SUBMITTED, Status.SUBMITTED),
        "assign_review": (Status.SUBMITTED, Status.SUBMITTED),
        "code_blind": (Status.SUBMITTED, Status.SUBMITTED),
        "comment": (Status.SUBMITTED, Status.SUBMITTED),
        "return_to_author": (Status.SUBMITTED, Status.DRAFT),
        "approve": (Status.SUBMITTED, Status.APPROVED),
        "invite_reply": (Status.APPROVED, Status.APPROVED),
        "revoke_reply_link": (Status.APPROVED, Status.APPROVED),
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
    persons_in_pictures = models.CharField(
        _("persons in pictures"), max_length=6, choices=Persons, blank=True
    )
    reply_invited_at = models.DateTimeField(_("reply invited at"), null=True, blank=True)
    reply_invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("reply invited by"),
    )  # fmt: skip
    reply_until = models.DateField(_("reply until"), null=True, blank=True)
    reply_key = models.CharField(_("key of the link to reply"), max_length=32, blank=True)
    reply_contact = models.CharField(_("office or person invited"), max_length=200, blank=True)
    reply_email = models.EmailField(_("address of the invitation"), blank=True)
    reply_revoked_at = models.DateTimeField(_("link revoked at"), null=True, blank=True)
    reply_revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("link revoked by"),
    )  # fmt: skip
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
                condition=known_together("reply_revoked_at", "reply_revoked_by"),
                name="report_reply_link_revoked_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(reply_invited_at__isnull=False)
                | Q(reply_contact="", reply_email="", reply_revoked_at__isnull=True),
                name="report_reply_contact_belongs_to_an_invitation",
            ),
            models.CheckConstraint(
                condition=Q(persons_in_pictures__in=["", "none", "agreed"]),
                name="report_persons_in_pictures_is_known_word",
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
