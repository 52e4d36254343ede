"""Fields of forms for dates as people write them in Albania: 7.8.2026, and less precise ones.

One for a day, one for a date as precise as it is known; every form takes them from here.
"""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities import partial_dates

# As people write them, and as date pickers send them.
DAYS = ["%d.%m.%Y", "%Y-%m-%d"]
KEYS = {"inputmode": "decimal", "autocomplete": "off"}


def day_field(label, **options) -> forms.DateField:
    widget = forms.DateInput(format=DAYS[0], attrs=KEYS)
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **options)


class DateAsWritten(forms.CharField):
    """7.8.2026, 8.2026 or 2026, as people write in Albania; kept as 2026-08-07, 2026-08, 2026."""

    default_validators = [partial_dates.validate_partial_date]

    def __init__(self, **options):
        usual = {
            "max_length": 10,
            "help_text": _("A day, a month or a year: 7.8.2026, 8.2026 or 2026."),
            "widget": forms.TextInput(attrs=KEYS),
        }
        super().__init__(**usual | options)

    def to_python(self, value):
        return partial_dates.as_stored(super().to_python(value))

    def prepare_value(self, value):
        """What is stored is shown as it is written; what was mistyped, as it was typed."""
        is_stored = re.fullmatch(partial_dates.PATTERN, value or "")
        return partial_dates.as_written(value) if is_stored else value
