"""What a form offers is called by its name in the language of the page."""

import importlib
import pkgutil

import pytest
from django import forms
from django.utils import translation

import contracts
import monitoring
import municipalities
from municipalities.choosing import OneInThisLanguage, SeveralInThisLanguage, called
from municipalities.keeping_facts.forms import form_for
from municipalities.keeping_facts.kinds import KINDS
from municipalities.models import Municipality, Organisation
from tests import factories as make


def forms_of_the_portal():
    """Every form class of the three apps; those of the Django admin are called as its lists are."""
    for app in (municipalities, contracts, monitoring):
        for module in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    for kind in KINDS.values():
        yield form_for(kind)
    waiting = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        app, _dot, module = form.__module__.partition(".")
        if app in ("municipalities", "contracts", "monitoring") and "admin" not in module:
            yield form


def test_no_form_of_the_portal_offers_rows_by_their_albanian_names():
    offered = {
        (form.__name__, name): type(field)
        for form in forms_of_the_portal()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }
    assert ("CoverForm", "municipality") in offered  # they are found
    assert ("NeedForm", "commitments") in offered
    plain = {
        where: field.__name__
        for where, field in offered.items()
        if field not in (OneInThisLanguage, SeveralInThisLanguage)
    }
    assert plain == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), [("sq", "Vlorë"), ("en", "Vlora")])
def test_a_choice_is_called_in_the_language_of_the_page(language, name):
    make.MunicipalityFactory(name_sq="Vlorë", name_en="Vlora")
    one = OneInThisLanguage(Municipality.objects.all(), empty_label=None)
    several = SeveralInThisLanguage(Municipality.objects.all())
    with translation.override(language):
        assert [label for _value, label in one.choices] == [name]
        assert [label for _value, label in several.choices] == [name]


@pytest.mark.django_db
def test_a_name_that_is_there_in_albanian_only_says_so_to_a_screen_reader():
    place = make.MunicipalityFactory(name_sq="Vlorë", name_en="")
    with translation.override("en"):
        one = OneInThisLanguage(Municipality.objects.all(), empty_label=None)
        several = SeveralInThisLanguage(Municipality.objects.all())
        assert one.widget.render("place", None) == (
            f'<select name="place">\n  <option value="{place.pk}" lang="sq">Vlorë</option>\n\n'
            "</select>"
        )
        assert [label for _value, label in several.choices] == ['<span lang="sq">Vlorë</span>']
    with translation.override("sq"):
        one = OneInThisLanguage(Municipality.objects.all(), empty_label=None)
        assert "lang=" not in one.widget.render("place", None)


@pytest.mark.django_db
def test_what_people_wrote_into_a_name_stays_text():
    make.MunicipalityFactory(name_sq="<b>Vlorë</b>", name_en="")
    with translation.override("en"):
        several = SeveralInThisLanguage(Municipality.objects.all())
        assert "<b>" not in several.widget.render("places", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make_one", "told"),
    [
        (lambda: make.OrganisationFactory(acronym="QZHD", name_sq="Qendra"), "QZHD"),
        (lambda: make.OrganisationFactory(acronym="", name_sq="Qendra", name_en="Centre"),
         "Centre"),
        (lambda: make.TermFactory(label_sq="Mandati", label_en="Mandate"), "Mandate"),
        (lambda: make.CommitmentFactory(number="1.5", title_sq="Rruga", title_en="Road"),
         "1.5 Road"),
        (lambda: make.UserFactory(name="Bora"), "Bora"),
    ],
)  # fmt: skip
def test_things_are_called_by_acronym_number_and_name(make_one, told):
    with translation.override("en"):
        assert str(called(make_one())) == told


@pytest.mark.django_db
def test_a_member_organisation_that_joins_is_offered_the_municipalities_in_english(client):
    make.MunicipalityFactory(name_sq="Vlorë", name_en="Vlora", joined="2015")
    client.force_login(make.UserFactory(network_admin=True))
    page = client.get("/en/workspace/new-organisation/").content.decode()
    assert "Vlora" in page
    assert "Vlorë" not in page
    assert Organisation.objects.count() == 0
