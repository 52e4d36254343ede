"""What stands in every row of a long list, where a `blocktranslate` for each would cost most."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.filter
def items(number: int) -> str:
    """'3 items' of evidence."""
    return ngettext("%(n)s item", "%(n)s items", number) % {"n": number_format(number)}


@register.filter
def of_evidence_for(commitment) -> str:
    """Which commitment's, for who hears the link without the row around it."""
    number = commitment.number or commitment.reference
    return gettext("of evidence for commitment %(number)s") % {"number": number}
