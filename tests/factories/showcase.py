"""Published rows alone, without the report that they were copied from.

Each ledger entry is chained to the one before it, so that what is made here also verifies.
"""

import datetime

import factory
from factory.django import DjangoModelFactory

from monitoring import ledger, standing
from monitoring.models import (
    METHOD_VERSION,
    Capacity,
    EvidenceClass,
    LedgerEntry,
    PublishedWords,
    Retraction,
    Scorecard,
    ScorecardEvidence,
    ScorecardLine,
    ScorecardReply,
    ScorecardReplyLetter,
    Stage,
    StandingResult,
    Status,
)
from tests.factories.contracts import CommitmentFactory, SocialContractFactory
from tests.factories.municipalities import OrganisationFactory
from tests.factories.rounds import RoundFactory

PUBLISHED = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


class LedgerEntryFactory(DjangoModelFactory):
    """The next entry of the chain."""

    class Meta:
        model = LedgerEntry

    kind = LedgerEntry.Kind.PUBLISH
    subject = factory.Sequence("prova/{}/scorecard".format)
    rev = 1
    at = PUBLISHED
    payload = factory.LazyAttribute(
        lambda row: ledger.canonical({"schema": "trial-1", "subject": row.subject})
    )

    @classmethod
    def _create(cls, model_class, *args, **fields):
        head = LedgerEntry.objects.head()
        entry = {
            "at": fields["at"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "kind": str(fields["kind"]),
            "payload_sha256": ledger.sha256_hex(fields["payload"]),
            "prev": head.hash if head else ledger.GENESIS,
            "rev": fields["rev"],
            "seq": head.seq + 1 if head else 1,
            "subject": fields["subject"],
            "v": 1,
        }
        sealed = {
            "seq": entry["seq"],
            "prev": entry["prev"],
            "entry": ledger.canonical(entry),
            "hash": ledger.entry_hash(entry),
        }
        return super()._create(model_class, *args, **(sealed | fields))


class ScorecardFactory(DjangoModelFactory):
    """METHOD §4's second row: 3 full, 5 partial, 1 none, 2 unassessed; without lines."""

    class Meta:
        model = Scorecard

    contract = factory.SubFactory(SocialContractFactory)
    municipality = factory.SelfAttribute("contract.municipality")
    round = factory.SubFactory(RoundFactory, term=factory.SelfAttribute("..contract.term"))
    revision = 1
    full = 3
    partial = 5
    none = 1
    unassessed = 2
    unassessable = 0
    method_version = METHOD_VERSION
    evidence_until = factory.SelfAttribute("round.evidence_until")
    monitoring = factory.SubFactory(OrganisationFactory)
    reviewing = factory.SubFactory(OrganisationFactory)
    published_at = PUBLISHED
    entry = factory.SubFactory(LedgerEntryFactory)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        made = super()._create(model_class, *args, **fields)
        standing.follow(made)
        return made


class ScorecardLineFactory(DjangoModelFactory):
    """The next line; its words are those of the commitment."""

    class Meta:
        model = ScorecardLine

    scorecard = factory.SubFactory(ScorecardFactory)
    commitment = factory.SubFactory(
        CommitmentFactory, contract=factory.SelfAttribute("..scorecard.contract")
    )
    position = factory.LazyAttribute(lambda row: row.scorecard.lines.count() + 1)
    number = factory.SelfAttribute("commitment.number")
    reference = factory.SelfAttribute("commitment.reference")
    title_sq = factory.SelfAttribute("commitment.title_sq")
    title_en = factory.SelfAttribute("commitment.title_en")
    sector = factory.SelfAttribute("commitment.sector")
    pillar = factory.SelfAttribute("commitment.its_pillar")
    kind = factory.SelfAttribute("commitment.kind")
    status = Status.PARTIAL
    stage = Stage.UNDER_WAY
    rationale_sq = "Arsyetim i shpikur për provë."
    rationale_en = "A rationale invented for the trial."


class ScorecardEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = ScorecardEvidence

    line = factory.SubFactory(ScorecardLineFactory)
    position = factory.LazyAttribute(lambda row: row.line.evidence.count() + 1)
    evidence_class = EvidenceClass.OFFICIAL
    title = factory.Sequence("Vendimi i provës {}".format)
    link = factory.Sequence("https://example.org/vendimi-{}".format)


class ScorecardReplyFactory(DjangoModelFactory):
    class Meta:
        model = ScorecardReply

    scorecard = factory.SubFactory(ScorecardFactory)
    text = "Përgjigje e shpikur për provë."
    language = "sq"
    capacity = Capacity.MAYOR
    received_on = datetime.date(2026, 11, 20)
    entry = factory.SubFactory(LedgerEntryFactory, kind=LedgerEntry.Kind.REPLY)


class ScorecardReplyLetterFactory(DjangoModelFactory):
    class Meta:
        model = ScorecardReplyLetter

    reply = factory.SubFactory(ScorecardReplyFactory)
    position = factory.LazyAttribute(lambda row: row.reply.letters.count() + 1)
    title = "Letra e provës"
    sha256 = factory.Sequence("{:064x}".format)
    size = 7
    content_type = "application/pdf"


class RetractionFactory(DjangoModelFactory):
    class Meta:
        model = Retraction

    scorecard = factory.SubFactory(ScorecardFactory)
    reason_sq = "Arsye e shpikur për provë."
    retracted_at = PUBLISHED + datetime.timedelta(days=1)
    entry = factory.SubFactory(LedgerEntryFactory, kind=LedgerEntry.Kind.RETRACT)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        made = super()._create(model_class, *args, **fields)
        standing.retracted(made.scorecard)
        return made


class StandingResultFactory(DjangoModelFactory):
    """The row that came with its scorecard."""

    class Meta:
        model = StandingResult
        django_get_or_create = ("scorecard",)

    scorecard = factory.SubFactory(ScorecardFactory)


class PublishedWordsFactory(DjangoModelFactory):
    class Meta:
        model = PublishedWords

    commitment = factory.SubFactory(CommitmentFactory)
    words = "fjale te shpikura"
