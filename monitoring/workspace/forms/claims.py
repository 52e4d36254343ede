"""A figure that somebody published elsewhere, as the secretariat records it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monitoring import claiming
from monitoring.models import Claim, Round
from municipalities.choosing import OneInThisLanguage, call_the_empty_choice
from municipalities.models import Municipality
from municipalities.written_dates import DateAsWritten

EMPTY = {
    "term": _("Choose the term"), "round": _("no round"), "municipality": _("the whole network"),
}  # fmt: skip


class ClaimForm(forms.ModelForm):
    said_on = DateAsWritten(label=_("Said on"), required=False)
    figure = forms.DecimalField(
        label=_("Figure in percent"), required=False, min_value=0, max_value=100,
        max_digits=5, decimal_places=2, localize=True,
        help_text=_("As it was claimed. Left empty, no percentage was."),
    )  # fmt: skip

    class Meta:
        model = Claim
        fields = [
            "term", "round", "municipality", "claimed_by", "who_sq", "who_en", "text_sq",
            "text_en", "figure", "full", "partial", "none", "municipalities_covered", "period",
            "said_on", "source",
        ]  # fmt: skip
        field_classes = dict.fromkeys(("term", "round", "municipality"), OneInThisLanguage)
        labels = {
            "who_sq": _("Who said it, in Albanian"),
            "who_en": _("Who said it, in English"),
            "text_sq": _("What was said, in Albanian"),
            "text_en": _("What was said, in English"),
            "period": _("Which time it is about"),
        }
        help_texts = {
            "municipality": _("Left empty, the claim is about the whole network."),
            "round": _("The round that the claim stands beside, if there is one."),
            "full": _("Give all three counts or none of them."),
            "period": _("For example 2019–2020."),
            "source": _("Where it was published: a document, a page with its address."),
        }
        widgets = {
            "text_sq": forms.Textarea(attrs={"rows": 3}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for name, words in EMPTY.items():
            self.fields[name].empty_label = words
        call_the_empty_choice(self.fields["claimed_by"], _("Choose who claims it"))
        self.fields["municipality"].queryset = Municipality.objects.in_albanian_order()
        self.fields["round"].queryset = Round.objects.select_related("term").order_by("-begins")
        for name in ("full", "partial", "none", "municipalities_covered"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def _post_clean(self):
        """What a claim may say stands with the verb that records it."""
        if self.errors:
            return
        try:
            claiming.check(Claim(**self.cleaned_data))
        except ValidationError as error:
            for name, reasons in error.error_dict.items():
                self.add_error(name if name in self.fields else None, reasons)
