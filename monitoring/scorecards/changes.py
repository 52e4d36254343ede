"""What changed in a commitment since the round before; in words, never a verdict on people."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from monitoring.models.vocabulary import Status

ORDER = (Status.NONE, Status.PARTIAL, Status.FULL)


@dataclass(frozen=True)
class Change:
    """``kind``: progress, regression, same or first; the template has a shape for each."""

    kind: str
    words: str


def since_the_round_before(previous: str, status: str) -> Change | None:
    """Compares two statuses; None where there is nothing to compare."""
    if not previous or not status:
        return None
    before = Status(previous).label
    if previous == status:
        return Change("same", _("unchanged"))
    if status not in ORDER:
        return Change("first", _("before: %(status)s") % {"status": before})
    if previous not in ORDER:
        return Change("first", _("newly assessed"))
    if ORDER.index(status) > ORDER.index(previous):
        return Change("progress", _("progress, before: %(status)s") % {"status": before})
    return Change("regression", _("regression, before: %(status)s") % {"status": before})
