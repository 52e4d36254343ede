"""A spreadsheet that comes back."""

from django import forms
from django.utils.translation import gettext_lazy

from monitoring.spreadsheets.columns import LAYOUT
from municipalities.sheets import reading
from municipalities.sheets.rows import Table, Unreadable


class SpreadsheetForm(forms.Form):
    """The file; ``table`` is what stands in it, once the form is valid."""

    file = forms.FileField(
        label=gettext_lazy("The filled-in file"),
        allow_empty_file=True,
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 20 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": gettext_lazy("Choose the file that you filled in.")},
    )
    table: Table

    def clean_file(self):
        sent = self.cleaned_data["file"]
        try:
            self.table = reading.read(sent.file, LAYOUT, size=sent.size)
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return sent
