"""What becomes public or answers what did: causes, reasons, replies and answers."""

from django import forms
from django.utils.translation import gettext_lazy

from monitoring.actions.publication import SHORTEST_REASON
from monitoring.models import Capacity, Language, Reply

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


class ReplyForm(forms.Form):
    """A reply of the municipality, to the report as a whole or to one finding."""

    finding = forms.ModelChoiceField(
        label=gettext_lazy("The reply is about"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("the report as a whole"),
    )
    text = forms.CharField(
        label=gettext_lazy("Reply"),
        help_text=gettext_lazy("It is published word for word, beside what it answers."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the reply"),
        choices=Language.choices,
        initial=Language.ALBANIAN,
        widget=forms.RadioSelect,
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("In the name of"),
        choices=[("", gettext_lazy("Choose")), *Capacity.choices],
        help_text=gettext_lazy("No name is published, only the office."),
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        findings = report.findings.select_related("commitment").in_order()
        self.fields["finding"].queryset = findings
        self.fields["finding"].label_from_instance = lambda finding: str(finding.commitment)

    def preview(self) -> Reply:
        """The reply as it would be received, not saved."""
        return Reply(**self.cleaned_data)


class AnswerForm(forms.Form):
    """The reviewer's answer, printed after the reply."""

    sq = text_in("sq", gettext_lazy("Answer in Albanian"))
    en = text_in(
        "en", gettext_lazy("Answer in English"), required=False, help_text=ENGLISH_IF_EMPTY
    )
