"""What the reviewer enters: ratings, comments, what becomes of differences, a note."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models import Evidence, Report, SecondCode
from monitoring.workspace.forms.findings import choices_with_needs, status_field
from municipalities.choosing import OneInThisLanguage, called
from municipalities.models import Membership


class RatingForm(forms.Form):
    """The reviewer's own status for one finding; left open, it can be given later."""

    status = status_field()

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, prefix=f"finding-{entry.pk}", **kwargs)
        self.entry = entry

    def choices_with_needs(self):
        return choices_with_needs(self["status"], self.entry.commitment.kind)


class CommentForm(forms.Form):
    """A comment for the author on one finding, or on one item of its evidence; never asked for."""

    text = forms.CharField(
        label=gettext_lazy("Comment for the author"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence = forms.ChoiceField(label=gettext_lazy("The comment is about"), required=False)

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, prefix=f"comment-{entry.pk}", **kwargs)
        self.entry = entry
        if entry.evidence:
            items = [(str(item.pk), item.title) for item in entry.evidence]
            self.fields["evidence"].choices = [("", _("the finding as a whole")), *items]
        else:
            del self.fields["evidence"]

    def words(self) -> dict:
        """What actions.comment takes."""
        return {"text": self.cleaned_data["text"], "evidence": self._item()}

    def _item(self) -> Evidence | None:
        chosen = self.cleaned_data.get("evidence")
        return next((item for item in self.entry.evidence if str(item.pk) == chosen), None)


class SettlementForm(forms.Form):
    """Whether the reviewer keeps or gives up one difference, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=SecondCode.Outcome.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Why, in a sentence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, entry, **kwargs):
        initial = {"outcome": entry.code.outcome, "note": entry.code.outcome_note}
        super().__init__(*args, prefix=f"code-{entry.code.pk}", initial=initial, **kwargs)
        self.entry = entry

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") and not cleaned.get("note"):
            self.add_error("note", _("Say why in a sentence."))
        if cleaned.get("note") and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Keep or give up the difference."))
        return cleaned


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What has to be mended"), widget=forms.Textarea(attrs={"rows": 5})
    )


class ApproveForm(forms.Form):
    """Whether the pictures that become public show persons; asked only where there are some."""

    persons_in_pictures = forms.ChoiceField(
        label=gettext_lazy("Can a person be recognised in these pictures?"),
        choices=Report.Persons.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Look at the pictures and choose one. If somebody can be recognised who did not "
                "agree and holds no public office, return the report instead."
            )
        },
    )

    def __init__(self, *args, has_pictures: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_pictures:
            del self.fields["persons_in_pictures"]


class TakeReviewForm(forms.Form):
    """For which of one's organisations the review is taken."""

    organisation = OneInThisLanguage(queryset=None)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class AssignForm(forms.Form):
    """Who reviews, and for which organisation."""

    membership = OneInThisLanguage(
        label=gettext_lazy("Reviewer"), queryset=None, empty_label=gettext_lazy("Choose a person")
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        people = Membership.objects.of_other_organisations(report.organisation)
        self.fields["membership"].queryset = people
        self.fields["membership"].label_from_instance = _person_of


def _person_of(membership: Membership) -> str:
    return f"{called(membership.organisation)}: {membership.user}"
