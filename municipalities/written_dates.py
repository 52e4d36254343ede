"""Fields of forms for dates as people write them in Albania: 7.8.2026, and less precise ones."""

import re

from django import forms

from municipalities import partial_dates

# As people write them, and as date pickers send them.
DAYS = ["%d.%m.%Y", "%Y-%m-%d"]
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def day_field(label, **options) -> forms.DateField:
    widget = forms.DateInput(format=DAYS[0], attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, **options)


class DateAsWritten(forms.CharField):
    """7.8.2026, 8.2026 or 2026, as people write in Albania; kept as 2026-08-07, 2026-08, 2026."""

    def to_python(self, value):
        return partial_dates.as_stored(super().to_python(value))

    def prepare_value(self, value):
        if found := ISO.fullmatch(value or ""):
            return ".".join(part.lstrip("0") for part in reversed(found.groups()) if part)
        return value
