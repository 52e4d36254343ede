"""What becomes public when something published changes: causes and reasons."""

from django import forms
from django.utils.translation import gettext_lazy

from monitoring.actions.publication import SHORTEST_REASON

ENGLISH_IF_EMPTY = gettext_lazy("Left empty, English pages show the Albanian text.")


def text_in(language: str, label, *, help_text="", rows=4, **options) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": language})
    return forms.CharField(label=label, help_text=help_text, widget=widget, **options)


class CauseForm(forms.Form):
    """Why a published result has to be corrected; public with the correction."""

    cause_sq = text_in(
        "sq", gettext_lazy("Cause of the correction in Albanian"), min_length=SHORTEST_REASON
    )
    cause_en = text_in(
        "en",
        gettext_lazy("Cause of the correction in English"),
        required=False,
        help_text=ENGLISH_IF_EMPTY,
    )


class RetractionForm(forms.Form):
    """Why a published result is taken back; public at once."""

    reason_sq = text_in(
        "sq", gettext_lazy("Reason of the retraction in Albanian"), min_length=SHORTEST_REASON
    )
    reason_en = text_in(
        "en",
        gettext_lazy("Reason of the retraction in English"),
        required=False,
        help_text=ENGLISH_IF_EMPTY,
    )
