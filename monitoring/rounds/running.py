"""A round is opened, its deadline moved in public, and in the end it is closed; reopened in public
where that was a mistake.

All arguments are by keyword; ``by`` is who acts, ``at`` when (now, unless said otherwise). Refused
or ValidationError says why something was not done.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from monitoring.models import Report, Round, RoundExtension, RoundReopening
from monitoring.refusals import Conflict, NotAllowed, Refused
from municipalities.languages import in_this_language
from municipalities.permissions import is_network_admin


@transaction.atomic
def open_round(*, by, at=None, **dates_and_names) -> Round:
    """A new round of a term (METHOD §1). Its address, where none is given, is its years.

    Pressed twice, the same round comes back; another one with that address is refused.
    """
    _require_network_admin(by)
    said = dates_and_names
    if not said.get("slug") and said.get("begins") and said.get("ends"):
        said["slug"] = f"{said['begins'].year}-{said['ends'].year}"
    if already_there := Round.objects.filter(**said).first():
        return already_there
    round = Round(**said)
    round.full_clean()
    _refuse_overlap(round)
    round.save()
    return round


@transaction.atomic
def extend_round(
    *, round: Round, by, old_submit_by: datetime.date, new_submit_by: datetime.date,
    reason_sq: str, reason_en: str = "", at=None,
) -> RoundExtension:  # fmt: skip
    """Move the deadline for a public reason; every date that ever held is kept.

    ``old_submit_by`` is the deadline that was shown: if it is another by now, Conflict.
    """
    _require_network_admin(by)
    held = held_open(round)
    if held.submit_by != old_submit_by:
        raise Conflict(
            _("The deadline has been moved meanwhile, to %(day)s.")
            % {"day": date_format(held.submit_by)}
        )
    extension = RoundExtension(
        round=held, old_submit_by=old_submit_by, new_submit_by=new_submit_by,
        reason_sq=reason_sq, reason_en=reason_en, extended_at=at or timezone.now(),
        extended_by=by,
    )  # fmt: skip
    extension.full_clean()
    if new_submit_by < timezone.localdate(at):
        raise ValidationError({"new_submit_by": _("This day is over already.")})
    extension.save()
    held.submit_by = new_submit_by
    held.full_clean()
    held.save()
    return extension


@transaction.atomic
def close_round(*, round: Round, by, at=None) -> Round:
    """From now on no report is opened in it, and none submitted for the first time.

    What was submitted goes on its way, also where it comes back to be mended; corrections are
    opened and submitted as ever (METHOD §5).
    """
    _require_network_admin(by)
    held = Round.objects.select_for_update().get(pk=round.pk)
    if held.closed_at:
        return held
    if sentence := why_not_closed(held, on=timezone.localdate(at)):
        raise Refused(sentence)
    held.closed_at, held.closed_by = at or timezone.now(), by
    held.full_clean()
    held.save()
    return held


def why_not_closed(round: Round, *, on: datetime.date) -> str:
    """The sentence that says why the round cannot be closed on that day, or ''."""
    if round.is_as_published:
        return _("Nothing is written in this round; it need not be closed.")
    if on <= round.submit_by:
        return _("Reports can be submitted until %(day)s. Close the round after that day.") % {
            "day": date_format(round.submit_by)
        }
    return ""


@transaction.atomic
def reopen_round(
    *, round: Round, by, closed_at: datetime.datetime, reason_sq: str, reason_en: str = "", at=None
) -> RoundReopening:  # fmt: skip
    """Reports can be opened and submitted in it again, late as they are; the reason is public.

    ``closed_at`` is the closing that was shown; Conflict if it stands no more. Pressed twice, the
    same reopening comes back. Refused once something of a later round of the
    term is published: it says what changed since this one.
    """
    _require_network_admin(by)
    held = Round.objects.select_for_update().get(pk=round.pk)
    done = RoundReopening.objects.filter(round=held, closed_at=closed_at, reopened_by=by)
    if held.closed_at is None and (already_there := done.first()):
        return already_there
    if held.closed_at != closed_at:
        raise Conflict(_("Somebody has opened or closed this round meanwhile. Look again."))
    if later := Round.objects.with_results_after(held).first():
        raise Refused(
            _("“%(round)s” has published results that build on this round: it stays closed.")
            % {"round": in_this_language(later, "name").text}
        )
    reopening = RoundReopening(
        round=held, closed_at=held.closed_at, closed_by=held.closed_by, reason_sq=reason_sq,
        reason_en=reason_en, reopened_at=at or timezone.now(), reopened_by=by,
    )  # fmt: skip
    reopening.full_clean()
    reopening.save()
    held.closed_at = held.closed_by = None
    held.full_clean()
    held.save()
    return reopening


def is_left_behind(report: Report) -> bool:
    """A draft that cannot be submitted any more: the round was closed before it ever was."""
    return (
        report.status == Report.Status.DRAFT
        and report.round.closed_at is not None
        and not goes_on_after_closing(report)
    )


def goes_on_after_closing(report: Report) -> bool:
    """A correction, or what a reviewer gave back to be mended: it had been submitted in time."""
    return bool(report.corrects_id or report.reviewer_id)


def held_open(round: Round) -> Round:
    """The round as it stands, locked until the transaction ends; Refused if it is closed."""
    held = Round.objects.select_for_update().get(pk=round.pk)
    if held.closed_at:
        raise Refused(
            _("This round was closed on %(day)s. Published reports of it can still be corrected.")
            % {"day": date_format(timezone.localdate(held.closed_at))}
        )
    return held


def _refuse_overlap(round: Round) -> None:
    """Two rounds of a term look at different times, or nobody could say what changed in between."""
    others = Round.objects.filter(term=round.term, begins__lte=round.ends, ends__gte=round.begins)
    if other := others.first():
        raise ValidationError(
            {
                "begins": _("The period overlaps with that of “%(round)s”.")
                % {"round": other.name_sq}
            }
        )


def _require_network_admin(by) -> None:
    if not is_network_admin(by):
        raise NotAllowed
