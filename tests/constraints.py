"""What the tests of constraints share: every case breaks one constraint, and it alone."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint


def models_of(app, *modules):
    """The app's models, historical ones aside; only those of the named modules, if any."""
    return [
        model
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "history_object")
        and (not modules or model.__module__.rpartition(".")[2] in modules)
    ]


def constraints_of(models):
    """{name: (model, constraint)} for every constraint of these models."""
    return {c.name: (model, c) for model in models for c in model._meta.constraints}


def assert_breaks(model, constraint, make):
    """``make()`` must fail, and on this constraint."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    assert _broken(caught.value) == _as_reported(model, constraint)


def again(row, **changes):
    """Insert a second row that differs from the first by these changes only."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def _broken(error):
    """What the database says was broken: the name; on SQLite for a unique one its columns."""
    if connection.vendor == "postgresql":
        return error.__cause__.diag.constraint_name
    return str(error).partition("constraint failed: ")[2].removeprefix("index ").strip("'")


def _as_reported(model, constraint):
    named = isinstance(constraint, CheckConstraint) or not constraint.fields
    if connection.vendor == "postgresql" or named:
        return constraint.name
    columns = (model._meta.get_field(name).column for name in constraint.fields)
    return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
