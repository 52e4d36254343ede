"""What the network does with citizens: forums, focus groups, presentations, campaigns.

Numbers of people only, never a name. Shown to the public when it says so.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts.models.agreed import Term
from contracts.models.promised import Commitment
from contracts.querysets import ActivityQuerySet
from municipalities.addresses import is_slug, is_web_address_or_empty
from municipalities.conditions import at_most
from municipalities.models import Municipality, Organisation
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty, not_before


class Activity(models.Model):
    """One activity in the public calendar; its term keeps the demonstration apart (DESIGN §7)."""

    class Kind(models.TextChoices):
        FORUM = "forum", _("public forum")
        FOCUS_GROUP = "focus_group", _("focus group")
        INTERVIEW = "interview", _("interviews")
        PRESENTATION = "presentation", _("presentation of a report")
        CONFERENCE = "conference", _("conference")
        TRAINING = "training", _("training")
        CAMPAIGN = "campaign", _("campaign")

    term = models.ForeignKey(
        Term, models.PROTECT, related_name="activities", verbose_name=_("term")
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title_sq = models.CharField(_("title in Albanian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_sq = models.TextField(_("summary in Albanian"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    begins = PartialDateField(_("on, or from"), blank=False)
    ends = PartialDateField(_("until"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="activities", verbose_name=_("municipalities")
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="activities", verbose_name=_("member organisations")
    )
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="activities",
        verbose_name=_("commitments that it concerns"),
    )  # fmt: skip
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    youth = models.PositiveIntegerField(_("youth"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)

    history = HistoricalRecords()
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(title_sq="") & ~Q(source=""),
                name="activity_is_named_and_sourced",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "forum", "focus_group", "interview", "presentation", "conference",
                        "training", "campaign",
                    ]
                ),
                name="activity_kind_is_known_word",
            ),
            models.CheckConstraint(
                condition=~Q(begins="")
                & is_partial_date_or_empty("begins")
                & is_partial_date_or_empty("ends"),
                name="activity_dates_are_dates",
            ),
            models.CheckConstraint(
                condition=not_before("ends", "begins"),
                name="activity_ends_after_it_begins",
                violation_error_message=_("An activity cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=at_most("women", "participants") & at_most("youth", "participants"),
                name="activity_counts_its_participants",
                violation_error_message=_("Women and youth are part of the participants."),
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("link"), name="activity_link_is_a_web_address"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title_sq


class ActivityStep(models.Model):
    """One dated step of a campaign: from the petition to the works."""

    class Kind(models.TextChoices):
        PETITION = "petition", _("petition")
        COUNCIL = "council", _("council")
        BUDGET = "budget", _("budget")
        WORKS = "works", _("works")
        OTHER = "other", _("other step")

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="steps", verbose_name=_("activity")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    dated = PartialDateField(_("on"), blank=False)
    text_sq = models.CharField(_("what happened, in Albanian"), max_length=300)
    text_en = models.CharField(_("what happened, in English"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step of a campaign")
        verbose_name_plural = _("steps of campaigns")
        ordering = ["activity", "dated", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["petition", "council", "budget", "works", "other"]),
                name="activity_step_kind_is_known_word",
            ),
            models.CheckConstraint(
                condition=~Q(dated="") & is_partial_date_or_empty("dated") & ~Q(text_sq=""),
                name="activity_step_is_dated_and_told",
            ),
        ]

    def __str__(self):
        return f"{self.dated}: {self.text_sq}"
