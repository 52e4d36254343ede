"""Notices, words of pages and ways to reach the network, as the secretariat types them."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from municipalities.models import Announcement, Channel, PageText
from municipalities.recording import version_of
from municipalities.written_dates import day_field

MOST_CHANNELS = 30
LINKS = ("website", "facebook", "instagram", "youtube", "linkedin", "x")


def _words(label, *, required=False, help_text="") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20_000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class AnnouncementForm(forms.Form):
    title_sq = forms.CharField(label=_("Title in Albanian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    text_sq = _words(_("Text in Albanian"))
    text_en = _words(_("Text in English"))
    begins = day_field(_("Shown from"), help_text=_("For example 7.8.2026."))
    ends = day_field(
        _("Shown until"), required=False,
        help_text=_("Left empty, it stands until it is taken down."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("ends") and data.get("begins") and data["ends"] < data["begins"]:
            self.add_error("ends", _("An announcement ends on or after its first day."))
        return data


class ChangeAnnouncementForm(AnnouncementForm):
    """``version`` is the one that was shown (R-07)."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, announcement: Announcement):
        words = ("title_sq", "title_en", "text_sq", "text_en", "begins", "ends")
        super().__init__(
            data,
            initial={name: getattr(announcement, name) for name in words}
            | {"version": version_of(announcement)},
        )


class PageTextForm(forms.Form):
    text_sq = _words(
        _("Text in Albanian"),
        help_text=_("Paragraphs with an empty line between them. Left empty, the page has none."),
    )
    text_en = _words(_("Text in English"))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, text: PageText):
        super().__init__(
            data, use_required_attribute=False,
            initial={
                "text_sq": text.text_sq, "text_en": text.text_en, "version": version_of(text),
            },
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("text_en", "").strip() and not data.get("text_sq", "").strip():
            self.add_error("text_sq", _("The first language is Albanian: write these words too."))
        return data


class ChannelsForm(forms.Form):
    """One way per line; a line that leads nowhere is named."""

    channels = forms.CharField(
        label=_("Ways to reach the network"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One per line, in the order in which they are shown: the kind, a colon, and the "
            "address, number or link. The kinds: email, phone, address, website, facebook, "
            "instagram, youtube, linkedin, x."
        ),
    )

    version = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    def clean_version(self) -> list[tuple[str, str]]:
        """What the form showed when it was opened."""
        return [_way(line) for line in self.cleaned_data["version"].splitlines()]

    def clean_channels(self) -> list[tuple[str, str]]:
        found, faults = [], []
        lines = [line.strip() for line in self.cleaned_data["channels"].splitlines()]
        for number, line in enumerate(lines, start=1):
            way = _way(line)
            if not line:
                continue
            if _leads_somewhere(*way):
                found.append(way)
            else:
                faults.append(
                    _("Line %(number)s leads nowhere: “%(line)s”. Links begin with https://.")
                    % {"number": number, "line": line[:80]}
                )
        if faults or len(found) > MOST_CHANNELS:
            raise ValidationError(faults or _("These are too many; remove some."))
        return found


def _way(line: str) -> tuple[str, str]:
    """'Phone: 123' -> ('phone', '123')"""
    kind, _colon, value = line.partition(":")
    return kind.strip().lower(), value.strip()


def _leads_somewhere(kind: str, value: str) -> bool:
    if kind not in Channel.Kind.values or not value or len(value) > 300:
        return False
    if kind in LINKS:
        return value.startswith("https://") and " " not in value and "." in value
    if kind == Channel.Kind.EMAIL:
        try:
            EmailValidator()(value)
        except ValidationError:
            return False
    return True
