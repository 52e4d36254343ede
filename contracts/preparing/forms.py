"""What is typed about a contract that is being prepared or signed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import ContractDraft, DraftCommitment, Signature, Term
from contracts.models.drafts import Testable
from contracts.preparing.columns import LAYOUT, STORED, Answer
from municipalities.choosing import NO_UNITS, OneInThisLanguage, call_the_empty_choice
from municipalities.models import Municipality, Organisation
from municipalities.permissions import is_network_admin, organisations_of
from municipalities.sheets import reading
from municipalities.sheets.rows import Table, Unreadable
from municipalities.written_dates import DateAsWritten

LARGEST = 2_147_483_647
ENGLISH_IF_EMPTY = _("Left empty, English pages show the Albanian text.")
ANSWERS = [("", _("not looked at yet")), *Answer.choices]
CAPACITIES = [("", _("Choose the capacity")), *Signature.Capacity.choices]


def answer_field(label, **options) -> forms.TypedChoiceField:
    """Yes, no, or nobody has looked."""
    options = {"required": False, "coerce": STORED.get, "empty_value": None} | options
    return forms.TypedChoiceField(label=label, choices=ANSWERS, **options)


class PrepareForm(forms.ModelForm):
    """For which municipality and term; only those that the person may prepare are offered."""

    code = forms.SlugField(
        label=_("Code"), required=False, max_length=50,
        help_text=_(
            "Begins the references of the commitments. Left empty, it is the municipality and the "
            "year in which the term begins, for example vlore-2027."
        ),
    )  # fmt: skip

    class Meta:
        model = ContractDraft
        fields = ["municipality", "term", "code"]
        field_classes = {"municipality": OneInThisLanguage, "term": OneInThisLanguage}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        places = Municipality.objects.in_albanian_order()
        if not is_network_admin(user):
            places = places.filter(organisations__in=organisations_of(user)).distinct()
        self.fields["municipality"].queryset = places
        self.fields["municipality"].empty_label = _("Choose the municipality")
        self.fields["term"].queryset = Term.objects.newest_first()
        self.fields["term"].empty_label = _("Choose the term")

    def _post_clean(self):
        """Whether there can be such a draft is for the action to say."""


class LineForm(forms.ModelForm):
    """One line of a draft with its check; ``version`` is the one that was shown (QUALITY R-07)."""

    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    units = forms.TypedMultipleChoiceField(
        label=_("Administrative units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = DateAsWritten(label=_("Due"), required=False)
    has_one_action = answer_field(_("Names one action"))
    has_place = answer_field(_("Names a place"))
    has_quantity = answer_field(_("Names a quantity"))
    has_date = answer_field(_("Names a date"))
    has_competence = answer_field(_("Lies in the municipality’s competence"))

    class Meta:
        model = DraftCommitment
        fields = [
            "number", "title_sq", "title_en", "text_sq", "text_en", "sector", "pillar", "kind",
            "units", "places", "competence", "due_on", "citizens_priority", *Testable.QUESTIONS,
            "indicator_sq", "indicator_en",
        ]  # fmt: skip
        field_classes = {"sector": OneInThisLanguage}
        widgets = {
            "text_sq": forms.Textarea(attrs={"rows": 3}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
            "citizens_priority": forms.Select(
                choices=[("", _("not recorded")), (1, "1"), (2, "2"), (3, "3")]
            ),
        }
        help_texts = {
            "number": _("7, or 1.5 for a point."),
            "title_en": ENGLISH_IF_EMPTY,
            "places": _("In words, where no unit says it: a street, a school."),
            "indicator_sq": _("By what one sees that it is done: a number, a document, a place."),
        }

    def __init__(self, data=None, *, draft: ContractDraft, line: DraftCommitment | None = None):
        line = line or DraftCommitment(draft=draft)
        said = {name: Answer.YES if getattr(line, name) else Answer.NO
                for name in Testable.QUESTIONS if getattr(line, name) is not None}  # fmt: skip
        said["units"] = [str(unit.pk) for unit in line.units.all()] if line.pk else []
        super().__init__(data, instance=line, initial=said, use_required_attribute=False)
        units = {str(unit.pk): unit for unit in draft.municipality.units.order_by("sort_key")}
        self.fields["units"].choices = [(key, unit.name) for key, unit in units.items()]
        self.fields["units"].coerce = units.get
        if not units:
            self.fields["units"].help_text = NO_UNITS
        self.fields["sector"].empty_label = _("Choose the sector")
        call_the_empty_choice(self.fields["pillar"], _("that of the sector"))
        for name, column in LAYOUT.by_name.items():
            self.fields[name].label = column.label

    def _post_clean(self):
        """Whether a line can be so is for the action to say."""

    def said(self) -> dict:
        """What `actions.save_line` takes, without version and units."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("version", "units")
        }


class CheckForm(forms.Form):
    """The testability check of a signed commitment: every question is answered.

    ``seen`` is the version of the check that the page showed (R-07).
    """

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    has_one_action = answer_field(_("Names one action"), required=True)
    has_place = answer_field(_("Names a place"), required=True)
    has_quantity = answer_field(_("Names a quantity"), required=True)
    has_date = answer_field(_("Names a date"), required=True)
    has_competence = answer_field(_("Lies in the municipality’s competence"), required=True)
    indicator_sq = forms.CharField(
        label=_("Indicator in Albanian"), max_length=300, required=False,
        help_text=_("Left empty, the commitment has none, and cannot be tested."),
    )  # fmt: skip
    indicator_en = forms.CharField(
        label=_("Indicator in English"), max_length=300, required=False, help_text=ENGLISH_IF_EMPTY
    )


class SheetForm(forms.Form):
    """A spreadsheet that comes back; ``table`` is what stands in it, once the form is valid."""

    file = forms.FileField(
        label=_("The filled-in file"),
        allow_empty_file=True,
        help_text=_("Excel (.xlsx) or CSV, at most 20 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": _("Choose the file that you filled in.")},
    )
    table: Table

    def clean_file(self):
        sent = self.cleaned_data["file"]
        try:
            self.table = reading.read(sent.file, LAYOUT, size=sent.size)
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return sent


class SigningForm(forms.Form):
    """When and where it was signed, and how that is known."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    signed_on = DateAsWritten(label=_("Signed on"))
    signed_at = forms.CharField(
        label=_("Signed at"), max_length=200, required=False,
        help_text=_("The forum or the place, for example: public forum, Palace of Culture."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=500,
        help_text=_("How this is known: the signed document, a page with its address."),
    )  # fmt: skip
    document = forms.URLField(
        label=_("Address of the document"), required=False, assume_scheme="https",
        help_text=_("If it is published elsewhere. The scan itself is added afterwards."),
    )  # fmt: skip


class SignatureForm(forms.Form):
    """One signature; a form in which nothing is typed is none."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    capacity = forms.ChoiceField(label=_("As"), choices=CAPACITIES, required=False)
    party = forms.CharField(
        label=_("Party"), max_length=120, required=False,
        help_text=_("Left empty for independent candidates and where it is not recorded."),
    )  # fmt: skip
    organisation = OneInThisLanguage(
        Organisation.objects.in_albanian_order(), label=_("Member organisation"), required=False,
        empty_label=_("none"),
    )  # fmt: skip
    was_mayor = forms.BooleanField(label=_("Mayor at the time"), required=False)
    elected = forms.TypedChoiceField(
        label=_("Elected"), required=False, coerce=STORED.get, empty_value=None,
        choices=[("", _("not known")), *Answer.choices],
    )  # fmt: skip
    signed_on = DateAsWritten(label=_("Signed on another day"), required=False)

    def clean(self):
        data = super().clean()
        if not self.has_changed():
            return data
        if not data.get("capacity") and "capacity" not in self.errors:
            self.add_error("capacity", _("Choose as what she or he signed."))
        if data.get("capacity") == Signature.Capacity.ORGANISATION:
            if not data.get("organisation"):
                self.add_error("organisation", _("Choose the organisation that signed."))
        elif data.get("capacity") and not data.get("name"):
            self.add_error("name", _("Give the name of whoever signed."))
        return data
