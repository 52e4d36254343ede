"""Under which licence the data may be used, and how it is cited so that others find the same."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from monitoring.models.chain import LedgerEntry

LICENCE_NAME = "CC-BY-4.0"
LICENCE_TITLE = gettext_noop("Creative Commons Attribution 4.0 International")
LICENCE_PATH = "https://creativecommons.org/licenses/by/4.0/"
TITLE = gettext_noop("What became of the Social Contracts of Albanian municipalities")
PUBLISHER = gettext_noop("POP Network")


def of(head: LedgerEntry | None) -> str:
    """A sentence that names the state of the data by the last entry of its ledger (METHOD §7)."""
    address = f"{settings.PUBLIC_ORIGIN}/data/"
    words = {"publisher": _(PUBLISHER), "title": _(TITLE), "address": address}
    if head is None:
        return _("%(publisher)s: %(title)s. %(address)s. Nothing published yet.") % words
    words |= {"seq": head.seq, "hash": head.hash, "day": date_format(localtime(head.at))}
    return (
        _(
            "%(publisher)s: %(title)s. %(address)s. State of %(day)s, checkpoint %(seq)s:%(hash)s."
            " Licence CC BY 4.0."
        )
        % words
    )
