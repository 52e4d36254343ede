"""The finding and the summary of a report, as the author enters them."""

from django import forms
from django.utils.translation import gettext_lazy

from monitoring.models import Finding, Report, Stage, Status
from monitoring.needs import MEANINGS, NEEDS
from monitoring.workspace.forms.evidence import Judged


def status_field(**options) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        required=False,
        **options,
    )


def choices_with_needs(field, kind: str) -> list[tuple]:
    """Each radio button of a status field with what this status needs (METHOD §2)."""
    needs = NEEDS.get(kind)
    return [
        (radio, getattr(needs, radio.data["value"], None) or MEANINGS[radio.data["value"]])
        for radio in field
    ]


class FindingForm(Judged, forms.ModelForm):
    """Status, stage and words of one finding. A draft may be incomplete."""

    status = status_field()
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage reached"),
        choices=[("", gettext_lazy("Choose the stage")), *Stage.choices],
        required=False,
        help_text=gettext_lazy("How far it got. The stage is shown beside the status."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Finding
        fields = ["status", "stage", "rationale_sq", "rationale_en", "reason_sq", "reason_en"]
        labels = {
            "rationale_sq": gettext_lazy("Why this status? In Albanian"),
            "rationale_en": gettext_lazy("The same in English"),
            "reason_sq": gettext_lazy("Why was it not, or cannot it be, assessed? In Albanian"),
            "reason_en": gettext_lazy("The same reason in English"),
        }
        help_texts = {
            "rationale_sq": gettext_lazy("One or two sentences. They are public."),
            "rationale_en": gettext_lazy("Left empty, English pages show the Albanian text."),
            "reason_sq": gettext_lazy("In a sentence. It is public."),
            "reason_en": gettext_lazy("Left empty, English pages show the Albanian text."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "lang": name[-2:]})
            for name, rows in {
                "rationale_sq": 4, "rationale_en": 3, "reason_sq": 2, "reason_en": 2,
            }.items()
        }  # fmt: skip

    def choices_with_needs(self):
        return choices_with_needs(self["status"], self.instance.commitment.kind)

    def words(self) -> dict[str, str]:
        """What actions.save_finding takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def typed_words(self) -> dict[str, str]:
        """The sentences that differ from what is stored; status and stage are choices."""
        words = self.words()
        return {name: words[name] for name in self.changed_data if name.startswith("r")}


class SummaryForm(forms.ModelForm):
    """What the report as a whole says."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Report
        fields = ["summary_sq", "summary_en"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 6, "lang": name[-2:]})
            for name in ("summary_sq", "summary_en")
        }
        help_texts = {
            "summary_en": gettext_lazy("Left empty, English pages show the Albanian text."),
        }

    def differs_from(self, report: Report) -> bool:
        return any(getattr(report, name) != self.cleaned_data[name] for name in self.Meta.fields)
