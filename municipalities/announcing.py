"""What the secretariat says: notices on every desk, words of pages, ways to reach the network.

``by`` is a network admin, for others PermissionDenied; what cannot be so is a ValidationError.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from municipalities.models import Announcement, Channel, PageText, User
from municipalities.permissions import is_network_admin
from municipalities.recording import ChangedMeanwhile, version_of


@transaction.atomic
def announce(
    *, by: User, title_sq: str, begins: datetime.date, title_en: str = "", text_sq: str = "",
    text_en: str = "", ends: datetime.date | None = None, at=None,
) -> Announcement:  # fmt: skip
    """A notice on every desk from its first to its last day. The same one sent twice is one."""
    _require_network_admin(by)
    said = {
        "title_sq": title_sq, "title_en": title_en, "text_sq": text_sq, "text_en": text_en,
        "begins": begins, "ends": ends,
    }  # fmt: skip
    if there := Announcement.objects.filter(**said, written_by=by).first():
        return there
    announcement = Announcement(**said, written_by=by, written_at=at or timezone.now())
    announcement._history_user = by
    announcement.full_clean()
    announcement.save()
    return announcement


@transaction.atomic
def change_announcement(
    *, announcement: Announcement, by: User, seen: int, title_sq: str, begins: datetime.date,
    title_en: str = "", text_sq: str = "", text_en: str = "", ends: datetime.date | None = None,
) -> Announcement:  # fmt: skip
    """Other words or days for a notice whose version ``seen`` was read before.

    The same words again make no new version; ChangedMeanwhile also if it is gone.
    """
    _require_network_admin(by)
    stored = _held(announcement)
    if stored is None:
        raise ChangedMeanwhile
    said = {
        "title_sq": title_sq, "title_en": title_en, "text_sq": text_sq, "text_en": text_en,
        "begins": begins, "ends": ends,
    }  # fmt: skip
    if all(getattr(stored, name) == value for name, value in said.items()):
        return stored
    if version_of(stored) != seen:
        raise ChangedMeanwhile
    for name, value in said.items():
        setattr(stored, name, value)
    stored._history_user = by
    stored.full_clean()
    stored.save()
    return stored


@transaction.atomic
def take_down(*, announcement: Announcement, by: User, on: datetime.date) -> None:
    """From ``on`` it is on no desk; one that has not begun is gone, others end the day before."""
    _require_network_admin(by)
    stored = _held(announcement)
    yesterday = on - datetime.timedelta(days=1)
    if stored is None or (stored.ends and stored.ends <= yesterday):
        return
    stored._history_user = by
    if stored.begins >= on:
        stored.delete()
    else:
        stored.ends = yesterday
        stored.save()


@transaction.atomic
def write_page(*, text: PageText, by: User, seen: int = 0) -> PageText | None:
    """The words of a page, whose version ``seen`` was read before; without words it has none."""
    _require_network_admin(by)
    stored = PageText.objects.select_for_update().filter(page=text.page).first()
    if (version_of(stored) if stored else 0) != seen:
        raise ChangedMeanwhile
    text.pk = stored.pk if stored else None
    text._state.adding = stored is None
    text._history_user = by
    if not text.text_sq.strip() and not text.text_en.strip():
        if stored:
            text.delete()
        return None
    text.full_clean()
    text.save()
    return text


@transaction.atomic
def set_channels(
    *, channels: list[tuple[str, str]], by: User, seen: list[tuple[str, str]]
) -> list[Channel]:
    """The ways to reach the network are exactly these (kind, value), in this order.

    ``seen`` are those that were read before.
    """
    _require_network_admin(by)
    rows = Channel.objects.select_for_update().filter(organisation=None)
    there = {(row.kind, row.value): row for row in rows}
    if list(there) != seen:
        raise ChangedMeanwhile
    for key in there.keys() - set(channels):
        there[key]._history_user = by
        there[key].delete()
    found = []
    for place, (kind, value) in enumerate(dict.fromkeys(channels)):
        row = there.get((kind, value)) or Channel(kind=kind, value=value)
        if row.pk is None or row.place_in_order != place:
            row.place_in_order = place
            row.full_clean()
            row._history_user = by
            row.save()
        found.append(row)
    return found


def _held(announcement: Announcement) -> Announcement | None:
    return Announcement.objects.select_for_update().filter(pk=announcement.pk).first()


def _require_network_admin(by: User) -> None:
    if not is_network_admin(by):
        raise PermissionDenied
