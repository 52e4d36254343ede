"""The lasting addresses of a scorecard, for templates."""

from django import template

from monitoring.scorecards import addresses

register = template.Library()
register.filter("address", addresses.of_scorecard)
register.filter("working_address", addresses.of_working)
register.filter("data_address", addresses.of_data)
