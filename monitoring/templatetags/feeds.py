"""Which feed belongs to a page: the lasting one, or that of the term that the page is about."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def feed_address(name: str, term=None, municipality=None) -> str:
    """``{% feed_address "all" term as address %}``; ``name``: all, corrections or municipality.

    A page about the record that the installation shows by default leads to the feed that goes on
    with the next term; any other page to the feed of its own term, so that no feed beside a page
    mixes the real record with the demonstration (DESIGN §7).
    """
    of = {"slug": municipality.slug} if municipality else {}
    if not term or term.is_demonstration == settings.DEMO:
        return reverse(f"feeds:{name}", kwargs=of)
    return reverse(f"feeds:{name}-term", kwargs=of | {"term": term.slug})
