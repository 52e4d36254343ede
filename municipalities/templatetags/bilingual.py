"""Words in the page's language, marked where they are in the other one; dates in words."""

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from municipalities import languages, partial_dates

register = template.Library()


@register.filter
def words(instance, name):
    """``{{ municipality|words:"name" }}``: escaped, in a <span lang> if not in this language."""
    here = languages.active()
    if text := getattr(instance, f"{name}_{here}"):
        return text
    found = languages.in_this_language(instance, name)
    return "" if not found else format_html('<span lang="{}">{}</span>', found.language, found.text)


@register.filter
def paragraphs(instance, name):
    """A longer text, each paragraph by itself; in a <div lang> if not in this language."""
    found = languages.in_this_language(instance, name)
    text = mark_safe(linebreaks(found.text, autoescape=True))  # noqa: S308  (each is escaped)
    if not found or found.language == languages.active():
        return text
    return format_html('<div lang="{}">{}</div>', found.language, text)


@register.filter
def plain_words(instance, name):
    """The same without markup, for titles and attributes."""
    return languages.in_this_language(instance, name).text


@register.filter
def partial_date(value):
    """``{{ mayor.since|partial_date }}``: '2015', 'gusht 2019', '7 gusht 2019'."""
    return partial_dates.in_words(value)
