"""The kinds of facts that are kept about a municipality, in the order of their page."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities import partial_dates
from municipalities.models import (
    AdministrativeUnit,
    Council,
    IntegrityPlan,
    Mayor,
    Municipality,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from municipalities.partial_dates import PartialDateField


@dataclass(frozen=True)
class Kind:
    """``several``: a municipality has many rows of it, and people add new ones."""

    slug: str
    model: type[models.Model]
    heading: Promise
    new: Promise
    fields: tuple[str, ...]
    several: bool = True

    def rows_of(self, municipality: Municipality) -> models.QuerySet:
        if not self.several:
            return Municipality.objects.filter(pk=municipality.pk)
        rows = self.model._default_manager.filter(municipality=municipality)
        rows = rows.select_related("municipality")  # its name is part of theirs
        return rows.prefetch_related("groups") if self.model is Council else rows

    def told(self, row: models.Model) -> list[tuple[str, str]]:
        """Each field's name with what is known, in words; "" for what nobody has found out.

        A text that may be empty, like a note, is left out where it is: nothing is unknown there.
        """
        columns = [self.model._meta.get_field(name) for name in self.fields]
        told = [(column, in_words(row, column.name)) for column in columns]
        return [
            (column.verbose_name, words)
            for column, words in told
            if words or column.choices or isinstance(column, models.IntegerField)
        ]


def in_words(row: models.Model, name: str) -> str:
    """What a column says to a reader; "" where nothing is known."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if value in (None, "", "unknown"):
        return ""
    if isinstance(field, PartialDateField):
        return partial_dates.in_words(value)
    if isinstance(field, models.DateField):
        return partial_dates.in_words(value.isoformat())
    if field.choices:
        return str(dict(field.flatchoices)[value])
    return str(value)


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("place", Municipality, _("Population and website"), _("Population and website"),
             ("population", "census_year", "population_source", "units_source", "website"),
             several=False),
        Kind("mayors", Mayor, _("Mayors"), _("A mayor"),
             ("name", "party", "since", "until", "basis", "note_sq", "note_en", "source")),
        Kind("councils", Council, _("Municipal council"), _("An elected council"),
             ("elected_on", "seats", "women", "source")),
        Kind("units", AdministrativeUnit, _("Administrative units"), _("An administrative unit"),
             ("name", "character")),
        Kind("integrity-plans", IntegrityPlan, _("Integrity plan"),
             _("How far the integrity plan is"),
             ("as_of", "state", "first_year", "last_year", "reviewed_on", "link", "source")),
        Kind("transparency", Transparency, _("What the municipality makes public"),
             _("What the municipality makes public"),
             ("as_of", "programme", "register", "calendar", "agenda", "broadcast",
              "broadcast_where", "decisions", "decisions_since", "source")),
        Kind("consultations", PublicConsultation, _("Public consultation"),
             _("A year of public consultation"),
             ("year", "acts", "hearings", "comments", "accepted", "source")),
        Kind("budgets", ParticipatoryBudget, _("Participatory budgeting"),
             _("A year of participatory budgeting"),
             ("year", "hearings", "participants", "women", "youth", "received", "accepted",
              "budgeted", "built", "amount_budgeted", "amount_spent", "source")),
    )
}  # fmt: skip
