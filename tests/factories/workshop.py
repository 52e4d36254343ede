"""Drafts: reports with their findings and evidence, second codes, replies and events."""

import datetime

import factory
from factory.django import DjangoModelFactory

from monitoring.models import (
    Capacity,
    Evidence,
    EvidenceClass,
    Finding,
    KeptFile,
    OriginalDownload,
    Reply,
    ReplyLetter,
    Report,
    ReportEvent,
    ReviewComment,
    SecondCode,
    Status,
)
from tests.factories.contracts import CommitmentFactory, SocialContractFactory
from tests.factories.municipalities import OrganisationFactory, UserFactory
from tests.factories.rounds import RoundFactory

OPENED = datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.UTC)


class ReportFactory(DjangoModelFactory):
    """A draft, in a round of the contract's term."""

    class Meta:
        model = Report

    contract = factory.SubFactory(SocialContractFactory)
    round = factory.SubFactory(RoundFactory, term=factory.SelfAttribute("..contract.term"))
    organisation = factory.SubFactory(OrganisationFactory)
    opened_at = OPENED
    opened_by = factory.SubFactory(UserFactory)


class FindingFactory(DjangoModelFactory):
    """Nothing decided yet, about a commitment of the report's contract."""

    class Meta:
        model = Finding

    report = factory.SubFactory(ReportFactory)
    commitment = factory.SubFactory(
        CommitmentFactory, contract=factory.SelfAttribute("..report.contract")
    )


class EvidenceFactory(DjangoModelFactory):
    """A link; ``as_file=True`` describes a stored file instead (its bytes are not made)."""

    class Meta:
        model = Evidence

    finding = factory.SubFactory(FindingFactory)
    evidence_class = EvidenceClass.OFFICIAL
    title = factory.Sequence("Vendimi i provës {}".format)
    link = factory.Sequence("https://example.org/vendimi-{}".format)
    added_at = OPENED
    added_by = factory.SubFactory(UserFactory)

    class Params:
        as_file = factory.Trait(
            link="",
            sha256=factory.Sequence("{:064x}".format),
            original_sha256=factory.Sequence("f{:063x}".format),
            size=7,
            original_size=9,
            content_type="image/jpeg",
        )


# A stored file as its rows describe it; its bytes are not made.
A_FILE = {
    "sha256": factory.Sequence("{:064x}".format),
    "original_sha256": factory.Sequence("f{:063x}".format),
    "size": 7,
    "original_size": 9,
    "content_type": "image/jpeg",
}


class KeptFileFactory(DjangoModelFactory):
    class Meta:
        model = KeptFile

    finding = factory.SubFactory(FindingFactory)
    name = factory.Sequence("foto-{}.jpg".format)
    kept_at = OPENED
    kept_by = factory.SubFactory(UserFactory)
    vars().update(A_FILE)


class OriginalDownloadFactory(DjangoModelFactory):
    class Meta:
        model = OriginalDownload

    report = factory.SubFactory(ReportFactory)
    title = "Foto prove"
    original_sha256 = factory.Sequence("f{:063x}".format)
    downloaded_at = OPENED
    downloaded_by = factory.SubFactory(UserFactory)


class ReviewCommentFactory(DjangoModelFactory):
    class Meta:
        model = ReviewComment

    finding = factory.SubFactory(FindingFactory)
    text = "Koment i shpikur për provë."
    written_at = OPENED
    written_by = factory.SubFactory(UserFactory)


class SecondCodeFactory(DjangoModelFactory):
    class Meta:
        model = SecondCode

    finding = factory.SubFactory(FindingFactory)
    reviewer = factory.SubFactory(UserFactory)
    status = Status.PARTIAL
    author_status = Status.PARTIAL
    coded_at = OPENED + datetime.timedelta(days=30)


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = Reply

    report = factory.SubFactory(ReportFactory)
    text = "Përgjigje e shpikur për provë."
    capacity = Capacity.MAYOR
    through = Reply.Through.LINK
    received_at = OPENED + datetime.timedelta(days=40)


class ReplyLetterFactory(DjangoModelFactory):
    class Meta:
        model = ReplyLetter

    reply = factory.SubFactory(ReplyFactory)
    title = "Letra e provës"
    vars().update(A_FILE)


class ReportEventFactory(DjangoModelFactory):
    class Meta:
        model = ReportEvent

    report = factory.SubFactory(ReportFactory)
    at = OPENED
    by = factory.SubFactory(UserFactory)
    action = "open_report"
    to_status = Report.Status.DRAFT
