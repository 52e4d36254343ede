"""The audit list: who came in, who was refused, who got or lost a role, who fetched what (S-55).

What is written here stays for ever, so it names people by their accounts and never in words: an
account that is made anonymous is anonymous here as well.
"""

import datetime

from django.utils import timezone

from municipalities.models import AuditEntry
from municipalities.signing_in import limits
from municipalities.signing_in.whence import asked_from

Event = AuditEntry.Event

# A person who asks for one closed door after the other fills no disk.
REFUSALS = {
    "what": "refusals noted", "at_most": 60, "within": datetime.timedelta(hours=1),
}  # fmt: skip
OPEN_DOORS = ("public", "anybody", "holder of the link")
LONGEST = AuditEntry._meta.get_field("detail").max_length


def record(
    event: str, *, by=None, person=None, organisation=None, detail="", at=None
) -> AuditEntry:
    """Add one entry, in the transaction of what it tells about.

    ``by`` is who did it, None for nobody who is signed in; ``person`` whom it concerns. ``detail``
    is a role, a number or an address of the workspace: no name, no text and no secret.
    """
    return AuditEntry.objects.create(
        event=event, at=at or timezone.now(), by=by, person=person, organisation=organisation,
        detail=detail.replace("\0", "")[:LONGEST], came_from=asked_from(),
    )  # fmt: skip


def record_refusal(request) -> None:
    """Somebody who is signed in asked for a page that is not for her (403, or 404 as S-02 has it).

    Public pages, and addresses that lead nowhere, are no refusals.
    """
    match = request.resolver_match
    if match is None or not _is_behind_a_door(match) or not request.user.is_authenticated:
        return
    if limits.allow(who=str(request.user.pk), **REFUSALS):
        record(Event.REFUSED, by=request.user, detail=f"{request.method} {request.path}")


def _is_behind_a_door(match) -> bool:
    return "admin" in match.namespaces or getattr(match.func, "policy", "public") not in OPEN_DOORS
