"""Where a gap of a report is filled, and how far a deadline is."""

from django import template
from django.urls import reverse
from django.utils import timezone

from monitoring.deadlines import Deadline

register = template.Library()


@register.filter
def gap_address(gap) -> str:
    """The very field that is missing, or the place where evidence is added."""
    place = "evidence" if gap.field == "evidence" else f"id_{gap.field}"
    return f"{reverse('workspace:finding', args=[gap.finding.pk])}#{place}"


@register.filter
def days_left(day) -> str:
    """'10 days left', 'today', '3 days late'."""
    return Deadline(day, timezone.localdate()).words
