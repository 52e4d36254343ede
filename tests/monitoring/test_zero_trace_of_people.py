"""People, what they keep for themselves, and what was shown once leave no trace (S-05, S-56).

Everything here happens beside a published report whose own files and people are marked too.
"""

import re

import pytest
from django.test import Client
from time_machine import travel

from contracts.activities.recording import WORDS, Ties, change_activity
from monitoring import actions, evidence
from municipalities.people import leaving
from municipalities.recording import version_of
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.scorecards.public_addresses import addresses_of
from tests.monitoring.test_zero_trace import MARK, as_the_public_sees_it
from tests.offers import published_offers
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def published_by_marked_people() -> tuple[Story, list[str]]:
    """A published report: its people, the name of its file, what it withholds and what was said
    between them are marked. Returns the addresses of what it withholds, too."""
    story = Story(statuses=("full", "none"))
    for person in (story.author, story.colleague, story.reviewer, story.admin):
        person.name, person.email = f"{MARK} {person.pk}", f"{MARK}{person.pk}@example.org".lower()
        person.save()
    story.filled()
    finding = story.report.findings.in_order().first()
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title="Vendimi i botuar",
        file=evidence.take_in(samples.pdf(), name=f"{MARK}.pdf"), at=BEGIN,
    )  # fmt: skip
    withheld = evidence.take_in(samples.jpeg(), name=f"{MARK}.jpg")
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="observation", title=f"{MARK} titull",
        publisher=f"{MARK} botues", place=f"{MARK} vend", page=MARK, shows=f"{MARK} tregon",
        text_alternative=f"{MARK} përshkrim", file=withheld, visibility="withheld",
        withheld_reason="Tregon një person.", at=BEGIN,
    )  # fmt: skip
    story.coded()
    finding.second_codes.update(outcome="kept", outcome_note=f"{MARK} shënim")
    factories.ReviewCommentFactory(finding=finding, text=f"{MARK} koment")
    actions.approve(
        report=story.report, by=story.reviewer, persons_in_pictures="none", at=BEGIN + DAY
    )
    actions.invite_reply(
        report=story.report, by=story.author, contact=f"{MARK} zyrtare",
        email=f"{MARK}@example.org".lower(), at=BEGIN + DAY,
    )  # fmt: skip
    story.publish()
    return story, [
        f"/evidence/{withheld.sha256}/{MARK.lower()}-titull.jpg",
        f"/evidence/{withheld.original_sha256}/{MARK.lower()}-titull.jpg",
        f"/evidence/{withheld.sha256}/thumbnail/{MARK.lower()}-titull.webp",
        f"/check/{withheld.sha256}/",
    ]


def hidden_again(story):
    """An activity that was public for a while, and is not any more."""
    activity = factories.ActivityFactory(
        term=story.contract.term, is_public=True, municipalities=[story.municipality],
        organisations=[story.home],
    )  # fmt: skip
    activity.is_public = False
    activity.save()
    return activity


def renamed(activity, by) -> list[str]:
    words = {name: getattr(activity, name) for name in WORDS} | {"title_sq": f"{MARK} forum"}
    change_activity(
        activity=activity, by=by, seen=version_of(activity), words=words, ties=Ties.of(activity)
    )
    return [f"/activities/{activity.slug}/", f"/en/activities/{activity.slug}/"]


def told_by_citizens(story) -> None:
    """A message that waits for its decision, with a file."""
    waiting = factories.CaseFactory(
        commitment=story.commitments[0], text=f"{MARK} tekst", contact=f"{MARK}@example.org"
    )
    factories.CaseFileFactory(case=waiting, name=f"{MARK}.jpg")


def kept_by_people(story) -> None:
    """What people of the network keep about each other, and about whoever follows."""
    factories.FollowerFactory(
        email=f"{MARK}@example.org".lower(), municipality=story.municipality, key=MARK.lower()
    )
    factories.OutgoingMailFactory(
        to=f"{MARK}@example.org".lower(), subject=f"{MARK} lëndë", text=f"{MARK} fjalë"
    )
    factories.OriginalDownloadFactory(report=story.report, title=f"{MARK} titull")
    factories.ReportEventFactory(report=story.report, note=f"{MARK} shënim")
    factories.SessionFactory(user=story.author)
    factories.AttemptFactory(who=MARK.lower())
    factories.InformationRequestFactory(
        report=story.report, commitment=story.commitments[0], is_sent=True,
        answered_on="2026-09-25", answer=f"{MARK} përgjigje",
    )  # fmt: skip
    factories.ChannelFactory(organisation=story.home, value=f"{MARK}@example.org".lower())
    leaving.disable(person=story.colleague, by=story.admin, at=BEGIN)
    leaving.anonymise_due(at=BEGIN + 400 * DAY)
    leaving.disable(person=story.author, by=story.admin, at=BEGIN)


def papers_of_offers(municipality, election) -> list[str]:
    """A document of offers that are still being prepared."""
    prepared = factories.JuxtapositionFactory(election=election, municipality=municipality)
    file = evidence.take_in_cleaned(samples.png(), name=f"{MARK}.png")
    factories.DocumentFactory(
        contract=None, juxtaposition=prepared, title=f"{MARK} program", sha256=file.sha256,
        size=file.size, content_type=file.content_type,
    )  # fmt: skip
    return [f"/documents/{file.sha256}/{MARK.lower()}-program.png"]


def test_people_and_what_is_kept_or_hidden_leave_every_public_byte_as_it_was():
    story, would_be_public = published_by_marked_people()
    shown = published_offers(story)
    hidden, elsewhere = hidden_again(story), factories.MunicipalityFactory()
    everything = [*addresses_of(story.scorecard), f"/?q={MARK}", f"/search/?q={MARK}"]
    with travel(BEGIN + 40 * DAY, tick=False):
        before = as_the_public_sees_it(everything)

        would_be_public += renamed(hidden, story.author)
        told_by_citizens(story)
        kept_by_people(story)
        would_be_public += papers_of_offers(elsewhere, shown.election)

        after, there = as_the_public_sees_it(everything), as_the_public_sees_it(would_be_public)
    assert [address for address in everything if after[address] != before[address]] == []
    assert {status for status, _, _ in after.values()} == {200}
    # In small letters the mark is an Albanian word, so there only as part of an address or a name.
    marks = re.compile(rf"{MARK}|{MARK.lower()}\d*@|{MARK.lower()}-titull".encode())
    leaking = [
        address
        for address, (_, _, page) in after.items()
        if marks.search(page) and f"?q={MARK}" not in address
    ]
    assert leaking == []
    assert {status for status, _, _ in there.values()} == {404}


def test_what_is_hidden_answers_like_what_never_existed():
    """404-same: status, headers and body, so that nobody can ask what is being prepared."""
    story, hidden = published_by_marked_people()
    hidden += renamed(hidden_again(story), story.author)
    election = factories.ElectionFactory(term=story.contract.term)
    prepared = factories.JuxtapositionFactory(election=election, municipality=story.municipality)
    hidden += papers_of_offers(factories.MunicipalityFactory(), election)
    hidden += [
        f"/elections/{election.slug}/",
        f"/elections/{election.slug}/{prepared.municipality.slug}/",
    ]

    def answer(method, address):
        response = getattr(Client(), method)(address)
        counted = ("X-Request-Id", "Content-Length")  # the page leads to itself in both languages
        headers = {name: value for name, value in response.items() if name not in counted}
        path = address.removeprefix("/en")
        return response.status_code, headers, response.content.decode().replace(path, "-")

    different = [
        (method, address)
        for method in ("get", "head", "options", "post")
        for address in hidden
        if answer(method, address) != answer(method, _like_none_that_exists(address))
    ]
    assert different == []


def _like_none_that_exists(address: str) -> str:
    """The same kind of address, of a file that nobody sent or a thing that nobody named."""
    if file := re.search("[0-9a-f]{64}", address):
        return address.replace(file[0], "0" * 64)
    return re.sub("(/(?:activities|elections)/)[^/]+", r"\1nuk-ekziston", address)
