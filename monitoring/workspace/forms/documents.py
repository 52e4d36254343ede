"""A document beside a fact: its file, its title and its date."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.juxtaposing.changing import Reason
from contracts.juxtaposing.forms import reason_fields
from monitoring import evidence
from monitoring.evidence import CleanedFile
from monitoring.models import Document
from monitoring.workspace import kept_letters
from monitoring.workspace.forms.evidence import TAKEN
from municipalities.written_dates import DateAsWritten


class DocumentForm(forms.ModelForm):
    """The file is taken in while the form is read, and kept whatever becomes of the other fields.

    ``holder`` says whose it is then (kept_letters.py); ``kept`` is the file that came before.
    A document that is there already needs no file: ``document`` is shown, to be changed.
    ``with_a_reason``: everybody sees the change, and reads why.
    """

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, or a JPEG, PNG or WebP picture; at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )
    dated = DateAsWritten(label=gettext_lazy("Date"), required=False)
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["file", "title", "language", "dated", "ticket", "version"]

    class Meta:
        model = Document
        fields = ["title", "language", "dated"]
        widgets = {"language": forms.RadioSelect}
        help_texts = {
            "title": gettext_lazy("As readers will see it, for example: Signed contract."),
        }

    def __init__(
        self, data=None, files=None, *, holder: str, document=None, logo_of=None,
        with_a_reason: bool = False,
    ):  # fmt: skip
        suggested = {"title": logo_of.name_sq} if logo_of and not document else {}
        super().__init__(data, files, instance=document, initial=suggested)
        self.holder, self.is_there = holder, document is not None
        self.kept: CleanedFile | None = None
        if logo_of:
            del self.fields["dated"]
            self.fields["file"].help_text = gettext_lazy(
                "A JPEG, PNG or WebP picture; at most 20 MB."
            )
        if self.is_there:
            self.fields["file"].label = gettext_lazy("Another file in its place")
        if with_a_reason:
            self.fields.update(reason_fields())

    def clean(self):
        cleaned = super().clean()
        self.kept = self._taken_in(cleaned.get("file")) or self._kept_before(cleaned)
        if self.kept is None and not self.is_there and not self.has_error("file"):
            self.add_error("file", _("Choose the file."))
        if self.kept:
            self.data = self.data.copy()
            self.data["ticket"] = kept_letters.ticket(self.kept, holder=self.holder)
        return cleaned

    def _taken_in(self, file) -> CleanedFile | None:
        if file is None:
            return None
        try:
            return evidence.take_in_cleaned(file, name=file.name)
        except evidence.Refused as refusal:
            self.add_error("file", str(refusal))
            return None

    def _kept_before(self, cleaned) -> CleanedFile | None:
        if not cleaned.get("ticket") or self.has_error("file"):
            return None
        kept = kept_letters.redeem(cleaned["ticket"], holder=self.holder, as_a=CleanedFile)
        if kept is None:
            self.add_error("file", _("A file could not be kept that long. Choose it again."))
        return kept

    def _post_clean(self):
        """What is right in these words is judged by the action; nothing is written into a row."""

    def words(self) -> dict[str, str]:
        """What the actions take, with the file if there is one."""
        said = {name: self.cleaned_data.get(name, "") for name in ("title", "language", "dated")}
        return said | {"file": self.kept, "reason": reason_in(self)}


class TakeAwayForm(forms.Form):
    """The version of the document that was shown; the public reason where everybody sees it go."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, version: str, with_a_reason: bool):
        super().__init__(data, initial={"version": version})
        if with_a_reason:
            self.fields.update(reason_fields())

    def words(self) -> dict:
        """What the action takes."""
        return {"version": self.cleaned_data["version"], "reason": reason_in(self)}


def reason_in(form: forms.BaseForm) -> Reason:
    """The public reason in a form that was read; empty where the form does not ask for one."""
    said = form.cleaned_data
    return Reason(said.get("reason_sq", ""), said.get("reason_en", ""))
