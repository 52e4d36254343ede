"""The evidence of a finding, as its author enters it: one form per piece, and the picker of files.

All of them stand in the one form of the finding; what tells them apart is the prefix of their
fields: ``item-7`` for evidence that is there, ``kept-3`` for a file that waits for its description,
``new-0`` for a link or a search without result.
"""

import re
from copy import copy

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from monitoring.actions import Piece
from monitoring.actions.proving import FILE_COLUMNS, WORD_COLUMNS
from monitoring.models import Evidence, EvidenceClass, Finding, KeptFile
from municipalities.written_dates import DateAsWritten

PREFIX = re.compile(r"((item|kept)-(\d{1,18}))-title", re.ASCII)
MOST_NEW = 20
# What unfolds only if somebody wants it.
THE_REST = (
    "publisher", "place", "page", "text_alternative", "language", "visibility", "withheld_reason",
)  # fmt: skip

# What phones offer the camera for, and turn their own formats into.
TAKEN = "image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf"

SUGGESTED_ANYWAY = {"language", "visibility"}
# Where a refusal of the whole row is said: at the field that mends it.
FIELD_OF = {
    "evidence_is_a_file_or_a_link": "link",
    "evidence_withheld_has_its_reason": "withheld_reason",
}


class Judged:
    """A form that can be shown again as it was typed, before anything in it is judged."""

    def as_typed(self):
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}
        return self


class EvidenceForm(Judged, forms.ModelForm):
    """One piece of evidence: one that is there, a file that waits, or a new link or search."""

    dated = DateAsWritten(label=gettext_lazy("Date"), required=False)
    link = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=Evidence._meta.get_field("link").max_length,
        assume_scheme="https",
        help_text=gettext_lazy("The address of the page or document. A search needs none."),
    )
    is_removed = forms.BooleanField(required=False)

    class Meta:
        model = Evidence
        fields = WORD_COLUMNS
        help_texts = {
            "title": gettext_lazy("For example: Decision no. 41 of the municipal council."),
            "shows": gettext_lazy("In a sentence: what does it prove?"),
            "text_alternative": gettext_lazy(
                "For readers who cannot see the picture or open the file: what is on it?"
            ),
            "visibility": gettext_lazy(
                "Of withheld evidence the public sees the class and the reason, nothing else."
            ),
        }
        widgets = {
            "visibility": forms.RadioSelect,
            "shows": forms.Textarea(attrs={"rows": 2}),
            "text_alternative": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, data=None, *, finding: Finding, prefix: str, item=None, kept=None):
        file = {name: getattr(kept, name) for name in FILE_COLUMNS} if kept else {}
        super().__init__(
            data,
            instance=item or Evidence(finding=finding, **file),
            prefix=prefix,
            initial={} if item else _suggested(kept),
            empty_permitted=item is None,
            use_required_attribute=False,
        )
        # As it is stored: reading the form writes what was typed into its instance.
        self.item, self.kept = copy(item), kept
        self.fields["evidence_class"].choices = [
            ("", gettext_lazy("Choose the class")), *EvidenceClass.choices,
        ]  # fmt: skip
        if self.has_file:
            del self.fields["link"]
        if self.kept is None and self.item is None:
            del self.fields["is_removed"]

    @property
    def has_file(self) -> bool:
        return bool(self.instance.sha256)

    @property
    def is_picture(self) -> bool:
        return self.instance.content_type.startswith("image/")

    @property
    def is_told_to_go(self) -> bool:
        return self.is_bound and bool(self["is_removed"].data if self.item or self.kept else "")

    @property
    def waits(self) -> bool:
        """A file of which nothing has been said yet."""
        return bool(self.kept) and not self.is_told_to_go and not self.has_changed()

    @property
    def name_of_piece(self) -> str:
        """What a list of errors calls it."""
        return str(self.item or self.kept or _("Link or search"))

    @property
    def is_open(self) -> bool:
        """Unfolded where somebody typed, or has something to mend."""
        return self.is_bound and (self.has_changed() or bool(self.errors))

    @property
    def has_error_in_the_rest(self) -> bool:
        return any(self[name].errors for name in THE_REST if name in self.fields)

    def full_clean(self):
        super().full_clean()
        if self.is_told_to_go:
            self._errors = forms.utils.ErrorDict()

    def has_changed(self):
        """Whether anything was said; of a new piece, more than what is suggested anyway."""
        return bool(set(self.changed_data) - (set() if self.item else SUGGESTED_ANYWAY))

    def _post_clean(self):
        """What the row may not be, with the columns of its file, said at the field to mend."""
        super()._post_clean()
        self._errors.pop(NON_FIELD_ERRORS, None)
        unchecked = self._get_validation_exclusions() - set(FILE_COLUMNS)
        for constraint in Evidence._meta.constraints:
            try:
                constraint.validate(Evidence, self.instance, exclude=unchecked)
            except ValidationError as error:
                field = FIELD_OF.get(constraint.name)
                self.add_error(field if field in self.fields else None, error)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORD_COLUMNS if name in self.cleaned_data}

    def piece(self) -> Piece | None:
        """What actions.save_finding takes; None where nothing was said."""
        if self.is_told_to_go:
            return Piece(evidence=self.item, kept=self.kept, is_removed=True)
        if not self.is_bound or not self.has_changed():
            return None
        return Piece(self.words(), evidence=self.item, kept=self.kept)


def _suggested(kept: KeptFile | None) -> dict[str, str]:
    """What a new piece most often is; who knows better chooses otherwise."""
    is_picture = kept is not None and kept.content_type.startswith("image/")
    return {
        "evidence_class": EvidenceClass.OBSERVATION.value if is_picture else "",
        "visibility": Evidence.Visibility.PUBLIC.value,
        "language": get_language()[:2],
    }


class EvidenceForms:
    """All pieces of one finding: ``items``, files that are ``waiting``, and ``new`` ones."""

    def __init__(self, finding: Finding, data=None):
        self.finding, self.data = finding, data
        self.items = [self._form(f"item-{item.pk}", item=item) for item in finding.evidence.all()]
        self.waiting = [
            self._form(f"kept-{kept.pk}", kept=kept) for kept in finding.kept_files.all()
        ]
        typed = [self._form(f"new-{number}") for number in range(self.number_of_new)]
        typed += self._of_what_is_gone()
        self.new = [form for form in typed if not self._is_there(form)]
        self.new = self.new or [EvidenceForm(finding=finding, prefix="new-0")]

    def __iter__(self):
        return iter([*self.items, *self.waiting, *self.new])

    @property
    def number_of_new(self) -> int:
        """As many empty places as the page had, and one more where that was asked for."""
        asked = str(self.data.get("places", "")) if self.data else ""
        places = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1
        return min(max(places, 1) + ("another" in (self.data or {})), MOST_NEW)

    @property
    def has_originals(self) -> bool:
        return any(form.has_file for form in self.items)

    @property
    def bound(self) -> list[EvidenceForm]:
        return [form for form in self if form.is_bound]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.bound)

    def with_errors(self) -> list[EvidenceForm]:
        return [form for form in self.bound if form.errors]

    def as_typed(self) -> "EvidenceForms":
        for form in self.bound:
            form.as_typed()
        return self

    def pieces(self) -> list[Piece]:
        return [piece for form in self.bound if (piece := form.piece())]

    def left_waiting(self) -> int:
        return sum(form.waits for form in self.waiting)

    def _form(self, prefix: str, **of) -> EvidenceForm:
        """Bound if the page that was sent had this piece; a later one stands as it is stored."""
        was_sent = self.data is not None and f"{prefix}-title" in self.data
        return EvidenceForm(
            self.data if was_sent else None, finding=self.finding, prefix=prefix, **of
        )

    def _of_what_is_gone(self) -> list[EvidenceForm]:
        """Words typed about what somebody else took away meanwhile: they are not lost with it."""
        there = {form.prefix for form in [*self.items, *self.waiting]}
        sent = [found for name in self.data or () if (found := PREFIX.fullmatch(name))]
        gone = []
        for prefix, kind, number in (found.groups() for found in sent):
            if prefix not in there:
                form = self._form(prefix)
                form.initial |= self._last_words(int(number)) if kind == "item" else {}
                gone.append(form)
        return [form for form in gone if form.has_changed()]

    def _last_words(self, pk: int) -> dict[str, str]:
        """How an item of this finding was described when it was removed."""
        past = Evidence.history.filter(id=pk, finding=self.finding).order_by("-history_id")
        return past.values(*WORD_COLUMNS).first() or {}

    def _is_there(self, form: EvidenceForm) -> bool:
        """The same button pressed twice: what it described the first time is evidence by now."""
        if not form.is_bound or not form.has_changed():
            return False
        form.full_clean()
        words = form.words()
        return "title" in words and any(
            all(item.initial[name] == word for name, word in words.items()) for item in self.items
        )


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesForm(forms.Form):
    """The picker: several files at once; refusals of single files stand at its field."""

    files = forms.FileField(
        label=gettext_lazy("Photos and documents"),
        required=False,
        widget=ManyFiles(attrs={"multiple": True, "accept": TAKEN}),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP pictures or PDF, at most 20 MB each; several at once."
        ),
    )

    def __init__(self, *args, refusals=(), **kwargs):
        super().__init__(*args, **kwargs)
        for refusal in refusals:
            self.add_error("files", str(refusal))
