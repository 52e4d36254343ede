"""What is typed about elections, needs, who was asked and candidates."""

from django import forms
from django.utils.translation import gettext_lazy

from contracts.juxtaposing.changing import Reason
from contracts.models import (
    Activity,
    Candidate,
    Commitment,
    Election,
    Juxtaposition,
    Need,
)
from municipalities.choosing import (
    NO_UNITS,
    OneInThisLanguage,
    SeveralInThisLanguage,
    call_the_empty_choice,
)
from municipalities.models import AdministrativeUnit, Municipality
from municipalities.written_dates import DateAsWritten

LARGEST = 2_147_483_647
ENGLISH_IF_EMPTY = gettext_lazy("Left empty, English pages show the Albanian text.")


def reason_fields() -> dict[str, forms.Field]:
    """What is asked where everybody sees the result of a change."""
    return {
        "reason_sq": forms.CharField(
            label=gettext_lazy("What is changed and why, in Albanian (public)"), max_length=300
        ),
        "reason_en": forms.CharField(
            label=gettext_lazy("What is changed and why, in English (public)"),
            max_length=300, required=False, help_text=ENGLISH_IF_EMPTY,
        ),
    }  # fmt: skip


class ChangeFields(forms.Form):
    """The version that the page showed; and the public reason where everybody sees the result."""

    version = forms.IntegerField(
        min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=True
    )

    def __init__(self, *args, juxtaposition: Juxtaposition, **kwargs):
        super().__init__(*args, **kwargs)
        self.juxtaposition = juxtaposition
        self.fields["version"].initial = juxtaposition.lock_version
        if juxtaposition.published_at:
            self.fields.update(reason_fields())

    def change(self) -> dict:
        """What `changing` asks for; the rest of the cleaned data is the fact itself."""
        data = self.cleaned_data
        reason = Reason(data.get("reason_sq", ""), data.get("reason_en", ""))
        return {"version": data["version"], "reason": reason}

    def known(self) -> dict:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("version", "reason_sq", "reason_en")
        }

    def show_version_of_now(self) -> None:
        """The next press of the button is meant for what is stored now."""
        self.data = self.data.copy()
        stored = Juxtaposition.objects.values_list("lock_version", flat=True)
        self.data[self.add_prefix("version")] = str(stored.get(pk=self.juxtaposition.pk))


class ElectionForm(forms.ModelForm):
    held_on = DateAsWritten(label=gettext_lazy("Held on"), required=False)
    slug = forms.SlugField(
        label=gettext_lazy("Word for the address of its page"),
        max_length=50,
        required=False,
        help_text=gettext_lazy("For example zgjedhjet-2027. Left empty, it is made of the name."),
    )

    class Meta:
        model = Election
        fields = ["name_sq", "name_en", "slug", "kind", "term", "held_on", "source"]
        field_classes = {"term": OneInThisLanguage}
        help_texts = {
            "term": gettext_lazy("The mandate that begins with this election."),
            "source": gettext_lazy("Where this is known from, for example a decree with its date."),
            "name_en": ENGLISH_IF_EMPTY,
        }
        labels = {"term": gettext_lazy("Term that it begins")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].empty_label = gettext_lazy("Choose the term")


class BeginForm(forms.Form):
    """Of which municipality the offers are to be prepared."""

    municipality = OneInThisLanguage(
        Municipality.objects.none(),
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Choose the municipality"),
    )

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities


class DescribeForm(ChangeFields, forms.ModelForm):
    class Meta:
        model = Juxtaposition
        fields = [
            "order", "collected_sq", "collected_en", "scored_sq", "scored_en", "source", "forum",
        ]  # fmt: skip
        field_classes = {"forum": OneInThisLanguage}
        widgets = {
            name: forms.Textarea(attrs={"rows": 4, "lang": name[-2:]})
            for name in ("collected_sq", "collected_en", "scored_sq", "scored_en")
        }
        help_texts = {
            "order": gettext_lazy("The same for all; nothing else changes the order."),
            "collected_en": ENGLISH_IF_EMPTY,
            "scored_en": ENGLISH_IF_EMPTY,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].empty_label = gettext_lazy("not known")
        self.fields["forum"].queryset = _activities_of(self.juxtaposition)


class NeedForm(ChangeFields, forms.ModelForm):
    class Meta:
        model = Need
        fields = [
            "number", "title_sq", "title_en", "pillar", "sector", "score", "units", "voiced_at",
            "commitments",
        ]  # fmt: skip
        field_classes = {
            "sector": OneInThisLanguage,
            "units": SeveralInThisLanguage,
            "voiced_at": OneInThisLanguage,
            "commitments": SeveralInThisLanguage,
        }
        help_texts = {"title_en": ENGLISH_IF_EMPTY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        place = self.juxtaposition.municipality
        self.fields["sector"].empty_label = gettext_lazy("none")
        call_the_empty_choice(self.fields["pillar"], gettext_lazy("Choose the pillar"))
        self.fields["voiced_at"].empty_label = gettext_lazy("not known")
        self.fields["units"].queryset = units = AdministrativeUnit.objects.filter(
            municipality=place
        )
        if not units:
            self.fields["units"].help_text = NO_UNITS
        self.fields["voiced_at"].queryset = _activities_of(self.juxtaposition)
        self.fields["commitments"].queryset = (
            Commitment.objects.filter(
                contract__municipality=place, contract__term=self.juxtaposition.election.term
            )
            .select_related("contract")
            .in_order()
        )


class CandidateForm(ChangeFields, forms.ModelForm):
    class Meta:
        model = Candidate
        fields = ["name", "party", "place_on_ballot", "source"]


class ResultForm(ChangeFields):
    """Who was elected: one of all, so that nobody's result is told without the others'."""

    elected = OneInThisLanguage(
        Candidate.objects.none(),
        label=gettext_lazy("Elected"),
        required=False,
        empty_label=gettext_lazy("not known yet"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        everybody = self.juxtaposition.candidates.order_by("name")
        self.fields["elected"].queryset = everybody
        self.fields["elected"].initial = everybody.filter(elected=True).first()


class PasteForm(ChangeFields):
    rows = forms.CharField(
        label=gettext_lazy("Rows"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "One need a row, its cells as copied from a spreadsheet or parted by semicolons: "
            "number; title in Albanian; title in English; pillar (1 to 4); score."
        ),
    )


def _activities_of(juxtaposition: Juxtaposition):
    return Activity.objects.filter(
        municipalities=juxtaposition.municipality,
        term__is_demonstration=juxtaposition.election.term.is_demonstration,
    ).order_by("-begins", "pk")
