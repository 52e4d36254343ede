"""Tables that are filled in row by row: who was asked in each unit, what a candidate said."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from contracts.juxtaposing.forms import LARGEST, ChangeFields
from contracts.models import Candidate, Juxtaposition, Need, Participation, Position
from municipalities.written_dates import DateAsWritten

SPOKEN = (Position.Answer.ACCEPTS, Position.Answer.PARTLY, Position.Answer.DECLINES)


class CountsForm(forms.Form):
    """The people of one unit, or of the municipality as a whole, who were asked."""

    participants, women, youth = (
        forms.IntegerField(label=label, min_value=0, max_value=LARGEST, required=False)
        for label in (
            gettext_lazy("Participants"), gettext_lazy("Women"), gettext_lazy("Youth"),
        )
    )  # fmt: skip

    def __init__(self, *args, unit, row: Participation | None, **kwargs):
        said = {name: getattr(row, name) for name in self.base_fields} if row else {}
        prefix = f"unit-{unit.pk}" if unit else "whole"
        super().__init__(*args, prefix=prefix, initial=said, **kwargs)
        self.unit = unit
        self.name_of_piece = str(unit) if unit else gettext("The whole municipality")

    def clean(self):
        data = super().clean()
        for part in ("women", "youth"):
            number = data.get(part)
            if number is not None and (
                data.get("participants") is None or number > data["participants"]
            ):
                self.add_error(part, gettext("Women and youth are part of the participants."))
        return data


class PositionForm(forms.ModelForm):
    """What the candidate said to one need; source and date may come from the whole table."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        required=False,
        choices=[("", gettext_lazy("not recorded")), *Position.Answer.choices],
    )
    dated = DateAsWritten(label=gettext_lazy("Said or signed on"), required=False, help_text="")
    link = forms.URLField(
        label=gettext_lazy("Link to the source"), max_length=1000, required=False,
        assume_scheme="https",
    )  # fmt: skip

    class Meta:
        model = Position
        fields = ["answer", "words", "signed", "source", "link", "dated"]
        widgets = {"words": forms.Textarea(attrs={"rows": 2, "lang": "sq"})}

    def __init__(self, *args, for_all: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_all = for_all
        self.name_of_piece = str(self.instance.need)

    def clean(self):
        data = super().clean()
        if data.get("answer") in SPOKEN:
            for name, value in self.for_all.items():
                data[name] = data.get(name) or value
        elif not data.get("answer") and any(data.get(name) for name in self.Meta.fields):
            self.add_error("answer", gettext("Choose the answer, or empty the rest of the row."))
        return data

    def _post_clean(self):
        # A row without answer is taken out, so nothing of it has to be right.
        if self.cleaned_data.get("answer"):
            super()._post_clean()
        else:
            self.instance.answer = ""


class ForAllForm(ChangeFields):
    """Source and date of the answers that name none of their own: one signed paper, one forum."""

    source = forms.CharField(
        label=gettext_lazy("Source of all answers below"), max_length=500, required=False,
        help_text=gettext_lazy("Used for each answer that has no source of its own."),
    )  # fmt: skip
    dated = DateAsWritten(label=gettext_lazy("Said or signed on"), required=False)

    def for_all(self) -> dict[str, str]:
        data = getattr(self, "cleaned_data", {})
        return {name: data[name] for name in ("source", "dated") if name in data}


def counts_of(juxtaposition: Juxtaposition, data=None) -> list[CountsForm]:
    """One form for the whole municipality and one for each unit, in Albanian order."""
    rows = {row.unit_id: row for row in juxtaposition.participation.all()}
    units = [None, *juxtaposition.municipality.units.order_by("sort_key")]
    return [CountsForm(data, unit=unit, row=rows.get(unit and unit.pk)) for unit in units]


def positions_of(candidate: Candidate, data=None, *, for_all: dict[str, str]):
    """One form for each need, by number."""
    there = {position.need_id: position for position in candidate.positions.all()}
    needs = Need.objects.filter(juxtaposition=candidate.juxtaposition_id).order_by("number")
    return [
        PositionForm(
            data,
            prefix=f"need-{need.pk}",
            for_all=for_all,
            instance=_about(there.get(need.pk), candidate, need),
        )
        for need in needs
    ]


def _about(position: Position | None, candidate: Candidate, need: Need) -> Position:
    position = position or Position(candidate=candidate)
    position.candidate, position.need = candidate, need
    return position
