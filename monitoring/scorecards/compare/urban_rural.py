"""Whether a commitment is for the town or for the villages, as far as anybody recorded it.

The administrative units of a commitment say so where their character is recorded. Otherwise the
published words of its places do: by the law on local government a town is divided into quarters
(lagje), and what is not town is villages (fshat).
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from municipalities.albanian import fold
from municipalities.models import AdministrativeUnit

TOWN = re.compile(r"\b(lagj|qytet)")
VILLAGE = re.compile(r"\bfshat")
RECORDED = {AdministrativeUnit.Character.URBAN.value, AdministrativeUnit.Character.RURAL.value}


class Where(StrEnum):
    URBAN = "urban"
    RURAL = "rural"
    BOTH = "both"
    UNRECORDED = "unrecorded"
    NO_PLACE = "no_place"

    @property
    def label(self) -> str:
        return {
            Where.URBAN: _("Urban: in town"),
            Where.RURAL: _("Rural: in the villages"),
            Where.BOTH: _("Both, in town and in the villages"),
            Where.UNRECORDED: _("A place is named, whether urban or rural is not recorded"),
            Where.NO_PLACE: _("No place named: the whole municipality"),
        }[self]


def where(characters: Iterable[str], places: str) -> Where:
    """From the characters of the commitment's units and the published words of its places."""
    units = set(characters)
    found = units & RECORDED
    if units <= RECORDED and found:
        return Where.BOTH if len(found) > 1 else Where(found.pop())
    words = fold(places)
    if TOWN.search(words):
        found.add(Where.URBAN)
    if VILLAGE.search(words):
        found.add(Where.RURAL)
    if found:
        return Where.BOTH if len(found) > 1 else Where(found.pop())
    return Where.UNRECORDED if units or places else Where.NO_PLACE
