"""The form with which a citizen tells something about a commitment (QUALITY S-50 to S-52).

No puzzle is asked of anybody: a field that only machines fill in, and a signed stamp that says for
which commitment, under which number and when the form was given out. Files are taken in while the
form is read and carried by their signed fingerprints, so that a form that has to be mended loses
neither a word nor a file.
"""

import datetime
from dataclasses import asdict

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import evidence
from monitoring.cases import telling
from monitoring.cases.telling import LONGEST_TEXT, MOST_FILES, Attached
from monitoring.evidence import CleanedFile
from monitoring.models.cases import Case

STAMP = signing.TimestampSigner(salt="form with which a citizen tells something")
TICKET = "file of a citizen that waits for the rest of the form"
# Nobody reads the form and writes a sentence in less.
QUICKEST = datetime.timedelta(seconds=3)
# Less than a file that no row names may wait for its row.
LONGEST = datetime.timedelta(hours=12)
TAKEN = "image/jpeg,image/png,image/webp,application/pdf"


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if files else []


class SeveralFiles(forms.FileField):
    """Any number of files, chosen in one field."""

    def clean(self, data, initial=None):
        return [super(SeveralFiles, self).clean(file, initial) for file in data or []]


class TellForm(forms.Form):
    """What a citizen tells about ``commitment``.

    ``kept`` are the files that were taken in, each after the ticket by which the form carries it.
    ``takes_files``: whether new ones are taken in at all, which they are not past a limit.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to tell?"),
        choices=[
            (Case.Kind.EVIDENCE, gettext_lazy("I have evidence, or I know where to find it")),
            (Case.Kind.CORRECTION, gettext_lazy("Something on the page is wrong")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy(
            "What did you see, where and when? Or what is wrong, and how do you know? "
            "A coordinator reads it; it is never published."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Write what you want to tell.")},
    )
    files = SeveralFiles(
        label=gettext_lazy("Photos or documents"),
        help_text=gettext_lazy(
            "If you have any: at most 3 files, PDF or JPEG, PNG, WebP pictures, each at most "
            "20 MB. Where and with what a picture was taken is removed from it before it is stored."
        ),
        required=False,
        allow_empty_file=True,
        widget=ManyFiles(attrs={"multiple": True, "accept": TAKEN}),
    )
    contact = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "Only if you want to be told what was decided. It is used for nothing else."
        ),
        max_length=Case._meta.get_field("contact").max_length,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, commitment, takes_files=True):
        super().__init__(data, files, label_suffix="")
        self.commitment, self.takes_files = commitment, takes_files
        self.kept: list[tuple[str, Attached]] = []
        self.number = ""
        self.next_stamp = self._new_stamp() if data is None else ""

    def clean(self):
        cleaned = super().clean()
        self.number, self.next_stamp = self._read_stamp(self.data.get("stamp", ""))
        self._refuse_machines()
        attached = self._kept_before()
        self._take_in(cleaned.get("files", []), attached)
        cleaned["files"] = list(attached.values())
        self.kept = [(self._ticket(each), each) for each in attached.values()]
        return cleaned

    def _new_stamp(self) -> str:
        self.number = telling.new_number()
        return STAMP.sign_object([self.commitment.pk, self.number])

    def _read_stamp(self, sent: str) -> tuple[str, str]:
        """The case number of this form, and the stamp that it carries on."""
        try:
            commitment, number = STAMP.unsign_object(sent, max_age=LONGEST)
            if commitment != self.commitment.pk:
                raise signing.BadSignature
        except signing.BadSignature:
            self.add_error("stamp", _("The form was open for too long. Send it once more."))
            stamp = self._new_stamp()
            return self.number, stamp
        if self._is_too_quick(sent):
            self.add_error("stamp", _("That went too fast. Read it once more and send it again."))
        return number, sent

    def _is_too_quick(self, stamp: str) -> bool:
        try:
            STAMP.unsign_object(stamp, max_age=QUICKEST)
        except signing.SignatureExpired:
            return False
        return True

    def _refuse_machines(self) -> None:
        if self.data.get("website"):
            self.add_error(
                "website",
                _("A field that has to stay empty was filled in. It is empty again: send it."),
            )

    def _kept_before(self) -> dict[str, Attached]:
        """By SHA-256, the files that came with this form earlier and are still wanted."""
        found, unwanted = {}, set(self.data.getlist("without"))
        for ticket in self.data.getlist("ticket")[:MOST_FILES]:
            attached = self._redeemed(ticket)
            if attached is None:
                self.add_error("files", _("A file could not be kept that long. Choose it again."))
            elif attached.file.sha256 not in unwanted:
                found[attached.file.sha256] = attached
        return found

    def _redeemed(self, ticket: str) -> Attached | None:
        try:
            number, name, file = signing.loads(ticket, salt=TICKET, max_age=LONGEST)
        except signing.BadSignature:
            return None
        attached = Attached(name, CleanedFile(**file))
        is_here = number == self.number and evidence.renew_cleaned(attached.file)
        return attached if is_here else None

    def _ticket(self, attached: Attached) -> str:
        content = [self.number, attached.name, asdict(attached.file)]
        return signing.dumps(content, salt=TICKET)

    def _take_in(self, files: list, attached: dict[str, Attached]) -> None:
        """Each file by itself: one refusal does not lose the others."""
        if files and (not self.takes_files or "stamp" in self.errors or "website" in self.errors):
            self.add_error("files", _("The files have to be chosen again."))
            return
        for file in files:
            if len(attached) == MOST_FILES:
                self.add_error(
                    "files",
                    _("At most %(most)s files can be sent; “%(name)s” was not taken.")
                    % {"most": MOST_FILES, "name": evidence.readable_name(file.name)},
                )
                return
            try:
                taken = telling.take_in(file, name=file.name)
            except evidence.Refused as refusal:
                self.add_error("files", str(refusal))
            else:
                attached.setdefault(taken.file.sha256, taken)
