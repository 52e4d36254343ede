"""How far every municipality is in the open round.

Everybody in the network reads it, also whoever will rate a report blind: of a draft of others it
says that there is one, and nothing of what stands in it (METHOD §6).
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contracts.models import SocialContract
from monitoring import permissions
from monitoring.deadlines import Deadline
from monitoring.models import Report, Round
from monitoring.workspace.desk.own import OwnReport
from municipalities.models import Organisation


@dataclass(frozen=True)
class Standing:
    """One contract in the round: ``state`` in a word or two, ``details`` for its own writers."""

    contract: SocialContract
    organisations: list[Organisation]
    state: str
    details: str
    is_late: bool


@dataclass(frozen=True)
class RoundProgress:
    round: Round
    deadline: Deadline
    standings: list[Standing]

    @property
    def summary(self) -> list[tuple[str, int]]:
        """How many are in each state, most first."""
        return Counter(standing.state for standing in self.standings).most_common()


def newest_of_record_and_demonstration(rounds: list[Round]) -> list[Round]:
    """The open round of the record, and that of the demonstration; ``rounds``: newest first."""
    newest: dict[bool, Round] = {}
    for round in rounds:
        newest.setdefault(round.term.is_demonstration, round)
    return list(newest.values())


def of(
    rounds: list[Round], contracts: list[SocialContract], reports: list[Report], *,
    own: list[OwnReport], on,
) -> list[RoundProgress]:  # fmt: skip
    """Each of the rounds with every contract of its term, in Albanian order."""
    of_mine = {each.report.pk: each for each in own}
    there: dict[tuple[int, int], list[Report]] = {}
    for report in reports:
        there.setdefault((report.contract_id, report.round_id), []).append(report)
    found = []
    for round in rounds:
        deadline = Deadline(round.submit_by, on)
        standings = [
            _standing(contract, there.get((contract.pk, round.pk), []), of_mine, deadline)
            for contract in contracts
            if contract.term_id == round.term_id
        ]
        found.append(RoundProgress(round, deadline, standings))
    return found


def _standing(contract, reports: list[Report], of_mine, deadline: Deadline) -> Standing:
    newest = max(reports, key=lambda report: report.revision, default=None)
    own = of_mine.get(newest.pk) if newest else None
    writing = [newest.organisation] if newest else contract.municipality.organisations.all()
    details = ""
    if own and newest.status == Report.Status.DRAFT:
        numbers = {"complete": own.complete, "all": own.findings}
        details = _("%(complete)s of %(all)s complete") % numbers
    handed_in = any(report.status != Report.Status.DRAFT for report in reports)
    return Standing(
        contract=contract,
        organisations=list(writing),
        state=_state(contract, newest),
        details=details,
        is_late=contract.has_commitments and deadline.is_missed and not handed_in,
    )


def _state(contract: SocialContract, newest: Report | None) -> str:
    if newest is None:
        return _("not opened") if contract.has_commitments else _("commitments not entered yet")
    if newest.revision > 1 and newest.status != Report.Status.PUBLISHED:
        return _("published, correction under way")
    if newest.status == Report.Status.SUBMITTED:
        there = permissions.has_a_reviewer(newest)
        return _("in review") if there else _("waits for a reviewer")
    if newest.status == Report.Status.PUBLISHED and hasattr(newest.scorecard, "retraction"):
        return _("retracted")
    return newest.get_status_display()
