"""Where a gap of a report is filled."""

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def gap_address(gap) -> str:
    """The very field that is missing, or the page where evidence is added."""
    if gap.field == "evidence":
        return reverse("workspace:evidence", args=[gap.finding.pk])
    return f"{reverse('workspace:finding', args=[gap.finding.pk])}#id_{gap.field}"
