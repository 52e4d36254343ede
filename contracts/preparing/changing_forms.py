"""What is typed when something happens to a commitment that is signed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment
from contracts.preparing.forms import ENGLISH_IF_EMPTY
from municipalities.choosing import OneInThisLanguage
from municipalities.models import Organisation
from municipalities.written_dates import day_field

DAY = _("For example 7.8.2026.")
WORDS = ("title_sq", "title_en", "text_sq", "text_en")


class AmendForm(forms.Form):
    """The new words, from which day, and the document that both signed.

    ``seen_*`` are the old words as the page showed them: what nobody saw is not replaced.
    """

    since = day_field(_("Valid from"), help_text=DAY)
    source = forms.CharField(label=_("Document signed by both"), max_length=500)
    title_sq = forms.CharField(label=_("New title in Albanian"), max_length=300)
    title_en = forms.CharField(
        label=_("New title in English"), max_length=300, required=False, help_text=ENGLISH_IF_EMPTY
    )
    text_sq = forms.CharField(
        label=_("New wording in Albanian"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("New wording in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        for name in WORDS:
            self.fields[name].initial = getattr(commitment, name)
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False, strip=False, widget=forms.HiddenInput,
                initial=getattr(commitment, name),
            )  # fmt: skip

    def seen(self) -> dict[str, str]:
        """The words that the page showed; a browser sends every line end as two characters."""
        return {name: self.cleaned_data[f"seen_{name}"].replace("\r\n", "\n") for name in WORDS}

    def agreed(self) -> dict:
        """What `actions.amend` takes."""
        return {
            name: value for name, value in self.cleaned_data.items() if not name.startswith("seen_")
        }


class WithdrawForm(forms.Form):
    """On which day the municipality alone took it back, and how that is known."""

    on = day_field(_("Withdrawn on"), help_text=DAY)
    source = forms.CharField(
        label=_("Source"), max_length=500,
        help_text=_("The decision or statement, where it can be read."),
    )  # fmt: skip


class ForAnOrganisation(forms.Form):
    """For which of her organisations the person speaks."""

    organisation = OneInThisLanguage(
        Organisation.objects.none(), label=_("For the organisation"), empty_label=None
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=organisations
        ).in_albanian_order()


class ExcludeForm(ForAnOrganisation):
    since = day_field(_("Obsolete from"), help_text=DAY)
    reason_sq = forms.CharField(
        label=_("Public reason in Albanian"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Moved by law, a duplicate, or made impossible from outside: say how."),
    )  # fmt: skip
    reason_en = forms.CharField(
        label=_("Public reason in English"), required=False, help_text=ENGLISH_IF_EMPTY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
