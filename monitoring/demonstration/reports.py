"""One report, taken through its life by the actions that people use."""

import datetime
from dataclasses import dataclass
from random import Random

from monitoring import actions
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year
from monitoring.demonstration.files import Drawer
from monitoring.demonstration.script import WORDS
from monitoring.demonstration.stage import Place
from monitoring.demonstration.wording import Two, Wording, one, sentences, two
from monitoring.models import Finding, Reply, Report, Round, SecondCode

# Evidence that fits how far something got which is still not addressed.
EVIDENCE_OF_STAGE = {"no_step": "search", "announced": "statement"}
NEXT_TO = {"full": "partial", "partial": "none", "none": "partial"}


@dataclass
class Writer:
    """Writes and reviews the report of one place in one round."""

    place: Place
    round: Round
    year: Year
    cast: Cast
    drawer: Drawer
    choice: Random
    late: int = 0
    report: Report | None = None

    @property
    def author(self):
        return self.cast.author(self.place.number)

    @property
    def reviewer(self):
        return self.cast.reviewer(self.place.number)

    def at(self, step: str, seconds: int = 0):
        return self.year.at(step, late=self.late, seconds=seconds)

    # --- Writing ------------------------------------------------------------------------------

    def open(self) -> None:
        self.report = actions.open_report(
            contract=self.place.contract, round=self.round, by=self.author,
            organisation=self.cast.home(self.place.number), at=self.at("open_report"),
        )  # fmt: skip

    def fill(self, statuses: dict[int, str]) -> None:
        """Give the findings their statuses (by commitment), with words and evidence."""
        findings = self.report.findings.in_order().select_related("commitment__sector", "report")
        for minute, finding in enumerate(findings):
            if finding.commitment_id in statuses:
                self.find(finding, statuses[finding.commitment_id], seconds=60 * minute)

    def find(self, finding: Finding, status: str, *, step="save_finding", seconds=0) -> None:
        words = self.place.wordings[finding.commitment_id]
        at = self.at(step, seconds)
        saved = actions.save_finding(
            finding=finding, by=self.author, version=finding.lock_version, status=status, at=at,
            **self._columns(words, status),
        )  # fmt: skip
        for evidence_class in self._classes(saved, words):
            self._add(saved, evidence_class, words, at)

    def summarise(self) -> None:
        found = set(self.report.findings.exclude(status="").values_list("status", flat=True))
        summaries = sentences()["summaries"]
        kind = found.pop() if len(found) == 1 else "mixed"
        summary = two(self.choice.choice(summaries.get(kind, summaries["mixed"]))).marked()
        self.report.refresh_from_db()
        actions.write_summary(
            report=self.report, by=self.author, version=self.report.lock_version,
            sq=summary.sq, en=self._translated(summary).en, at=self.at("save_finding", 3600),
        )  # fmt: skip

    def _columns(self, words: Wording, status: str) -> dict[str, str]:
        if status in ("unassessed", "unassessable"):
            reason = two(self.choice.choice(sentences()[status])).marked()
            return self._translated(reason).columns("reason")
        stage = words.stage(status, self.choice)
        rationale = words.rationale(status, stage)
        return {"stage": stage} | self._translated(rationale).columns("rationale")

    def _translated(self, text: Two) -> Two:
        """Mostly there in English; where not, the pages show the Albanian words."""
        missing = self.place.part.in_albanian_only or self.choice.random() < 0.15
        return text.in_albanian_only() if missing else text

    def _classes(self, finding: Finding, words: Wording) -> list[str]:
        """Which evidence the finding gets: what METHOD §3 asks for, and often something beside."""
        if finding.status == "full":
            first, beside = ("official", "observation"), ("independent", "statement")
        elif finding.status == "partial":
            first = ("official", "observation", "independent")
            beside = ("observation", "statement")
        elif finding.status == "none":
            first = (EVIDENCE_OF_STAGE.get(finding.stage, "official"),)
            beside = ("observation", "search")
        else:
            return []
        possible = [
            self.choice.choice([name for name in names if words.evidence(name)])
            for names in (first, beside)
        ]
        return possible[: self.choice.choice((1, 2))]

    def _add(self, finding: Finding, evidence_class: str, words: Wording, at) -> None:
        kind = self.choice.choice(words.evidence(evidence_class))
        file = self.drawer.take(kind["file"], words.sector) if "file" in kind else None
        hidden = {}
        if file and self.choice.random() < 0.08:
            reason = one(sentences()["withheld"][evidence_class])
            hidden = {"visibility": "withheld", "withheld_reason": reason}
        actions.add_evidence(
            finding=finding, by=self.author, evidence_class=evidence_class,
            title=one(kind["title"]), publisher=kind["publisher"], shows=one(kind["shows"]),
            dated=self._day(), place=finding.commitment.places, page=kind.get("page", ""),
            link=kind.get("link", ""), file=file, at=at, **hidden,
        )  # fmt: skip

    def _day(self) -> str:
        """A day of the period, as precise as such sources are: a day, or only its month."""
        day = self.year.ends - datetime.timedelta(days=self.choice.randrange(360))
        return day.isoformat()[: self.choice.choice((10, 10, 7))]

    # --- Reviewing ----------------------------------------------------------------------------

    def submit(self, seconds: int = 0, step: str = "submit") -> None:
        actions.submit(report=self.report, by=self.author, at=self.at(step, seconds))

    def take_review(self, seconds: int = 0, step: str = "take_review") -> None:
        actions.take_review(
            report=self.report, by=self.reviewer, at=self.at(step, seconds),
            organisation=self.cast.peer(self.place.number),
        )  # fmt: skip

    def code(self, *, half: bool = False, seconds: int = 0, step: str = "code_blind") -> None:
        """Rate the findings blind; a tenth differs, and each difference is settled."""
        findings = list(self.report.findings.exclude(status="").in_order().select_related("report"))
        for finding in findings[: len(findings) // 2] if half else findings:
            differs = finding.status in NEXT_TO and self.choice.random() < 0.1
            note = self.choice.choice(sentences()["notes"])
            code = actions.code_blind(
                finding=finding, by=self.reviewer, at=self.at(step, seconds),
                status=NEXT_TO[finding.status] if differs else finding.status,
            )  # fmt: skip
            if differs:
                self._comment(finding, note, self.at(step, seconds))
            if differs and not half:
                self._settle(code, note)

    def _comment(self, finding: Finding, note: dict, at: datetime.datetime) -> None:
        actions.comment(
            finding=finding, by=self.reviewer, text=one(note["comment"]["sq"]),
            evidence=finding.evidence.first(), at=at,
        )  # fmt: skip

    def _settle(self, code: SecondCode, note: dict) -> None:
        actions.settle_difference(
            code=code, by=self.reviewer, outcome=note["outcome"], note=one(note["sentence"]["sq"])
        )

    def approve(self, seconds: int = 0, step: str = "approve") -> None:
        """The pictures of the demonstration are drawn; nobody is in them."""
        actions.approve(
            report=self.report, by=self.reviewer, at=self.at(step, seconds),
            persons_in_pictures=Report.Persons.NONE,
        )  # fmt: skip

    def invite(self, seconds: int = 0, step: str = "invite_reply") -> str:
        return actions.invite_reply(report=self.report, by=self.author, at=self.at(step, seconds))

    def return_to_author(self) -> None:
        actions.return_to_author(
            report=self.report, by=self.reviewer, note=one(sentences()["returned"]["sq"]),
            at=self.at("return_to_author"),
        )  # fmt: skip

    def review(self) -> None:
        """From submission to the open reply window."""
        self.submit()
        self.take_review()
        self.code()
        self.approve()
        self.invite()

    # --- Replies ------------------------------------------------------------------------------

    def reply(self, which: int, *, finding=None, answered=True, seconds=0, step="record_reply"):
        """The municipality's reply to the whole or to one finding, filed as its letter."""
        words = sentences()["replies"]["finding" if finding else "whole"][which]
        reply = actions.record_reply(
            report=self.report, text=two(words).marked().sq, finding=finding,
            capacity="deputy_mayor" if finding else "mayor", by=self.cast.secretary,
            at=self.at(step, seconds),
        )  # fmt: skip
        if answered:
            self._answer(reply, two(words["answer"]).marked(), seconds)

    def reply_to_findings(self) -> None:
        """Two findings are answered to, where there are as many."""
        disputed = self.report.findings.filter(status__in=("none", "partial")).in_order()
        for which, finding in enumerate(disputed[: len(sentences()["replies"]["finding"])]):
            self.reply(which, finding=finding, seconds=60)

    def _answer(self, reply: Reply, answer: Two, seconds: int) -> None:
        actions.answer_reply(
            reply=reply, by=self.reviewer, sq=answer.sq, en=answer.en,
            at=max(self.at("answer_reply", seconds), reply.received_at),
        )  # fmt: skip


def statuses_of(place: Place, row: str, points: str, commitments: int) -> dict[int, str]:
    """What each leaf of the contract is to get; nothing for what needs no assessment."""
    part = place.part
    letters = part.letters(row, commitments)
    found = {}
    for leaf in place.contract.commitments.leaves().in_order():
        position, _, point = leaf.number.partition(".")
        letter = points[int(point) - 1] if point else letters[int(position) - 1]
        if letter in WORDS:
            found[leaf.pk] = WORDS[letter]
    return found
