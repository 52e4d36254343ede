"""What others said about a report: second codes, replies, and its history. Never public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.conditions import (
    file_is_fully_described,
    original_is_known_with_its_file,
)
from monitoring.models.proof import Evidence, TakenIn
from monitoring.models.vocabulary import (
    CAPACITY_WORDS,
    STATUS_WORDS,
    Capacity,
    Language,
    Status,
)
from monitoring.models.workshop import Finding, Report
from municipalities.conditions import known_together


class SecondCode(models.Model):
    """The reviewer's status for a finding, given before seeing the author's (METHOD §6)."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("difference kept")
        GIVEN_UP = "given_up", _("difference given up")

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="second_codes", verbose_name=_("finding")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    status = models.CharField(_("blind code"), max_length=12, choices=Status)
    author_status = models.CharField(_("author's code"), max_length=12, choices=Status)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    outcome_note = models.TextField(_("sentence on the outcome"), blank=True)
    coded_at = models.DateTimeField(_("coded at"))

    class Meta:
        verbose_name = _("second code")
        verbose_name_plural = _("second codes")
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "reviewer"], name="second_code_one_per_finding_and_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(status__in=STATUS_WORDS) & Q(author_status__in=STATUS_WORDS),
                name="second_code_status_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_note="")
                | Q(outcome__in=["kept", "given_up"]) & ~Q(outcome_note=""),
                name="second_code_outcome_has_its_sentence",
            ),
        ]

    def __str__(self):
        return f"{self.finding}: {self.status}"


class ReviewComment(models.Model):
    """What the reviewer says of a finding, or of one item of its evidence, for the author."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="comments", verbose_name=_("finding")
    )
    evidence = models.ForeignKey(
        Evidence, models.SET_NULL, null=True, blank=True,
        related_name="comments", verbose_name=_("evidence"),
    )  # fmt: skip
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self):
        return f"{self.finding}: {self.text[:40]}"


class Reply(models.Model):
    """What the municipality answered, to the whole report or to one finding; only added to."""

    class Through(models.TextChoices):
        LINK = "link", _("through its link")
        LETTER = "letter", _("by letter")

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="replies", verbose_name=_("report")
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("finding"),
    )
    text = models.TextField(_("text"))
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.ALBANIAN
    )
    capacity = models.CharField(_("capacity"), max_length=14, choices=Capacity)
    through = models.CharField(_("through"), max_length=6, choices=Through)
    received_at = models.DateTimeField(_("received at"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("filed by"),
    )
    answer_sq = models.TextField(_("answer in Albanian"), blank=True)
    answer_en = models.TextField(_("answer in English"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_says_something"),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="reply_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=CAPACITY_WORDS), name="reply_capacity_is_known_word"
            ),
            models.CheckConstraint(
                condition=Q(through="link", filed_by__isnull=True)
                | Q(through="letter", filed_by__isnull=False),
                name="reply_letter_was_filed_by_somebody",
            ),
            models.CheckConstraint(
                condition=known_together("answered_at", "answered_by"),
                name="reply_answered_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer_sq="", answer_en="")
                | Q(answered_at__isnull=False) & ~Q(answer_sq="", answer_en=""),
                name="reply_answer_has_words",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.get_capacity_display()}"


class ReplyLetter(TakenIn):
    """A letter that came with a reply, as a cleaned file; published with it."""

    reply = models.ForeignKey(
        Reply, models.PROTECT, related_name="letters", verbose_name=_("reply")
    )
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "sha256"], name="letter_is_attached_once_to_a_reply"
            ),
            models.CheckConstraint(
                condition=file_is_fully_described()
                & original_is_known_with_its_file()
                & ~Q(sha256="")
                & ~Q(title=""),
                name="letter_file_is_fully_described",
            ),
        ]

    def __str__(self):
        return self.title


class ReportEvent(models.Model):
    """One step in the history of a report; written by actions.py, never changed."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="events", verbose_name=_("report")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=20)
    from_status = models.CharField(_("from"), max_length=10, blank=True)
    to_status = models.CharField(_("to"), max_length=10)
    note = models.TextField(_("note"), blank=True)
    came_from = models.CharField(_("from which network"), max_length=43, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=list(Report.TRANSITIONS)),
                name="event_action_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(
                    from_status__in=["", *Report.Status.values], to_status__in=Report.Status.values
                ),
                name="event_statuses_are_known_words",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.report}: {self.action}"
