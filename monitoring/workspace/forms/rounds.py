"""What is typed about rounds: their dates, why one is longer, and who reviews whom."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Term
from monitoring.models import Round, RoundExtension, RoundReopening
from municipalities import languages
from municipalities.choosing import OneInThisLanguage, called
from municipalities.models import Organisation
from municipalities.written_dates import day_field

LARGEST = 2_147_483_647


class OpenRoundForm(forms.ModelForm):
    begins = day_field(
        gettext_lazy("Period begins"), help_text=gettext_lazy("For example 1.9.2026.")
    )
    ends = day_field(gettext_lazy("Period ends"))
    evidence_until = day_field(gettext_lazy("Evidence counts until"))
    submit_by = day_field(gettext_lazy("Reports are submitted by"))

    class Meta:
        model = Round
        fields = [
            "term", "name_sq", "name_en", "slug", "begins", "ends", "evidence_until", "submit_by",
            "reply_days", "is_final",
        ]  # fmt: skip
        field_classes = {"term": OneInThisLanguage}
        labels = {"slug": gettext_lazy("Word for the address of its page")}
        help_texts = {
            "slug": gettext_lazy("For example 2026-2027. Left empty, it is the years."),
            "reply_days": gettext_lazy(
                "How many days a municipality has to reply to what will be published."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = Term.objects.newest_first()
        self.fields["term"].empty_label = gettext_lazy("Choose the term")
        self.fields["slug"].required = False

    def validate_constraints(self):
        """The action does: a second press of the button leads to the round of the first."""


class ExtendForm(forms.ModelForm):
    """``old_submit_by`` is the deadline that was shown (R-07)."""

    old_submit_by = forms.DateField(widget=forms.HiddenInput)
    new_submit_by = day_field(
        gettext_lazy("New deadline"), help_text=gettext_lazy("For example 15.12.2026.")
    )

    class Meta:
        model = RoundExtension
        fields = ["old_submit_by", "new_submit_by", "reason_sq", "reason_en"]
        widgets = {
            "reason_sq": forms.Textarea(attrs={"rows": 2}),
            "reason_en": forms.Textarea(attrs={"rows": 2}),
        }


class ReopenForm(forms.ModelForm):
    """``closed_at`` is the closing that was shown (R-07)."""

    closed_at = forms.DateTimeField(widget=forms.HiddenInput)

    class Meta:
        model = RoundReopening
        fields = ["closed_at", "reason_sq", "reason_en"]
        widgets = {
            "reason_sq": forms.Textarea(attrs={"rows": 2}),
            "reason_en": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, initial, **kwargs):
        at = initial["closed_at"]
        super().__init__(*args, initial={"closed_at": at.isoformat() if at else ""}, **kwargs)


class DutyForm(forms.Form):
    """Who reviews one contract; nobody means that it waits in the queue.

    ``seen`` is who stood there when the page was opened (R-07).
    """

    seen = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput
    )

    organisation = OneInThisLanguage(
        queryset=None, required=False, empty_label=gettext_lazy("nobody yet")
    )

    def __init__(self, *args, row, organisations: list[Organisation], **kwargs):
        super().__init__(*args, prefix=f"contract-{row.contract.pk}", **kwargs)
        self.row = row
        field = self.fields["organisation"]
        place = languages.in_this_language(row.contract.municipality, "name").text
        field.label = _("Reviewed by, for %(municipality)s") % {"municipality": place}
        field.queryset = Organisation.objects.members()
        field.choices = [
            ("", field.empty_label),
            *((each.pk, str(called(each))) for each in organisations if each.pk != row.writes.pk),
        ]
