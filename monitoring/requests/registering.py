"""The register of requests: written, sent, due, answered, or met with silence.

The organisation that writes the report writes to the municipality. Each verb says which version of
the request was shown (``version``); Conflict if somebody did something else meanwhile, but the very
same thing done twice is one (QUALITY R-07, R-09). Nothing of a request is public.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.models import Commitment
from monitoring import permissions
from monitoring.actions import add_evidence
from monitoring.models import EvidenceClass, Finding, InformationRequest, Report
from monitoring.refusals import Conflict, NotAllowed, Refused
from monitoring.requests.deadlines import answer_due, answer_due_at_the_latest
from municipalities.partial_dates import in_words

ABOUT_A_REPORT = "save_finding"  # whoever writes the findings of a report writes its letters


@transaction.atomic
def write_letter(
    *, report: Report, commitment: Commitment, by, office: str, letter: str, at=None
) -> InformationRequest:
    """A letter about one commitment of the report, to be sent. The same letter twice is one."""
    _require(by, report)
    if commitment.contract_id != report.contract_id:
        raise NotAllowed
    said = {"report": report, "commitment": commitment, "office": office, "letter": letter}
    if there := InformationRequest.objects.filter(**said).first():
        return there
    request = InformationRequest(
        **said, organisation=report.organisation, written_at=at or timezone.now(), written_by=by
    )
    request.full_clean()
    request.save()
    return request


@transaction.atomic
def change_letter(
    *, request: InformationRequest, by, version: int, office: str, letter: str
) -> InformationRequest:
    """Other words for a letter that has not been sent yet."""
    words = {"office": office, "letter": letter}
    return _write(request, by, version, words, only_if={"sent_on": None})


@transaction.atomic
def record_sent(
    *, request: InformationRequest, by, version: int, sent_on: datetime.date, how: str,
    due_on: datetime.date | None = None, on: datetime.date | None = None,
) -> InformationRequest:  # fmt: skip
    """It went out; from then on the law counts. ``due_on`` is counted if nobody says it."""
    _refuse_what_is_to_come("sent_on", sent_on, on)
    if not how.strip():
        raise ValidationError({"how": _("Say how it was sent, with its number.")})
    sent = {"sent_on": sent_on, "sent_how": how, "due_on": due_on or answer_due(sent_on)}
    return _write(request, by, version, sent, only_if={"sent_on": None})


@transaction.atomic
def extend_deadline(
    *, request: InformationRequest, by, version: int, due_on: datetime.date
) -> InformationRequest:
    """The municipality asked for more time; no more than the law allows it."""
    if request.sent_on is None:
        raise Conflict(_("This letter has not been sent yet."))
    latest = answer_due_at_the_latest(request.sent_on)
    if due_on > max(latest, request.due_on):
        raise ValidationError(
            {
                "due_on": _("With its extension the law gives time until %(day)s.")
                % {"day": in_words(latest.isoformat())}
            }
        )
    if due_on < request.due_on:
        raise ValidationError({"due_on": _("An extension does not shorten the time.")})
    return _write(request, by, version, {"due_on": due_on}, only_if=_WAITING)


@transaction.atomic
def record_answer(
    *, request: InformationRequest, by, version: int, answered_on: datetime.date, answer: str,
    on: datetime.date | None = None,
) -> InformationRequest:  # fmt: skip
    """What the municipality answered, also where it came after silence was recorded."""
    _refuse_what_is_to_come("answered_on", answered_on, on)
    answered = {"answered_on": answered_on, "answer": answer}
    only_if = {"sent_on__isnull": False, "answered_on": None}
    return _write(request, by, version, answered, only_if=only_if)


@transaction.atomic
def record_silence(
    *, request: InformationRequest, by, version: int, at: datetime.datetime | None = None
) -> InformationRequest:
    """The time is over and nothing came: a search without result becomes evidence of the finding
    (METHOD §3), in the words of the register. The report must be a draft."""
    at = at or timezone.now()
    _require(by, request.report)
    if request.silence_recorded_at and request.silence_recorded_by == by:
        return request
    if request.due_on is None or timezone.localdate(at) <= request.due_on:
        raise Refused(_("The municipality still has time to answer."))
    silent = {"silence_recorded_at": at, "silence_recorded_by": by}
    recorded = _write(request, by, version, silent, only_if=_WAITING)
    finding = Finding.objects.filter(report=request.report, commitment=request.commitment).first()
    if finding is None:
        raise Refused(_("The report has no finding for this commitment."))
    with override("sq"):
        words = _silence_in_words(request)
    add_evidence(
        finding=finding, by=by, at=at, evidence_class=EvidenceClass.SEARCH, language="sq",
        dated=request.due_on.isoformat(), place=request.office, **words,
    )  # fmt: skip
    return recorded


_WAITING = {"sent_on__isnull": False, "answered_on": None, "silence_recorded_at": None}


def _silence_in_words(request: InformationRequest) -> dict[str, str]:
    """What everybody reads once the report is published, so in Albanian: the first language."""
    sent, due = (in_words(day.isoformat()) for day in (request.sent_on, request.due_on))
    return {
        "title": "Kërkesë për informacion pa përgjigje",
        "shows": (
            f"Kërkesa për informacion u dërgua më {sent} ({request.sent_how}). "
            f"Afati i përgjigjes mbaroi më {due}; deri atëherë nuk erdhi përgjigje."
        ),
    }


def _require(by, report: Report) -> None:
    if not permissions.may(by, ABOUT_A_REPORT, report):
        raise NotAllowed


def _refuse_what_is_to_come(field: str, day: datetime.date, on: datetime.date | None) -> None:
    if day > (on or timezone.localdate()):
        raise ValidationError({field: _("This day is still to come.")})


def _write(request, by, version: int, words: dict, *, only_if: dict) -> InformationRequest:
    """Compare and swap; the same words again are done already."""
    _require(by, request.report)
    request.refresh_from_db()
    if all(getattr(request, name) == value for name, value in words.items()):
        return request
    changed = InformationRequest.objects.get(pk=request.pk)
    for name, value in words.items():
        setattr(changed, name, value)
    changed.full_clean()
    same = InformationRequest.objects.filter(pk=request.pk, lock_version=version, **only_if)
    if not same.update(lock_version=F("lock_version") + 1, **words):
        raise Conflict(_("Somebody noted something else on this letter meanwhile. Look again."))
    request.refresh_from_db()
    return request
