"""A municipality that the network did not monitor before."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.albanian import fold
from municipalities.choosing import call_the_empty_choice
from municipalities.models import Municipality, User
from municipalities.permissions import is_network_admin
from municipalities.written_dates import DateAsWritten


def add_municipality(*, by: User, at=None, **known) -> Municipality:
    """A municipality of the network, with an address made of its name that stays for ever.

    ``known``: name_sq, name_en, county, joined (a date as precise as it is known), latitude and
    longitude. PermissionDenied for whoever is no network admin; ValidationError for what cannot be
    so, and for a name that is there already.
    """
    if not is_network_admin(by):
        raise PermissionDenied
    joined = known["joined"]
    if joined > timezone.localdate(at).isoformat()[: len(joined)]:
        raise ValidationError({"joined": _("This day is still to come.")})
    municipality = Municipality(slug=slugify(fold(known["name_sq"]))[:50].strip("-"), **known)
    municipality._history_user = by
    there = ValidationError({"name_sq": _("This municipality is in the network already.")})
    if Municipality.objects.filter(slug=municipality.slug).exists():
        raise there
    municipality.full_clean()
    try:
        with transaction.atomic():
            municipality.save()
    except IntegrityError:
        raise there from None
    return municipality


class Degrees(forms.DecimalField):
    """40,94 as people write in Albania, or 40.94 as maps show it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **options):
        super().__init__(max_digits=7, decimal_places=4, required=False, **options)

    def to_python(self, value):
        return super().to_python(str(value or "").replace(",", "."))


class MunicipalityForm(forms.ModelForm):
    latitude = Degrees(
        label=gettext_lazy("Latitude"),
        help_text=gettext_lazy(
            "Where its dot stands on the map, for example 40,94. Left empty, it has none."
        ),
    )
    longitude = Degrees(
        label=gettext_lazy("Longitude"),
        help_text=gettext_lazy("For example 19,71; together with the latitude."),
    )
    joined = DateAsWritten(label=gettext_lazy("Joined the network"))

    class Meta:
        model = Municipality
        fields = ["name_sq", "name_en", "county", "joined", "latitude", "longitude"]
        help_texts = {
            "name_sq": gettext_lazy("Without “Bashkia”, for example: Lushnjë."),
            "name_en": gettext_lazy("Left empty, English pages show the Albanian name."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        call_the_empty_choice(self.fields["county"], gettext_lazy("Choose the county"))

    def _post_clean(self):
        """What is right in these words is judged by the action; nothing is written into a row."""
