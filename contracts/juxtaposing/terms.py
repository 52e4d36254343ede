"""A new mandate: the years between two local elections."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.juxtaposing.changing import stored
from contracts.models import Term
from municipalities.models import User
from municipalities.permissions import is_network_admin
from municipalities.refusals import Refused
from municipalities.written_dates import day_field

LONGEST = 6  # years; the law says four


@transaction.atomic
def begin_term(*, by: User, begins: datetime.date, last_year: int) -> Term:
    """The term that begins on that day and is named by its years; the one before ends there.

    Refused for whoever is no network admin; ValidationError at the field for a day that another
    term has passed already, and for years that are no mandate.
    """
    if not is_network_admin(by):
        raise Refused(_("Only a network admin begins a term."))
    if not begins.year < last_year <= begins.year + LONGEST:
        raise ValidationError({"last_year": _("A mandate has about four years.")})
    # Held, so that of two who begin one at once the second sees the first.
    record = Term.objects.filter(is_demonstration=False).select_for_update().order_by("-begins")
    before = record.first()
    if before and before.begins >= begins:
        raise ValidationError(
            {"begins": _("“%(term)s” began later than this day.") % {"term": before.label_sq}}
        )
    label = f"{begins.year}–{last_year}"
    term = Term(slug=f"{begins.year}-{last_year}", label_sq=label, label_en=label, begins=begins)
    if before and (before.ends is None or before.ends > begins):
        before.ends = begins
        stored(before, by)
    return stored(term, by)


class TermForm(forms.Form):
    begins = day_field(
        gettext_lazy("Begins on"),
        help_text=gettext_lazy("The day of the election. The term before ends on it."),
    )
    last_year = forms.IntegerField(
        label=gettext_lazy("Year in which it ends"), min_value=1992, max_value=2200,
        help_text=gettext_lazy("The term is called by its years, for example 2027–2031."),
    )  # fmt: skip
