"""Who may. In which state something is possible stands in Report.TRANSITIONS (DESIGN §4).

One table from actions to the relations that allow them; tests generate the full matrix from it.
Nobody acts on both sides of a review: what a person wrote stays hers when she changes
organisation (QUALITY S-09).
"""

from enum import StrEnum

from django.utils import timezone

from monitoring.models.answers import ReportEvent
from monitoring.models.cases import Case
from monitoring.models.workshop import Finding, Report
from municipalities.models import DeclaredInterest, Membership
from municipalities.permissions import is_network_admin, is_somebody, organisations_of


class Relation(StrEnum):
    """What a person is to a report."""

    COVERS = "belongs to an organisation that covers the municipality, has no tie to it"
    AUTHOR = "belongs to the organisation that writes the report, has no tie to the municipality"
    OUTSIDER = (
        "belongs to another organisation, wrote nothing in it, has no tie to the municipality"
    )
    REVIEWER = "reviews the report"
    PUBLISHER = "network admin who neither wrote nor reviewed it, nor belongs to its organisation"
    NETWORK_ADMIN = "network admin"
    RESPONDENT = "holds the municipality's link to reply"


POLICY: dict[str, frozenset[Relation]] = {
    "open_report": frozenset({Relation.COVERS}),
    "write_summary": frozenset({Relation.AUTHOR}),
    "save_finding": frozenset({Relation.AUTHOR}),
    "import_findings": frozenset({Relation.AUTHOR}),
    "submit": frozenset({Relation.AUTHOR}),
    "withdraw": frozenset({Relation.AUTHOR}),
    "take_review": frozenset({Relation.OUTSIDER}),
    "assign_review": frozenset({Relation.NETWORK_ADMIN}),
    "code_blind": frozenset({Relation.REVIEWER}),
    "comment": frozenset({Relation.REVIEWER}),
    "return_to_author": frozenset({Relation.REVIEWER}),
    "approve": frozenset({Relation.REVIEWER}),
    "invite_reply": frozenset({Relation.AUTHOR, Relation.NETWORK_ADMIN}),
    "revoke_reply_link": frozenset({Relation.AUTHOR, Relation.NETWORK_ADMIN}),
    "record_reply": frozenset({Relation.RESPONDENT, Relation.NETWORK_ADMIN}),
    "answer_reply": frozenset({Relation.REVIEWER}),
    "publish": frozenset({Relation.PUBLISHER}),
    "open_correction": frozenset({Relation.AUTHOR, Relation.NETWORK_ADMIN}),
    "retract": frozenset({Relation.PUBLISHER}),
}

WRITING = (
    "open_report", "open_correction", "write_summary", "import_findings", "submit", "withdraw",
)  # fmt: skip

# Who may fetch an untouched original, which may say where and by whom a picture was taken; each
# download is logged (QUALITY S-35).
ORIGINALS = frozenset({Relation.AUTHOR, Relation.NETWORK_ADMIN})

# Who may read a report that is not public, by its state.
READERS: dict[str, frozenset[Relation]] = {
    "draft": frozenset({Relation.AUTHOR, Relation.REVIEWER, Relation.NETWORK_ADMIN}),
    "submitted": frozenset({Relation.AUTHOR, Relation.REVIEWER, Relation.NETWORK_ADMIN}),
    "approved": frozenset({Relation.AUTHOR, Relation.REVIEWER, Relation.NETWORK_ADMIN}),
    "published": frozenset({Relation.AUTHOR, Relation.REVIEWER, Relation.NETWORK_ADMIN}),
}


def relations(user, report: Report) -> frozenset[Relation]:
    """Everything that the person is to the report, from the database as it is now."""
    if not is_somebody(user):
        return frozenset()
    organisations = organisations_of(user)
    writes = report.organisation_id in organisations
    reviews = report.reviewer_id == user.pk
    apart = not (writes or reports_written_by(user, [report]))
    found = set()
    if organisations and not has_a_tie(user, report.contract.municipality_id):
        if writes:
            found.add(Relation.AUTHOR)
        if apart:
            found.add(Relation.OUTSIDER)
            if reviews and report.reviewing_organisation_id in organisations:
                found.add(Relation.REVIEWER)
    if is_network_admin(user):
        found.add(Relation.NETWORK_ADMIN)
        if apart and not reviews:
            found.add(Relation.PUBLISHER)
    return frozenset(found)


def has_a_tie(user, municipality: int, on=None) -> bool:
    """Has the person declared an interest in the municipality (its id) that exists today?"""
    return tied(user, on).filter(municipality=municipality).exists()


def tied(user, on=None):
    """The person's ties that exist today: there she neither writes nor reviews (QUALITY S-09)."""
    return DeclaredInterest.objects.of(user).in_force(on or timezone.localdate())


def municipalities_with_a_tie(user, on=None) -> set[int]:
    """Ids of the municipalities to which she has a tie."""
    return set(tied(user, on).values_list("municipality_id", flat=True))


def has_a_reviewer(report: Report) -> bool:
    """Is there somebody who reviews it and still may? Whoever left, was disabled or declared a tie
    does not; the review is in the queue again (QUALITY S-09).

    Asks no question if the report was fetched with its names.
    """
    if report.reviewer_id is None:
        return False
    there = getattr(report, "reviewer_is_there", None)
    if there is None:
        found = Report.objects.filter(pk=report.pk).with_whether_the_reviewer_is_there()
        there = found.values_list("reviewer_is_there", flat=True).get()
    return there


def reports_written_by(user, reports) -> set[int]:
    """Ids of those of the reports that the person opened, edited or submitted, in two queries."""
    wrote = {r.pk for r in reports if user.pk in (r.opened_by_id, r.submitted_by_id)}
    events = ReportEvent.objects.filter(report__in=reports, by=user, action__in=WRITING)
    saved = Finding.history.filter(report__in=reports, saved_by=user)
    wrote.update(events.values_list("report_id", flat=True))
    wrote.update(saved.values_list("report_id", flat=True))
    return wrote


def must_rate_blind(found: frozenset[Relation], report: Report) -> bool:
    """Whoever may still be asked to rate it sees no status of the author before (METHOD §6)."""
    under_way = report.status in (Report.Status.DRAFT, Report.Status.SUBMITTED)
    return under_way and Relation.OUTSIDER in found


def may(user, action: str, report: Report) -> bool:
    """May this person do this to this report, in some state?"""
    return bool(POLICY[action] & relations(user, report))


def may_fetch_originals(user, report: Report) -> bool:
    return bool(ORIGINALS & relations(user, report))


def may_read(user, report: Report) -> bool:
    return bool(READERS[report.status] & relations(user, report))


def cases_in_hand(user):
    """What citizens told about the municipalities that the person's organisations cover and she
    has no tie to; to a network admin, about all."""
    if is_network_admin(user):
        return Case.objects.all()
    if not is_somebody(user):
        return Case.objects.none()
    theirs = Case.objects.in_municipalities_of(Membership.objects.of(user))
    return theirs.exclude(commitment__contract__municipality__in=tied(user).values("municipality"))


def may_decide_case(user, case: Case) -> bool:
    """Whoever may read a case may decide it."""
    return cases_in_hand(user).filter(pk=case.pk).exists()


def organisations_that_may_open(user, contract) -> frozenset[int]:
    """Ids of the person's organisations that cover the contract's municipality; none where she
    has a tie to it."""
    if not is_somebody(user) or has_a_tie(user, contract.municipality_id):
        return frozenset()
    return frozenset(
        Membership.objects.of(user)
        .filter(organisation__municipalities=contract.municipality_id)
        .values_list("organisation_id", flat=True)
    )
