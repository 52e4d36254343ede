"""Asking in one query for the newest of each kind of fact that a term knows of a municipality."""

import datetime

from django.db import models
from django.db.models import Count, F, JSONField, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject, Substr

from municipalities.models import (
    AdministrativeUnit,
    Council,
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)

# Of each kind, the column that says from when it is.
DATED = {
    "councils": (Council, "elected_on"),
    "integrity_plans": (IntegrityPlan, "as_of"),
    "transparency": (Transparency, "as_of"),
    "consultations": (PublicConsultation, "year"),
    "participatory_budgets": (ParticipatoryBudget, "year"),
}


def with_openness(municipalities, begins: datetime.date, ends: datetime.date | None):
    """The municipalities, each with what the term knows; `newest` reads it.

    Beside them stand the numbers of urban and of rural units, both 0 where none is recorded.
    """
    found = municipalities.annotate(
        **{
            f"{name}_there": Subquery(
                _within(model, column, begins, ends)
                .order_by(f"-{column}", "-pk")
                .values(row=JSONObject(**_columns(model)))[:1],
                output_field=JSONField(),
            )
            for name, (model, column) in DATED.items()
        }
    )
    units = AdministrativeUnit.objects.filter(municipality=OuterRef("pk")).order_by()
    for character in ("urban", "rural"):
        counted = (
            units.filter(character=character).values("municipality").annotate(number=Count("pk"))
        )
        found = found.annotate(**{f"{character}_units": Subquery(counted.values("number"))})
    return found


def plans_in_all(municipalities, begins: datetime.date, ends: datetime.date | None) -> Subquery:
    """One column: of how many of these municipalities the plan that the term knows is how far.

    By the words of `IntegrityPlan.State`, with ``unknown`` for those of which none is known.
    """
    known = _within(IntegrityPlan, "as_of", begins, ends).order_by("-as_of", "-pk")
    of_each = municipalities.order_by().annotate(state=Subquery(known.values("state")[:1]))
    states = {state: Count("pk", filter=Q(state=state)) for state in IntegrityPlan.State.values} | {
        "unknown": Count("pk", filter=Q(state=None))
    }
    counted = of_each.values(all=Value(1)).annotate(counted=JSONObject(**states))
    return Subquery(counted.values("counted"), output_field=JSONField())


def newest(municipality, name: str) -> models.Model | None:
    """The row that `with_openness` found under this name, as an object of its model."""
    read = getattr(municipality, f"{name}_there")
    if read is None:
        return None
    model = DATED[name][0]
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: columns[name].to_python(value) for name, value in read.items()})


def _columns(model) -> dict:
    return {field.attname: F(field.attname) for field in model._meta.concrete_fields}


def _within(model, column: str, begins: datetime.date, ends: datetime.date | None):
    rows = model.objects.filter(municipality=OuterRef("pk"))
    if column == "elected_on":  # in the year in which its term begins; the next when it ends
        rows = rows.annotate(year_elected=Substr("elected_on", 1, 4))
        rows = rows.filter(year_elected__gte=str(begins.year))
        return rows.filter(year_elected__lt=str(ends.year)) if ends else rows
    first, last = (begins.year, ends and ends.year) if column == "year" else (begins, ends)
    return rows.filter(
        Q(**{f"{column}__gte": first}) & (Q(**{f"{column}__lte": last}) if ends else Q())
    )
