"""A draft leaves no trace (QUALITY S-05): every public byte and header stays as it was.

The draft is full of marked words, in every text that the workshop has, with files, comments,
replies and letters; its files carry marks as well.
"""

import pytest
from django.test import Client
from time_machine import travel

from monitoring import actions, evidence
from monitoring.models import LedgerEntry, Report, ScorecardEvidence, Status
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.scorecards.public_addresses import addresses_of
from tests.offers import addresses_of_offers, marked_offers, published_offers
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

MARK = "GJURMA"
# What differs from one request to the next whatever happened in between.
PER_REQUEST = {"Date", "X-Request-Id"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def as_the_public_sees_it(addresses) -> dict:
    """Address -> status, headers and bytes, asked by somebody who keeps nothing."""
    seen = {}
    for address in addresses:
        response = Client().get(address)
        content = response.getvalue() if response.streaming else response.content
        headers = {name: value for name, value in response.items() if name not in PER_REQUEST}
        seen[address] = (response.status_code, headers, content)
    return seen


def published_with_a_file() -> Story:
    story = Story(statuses=("full", "partial", "none")).filled()
    finding = story.report.findings.in_order().first()
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title="Vendimi i botuar",
        file=evidence.take_in(samples.pdf(), name="vendimi.pdf"), at=BEGIN,
    )  # fmt: skip
    return story.published()


def marked(report, story) -> list[str]:
    """Every text of the workshop in this draft is marked, and there are marked files.

    Returns the addresses that its files would have if they were public.
    """
    finding = report.findings.in_order().first()
    file = evidence.take_in(samples.jpeg(), name=f"{MARK}.jpg")  # not yet cited by anything public
    item = actions.add_evidence(
        finding=finding, by=story.author, evidence_class="observation", title=f"{MARK} titull",
        publisher=f"{MARK} botues", place=f"{MARK} vend", page=MARK, shows=f"{MARK} tregon",
        text_alternative=f"{MARK} përshkrim", file=file, at=BEGIN,
    )  # fmt: skip
    finding.refresh_from_db()
    words = {
        name: f"{MARK} {name}"
        for name in ("rationale_sq", "rationale_en", "reason_sq", "reason_en")
    }
    actions.save_finding(
        finding=finding, by=story.author, version=finding.lock_version, status=Status.FULL,
        stage="in_use", at=BEGIN, **words,
    )  # fmt: skip
    actions.write_summary(
        report=report, by=story.author, version=Report.objects.get(pk=report.pk).lock_version,
        sq=f"{MARK} përmbledhje",
    )  # fmt: skip
    factories.KeptFileFactory(finding=finding, name=f"{MARK}.jpg")
    factories.ReviewCommentFactory(finding=finding, evidence=item, text=f"{MARK} koment")
    reply = factories.ReplyFactory(report=report, text=f"{MARK} përgjigje")
    factories.ReplyLetterFactory(reply=reply, title=f"{MARK} letër", sha256=file.sha256)
    factories.InformationRequestFactory(
        report=report, commitment=finding.commitment, office=f"{MARK} zyrë", letter=f"{MARK} fjalë",
        is_sent=True,
    )  # fmt: skip
    activity = marked_activity(report, file)
    return [
        f"/activities/{activity.slug}/",
        f"/documents/{file.sha256}/{MARK.lower()}-program.jpg",
        f"/documents/{file.sha256}/thumbnail/{MARK.lower()}-program.webp",
        f"/evidence/{file.sha256}/{MARK.lower()}-titull.jpg",
        f"/evidence/{file.original_sha256}/{MARK.lower()}-titull.jpg",
        f"/evidence/{file.sha256}/thumbnail/",
    ]


def marked_for_the_workspace(home) -> None:
    """What the secretariat says to people of the network alone."""
    factories.AnnouncementFactory(title_sq=f"{MARK} njoftim", text_sq=f"{MARK} njoftim")
    factories.PageTextFactory(page="help-coordinator", text_sq=f"{MARK} ndihmë")
    factories.InvitationFactory(
        name=f"{MARK} e ftuar", email="gjurma@example.org", organisation=home
    )
    factories.FactorResetFactory(reason=f"{MARK} u njoh në zyrë")
    factories.AuditEntryFactory(detail=MARK)


def marked_contract(story, *, frozen) -> list[str]:
    """A contract in preparation, an exclusion that nobody has approved, and a freeze; all marked.

    Returns the address that a commitment of the draft would have.
    """
    draft = factories.ContractDraftFactory(
        municipality=story.municipality, term=story.contract.term, code=f"{MARK}-kod"
    )
    words = {
        f"{name}_{each}": f"{MARK} {name}" for name in ("title", "text") for each in ("sq", "en")
    }
    factories.DraftCommitmentFactory(
        draft=draft, sector=story.commitments[0].sector, testable=True, places=f"{MARK} vend",
        indicator_en=f"{MARK} indicator", **words,
    )  # fmt: skip
    factories.ExclusionFactory(commitment=story.commitments[-1], reason_sq=f"{MARK} arsye")
    factories.FreezeFactory(contract=frozen)
    return [f"/commitments/{MARK}-kod-1/"]


def duties_and_ties(story, other) -> None:
    """Who reviews whom, proposed in one case and accepted in the other, and who may not."""
    about = {"round": story.round, "author": story.home, "organisation": story.peer}
    factories.ReviewDutyFactory(contract=story.contract, **about)
    accepted = {"accepted_at": BEGIN, "accepted_by": story.admin}
    factories.ReviewDutyFactory(contract=other.contract, **about, **accepted)
    for person in (story.author, story.reviewer):
        factories.DeclaredInterestFactory(user=person, municipality=story.municipality)


def marked_activity(report, file):
    """One that nobody has shown yet, in the same places, with a step and a document."""
    activity = factories.ActivityFactory(
        term=report.contract.term, title_sq=f"{MARK} forum", summary_sq=f"{MARK} tregim",
        municipalities=[report.contract.municipality], organisations=[report.organisation],
    )  # fmt: skip
    activity.commitments.set(report.contract.commitments.all())
    factories.ActivityStepFactory(activity=activity, text_sq=f"{MARK} hap")
    factories.DocumentFactory(
        contract=None, activity=activity, title=f"{MARK} program", sha256=file.sha256,
        size=file.size, content_type=file.content_type,
    )  # fmt: skip
    return activity


def test_a_draft_leaves_every_public_byte_and_header_as_it_was():
    story = published_with_a_file()
    shown = published_offers(story)
    factories.ActivityFactory(
        term=story.contract.term, is_public=True, municipalities=[story.municipality],
        organisations=[story.home],
    )  # fmt: skip
    file = ScorecardEvidence.objects.exclude(sha256="").get()
    files = [f"/evidence/{file.sha256}/vendimi-i-botuar.pdf"]
    elsewhere = Story(statuses=("full", "none"), term=story.contract.term)
    pages = [
        f"{language}/municipalities/{elsewhere.municipality.slug}/" for language in ("", "/en")
    ]
    everything = [*addresses_of(story.scorecard), *files, *pages, f"/?q={MARK}"]
    with travel(BEGIN + 40 * DAY, tick=False):
        before, head = as_the_public_sees_it(everything), LedgerEntry.objects.head().hash

        elsewhere.filled()
        correction = actions.open_correction(
            report=story.report, by=story.author, cause_sq=f"{MARK}: një vendim nuk ishte parë."
        )
        would_be_public = marked(elsewhere.report, elsewhere) + marked(correction, story)
        marked_for_the_workspace(story.home)
        duties_and_ties(story, elsewhere)
        would_be_public += marked_contract(story, frozen=elsewhere.contract)
        beside = marked_offers(elsewhere, MARK, shown.election)
        for prepared in (marked_offers(story, MARK), beside):
            would_be_public += addresses_of_offers(prepared)[-4:]

        after, there = as_the_public_sees_it(everything), as_the_public_sees_it(would_be_public)
    assert after == before
    assert LedgerEntry.objects.head().hash == head
    assert {status for status, _, _ in after.values()} == {200}
    assert not [address for address, (_, _, page) in after.items() if MARK.encode() in page]
    assert {address: status for address, (status, _, _) in there.items()} == dict.fromkeys(
        would_be_public, 404
    )
