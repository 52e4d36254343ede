"""Ties to a municipality, as their owner declares them."""

from django import forms
from django.utils.translation import gettext_lazy

from municipalities.choosing import OneInThisLanguage
from municipalities.models import DeclaredInterest
from municipalities.written_dates import day_field


class DeclareForm(forms.ModelForm):
    begins = day_field(
        gettext_lazy("Since"),
        required=False,
        help_text=gettext_lazy("For example 7.8.2026. Left empty, it has always been so."),
    )
    ends = day_field(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Left empty, it goes on."),
    )

    class Meta:
        model = DeclaredInterest
        fields = ["municipality", "kind", "begins", "ends"]
        field_classes = {"municipality": OneInThisLanguage}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = self.fields["municipality"]
        places.queryset = places.queryset.in_albanian_order()
        places.empty_label = gettext_lazy("Choose the municipality")
        kinds = self.fields["kind"]
        kinds.choices = [
            ("", gettext_lazy("Choose the kind of tie")), *DeclaredInterest.Kind.choices,
        ]  # fmt: skip


class EndForm(forms.Form):
    """The last day of one tie; ``prefix`` keeps the forms of several ties apart."""

    ends = day_field(gettext_lazy("Last day"))

    def __init__(self, *args, interest: DeclaredInterest, **kwargs):
        super().__init__(*args, prefix=f"tie-{interest.pk}", **kwargs)
        self.interest = interest
