"""A citizen follows one need from the focus group to the evidence, by the links of the pages.

Nothing is typed but the address of the front page, and no page lies outside the portal.
"""

import hashlib
import re

import pytest
from django.test import Client

from monitoring import actions, evidence
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.scorecards.reading import Read
from tests.offers import published_offers
from tests.stories import BEGIN, Story

pytestmark = pytest.mark.django_db

# What stands beside the two candidates on the page of the need.
ANSWERS = {
    "sq": [
        ["Ana e sajuar i/e pavarur", "pranon Do ta bëj. Fletë e sajuar, 20 prill 2023"],
        ["Ben i sajuar i/e pavarur", "nuk pranon Fletë e sajuar, 20 prill 2023"],
    ],
    "en": [
        ["Ana e sajuar independent", "accepts Do ta bëj. Fletë e sajuar, 20 April 2023"],
        ["Ben i sajuar independent", "declines Fletë e sajuar, 20 April 2023"],
    ],
}
# What the line of the commitment says on the scorecard.
LINE = {
    "sq": ["Adresuar pjesërisht në zbatim", "–", "2 prova për angazhimin {number}"],
    "en": ["Partially addressed under way", "–", "2 items of evidence for commitment {number}"],
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def story():
    """A published round: the first commitment came of the need and has a photo as evidence."""
    story = Story(statuses=("partial", "none")).filled()
    actions.add_evidence(
        finding=story.report.findings.in_order().first(), by=story.author, dated="2026-08-07",
        evidence_class="observation", title="Foto e gropës", shows="Gropa e hapur.", at=BEGIN,
        text_alternative="Një gropë në rrugë.",
        file=evidence.take_in(samples.jpeg(), name="gropa.jpg"),
    )  # fmt: skip
    story.published()
    offers = published_offers(story, candidates=0)
    need = offers.needs.get()
    need.voiced_at = factories.ActivityFactory(
        term=story.contract.term, kind="focus_group", is_public=True, participants=14,
        title_sq="Fokus-grup i sajuar", title_en="Invented focus group",
        municipalities=[story.municipality],
    )  # fmt: skip
    need.save()
    said = {"Ana e sajuar": ("accepts", "Do ta bëj."), "Ben i sajuar": ("declines", "")}
    for name, (answer, words) in said.items():
        candidate = factories.CandidateFactory(juxtaposition=offers, name=name)
        factories.PositionFactory(
            candidate=candidate, need=need, answer=answer, words=words, source="Fletë e sajuar",
            dated="2023-04-20",
        )  # fmt: skip
    story.need = need
    return story


class Citizen:
    """Reads in one language and goes where a link of the page leads, and nowhere else."""

    def __init__(self, language):
        self.client, self.home = Client(), "/" if language == "sq" else "/en/"
        self.went = []
        self.open(self.home)

    def open(self, address):
        path, _, place = address.partition("#")
        response = self.client.get(path)
        assert response.status_code == 200, address
        self.went.append(address)
        self.content = b"".join(response) if response.streaming else response.content
        assert not place or f'id="{place}"'.encode() in self.content, address
        self.page = None if "/evidence/" in address else Read(response)

    def click(self, words="", to=""):
        """The first link with these words in it that leads to such an address."""
        links = re.findall(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', self.content.decode(), re.S)
        leads = re.compile(f"{self.home}{to}" if not to.startswith("/") else to)
        found = [
            address
            for address, inside in links
            if leads.fullmatch(address) and words in re.sub(r"<[^>]+>", "", inside)
        ]
        assert found, f"{self.went[-1]} has no link {words!r} to {leads.pattern}"
        self.open(found[0])


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_citizen_follows_a_need_from_the_focus_group_to_the_evidence_by_links_alone(
    story, language
):
    citizen = Citizen(language)
    prefix, place, term = citizen.home, story.municipality.slug, story.contract.term.slug
    offers, commitment = story.need.juxtaposition, story.commitments[0]
    need_title, group, title = (
        getattr(row, f"title_{language}") for row in (story.need, story.need.voiced_at, commitment)
    )

    citizen.click(to="activities/")
    citizen.click(group, to="activities/[^/]+/")
    assert "14" in citizen.page.words

    citizen.click(need_title, to="needs/.+")
    answers = [row for row in citizen.page.rows if row[0].startswith(("Ana", "Ben"))]
    assert answers == ANSWERS[language]

    citizen.click(title, to="commitments/[^/]+/")
    citizen.click(to="municipalities/[^/]+/[^/]+/[^/]+/")
    number = commitment.number
    (line,) = (row for row in citizen.page.rows if row[0] == f"{number} {title}")
    assert line[1:] == [cell.format(number=number) for cell in LINE[language]]

    citizen.click(to="commitments/[^/]+/#evidence")
    citizen.click(to="/evidence/[0-9a-f]{64}/[^/]+")
    sha256 = citizen.went[-1].split("/")[2]
    assert hashlib.sha256(citizen.content).hexdigest() == sha256
    assert citizen.went[:-1] == [
        prefix,
        f"{prefix}activities/",
        f"{prefix}activities/{story.need.voiced_at.slug}/",
        f"{prefix}needs/{offers.election.slug}/{place}/{story.need.number}/",
        f"{prefix}commitments/{commitment.reference}/",
        f"{prefix}municipalities/{place}/{term}/{story.round.slug}/",
        f"{prefix}commitments/{commitment.reference}/#evidence",
    ]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_way_leads_back_from_the_commitment_to_the_need_and_to_the_focus_group(story, language):
    citizen = Citizen(language)
    citizen.open(f"{citizen.home}commitments/{story.commitments[0].reference}/")
    citizen.click(to="needs/.+")
    citizen.click(to="activities/[^/]+/")
    assert citizen.went[-1] == f"{citizen.home}activities/{story.need.voiced_at.slug}/"
