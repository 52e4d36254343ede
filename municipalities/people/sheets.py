"""Who can do what, and the audit list, as CSV; no cell is taken for a formula (QUALITY S-46)."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.models import AuditEntry
from municipalities.people.reading import MAY, NETWORK_ADMIN, WORDS, Everybody
from municipalities.sheets import delimited
from municipalities.sheets.columns import Column, Layout

UNREAD = dict.fromkeys(("no_headings", "too_many_rows"), _("This sheet cannot be imported."))
YES, NO = _("yes"), _("no")

PEOPLE = Layout(
    columns=(
        Column("name", _("Name"), 30, is_taken=False),
        Column("email", _("E-mail"), 30, is_taken=False),
        Column("organisation", _("Member organisation"), 40, is_taken=False),
        Column("role", _("Role"), 16, is_taken=False),
        Column("may", _("What she may do"), 60, is_taken=False),
        Column("is_active", _("Can sign in"), 12, is_taken=False),
        Column("second_factor", _("Second factor"), 12, is_taken=False),
        Column("last_login", _("Last signed in"), 14, is_taken=False),
    ),
    key="email",
    **UNREAD,
)
AUDIT = Layout(
    columns=(
        Column("at", _("At"), 20, is_taken=False),
        Column("event", _("What"), 30, is_taken=False),
        Column("by", _("By"), 30, is_taken=False),
        Column("person", _("Person concerned"), 30, is_taken=False),
        Column("organisation", _("Member organisation"), 40, is_taken=False),
        Column("detail", _("Detail"), 40, is_taken=False),
        Column("came_from", _("From which network"), 20, is_taken=False),
    ),
    key="at",
    **UNREAD,
)


def of_people(everybody: Everybody) -> bytes:
    """One row for each role that somebody has; headings in both languages."""
    return delimited.written(PEOPLE, _rows_of_people(everybody))


def of_audit(entries: Iterable[AuditEntry]) -> bytes:
    return delimited.written(AUDIT, map(_row_of_entry, entries))


def _rows_of_people(everybody: Everybody) -> Iterator[dict[str, str]]:
    for person in everybody.network_admins:
        yield _row(person, NETWORK_ADMIN, can_sign_in=person.is_active)
    for team in everybody.teams:
        for held in team.memberships:
            works = held.user.is_active and team.organisation.is_active
            row = _row(held.user, held.role, can_sign_in=held.user.is_active)
            row["organisation"] = team.organisation.name_sq
            yield row if works else row | {"may": ""}
    for person in everybody.without_organisation:
        yield _row(person, "", can_sign_in=person.is_active)


def _row(person, role: str, *, can_sign_in: bool) -> dict[str, str]:
    return {
        "name": person.name,
        "email": person.email,
        "role": str(WORDS.get(role, "")),
        "may": str(MAY.get(role, "")),
        "is_active": str(YES if can_sign_in else NO),
        "second_factor": str(YES if person.has_second_factor else NO),
        "last_login": _day(person.last_login),
    }


def _row_of_entry(entry: AuditEntry) -> dict[str, str]:
    return {
        "at": timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
        "event": entry.get_event_display(),
        "by": entry.by.name if entry.by else "",
        "person": entry.person.name if entry.person else "",
        "organisation": entry.organisation.name_sq if entry.organisation else "",
        "detail": entry.detail,
        "came_from": entry.came_from,
    }


def _day(moment) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
