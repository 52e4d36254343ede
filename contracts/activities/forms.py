"""What is typed about an activity: its words, what it is tied to, the steps of a campaign."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.activities.recording import MOST_STEPS, WORDS, Step, Ties
from contracts.models import Activity, ActivityStep, Commitment, Term
from municipalities.choosing import (
    OneInThisLanguage,
    SeveralInThisLanguage,
    call_the_empty_choice,
)
from municipalities.models import Municipality, Organisation
from municipalities.recording import version_of
from municipalities.written_dates import DateAsWritten

LARGEST = 2_147_483_647
MOST_REFERENCES = 200
ENGLISH_IF_EMPTY = gettext_lazy("Left empty, English pages show the Albanian text.")


def number_field(label, **options) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=LARGEST, **options
    )


class Commitments(forms.CharField):
    """Commitments by their references, one a line."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(c.reference for c in value or ())

    def clean(self, value):
        references = list(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).strip())))
        references = [reference for reference in references if reference][:MOST_REFERENCES]
        found = {
            each.reference: each
            for each in Commitment.objects.filter(reference__in=references).select_related(
                "contract"
            )
        }
        if unknown := [reference for reference in references if reference not in found]:
            raise forms.ValidationError(
                _("There is no commitment with this reference: %(references)s."),
                params={"references": ", ".join(unknown)},
            )
        return [found[reference] for reference in references]

    def has_changed(self, initial, data):
        return set(self.prepare_value(initial).split()) != set((data or "").split())


class ActivityForm(forms.ModelForm):
    begins = DateAsWritten(label=gettext_lazy("Date, or first day"))
    ends = DateAsWritten(label=gettext_lazy("Until"), required=False)
    municipalities = SeveralInThisLanguage(
        Municipality.objects.in_albanian_order(), required=False,
        label=gettext_lazy("Municipalities"),
    )  # fmt: skip
    organisations = SeveralInThisLanguage(
        Organisation.objects.members(), label=gettext_lazy("Member organisations that hold it")
    )
    commitments = Commitments(
        label=gettext_lazy("Commitments that it concerns"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Their references, one a line, as in the addresses of their pages: vlore-2023-7."
        ),
    )
    participants = number_field(
        gettext_lazy("Participants"),
        help_text=gettext_lazy("A number only; left empty, it is not known."),
    )
    women = number_field(gettext_lazy("Women"), help_text=gettext_lazy("Of the participants."))
    youth = number_field(gettext_lazy("Youth"), help_text=gettext_lazy("Of the participants."))
    link = forms.URLField(
        label=gettext_lazy("Link"), required=False, max_length=1000, assume_scheme="https"
    )
    version = forms.IntegerField(
        min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput
    )

    field_order = [
        "term", "kind", "title_sq", "title_en", "begins", "ends", "place", "is_online",
        "organisations", "municipalities", "summary_sq", "summary_en", "participants", "women",
        "youth", "commitments", "source", "link", "is_public", "version",
    ]  # fmt: skip

    class Meta:
        model = Activity
        fields = ["term", *WORDS, "municipalities", "organisations"]
        field_classes = {"term": OneInThisLanguage}
        widgets = {
            "summary_sq": forms.Textarea(attrs={"rows": 4, "lang": "sq"}),
            "summary_en": forms.Textarea(attrs={"rows": 4, "lang": "en"}),
        }
        help_texts = {
            "title_en": ENGLISH_IF_EMPTY,
            "summary_sq": gettext_lazy("What happened and what came of it. Name no citizen."),
            "summary_en": ENGLISH_IF_EMPTY,
            "place": gettext_lazy("Hall, neighbourhood or village, and town."),
            "source": gettext_lazy("How this is known: list of signatures, article, own report."),
            "is_public": gettext_lazy("In the calendar, on the pages of its municipalities."),
        }

    def __init__(self, data=None, *, activity: Activity | None = None, user=None, own=()):
        known = {"version": version_of(activity)} if activity else {"organisations": own}
        if activity:
            known |= {"commitments": list(activity.commitments.all())}
        super().__init__(data, instance=activity, initial=known)
        call_the_empty_choice(self.fields["kind"], gettext_lazy("Choose the kind"))
        if activity:
            del self.fields["term"]
            # One that has left the network since stays among those that held it.
            there = Organisation.objects.filter(activities=activity)
            members = Organisation.objects.members()
            self.fields["organisations"].queryset = (
                (members | there).distinct().order_by("sort_key")
            )
        else:
            terms = self.fields["term"]
            terms.queryset = Term.objects.newest_first()
            terms.empty_label = gettext_lazy("Choose the term")

    def _post_clean(self):
        """What is right in these words is judged by the verb; nothing is written into a row."""

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in WORDS}

    def ties(self, steps) -> Ties:
        return Ties(
            *(
                tuple(self.cleaned_data[name])
                for name in ("organisations", "municipalities", "commitments")
            ),
            steps=tuple(steps),
        )


class StepForm(forms.ModelForm):
    dated = DateAsWritten(label=gettext_lazy("On"))

    class Meta:
        model = ActivityStep
        fields = ["kind", "dated", "text_sq", "text_en", "source"]
        help_texts = {"text_en": ENGLISH_IF_EMPTY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", gettext_lazy("Choose")), *ActivityStep.Kind.choices]

    def _post_clean(self):
        """As of the activity itself."""

    def step(self) -> Step:
        words = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Step(**words)


class AllSteps(forms.BaseFormSet):
    def steps(self) -> list[Step]:
        """What is typed and not to be left out."""
        return [
            form.step()
            for form in self.forms
            if form.has_changed() or form.initial
            if not form.cleaned_data.get("DELETE")
        ]

    def faulty(self) -> list[StepForm]:
        return [form for form in self.forms if form.errors] if self.is_bound else []


_Steps = forms.formset_factory(
    StepForm, formset=AllSteps, extra=2, can_delete=True, max_num=MOST_STEPS,
    absolute_max=MOST_STEPS + 2,
)  # fmt: skip


def steps_of(activity: Activity | None, data=None) -> AllSteps:
    """The steps that are there and two empty places."""
    there = activity.steps.all() if activity else []
    initial = [{name: getattr(step, name) for name in StepForm.Meta.fields} for step in there]
    return _Steps(data, initial=initial, prefix="steps")
