"""The finding and its evidence, as the author enters them."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import evidence
from monitoring.models import Evidence, Finding, Report, Stage, Status
from monitoring.needs import MEANINGS, NEEDS
from monitoring.workspace import kept_files
from monitoring.workspace.kept_files import KeptFile

DAY_OR_MONTH = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")


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


class FindingForm(forms.ModelForm):
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
        help_texts = {
            "rationale_sq": gettext_lazy("One or two sentences: why this status? They are public."),
            "rationale_en": gettext_lazy("Left empty, English pages show the Albanian text."),
            "reason_sq": gettext_lazy("Only if it was not, or cannot be, assessed: why not?"),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "lang": name[-2:]})
            for name, rows in {
                "rationale_sq": 4, "rationale_en": 4, "reason_sq": 2, "reason_en": 2,
            }.items()
        }  # fmt: skip

    def choices_with_needs(self):
        return choices_with_needs(self["status"], self.instance.commitment.kind)

    def words(self) -> dict[str, str]:
        """What actions.save_finding takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def beside(self, theirs: Finding) -> list[tuple[str, str, str]]:
        """Label, what stands now and one's own words, for each field in which they differ."""
        return [
            (self[name].label, self._read(name, getattr(theirs, name)), self._read(name, own))
            for name, own in self.words().items()
            if own != getattr(theirs, name)
        ]

    def _read(self, name: str, stored: str) -> str:
        """The stored word as the page says it."""
        choices = getattr(self.fields[name], "choices", ())
        return str(dict(choices).get(stored, stored)) if stored else ""


class EvidenceForm(forms.ModelForm):
    """One item of evidence: a file or a link, or where somebody searched in vain.

    A file that can be taken in is taken in while the form is read, and kept if another field is
    refused: ``kept`` is then the KeptFile.
    """

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("JPEG, PNG or WebP picture or PDF, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf"}),
    )
    link = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=Evidence._meta.get_field("link").max_length,
        assume_scheme="https",
        help_text=gettext_lazy("Instead of a file: the address of the page or document."),
    )
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
    without_file = forms.BooleanField(
        required=False, label=gettext_lazy("Do not use the file that was kept")
    )

    class Meta:
        model = Evidence
        fields = [
            "evidence_class", "title", "publisher", "dated", "place", "page", "shows", "link",
            "visibility", "withheld_reason",
        ]  # fmt: skip
        help_texts = {
            "title": gettext_lazy("For example: Decision no. 41 of the municipal council."),
            "dated": gettext_lazy("A day, a month or a year: 7.8.2026, 8.2026 or 2026."),
            "shows": gettext_lazy(
                "In a sentence, for readers who cannot see the picture or open the file."
            ),
            "visibility": gettext_lazy(
                "Of withheld evidence the public sees the class and the reason, nothing else."
            ),
        }
        widgets = {
            "visibility": forms.RadioSelect,
            "shows": forms.Textarea(attrs={"rows": 2}),
            "dated": forms.TextInput(attrs={"inputmode": "decimal"}),
        }

    def __init__(self, *args, finding: Finding, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.finding, self.by = finding, by
        self.kept: KeptFile | None = None
        self.fields["evidence_class"].choices = [
            ("", _("Choose the class")), *self.fields["evidence_class"].choices[1:],
        ]  # fmt: skip

    def clean_dated(self):
        """Days as they are written in Albania, 7.8.2026, become 2026-08-07."""
        written = self.cleaned_data["dated"].strip()
        if found := DAY_OR_MONTH.fullmatch(written):
            return "-".join(part.zfill(2) for part in reversed(found.groups()) if part)
        return written

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent:
            try:
                stored = evidence.take_in(sent, name=sent.name)
            except evidence.Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
            self.kept = KeptFile(stored, sent.name)
        return sent

    def clean(self):
        cleaned = super().clean()
        if self.kept is None and cleaned.get("ticket") and not cleaned.get("without_file"):
            self.kept = kept_files.redeem(cleaned["ticket"], finding=self.finding, by=self.by)
        self._carry()
        return cleaned

    def _carry(self) -> None:
        """If the form is shown again, it brings the kept file along."""
        carried = self.kept and kept_files.ticket(self.kept, finding=self.finding, by=self.by)
        self.data = self.data.copy()
        self.data["ticket"] = carried or ""
        self.data.pop("without_file", None)

    def words(self) -> dict:
        """What actions.add_evidence takes."""
        words = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return words | {"file": self.kept.stored if self.kept else None}


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
