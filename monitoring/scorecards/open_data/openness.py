"""How open municipalities are, as tables: every look and every year that is recorded."""

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from monitoring.scorecards.open_data.columns import Column, Kind, text
from monitoring.scorecards.open_data.reading import in_batches
from monitoring.scorecards.open_data.table import Reference, Table
from monitoring.scorecards.openness import openness_pages
from municipalities import partial_dates
from municipalities.models import (
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)
from municipalities.models.openness import Known
from municipalities.partial_dates import PartialDateField

WORDS = {"state": IntegrityPlan.State, "broadcast": Transparency.Broadcast}
KINDS = {models.DateField: Kind.DAY, models.IntegerField: Kind.INTEGER}


def _column(field: models.Field) -> Column:
    """As the model has it; what nobody knows is an empty cell, or the word that says so."""
    meaning = format_lazy("{}.", capfirst(field.verbose_name))
    if field.choices:
        words = WORDS.get(field.name, Known)
        return text(field.name, meaning, words=words, required=True)
    if isinstance(field, PartialDateField):
        return text(field.name, meaning, pattern=partial_dates.PATTERN.strip("^$"))
    kind = next((KINDS[each] for each in KINDS if isinstance(field, each)), Kind.TEXT)
    more = {"least": 0} if kind is Kind.INTEGER else {}
    return Column(
        field.name, meaning, (field.name,), kind, required=not (field.null or field.blank), **more
    )


def _table(
    name: str, model: type[models.Model], title: Promise, about: Promise, dated: str
) -> Table:
    left_out = ("id", "municipality")
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    return Table(
        name=name,
        title=title,
        about=about,
        key=("municipality", dated),
        scope=openness_pages,
        read=lambda part, reads: in_batches(
            model.objects.filter(municipality__is_demonstration=part.demonstration), "pk", reads
        ),
        is_of_terms=False,
        refers=(Reference(("municipality",), "municipalities", ("municipality",)),),
        columns=(
            text("municipality", _("Short name of the municipality."), "municipality__slug",
                 required=True),
            *(_column(field) for field in fields),
        ),
    )  # fmt: skip


integrity_plans = _table(
    "integrity_plans", IntegrityPlan, _("Integrity plans"),
    _("One row per municipality and day on which somebody looked."), "as_of",
)  # fmt: skip
transparency = _table(
    "transparency", Transparency, _("What municipalities make public"),
    _("One row per municipality and day on which somebody looked."), "as_of",
)  # fmt: skip
consultations = _table(
    "consultations", PublicConsultation, _("Public consultation"),
    _("One row per municipality and year. An empty cell is not known."), "year",
)  # fmt: skip
participatory_budgets = _table(
    "participatory_budgets", ParticipatoryBudget, _("Participatory budgeting"),
    _("One row per municipality and year. An empty cell is not known."), "year",
)  # fmt: skip
