"""What becomes of a citizen's message: the outcome, and the reason as everybody will read it."""

from django import forms
from django.utils.translation import gettext_lazy

from monitoring.cases.deciding import SHORTEST_REASON
from monitoring.models import Case
from monitoring.workspace.forms.publication import ENGLISH_IF_EMPTY, text_in


class ReasonForm(forms.Form):
    """The public reason alone, for messages that are rejected together."""

    sq = text_in(
        "sq",
        gettext_lazy("Public reason in Albanian"),
        help_text=gettext_lazy("In your words. Do not quote the message and name nobody."),
        min_length=SHORTEST_REASON,
    )
    en = text_in(
        "en",
        gettext_lazy("Public reason in English"),
        required=False,
        help_text=ENGLISH_IF_EMPTY,
    )


class DecisionForm(ReasonForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=Case.Outcome.choices,
        widget=forms.RadioSelect,
    )

    field_order = ["outcome", "sq", "en"]

    def outcome_in_words(self):
        return Case.Outcome(self.cleaned_data["outcome"]).label
