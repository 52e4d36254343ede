"""What is typed about rounds: their dates, why one is longer, and who reviews whom."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Term
from monitoring.models import Round, RoundExtension
from monitoring.workspace.forms.interests import day_field
from municipalities.models import Organisation


class OpenRoundForm(forms.ModelForm):
    begins = day_field(_("Period begins"), help_text=_("For example 1.9.2026."))
    ends = day_field(_("Period ends"))
    evidence_until = day_field(_("Evidence counts until"))
    submit_by = day_field(_("Reports are submitted by"))

    class Meta:
        model = Round
        fields = [
            "term", "name_sq", "name_en", "slug", "begins", "ends", "evidence_until", "submit_by",
            "reply_days", "is_final",
        ]  # fmt: skip
        help_texts = {
            "slug": _("Stands in addresses, for example 2026-2027; left empty, it is the years."),
            "reply_days": _("So long can a municipality reply to what will be published."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = Term.objects.newest_first()
        self.fields["term"].empty_label = _("Choose the term")
        self.fields["slug"].required = False

    def validate_constraints(self):
        """The action does: a second press of the button leads to the round of the first."""


class ExtendForm(forms.ModelForm):
    """``old_submit_by`` is the deadline that was shown (R-07)."""

    old_submit_by = forms.DateField(widget=forms.HiddenInput)
    new_submit_by = day_field(_("New deadline"), help_text=_("For example 15.12.2026."))

    class Meta:
        model = RoundExtension
        fields = ["old_submit_by", "new_submit_by", "reason_sq", "reason_en"]
        widgets = {
            "reason_sq": forms.Textarea(attrs={"rows": 2}),
            "reason_en": forms.Textarea(attrs={"rows": 2}),
        }


class DutyForm(forms.Form):
    """Who reviews one contract; nobody means that it waits in the queue."""

    organisation = forms.ModelChoiceField(
        label=_("Reviewed by"), queryset=None, required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args, row, organisations: list[Organisation], **kwargs):
        super().__init__(*args, prefix=f"contract-{row.contract.pk}", **kwargs)
        self.entry = row
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.members()
        field.choices = [
            ("", field.empty_label),
            *((each.pk, str(each)) for each in organisations if each.pk != row.writes.pk),
        ]
