"""Requests under the law on the right to information (119/2014), deadlines set by law, holidays.

Part of the workshop: nothing here is shown to the public but what becomes evidence.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from contracts.models import Commitment
from monitoring.models.workshop import Report
from monitoring.querysets.requests import InformationRequestQuerySet
from municipalities.conditions import known_together
from municipalities.models import Organisation


class LegalDeadline(models.Model):
    """How many days the law gives; a setting with its source, not a constant (in working days
    where it says so)."""

    class What(models.TextChoices):
        INFORMATION_REQUEST = "information_request", _("answer to a request for information")
        INFORMATION_EXTENSION = "information_extension", _("extension of that time")

    what = models.CharField(_("what"), max_length=24, choices=What, unique=True)
    days = models.PositiveSmallIntegerField(_("days"))
    in_working_days = models.BooleanField(_("working days"), default=True)
    source = models.CharField(_("law and article"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("legal deadline")
        verbose_name_plural = _("legal deadlines")
        ordering = ["what"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["information_request", "information_extension"]),
                name="legal_deadline_is_of_a_known_thing",
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 365)) & ~Q(source=""),
                name="legal_deadline_has_days_and_source",
            ),
        ]

    def __str__(self):
        return self.get_what_display()


class OfficialHoliday(models.Model):
    """One day on which nobody works by law: no working day of a deadline.

    Movable feasts, and what is moved from a weekend to a weekday, are entered each year as the
    Council of Ministers publishes them; none is computed here.
    """

    day = models.DateField(_("day"), unique=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    source = models.CharField(_("where it is published"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("official holiday")
        verbose_name_plural = _("official holidays")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_sq="") & ~Q(source=""), name="holiday_has_name_and_source"
            ),
        ]

    def __str__(self):
        return f"{self.day}, {self.name_sq}"


class InformationRequest(models.Model):
    """One letter to a municipality about one commitment, and what came of it."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="information_requests", verbose_name=_("report")
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="information_requests",
        verbose_name=_("commitment"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="information_requests",
        verbose_name=_("member organisation"),
    )  # fmt: skip
    office = models.CharField(_("office it is addressed to"), max_length=200)
    letter = models.TextField(_("letter"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_how = models.CharField(_("sent how, with its number"), max_length=200, blank=True)
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("what the answer says"), blank=True)
    silence_recorded_at = models.DateTimeField(_("silence recorded at"), null=True, blank=True)
    silence_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("silence recorded by"),
    )  # fmt: skip
    lock_version = models.PositiveIntegerField(_("lock version"), default=0)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(office="") & ~Q(letter=""), name="request_has_office_and_letter"
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, due_on__isnull=True, sent_how="")
                | Q(sent_on__isnull=False, due_on__isnull=False, due_on__gt=F("sent_on")),
                name="request_sent_has_its_deadline",
                violation_error_message=_("The answer is due after the day of sending."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | Q(answered_on__isnull=False, sent_on__isnull=False)
                & Q(answered_on__gte=F("sent_on"))
                & ~Q(answer=""),
                name="request_answer_follows_it",
                violation_error_message=_("An answer comes after the letter, and says something."),
            ),
            models.CheckConstraint(
                condition=known_together("silence_recorded_at", "silence_recorded_by"),
                name="request_silence_recorded_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(silence_recorded_at__isnull=True) | Q(sent_on__isnull=False),
                name="request_silence_follows_a_letter",
            ),
        ]

    def __str__(self):
        return f"{self.commitment}, {self.office}"
