"""The headline of a scorecard wherever it stands, and what must stand beside it."""

from django import template

from monitoring.scorecards import headline

register = template.Library()
register.filter("headline", headline.of_scorecard)
register.filter("is_much_excluded", headline.is_much_excluded)
