"""How figures come about from counts, for templates (METHOD §4)."""

from django import template

from monitoring.scorecards import working_out

register = template.Library()
register.filter("working_steps", working_out.steps)
