"""One change of a juxtaposition: who may, what she had before her, and why once it is public."""

import datetime
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Juxtaposition, JuxtapositionEvent
from municipalities.models import DeclaredInterest, Municipality, User
from municipalities.permissions import is_network_admin, keeps_facts_of
from municipalities.refusals import Refused

SHORTEST_REASON = 10


@dataclass(frozen=True)
class Reason:
    """What was changed after publication and why, as everybody will read it."""

    sq: str = ""
    en: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper with the SHA-256 of its file before and after; empty where there was or is none."""

    title: str
    language: str
    before: str = ""
    after: str = ""


class Meanwhile(Refused):
    """Somebody else changed it since the page was opened; what was typed is still in the form."""


@contextmanager
def changing(
    juxtaposition: Juxtaposition, *, by: User, version: int, reason: Reason | None = None,
    at: datetime.datetime | None = None,
):  # fmt: skip
    """All that happens inside is one change in one transaction, or nothing of it.

    ``version`` is the one that the page showed (QUALITY R-07). What is public changes with its
    reason in public, by a network admin (DESIGN §1, fourth promise).
    """
    at = at or timezone.now()
    with transaction.atomic():
        mine = Juxtaposition.objects.filter(pk=juxtaposition.pk, lock_version=version)
        if not mine.update(lock_version=F("lock_version") + 1):
            raise Meanwhile(
                _("Somebody else changed this in the meantime. Your words are still in the form.")
            )
        juxtaposition.refresh_from_db(fields=["lock_version", "published_at", "published_by"])
        refuse_who_may_not(by, juxtaposition.municipality, at)
        if juxtaposition.published_at:
            _tell(juxtaposition, by, reason or Reason(), at)
        yield


def tell_of_paper(
    juxtaposition: Juxtaposition, *, by: User, paper: Paper, reason: Reason | None = None,
    at: datetime.datetime,
) -> None:  # fmt: skip
    """Papers follow the rule of `changing`: in public, their change has its public reason.

    To be called in the transaction that changes the paper. The row is held until its end, so
    that nobody publishes between this question and the change.
    """
    held = Juxtaposition.objects.select_for_update().get(pk=juxtaposition.pk)
    refuse_who_may_not(by, held.municipality, at)
    if held.published_at:
        _tell(held, by, reason or Reason(), at, paper)


def refuse_who_may_not(by: User, municipality: Municipality, at: datetime.datetime) -> None:
    """Whoever covers the municipality, or a network admin; nobody with a tie to it (S-09)."""
    if not keeps_facts_of(by, municipality):
        raise Refused(_("Only who covers this municipality, or a network admin, records this."))
    _refuse_who_has_a_tie(by, municipality, at)


def _refuse_who_has_a_tie(by: User, municipality: Municipality, at: datetime.datetime) -> None:
    ties = DeclaredInterest.objects.of(by).in_force(timezone.localdate(at))
    if ties.filter(municipality=municipality).exists():
        raise Refused(
            _("You declared a tie to this municipality. Somebody else records its candidates.")
        )


def why_closed(by: User, juxtaposition: Juxtaposition, at: datetime.datetime | None = None) -> str:
    """Why who keeps it can look and not change, as a sentence; empty where she can change it."""
    try:
        _refuse_once_public(juxtaposition, by)
        _refuse_who_has_a_tie(by, juxtaposition.municipality, at or timezone.now())
    except Refused as refusal:
        return str(refusal)
    return ""


def stored(row, by: User):
    """The row, valid and saved, with who saved it in its history; ValidationError if unfit."""
    row._history_user = by
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Somebody else did this at the same moment.")) from None
    return row


def _refuse_once_public(juxtaposition: Juxtaposition, by: User) -> None:
    if juxtaposition.published_at and not is_network_admin(by):
        raise Refused(_("What is public is changed by a network admin, with a public reason."))


def _tell(
    juxtaposition: Juxtaposition, by: User, reason: Reason, at, paper: Paper | None = None
) -> None:
    _refuse_once_public(juxtaposition, by)
    if len(reason.sq.strip()) < SHORTEST_REASON:
        raise ValidationError(
            {"reason_sq": _("Say in a sentence what is changed and why. It will be public.")}
        )
    event = JuxtapositionEvent(
        juxtaposition=juxtaposition, at=at, by=by, reason_sq=reason.sq.strip(),
        reason_en=reason.en.strip(), **_columns_of(paper),
    )  # fmt: skip
    event.full_clean()
    event.save()


def _columns_of(paper: Paper | None) -> dict[str, str]:
    if paper is None:
        return {}
    return {
        "paper": paper.title, "paper_language": paper.language, "paper_before": paper.before,
        "paper_after": paper.after,
    }  # fmt: skip
