"""The right of reply: the invitation, replies with their letters, the reviewer's answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from monitoring import evidence
from monitoring.actions import Letter
from monitoring.actions.replying import MOST_LETTERS
from monitoring.models import Capacity, Language, Reply, ReplyLetter, Report
from monitoring.workspace import kept_letters
from monitoring.workspace.forms.evidence import TAKEN, ManyFiles
from monitoring.workspace.forms.publication import ENGLISH_IF_EMPTY, text_in
from municipalities.choosing import OneInThisLanguage, called


class InviteForm(forms.ModelForm):
    """To whom at the municipality the link goes; kept for the next invitation."""

    class Meta:
        model = Report
        fields = ["reply_contact", "reply_email"]
        labels = {
            "reply_contact": gettext_lazy("Office or person at the municipality"),
            "reply_email": gettext_lazy("E-mail address"),
        }
        help_texts = {
            "reply_contact": gettext_lazy("Never public. For example: office of the mayor."),
            "reply_email": gettext_lazy(
                "The link is mailed there. Left empty, you hand the link over yourself."
            ),
        }

    def words(self) -> dict:
        """What actions.invite_reply takes."""
        return {
            "contact": self.cleaned_data["reply_contact"],
            "email": self.cleaned_data["reply_email"],
        }


class SeveralFiles(forms.FileField):
    """Any number of files, chosen in one field."""

    def clean(self, data, initial=None):
        return [super(SeveralFiles, self).clean(file, initial) for file in data or []]


class LetterForm(forms.Form):
    """A letter that was taken in: its ticket, its title, and whether it is to be left out."""

    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("Title of the letter, as readers will see it"),
        max_length=ReplyLetter._meta.get_field("title").max_length,
        required=False,
    )
    without = forms.BooleanField(label=gettext_lazy("Do not send this letter"), required=False)


class ReplyForm(forms.Form):
    """A reply of the municipality, to the report as a whole or to one finding.

    Letters are taken in while the form is read, and kept whatever becomes of the other fields:
    ``kept`` are the forms that carry them. ``holder`` says whose they are (kept_letters.py).
    """

    finding = OneInThisLanguage(
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
    letters = SeveralFiles(
        label=gettext_lazy("Letters"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "PDF, or a JPEG, PNG or WebP picture of the paper; at most 5, each at most 20 MB. "
            "They are published with the reply."
        ),
        widget=ManyFiles(attrs={"multiple": True, "accept": TAKEN}),
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

    def __init__(self, data=None, files=None, *, report, holder: str):
        super().__init__(data, files)
        self.holder = holder
        self.kept: list[LetterForm] = []
        findings = report.findings.select_related("commitment").in_order()
        self.fields["finding"].queryset = findings
        self.fields["finding"].label_from_instance = _words_of

    def clean(self):
        cleaned = super().clean()
        letters = self._kept_letters()
        for file in cleaned.get("letters", []):
            if len(letters) == MOST_LETTERS:
                self.add_error("letters", self._one_too_many(file))
                break
            if stored := self._take_in(file):
                letters.setdefault(stored.sha256, Letter("", stored))
        cleaned["letters"] = self._titled(letters.values())
        self.kept = [
            LetterForm(
                initial={
                    "ticket": kept_letters.ticket(letter.file, holder=self.holder),
                    "title": letter.title,
                },
                prefix=f"letter-{number}",
            )
            for number, letter in enumerate(cleaned["letters"])
        ]
        return cleaned

    def _kept_letters(self) -> dict[str, Letter]:
        """By SHA-256, those that came before and are to be sent."""
        letters = {}
        for number in range(MOST_LETTERS):
            form = LetterForm(self.data, prefix=f"letter-{number}")
            ticket = form["ticket"].data
            if not ticket or form["without"].data:
                continue
            stored = kept_letters.redeem(ticket, holder=self.holder)
            if stored is None:
                self.add_error("letters", _("A letter was not kept. Choose it again."))
            elif form.is_valid():
                letters[stored.sha256] = Letter(form.cleaned_data["title"], stored)
            else:
                letters[stored.sha256] = Letter("", stored)
                self.add_error("letters", " ".join(form.errors["title"]))
        return letters

    def _take_in(self, file) -> evidence.StoredFile | None:
        try:
            return evidence.take_in(file, name=file.name)
        except evidence.Refused as refusal:
            self.add_error("letters", str(refusal))
            return None

    def _one_too_many(self, file) -> str:
        return _("At most %(most)s letters come with a reply; “%(name)s” was not taken.") % {
            "most": MOST_LETTERS, "name": file.name,
        }  # fmt: skip

    def _titled(self, letters) -> list[Letter]:
        """Letters without a title are numbered: the name of a file is nobody else's business."""
        language = self.cleaned_data.get("language") or Language.ALBANIAN
        with override(language):
            return [
                Letter(letter.title or _("Letter %(number)s") % {"number": number}, letter.file)
                for number, letter in enumerate(letters, start=1)
            ]

    def preview(self) -> Reply:
        """The reply as it would be received, not saved."""
        words = {name: v for name, v in self.cleaned_data.items() if name != "letters"}
        return Reply(**words)


class AnswerForm(forms.Form):
    """The reviewer's answer, printed after the reply."""

    sq = text_in("sq", gettext_lazy("Answer in Albanian"))
    en = text_in(
        "en", gettext_lazy("Answer in English"), required=False, help_text=ENGLISH_IF_EMPTY
    )


def _words_of(finding) -> str:
    return str(called(finding.commitment))
