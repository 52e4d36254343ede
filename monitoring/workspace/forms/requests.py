"""What is typed about a request for information: the letter, and what became of it."""

from django import forms
from django.utils.translation import gettext_lazy

from monitoring.models import InformationRequest
from municipalities.written_dates import day_field

LARGEST = 2_147_483_647


class Noting(forms.Form):
    """Something that is noted on a letter, as the page showed it (``version``).

    The names of its fields are those of the verb; ``name`` keeps several forms of a page apart.
    """

    name = ""
    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data=None, *, request: InformationRequest | None = None, **options):
        initial = {"version": request.lock_version if request else 0}
        super().__init__(
            data, initial=initial | options.pop("initial", {}), auto_id=f"{self.name}-%s", **options
        )


class LetterForm(Noting):
    name = "letter"
    office = forms.CharField(
        label=gettext_lazy("Office it is addressed to"),
        max_length=InformationRequest._meta.get_field("office").max_length,
    )
    letter = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 22, "lang": "sq"}),
        help_text=gettext_lazy("In Albanian; change whatever does not fit."),
    )


class SentForm(Noting):
    name = "sent"
    sent_on = day_field(gettext_lazy("Sent on"))
    how = forms.CharField(
        label=gettext_lazy("How, with its number"),
        max_length=InformationRequest._meta.get_field("sent_how").max_length,
        help_text=gettext_lazy("For example: by post, no. 112; at the counter, protocol 45."),
    )
    due_on = day_field(
        gettext_lazy("Answer due on"),
        required=False,
        help_text=gettext_lazy(
            "Left empty, it is counted as the law says. Weekends and the official holidays "
            "recorded here are left out; where another falls in between, write the later day."
        ),
    )


class ExtendForm(Noting):
    name = "extend"
    due_on = day_field(gettext_lazy("Answer due on"))


class AnswerForm(Noting):
    name = "answer"
    answered_on = day_field(gettext_lazy("Answered on"))
    answer = forms.CharField(
        label=gettext_lazy("What the answer says"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "In short, for the network alone. What it proves you add to the finding as evidence, "
            "with a scan of the letter."
        ),
    )


class SilenceForm(Noting):
    name = "silence"
