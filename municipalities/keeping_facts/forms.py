"""One form per kind of fact; dates as people write them, empty where nobody knows."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.keeping_facts.kinds import Kind
from municipalities.models import Council
from municipalities.partial_dates import PartialDateField
from municipalities.recording import version_of
from municipalities.written_dates import DateAsWritten, day_field

# "Partia e parë: 14", "Partia e parë 14"
GROUP = re.compile(r"(.*?[^\s:;,–-])\s*[:;,–-]?\s+(\d{1,3})", re.ASCII)
MOST_GROUPS = 60
HELP = {
    "source": _("Where this is known from: a document, a page with its address, who said it."),
    "as_of": _("The day on which somebody looked it up, for example 7.8.2026."),
    "population_source": _("Required with a population."),
    "basis": _("How the person came into office."),
}


class FactForm(forms.ModelForm):
    """``version`` is the version of the fact that the form shows (QUALITY R-07)."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, instance: models.Model):
        super().__init__(data, instance=instance, initial={"version": version_of(instance)},
                         use_required_attribute=False)  # fmt: skip

    def _post_clean(self):
        """Whether a fact can be so is for `recording` to say; here only its words are taken."""
        self.instance = forms.models.construct_instance(
            self, self.instance, self._meta.fields, self._meta.exclude
        )


class CouncilForm(FactForm):
    groups = forms.CharField(
        label=_("Groups"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One party per line, with its seats at the end: Party of the first part: 14"),
    )

    def __init__(self, data=None, *, instance: Council):
        super().__init__(data, instance=instance)
        there = instance.groups.all() if instance.pk else []
        self.initial["groups"] = "\n".join(f"{group.party}: {group.seats}" for group in there)

    def clean_groups(self) -> dict[str, int]:
        """Seats by party, in the order typed; each line that says something else is named."""
        found, faults = {}, []
        lines = [line.strip() for line in self.cleaned_data["groups"].splitlines()]
        for number, line in enumerate(lines, start=1):
            read = GROUP.fullmatch(line)
            if line and (read is None or len(read[1]) > 120 or int(read[2]) == 0):
                fault = _("Line %(number)s does not give a party with its seats: “%(line)s”.")
                faults.append(fault % {"number": number, "line": line[:80]})
            elif line and read[1] in found:
                faults.append(_("Line %(number)s: this party stands there twice.") % {
                    "number": number})  # fmt: skip
            elif line:
                found[read[1]] = int(read[2])
        if faults or len(found) > MOST_GROUPS:
            raise ValidationError(faults or _("A council cannot have this many groups."))
        return found


def form_for(kind: Kind) -> type[FactForm]:
    """The form of this kind, made from the columns that it has."""
    base = CouncilForm if kind.model is Council else FactForm
    return forms.modelform_factory(
        kind.model, form=base, fields=kind.fields, formfield_callback=_field_of
    )


def _field_of(column: models.Field, **options):
    label, help_text = _capital(column.verbose_name), HELP.get(column.name, "")
    if isinstance(column, PartialDateField):
        return DateAsWritten(label=label, required=not column.blank)
    if isinstance(column, models.DateField):
        return day_field(label, help_text=help_text)
    if isinstance(column, models.IntegerField):
        return forms.IntegerField(
            label=label, required=not column.blank, min_value=0, max_value=10**15, localize=False,
            help_text="" if not column.blank else _("Left empty, it is not known."),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )  # fmt: skip
    if isinstance(column, models.URLField):
        options["assume_scheme"] = "https"
    field = column.formfield(**options)
    field.label, field.help_text = label, help_text
    if isinstance(field.widget, forms.Select):
        field.choices = [choice for choice in field.choices if choice[0] != ""]
    return field


def _capital(words) -> str:
    words = str(words)
    return words[:1].upper() + words[1:]
