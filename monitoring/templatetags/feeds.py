"""Which feed belongs to a page: the lasting one, or that of the term that the page is about."""

from django import template
from django.conf import settings

from monitoring.scorecards.printed import address_of_page

register = template.Library()


@register.simple_tag
def feed_address(name: str, term=None, municipality=None) -> str:
    """``{% feed_address "all" term as address %}``; ``name``: all, corrections or municipality.

    A page about the record that the installation shows by default leads to the feed that goes on
    with the next term; any other page to the feed of its own term, so that no feed beside a page
    mixes the real record with the demonstration (DESIGN §7).
    """
    of = [municipality.slug] if municipality else []
    if not term or term.is_demonstration == settings.DEMO:
        return address_of_page(f"feeds:{name}", *of)
    return address_of_page(f"feeds:{name}-term", term.slug, *of)
