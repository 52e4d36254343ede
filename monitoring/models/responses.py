"""What is published beside a scorecard, written once: replies with their letters, retractions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.chain import LedgerEntry, Shown
from monitoring.models.conditions import file_is_fully_described
from monitoring.models.showcase import Scorecard, ScorecardLine
from monitoring.models.vocabulary import CAPACITY_WORDS, Capacity
from monitoring.querysets import (
    LetterOnShowQuerySet,
    ReplyOnShowQuerySet,
    WrittenOnceQuerySet,
)


class ScorecardReply(Shown):
    """The municipality's reply as published, with the reviewer's answer; equal in weight."""

    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="replies", verbose_name=_("scorecard")
    )
    line = models.ForeignKey(
        ScorecardLine, models.PROTECT, null=True, blank=True,
        related_name="replies", verbose_name=_("line"),
    )  # fmt: skip
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=2)
    capacity = models.CharField(_("capacity"), max_length=14, choices=Capacity)
    received_on = models.DateField(_("received on"))
    answer_sq = models.TextField(_("answer in Albanian"), blank=True)
    answer_en = models.TextField(_("answer in English"), blank=True)
    entry = models.OneToOneField(
        LedgerEntry, models.PROTECT, related_name="reply", verbose_name=_("ledger entry")
    )

    objects = ReplyOnShowQuerySet.as_manager()

    class Meta:
        verbose_name = _("published reply")
        verbose_name_plural = _("published replies")
        ordering = ["scorecard", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="shown_reply_says_something"),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="shown_reply_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=CAPACITY_WORDS), name="shown_reply_capacity_is_known_word"
            ),
        ]

    def __str__(self):
        return f"{self.scorecard}: {self.get_capacity_display()}"


class ScorecardReplyLetter(Shown):
    """A letter that the municipality attached to its reply, as published."""

    reply = models.ForeignKey(
        ScorecardReply, models.PROTECT, related_name="letters", verbose_name=_("reply")
    )
    position = models.PositiveIntegerField(_("place"))
    title = models.CharField(_("title"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type of the file"), max_length=40)

    objects = LetterOnShowQuerySet.as_manager()

    class Meta:
        verbose_name = _("published letter")
        verbose_name_plural = _("published letters")
        ordering = ["reply", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "position"], name="shown_letter_position_is_unique"
            ),
            models.CheckConstraint(
                condition=file_is_fully_described() & ~Q(sha256="") & ~Q(title=""),
                name="shown_letter_file_is_fully_described",
            ),
        ]

    def __str__(self):
        return self.title


class Retraction(Shown):
    """A published scorecard taken back, with its reason; its address keeps a stub."""

    scorecard = models.OneToOneField(
        Scorecard, models.PROTECT, related_name="retraction", verbose_name=_("scorecard")
    )
    reason_sq = models.TextField(_("reason in Albanian"))
    reason_en = models.TextField(_("reason in English"), blank=True)
    retracted_at = models.DateTimeField(_("retracted at"))
    entry = models.OneToOneField(
        LedgerEntry, models.PROTECT, related_name="retraction", verbose_name=_("ledger entry")
    )

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason_sq=""), name="retraction_has_a_reason"),
        ]

    def __str__(self):
        return str(self.scorecard)
