"""The whole story in the order of time: round after round, and what happened in between."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import contracts.actions
from contracts.models import Term
from monitoring import actions
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year, publication
from monitoring.demonstration.files import Drawer
from monitoring.demonstration.reports import Writer, statuses_of
from monitoring.demonstration.script import EXCLUDED, WITHDRAWN, Now
from monitoring.demonstration.stage import Place, place_letter
from monitoring.demonstration.wording import one, sentences, two
from monitoring.models import Claim, Round

LATE = 60  # days


@dataclass
class Play:
    """Everything that is needed to perform.

    ``when_published`` is called when all results of a round that are not late are out, with the
    round and its dates; ``not_before`` is the time of the last entry already in the ledger.
    """

    term: Term
    rounds: list[Round]
    years: list[Year]
    places: list[Place]
    cast: Cast
    drawer: Drawer
    commitments: int
    seed: int
    not_before: datetime.datetime
    when_published: Callable[[Round, Year, datetime.datetime], None]
    tick: Callable[[int], None]

    def perform(self) -> None:
        """All rounds but the last are published; a single one is published, too."""
        published = list(zip(self.rounds, self.years, strict=True))[: max(1, len(self.rounds) - 1)]
        for index, (round, year) in enumerate(published):
            is_last = index == len(published) - 1
            if is_last:
                self._change_contracts(year)
            self._publish_round(round, year, is_last, comes_before_last=index == len(published) - 2)
        self._record_claims(*published[-1])
        if len(self.rounds) > 1:
            for place in self.places:
                self._open(place)
            self.when_published(self.rounds[-1], self.years[-1], self.not_before)

    # --- Published rounds -----------------------------------------------------------------------

    def _publish_round(self, round: Round, year: Year, is_last: bool, comes_before_last) -> None:
        written = []
        for place in self.places:
            if place.part.last:
                late = LATE if place.part.is_late and comes_before_last else 0
                written.append(self._write(self._writer(place, round, year, late), is_last))
            self.tick(1)
        written.sort(key=self._publication)
        for writer in (writer for writer in written if not writer.late):
            self._publish(writer, self._publication(writer))
        self.when_published(round, year, self.not_before)
        for writer in (writer for writer in written if writer.late):
            self._publish(writer, self._publication(writer))
        for writer in written:
            if is_last and writer.place.part.corrected_at is not None:
                self._correct(writer)
            if comes_before_last and writer.place.part.is_retracted:
                self._retract(writer)

    def _writer(self, place: Place, round: Round, year: Year, late: int = 0) -> Writer:
        choice = Random(f"{self.seed}/{place.part.key}/{round.slug}")
        return Writer(place, round, year, self.cast, self.drawer, choice, late)

    def _write(self, writer: Writer, is_last: bool) -> Writer:
        part = writer.place.part
        points = part.bundle[2 if is_last else 1] if part.bundle else ""
        row = part.last if is_last else part.before
        writer.open()
        writer.fill(statuses_of(writer.place, row, points, self.commitments))
        writer.summarise()
        writer.review()
        if is_last and part.replies:
            for which in part.replies:
                writer.reply(which)
            writer.reply_to_findings()
        return writer

    def _publication(self, writer: Writer) -> datetime.datetime:
        return publication(writer.year, writer.place.number, writer.late)

    def _publish(self, writer: Writer, at: datetime.datetime) -> None:
        actions.publish(report=writer.report, by=self.cast.publisher, at=max(at, self.not_before))

    def _correct(self, writer: Writer) -> None:
        """The second revision: one finding changes, and the whole way is gone again."""
        position = writer.place.part.corrected_at
        cause, at = two(sentences()["correction"]["cause"]).marked(), writer.at("correct")
        number = str(position + 1)
        if not writer.report.findings.filter(commitment__number=number, status="none").exists():
            return
        writer.report = actions.open_correction(
            report=writer.report, by=writer.author, cause_sq=cause.sq, cause_en=cause.en, at=at
        )
        finding = writer.report.findings.select_related("commitment", "report")
        writer.find(finding.get(commitment__number=number), "partial", step="correct", seconds=60)
        writer.submit(120, "correct")
        writer.take_review(180, "correct")
        writer.code(seconds=240, step="correct")
        writer.approve(300, "correct")
        writer.invite(360, "correct")
        writer.reply(2, seconds=420, step="correct")
        self._publish(writer, at + datetime.timedelta(days=1))

    def _retract(self, writer: Writer) -> None:
        reason = two(sentences()["retraction"]["reason"]).marked()
        actions.retract(
            report=writer.report, by=self.cast.publisher, reason_sq=reason.sq,
            reason_en=reason.en, at=max(writer.at("retract"), self.not_before),
        )  # fmt: skip

    # --- Between the rounds -----------------------------------------------------------------------

    def _change_contracts(self, year: Year) -> None:
        """What METHOD §5 knows of: amended by both, withdrawn by one, obsolete."""
        at = Year(year.year - 1).at("change_the_contract")
        for place in self.places:
            if not place.wordings:
                continue
            letters = place.part.letters(place.part.last, self.commitments)
            obsolete = [str(n) for n, letter in enumerate(letters, 1) if letter == EXCLUDED]
            withdrawn = [str(n) for n, letter in enumerate(letters, 1) if letter == WITHDRAWN]
            for commitment in place.contract.commitments.filter(number__in=obsolete).in_order():
                self._exclude(commitment, place, at)
            for commitment in place.contract.commitments.filter(number__in=withdrawn).in_order():
                contracts.actions.record_withdrawal(
                    commitment=commitment, by=self.cast.secretary, on=at.date(), at=at,
                    source=one(sentences()["withdrawal"]["source"]),
                )  # fmt: skip
            self._amend(place, at)

    def _exclude(self, commitment, place: Place, at: datetime.datetime) -> None:
        reasons = sentences()["exclusions"]
        reason = two(reasons[commitment.place_in_list // 1000 % len(reasons)]).marked()
        exclusion = contracts.actions.propose_exclusion(
            commitment=commitment, by=self.cast.author(place.number), since=at.date(), at=at,
            organisation=self.cast.home(place.number), reason_sq=reason.sq, reason_en=reason.en,
        )  # fmt: skip
        contracts.actions.approve_exclusion(
            exclusion=exclusion, by=self.cast.reviewer(place.number), at=at,
            organisation=self.cast.peer(place.number),
        )  # fmt: skip

    def _amend(self, place: Place, at: datetime.datetime) -> None:
        position = place.part.amended_at
        if position is None or position >= self.commitments:
            return
        letter, words = place_letter(position), sentences()["amendment"]
        title, text = (two(words[name]).marked(place=letter) for name in ("title", "text"))
        contracts.actions.amend(
            commitment=place.contract.commitments.get(number=str(position + 1)),
            by=self.cast.secretary, since=at.date(), source=one(words["source"]),
            title_sq=title.sq, title_en=title.en, text_sq=text.sq, text_en=text.en, at=at,
        )  # fmt: skip

    def _record_claims(self, round: Round, year: Year) -> None:
        for claim in sentences()["claims"]:
            is_local = claim["claimed_by"] == "municipality"
            Claim.objects.create(
                slug=claim["slug"],
                municipality=self.places[0].municipality if is_local else None,
                term=self.term,
                round=round,
                claimed_by=claim["claimed_by"],
                figure=claim["figure"],
                period=round.slug,
                said_on=year.ends.isoformat()[:7],
                source=one("deklaratë e trilluar"),
                **two(claim["who"]).marked().columns("who"),
                **two(claim["text"]).marked().columns("text"),
            )

    # --- The open round ---------------------------------------------------------------------------

    def _open(self, place: Place) -> None:
        """The report of the open round, up to the state that the part asks for."""
        part, state = place.part, place.part.state
        self.tick(1)
        if state is Now.NOTHING:
            return
        writer = self._writer(place, self.rounds[-1], self.years[-1])
        writer.open()
        if state is Now.EMPTY:
            return
        points = part.bundle[3] if part.bundle else ""
        statuses = statuses_of(place, part.now, points, self.commitments)
        if state is Now.HALF:
            writer.fill(dict(list(statuses.items())[: len(statuses) // 2]))
            return
        writer.fill(statuses)
        writer.summarise()
        writer.submit()
        if state is Now.SUBMITTED:
            return
        writer.take_review()
        writer.code(half=state is Now.IN_REVIEW)
        if state is Now.IN_REVIEW:
            return
        if state is Now.RETURNED:
            writer.return_to_author()
            return
        writer.approve()
        writer.invite()
        if state is Now.REPLIED:
            writer.reply(1, answered=False)
        if state is Now.PUBLISHED:
            self._publish(writer, self._publication(writer))
