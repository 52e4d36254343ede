"""What the secretariat says: announcements in the workspace, words of pages, ways to reach us."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipalities.models.people import Organisation
from municipalities.querysets import AnnouncementQuerySet


class Announcement(models.Model):
    """A notice on everybody's desk, from one day to another."""

    title_sq = models.CharField(_("title in Albanian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text_sq = models.TextField(_("text in Albanian"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    begins = models.DateField(_("shown from"))
    ends = models.DateField(_("shown until"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    history = HistoricalRecords()
    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-begins", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_sq=""), name="announcement_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="announcement_ends_after_it_begins",
                violation_error_message=_("An announcement ends on or after its first day."),
            ),
        ]

    def __str__(self):
        return self.title_sq


class PageText(models.Model):
    """Words that the secretariat adds to a page: plain paragraphs, no markup."""

    class Page(models.TextChoices):
        ABOUT = "about", _("About the network")
        CONTACT = "contact", _("Contact")
        HELP_COORDINATOR = "help-coordinator", _("Help for coordinators")
        HELP_MANAGER = "help-manager", _("Help for managers of organisations")
        HELP_NETWORK_ADMIN = "help-network-admin", _("Help for network admins")

    page = models.CharField(_("page"), max_length=20, choices=Page, unique=True)
    text_sq = models.TextField(_("text in Albanian"))
    text_en = models.TextField(_("text in English"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")
        ordering = ["page"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    page__in=[
                        "about", "contact", "help-coordinator", "help-manager",
                        "help-network-admin",
                    ]
                ),
                name="page_text_is_of_a_known_page",
            ),
            models.CheckConstraint(condition=~Q(text_sq=""), name="page_text_has_words"),
        ]  # fmt: skip

    def __str__(self):
        return self.get_page_display()


class Channel(models.Model):
    """One way to reach the network, or a member organisation."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("telephone")
        ADDRESS = "address", _("address")
        WEBSITE = "website", _("website")
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        YOUTUBE = "youtube", "YouTube"
        LINKEDIN = "linkedin", "LinkedIn"
        X = "x", "X"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="channels",
        verbose_name=_("member organisation; empty for the network"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("address, number or link"), max_length=300)
    place_in_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("way to reach us")
        verbose_name_plural = _("ways to reach us")
        ordering = ["place_in_order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "email", "phone", "address", "website", "facebook", "instagram",
                        "youtube", "linkedin", "x",
                    ]
                ),
                name="channel_kind_is_known_word",
            ),
            models.CheckConstraint(
                condition=Q(kind="email", value__contains="@")
                | Q(kind__in=["phone", "address"]) & ~Q(value="")
                | Q(
                    kind__in=["website", "facebook", "instagram", "youtube", "linkedin", "x"],
                    value__startswith="https://",
                ),
                name="channel_leads_somewhere",
                violation_error_message=_(
                    "Give an e-mail address, a number, a postal address or a link that begins "
                    "with https://."
                ),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.value
