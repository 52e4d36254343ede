"""What is typed about member organisations. Rules stand in belonging.py and covering.py."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from municipalities.choosing import OneInThisLanguage, called
from municipalities.models import Coverage, Municipality, Organisation
from municipalities.written_dates import DateAsWritten

PROFILE = [
    "name_sq", "name_en", "acronym", "town", "website", "founded", "about_sq", "about_en", "source",
]  # fmt: skip


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
    joined = DateAsWritten(label=_("Joined the network"))
    municipalities = forms.TypedMultipleChoiceField(
        label=_("Municipalities it covers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "One that is not here is added first, under Network, Facts about municipalities."
        ),
    )

    field_order = [
        "name_sq", "name_en", "acronym", "town", "joined", "municipalities", "website", "founded",
        "about_sq", "about_en", "source",
    ]  # fmt: skip

    class Meta(ProfileForm.Meta):
        fields = PROFILE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = {each.slug: each for each in Municipality.objects.in_the_network()}
        field = self.fields["municipalities"]
        field.choices = [(slug, str(called(each))) for slug, each in places.items()]
        field.coerce = places.get


class LeaveForm(forms.Form):
    on = DateAsWritten(label=_("Left the network"))


class CoverForm(forms.Form):
    """A municipality that the organisation does not cover yet."""

    municipality = OneInThisLanguage(
        label=_("Municipality"), queryset=None, empty_label=_("Choose the municipality")
    )
    since = DateAsWritten(label=_("Since"), required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        covered = Coverage.objects.filter(organisation=organisation).values("municipality")
        others = Municipality.objects.in_the_network().exclude(pk__in=covered)
        self.fields["municipality"].queryset = others


class EndCoverageForm(forms.Form):
    until = DateAsWritten(label=_("Until"))


class NothingToType(forms.Form):
    """A decision that is only confirmed."""
