"""Choices among things whose names are stored in both languages, in the language of the page.

Django writes ``str()`` of each thing, which is Albanian. Every form of the portal that offers rows
of the database uses these fields; a test walks all forms.
"""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from municipalities.languages import Words, active, in_this_language

# What things are called by, in this order.
NAMES = ("name", "label", "title")


def called(thing) -> Words:
    """What a choice calls the thing: its acronym, or its number and its name in this language.

    A name that is there in the other language only comes with that language (DESIGN §3).
    """
    name = next((name for name in NAMES if hasattr(thing, f"{name}_sq")), None)
    if name is None or getattr(thing, "acronym", ""):
        return Words(str(thing), active())
    found = in_this_language(thing, name)
    return Words(f"{getattr(thing, 'number', '')} {found}".strip(), found.language)


class MarkedSelect(forms.Select):
    """An option that is in the other language says so to a screen reader (QUALITY A-08)."""

    def create_option(self, name, value, label, *args, **options):
        option = super().create_option(name, value, label, *args, **options)
        thing = getattr(value, "instance", None)
        if thing is not None and called(thing).language != active():
            option["attrs"]["lang"] = called(thing).language
        return option


def call_the_empty_choice(field: forms.ChoiceField, words: str) -> None:
    """In words, where Django writes dashes, which a screen reader spells out."""
    field.choices = [("", words), *(each for each in field.choices if each[0])]


NO_UNITS = gettext_lazy(
    "None is recorded yet. They are entered under Network, Facts about municipalities; this can be "
    "saved without them."
)


class OneInThisLanguage(forms.ModelChoiceField):
    widget = MarkedSelect

    def label_from_instance(self, obj) -> str:
        return str(called(obj))


class SeveralInThisLanguage(forms.ModelMultipleChoiceField):
    """Ticked in a list, whose labels can be marked with their language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj) -> str:
        words = called(obj)
        if words.language == active():
            return str(words)
        return format_html('<span lang="{}">{}</span>', words.language, words)
