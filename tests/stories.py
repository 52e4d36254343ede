"""Reports brought to a state through the actions alone, as people would.

    story = Story()                       # a contract, a round, two organisations, five people
    story.published()                     # everything on the way happened
    story.report.scorecard

A story never sets a status by hand, so no test stands on a state that cannot be reached.
"""

import datetime

from monitoring import actions
from monitoring.models import Status
from tests import factories

BEGIN = datetime.datetime(2026, 9, 20, 9, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)

# What the reviewer's own reading of the same evidence is in a story, where nothing else is said.
STAGES = {Status.FULL: "in_use", Status.PARTIAL: "under_way", Status.NONE: "no_step"}


class Story:
    """One municipality's report. ``statuses`` gives each commitment in order its status.

    ``beside`` is a story whose people and organisations do this one as well: every admin and every
    organisation is told of much, so hundreds of them would make hundreds of stories slow.
    """

    def __init__(
        self, statuses=("full", "partial", "partial", "none", "none"), *, beside=None, **contract
    ):
        self.statuses = statuses
        self.municipality = contract.get("municipality") or factories.MunicipalityFactory()
        self.contract = factories.SocialContractFactory(
            **({"municipality": self.municipality} | contract)
        )
        self.commitments = [
            factories.CommitmentFactory(contract=self.contract) for _status in statuses
        ]
        self.round = factories.RoundFactory(term=self.contract.term)
        if beside:
            self._done_by_the_people_of(beside)
        else:
            self._done_by_new_people()
        self.report = None

    def _done_by_new_people(self):
        self.home = factories.OrganisationFactory(covers=[self.municipality])
        self.peer = factories.OrganisationFactory()
        self.author = factories.UserFactory(coordinates=self.home)
        self.colleague = factories.UserFactory(coordinates=self.home)
        self.reviewer = factories.UserFactory(coordinates=self.peer)
        self.admin = factories.UserFactory(is_network_admin=True)
        self.stranger = factories.UserFactory()

    def _done_by_the_people_of(self, other):
        for who in ("home", "peer", "author", "colleague", "reviewer", "admin", "stranger"):
            setattr(self, who, getattr(other, who))
        factories.CoverageFactory(organisation=self.home, municipality=self.municipality)

    def opened(self):
        self.report = actions.open_report(
            contract=self.contract, round=self.round, by=self.author, organisation=self.home,
            at=BEGIN,
        )  # fmt: skip
        return self

    def filled(self):
        """Every finding has a status, a stage, a sentence and evidence that carries it."""
        if self.report is None:
            self.opened()
        findings = self.report.findings.in_order()
        for finding, status in zip(findings, self.statuses, strict=True):
            self.find(finding, status)
        return self

    def find(self, finding, status, **fields):
        """The author gives one finding a status and a decision of the council as evidence."""
        assessed = status in STAGES
        finding = actions.save_finding(
            finding=finding, by=self.author, version=finding.lock_version, status=status,
            at=BEGIN, **({
                "stage": STAGES.get(status, ""),
                "rationale_sq": f"Arsyetim i provës: {status}." if assessed else "",
                "reason_sq": "" if assessed else "Nuk u vlerësua dot.",
            } | fields),
        )  # fmt: skip
        if assessed:
            actions.add_evidence(
                finding=finding, by=self.author, evidence_class="official",
                title="Vendim i këshillit", link="https://example.org/vendim", at=BEGIN,
            )  # fmt: skip
        return finding

    def submitted(self):
        if self.report is None:
            self.filled()
        actions.submit(report=self.report, by=self.author, at=BEGIN + DAY)
        return self

    def in_review(self):
        self.submitted()
        actions.take_review(
            report=self.report, by=self.reviewer, organisation=self.peer, at=BEGIN + DAY
        )
        return self

    def coded(self):
        """The reviewer rated everything blind and happened to agree."""
        self.in_review()
        for finding in self.report.findings.exclude(status=""):
            actions.code_blind(
                finding=finding, by=self.reviewer, status=finding.status, at=BEGIN + DAY
            )
        return self

    def returned(self):
        """Back at the author with a note, still with its reviewer."""
        self.coded()
        actions.return_to_author(
            report=self.report, by=self.reviewer, note="Shto datën e vendimit.", at=BEGIN + DAY
        )
        return self

    def approved(self):
        self.coded()
        actions.approve(
            report=self.report, by=self.reviewer, persons_in_pictures="none", at=BEGIN + 2 * DAY
        )
        return self

    def invited(self):
        self.approved()
        self.token = actions.invite_reply(report=self.report, by=self.author, at=BEGIN + 2 * DAY)
        return self

    def published(self):
        """The reply window passed in silence."""
        self.invited()
        return self.publish()

    def publish(self, at=BEGIN + 30 * DAY):
        self.scorecard = actions.publish(report=self.report, by=self.admin, at=at)
        self.report.refresh_from_db()
        return self

    def a_year_later(self):
        """The same people open the report of the next round."""
        year = 365 * DAY
        self.round = factories.RoundFactory(
            term=self.contract.term,
            **{
                name: getattr(self.round, name) + year
                for name in ("begins", "ends", "evidence_until", "submit_by")
            },
        )
        self.report = actions.open_report(
            contract=self.contract, round=self.round, by=self.author, organisation=self.home,
            at=BEGIN + year,
        )  # fmt: skip
        return self

    def next_round(self, statuses):
        """The same people a year later, up to publication, with these statuses."""
        return self.next_round_invited(statuses).publish(at=BEGIN + 395 * DAY)

    def next_round_invited(self, statuses):
        """A year later, up to the invitation of the municipality."""
        self.a_year_later()
        self.statuses = statuses
        self.filled()
        return self._reviewed_and_invited(BEGIN + 365 * DAY)

    def corrected(self, statuses=None, at=BEGIN + 60 * DAY):
        """A second revision with other statuses, on the whole way again."""
        draft = actions.open_correction(
            report=self.report, by=self.author, at=at,
            cause_sq="Një vendim i këshillit nuk ishte parë.",
            cause_en="A decision of the council had been missed.",
        )  # fmt: skip
        self.report, self.statuses = draft, statuses or self.statuses
        for finding, status in zip(draft.findings.in_order(), self.statuses, strict=True):
            self.find(finding, status)
        return self._reviewed_and_invited(at).publish(at=at + 20 * DAY)

    def _reviewed_and_invited(self, at):
        report = self.report
        actions.submit(report=report, by=self.author, at=at)
        actions.take_review(report=report, by=self.reviewer, organisation=self.peer, at=at)
        for finding in report.findings.exclude(status=""):
            actions.code_blind(finding=finding, by=self.reviewer, status=finding.status, at=at)
        actions.approve(report=report, by=self.reviewer, persons_in_pictures="none", at=at)
        actions.invite_reply(report=report, by=self.author, at=at)
        return self
