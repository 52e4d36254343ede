"""The shape of the house: who may know whom, and that nothing is left out."""

import pytest
from django.apps import apps

from tests import factories

OUR_APPS = ("municipalities", "contracts", "monitoring")


def our_models():
    """Every model written by hand: no historical copies, no automatic join tables."""
    return [
        model
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "history_object")
    ]


FACTORIES = {
    factory._meta.model: factory
    for name, factory in vars(factories).items()
    if name.endswith("Factory")
}


def test_every_model_has_exactly_one_factory():
    assert set(FACTORIES) == set(our_models())


@pytest.mark.django_db
@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_factory_makes_rows_that_are_valid_by_themselves(model):
    for row in (FACTORIES[model](), FACTORIES[model]()):
        row.refresh_from_db()
        row.full_clean()
