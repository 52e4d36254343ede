"""What is typed about member organisations. Rules stand in belonging.py and covering.py."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from municipalities.models import Coverage, Municipality, Organisation
from municipalities.partial_dates import as_stored, validate_partial_date

PROFILE = [
    "name_sq", "name_en", "acronym", "town", "website", "founded", "about_sq", "about_en", "source",
]  # fmt: skip


class PartialDateInput(forms.CharField):
    """A year, a month or a day, written as in Albania or as it is stored."""

    default_validators = [validate_partial_date]

    def __init__(self, **options):
        options = {
            "max_length": 10, "help_text": _("A year, a month or a day: 2019, 8.2019, 7.8.2019.")
        } | options  # fmt: skip
        super().__init__(**options)

    def to_python(self, value):
        return as_stored(super().to_python(value))


class ProfileForm(forms.ModelForm):
    """What an organisation says of itself; ``version`` is the one that was shown (R-07)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("With https:// in front."),
    )

    class Meta:
        model = Organisation
        fields = PROFILE
        widgets = {
            "about_sq": forms.Textarea(attrs={"rows": 4}),
            "about_en": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "source": _("Where these facts come from; shown on the public page."),
        }

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in PROFILE}


class JoinForm(ProfileForm):
    """A new member organisation, since when, and what it covers."""

    version = None
    joined = PartialDateInput(label=_("Joined the network"))
    municipalities = forms.TypedMultipleChoiceField(
        label=_("Municipalities it covers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta(ProfileForm.Meta):
        fields = PROFILE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = {each.slug: each for each in Municipality.objects.in_the_network()}
        field = self.fields["municipalities"]
        field.choices = [(slug, str(each)) for slug, each in places.items()]
        field.coerce = places.get


class LeaveForm(forms.Form):
    on = PartialDateInput(label=_("Left the network"))


class CoverForm(forms.Form):
    """A municipality that the organisation does not cover yet."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=None, empty_label=_("Choose the municipality")
    )
    since = PartialDateInput(label=_("Since"), required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        covered = Coverage.objects.filter(organisation=organisation).values("municipality")
        others = Municipality.objects.in_the_network().exclude(pk__in=covered)
        self.fields["municipality"].queryset = others


class EndCoverageForm(forms.Form):
    until = PartialDateInput(label=_("Until"))


class NothingToType(forms.Form):
    """A decision that is only confirmed."""
