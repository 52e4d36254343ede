"""Submitting, and the review by another organisation, blind first (METHOD §6)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions import freeze
from monitoring import permissions
from monitoring.actions.moves import hold, move, require
from monitoring.completeness import gaps
from monitoring.models.answers import ReviewComment, SecondCode
from monitoring.models.proof import Evidence
from monitoring.models.rounds import Round
from monitoring.models.vocabulary import Status
from monitoring.models.workshop import Finding, Report
from monitoring.refusals import Conflict, Incomplete, NotAllowed, Refused
from monitoring.rounds import duties
from monitoring.rounds.running import goes_on_after_closing, held_open
from municipalities.models import Organisation


@transaction.atomic
def submit(*, report, by, at=None) -> Report:
    """Hand the draft to review, to whoever has the duty by the round's rota (METHOD §6).

    Raises Incomplete with every gap (METHOD §3). In a closed round only corrections are submitted,
    and what a reviewer gave back.
    """
    at = at or timezone.now()
    require(by, "submit", report)
    if by.pk == report.reviewer_id:
        raise Refused(_("You have reviewed this report. Somebody else must submit it."))
    if not goes_on_after_closing(report):
        held_open(report.round)
    stamps = {"submitted_at": at, "submitted_by": by}
    if report.reviewer_id is None and (on_duty := duties.falls_to(report)):
        stamps |= {"reviewer": on_duty.user, "reviewing_organisation": on_duty.organisation}
    move(report, "submit", by, at, **stamps)
    missing = gaps(report)
    if missing:
        raise Incomplete(missing)
    freeze(contract=report.contract, at=at)
    return report


@transaction.atomic
def withdraw(*, report, by, at=None) -> Report:
    """Take a submitted report back, as long as nobody has begun the review."""
    require(by, "withdraw", report)
    hold(report, "withdraw")
    report.refresh_from_db()
    if review_has_begun(report):
        raise Conflict
    move(report, "withdraw", by, at, reviewer=None, reviewing_organisation=None)
    return report


def review_has_begun(report: Report) -> bool:
    """Somebody took it, was given it or rated something; not where only the rota named her."""
    if report.reviewer_id is None:
        return False
    by_somebody = ("take_review", "assign_review", "return_to_author")
    return (
        report.events.filter(action__in=by_somebody).exists()
        or SecondCode.objects.filter(finding__report=report).exists()
    )


@transaction.atomic
def take_review(*, report, by, organisation: Organisation, at=None) -> Report:
    """Take the review from the queue, for ``organisation``, which must be another one.

    In the queue is also what somebody had taken who may not review it any more.
    """
    require(by, "take_review", report)
    _refuse_reviewer(report, by, organisation)
    current = Report.objects.with_whether_the_reviewer_is_there().get(pk=report.pk)
    if permissions.has_a_reviewer(current):
        raise Conflict
    move(report, "take_review", by, at, only_if={"reviewer": current.reviewer_id},
          reviewer=by, reviewing_organisation=organisation)  # fmt: skip
    return report


@transaction.atomic
def assign_review(*, report, reviewer, organisation: Organisation, by, at=None) -> Report:
    """A network admin assigns the review, or gives it to somebody else."""
    require(by, "assign_review", report)
    if permissions.Relation.OUTSIDER not in permissions.relations(reviewer, report):
        raise Refused(_("The reviewer must belong to another organisation and not be an author."))
    _refuse_reviewer(report, reviewer, organisation)
    move(report, "assign_review", by, at,
          reviewer=reviewer, reviewing_organisation=organisation)  # fmt: skip
    return report


@transaction.atomic
def assign_by_rota(*, round: Round, by, at=None) -> list[Report]:
    """Give what waits for a reviewer to whoever has the duty; what nobody can take waits on."""
    assigned = []
    waiting = Report.objects.in_the_round(round).awaiting_review().filter(reviewer=None)
    # Locked, so that nobody takes from the queue meanwhile what is given to another here.
    for report in waiting.select_for_update().order_by("submitted_at", "pk"):
        if on_duty := duties.falls_to(report):
            assign_review(
                report=report, reviewer=on_duty.user, organisation=on_duty.organisation, by=by,
                at=at,
            )  # fmt: skip
            assigned.append(report)
    return assigned


@transaction.atomic
def code_blind(*, finding, by, status: str, at=None) -> SecondCode:
    """The reviewer's status, before seeing the author's; given once, both are kept (METHOD §6)."""
    at = at or timezone.now()
    report = finding.report
    require(by, "code_blind", report)
    hold(report, "code_blind")
    current = Finding.objects.get(pk=finding.pk)
    if status not in Status.values:
        raise Refused(_("Choose one of the five statuses."))
    if not current.status:
        raise Refused(_("This commitment needs no assessment in this round."))
    try:
        with transaction.atomic():
            return SecondCode.objects.create(
                finding=current, reviewer=by, status=status, author_status=current.status,
                coded_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise Conflict(_("You have already rated this finding.")) from None


@transaction.atomic
def settle_difference(*, code, by, outcome: str, note: str) -> SecondCode:
    """The reviewer keeps or gives up a difference, with a sentence."""
    report = code.finding.report
    require(by, "code_blind", report)
    hold(report, "code_blind")
    if outcome not in SecondCode.Outcome.values or not note.strip():
        raise Refused(_("Keep or give up the difference, and say why in a sentence."))
    if not SecondCode.objects.filter(pk=code.pk, reviewer=by).update(
        outcome=outcome, outcome_note=note
    ):
        raise NotAllowed
    code.refresh_from_db()
    return code


@transaction.atomic
def comment(*, finding, by, text: str, evidence: Evidence | None = None, at=None) -> ReviewComment:
    """What the reviewer says of a finding, or of one item of its evidence, for the author.

    Never public. The same comment sent twice is one (QUALITY R-09).
    """
    at = at or timezone.now()
    report = finding.report
    require(by, "comment", report)
    if evidence and evidence.finding_id != finding.pk:
        raise Refused(_("This evidence belongs to another finding."))
    if not text.strip():
        raise Refused(_("Write the comment."))
    hold(report, "comment")
    words = {"finding": finding, "evidence": evidence, "text": text, "written_by": by}
    if already_there := ReviewComment.objects.filter(**words).first():
        return already_there
    move(report, "comment", by, at)
    return ReviewComment.objects.create(written_at=at, **words)


@transaction.atomic
def return_to_author(*, report, by, note: str, at=None) -> Report:
    """Send it back to the author with a note that says what to mend."""
    require(by, "return_to_author", report)
    if not note.strip():
        raise Refused(_("Say what has to be mended, so that the author knows."))
    move(report, "return_to_author", by, at, note=note, persons_in_pictures="")
    return report


@transaction.atomic
def approve(*, report, by, persons_in_pictures: str = "", at=None) -> Report:
    """Approve: every finding coded blind by this reviewer, every difference settled.

    ``persons_in_pictures`` is one of Report.Persons if pictures become public, else forgotten:
    where somebody can be recognised who did not agree, the report is returned instead.
    """
    at = at or timezone.now()
    require(by, "approve", report)
    if not public_pictures(report).exists():
        persons_in_pictures = ""
    elif persons_in_pictures not in Report.Persons.values:
        raise Refused(
            _(
                "Say whether a person can be recognised in the pictures. If somebody can who did "
                "not agree and holds no public office, return the report."
            )
        )
    move(report, "approve", by, at, only_if={"reviewer": by}, approved_at=at, approved_by=by,
          persons_in_pictures=persons_in_pictures)  # fmt: skip
    if lacks := what_approval_lacks(report, by):
        raise Refused(lacks)
    return report


def public_pictures(report: Report):
    """The pictures that everybody will see once the report is published."""
    return Evidence.objects.of_report(report).public().pictures()


def what_approval_lacks(report: Report, reviewer) -> str:
    """The sentence that says what this reviewer still has to do before approving, or ''."""
    findings = report.findings.exclude(status="").in_order().select_related("commitment")
    codes = {c.finding_id: c for c in SecondCode.objects.filter(
        finding__report=report, reviewer=reviewer)}  # fmt: skip
    uncoded = [f.commitment for f in findings if f.pk not in codes]
    if uncoded:
        names = ", ".join(c.number or c.title_sq for c in uncoded)
        return _("Rate every finding first. Not rated yet: %(names)s.") % {"names": names}
    unsettled = [
        f.commitment for f in findings
        if codes[f.pk].status != f.status and not codes[f.pk].outcome
    ]  # fmt: skip
    if unsettled:
        names = ", ".join(c.number or c.title_sq for c in unsettled)
        return _("Keep or give up each difference first. Open: %(names)s.") % {"names": names}
    return ""


def _refuse_reviewer(report: Report, reviewer, organisation: Organisation) -> None:
    if organisation.pk not in permissions.organisations_of(reviewer):
        raise Refused(_("The reviewer does not belong to this organisation."))
    if organisation.pk == report.organisation_id:
        raise Refused(_("A report is reviewed by another organisation than the one that wrote it."))
