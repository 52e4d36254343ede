"""Candidates side by side, and the chain from a need to the evidence of what came of it."""

import re

import pytest
from django.core.cache import cache

from contracts.juxtaposing import recording
from contracts.juxtaposing.changing import Reason
from contracts.models import Juxtaposition
from tests import factories
from tests.offers import addresses_of_offers, marked_offers, published_offers, stand
from tests.stories import Story

pytestmark = pytest.mark.django_db

REASON = Reason("U shtua një ndryshim i sajuar.", "An invented change was made.")


@pytest.fixture
def story():
    return Story(statuses=("partial", "none")).published()


def words(client, address, status=200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def of_municipality(juxtaposition) -> str:
    return f"/en/elections/{juxtaposition.election.slug}/{juxtaposition.municipality.slug}/"


def of_need(juxtaposition, number=1) -> str:
    return of_municipality(juxtaposition).replace("elections", "needs") + f"{number}/"


def links(page: str) -> set[str]:
    return set(re.findall(r'href="([^"#]+)', page))


def test_a_citizen_follows_a_need_from_the_focus_group_to_the_evidence(client, story):
    juxtaposition = published_offers(story)
    need = juxtaposition.needs.get()
    need.voiced_at = factories.ActivityFactory(
        is_public=True, title_sq="Fokus-grup i sajuar", kind="focus_group", participants=14
    )
    need.score = "4.35"
    need.save()
    need.positions.update(words="Do ta bëj, fjalë e sajuar.")

    commitment = f"/en/commitments/{story.commitments[0].reference}/"
    assert of_municipality(juxtaposition) in links(
        words(client, f"/en/municipalities/{story.municipality.slug}/{story.contract.term.slug}/")
    )
    assert of_need(juxtaposition) in links(words(client, of_municipality(juxtaposition)))
    chain = words(client, of_need(juxtaposition))
    assert commitment in links(chain)
    assert of_need(juxtaposition) in links(words(client, commitment))
    parts = (
        "Fokus-grup i sajuar", "14 participants", "4.35", "Do ta bëj, fjalë e sajuar.",
        story.commitments[0].title_en, "Partially addressed", "Vendim i këshillit",
    )  # fmt: skip
    places = [chain.index(part) for part in parts]
    assert places == sorted(places)


def test_a_need_without_a_commitment_says_so_instead_of_a_result(client, story):
    juxtaposition = published_offers(story)
    juxtaposition.needs.get().commitments.clear()
    page = words(client, of_need(juxtaposition))
    assert "No commitment of the Social Contract is known to have come of this need." in page
    assert "addressed" not in page.partition("<main")[2].partition("</main>")[0].lower()


def test_a_commitment_that_came_of_no_need_says_nothing_of_it(client, story):
    published_offers(story)
    page = words(client, f"/en/commitments/{story.commitments[1].reference}/")
    assert "What citizens had asked for" not in page


def columns(page: str) -> list[str]:
    heads = re.findall(r"<thead>(.*?)</thead>", page, re.S)
    return re.findall(r'<th scope="col">([^<]+)</th>', heads[0])[1:]


def cells(page: str) -> list[str]:
    """The markup of every answer without what was said in it."""
    found = re.findall(r"<td data-label=\"[^\"]+\">(.*?)</td>", page, re.S)
    return [re.sub(r">[^<]+<", "><", cell) for cell in found]


@pytest.mark.parametrize("elected", [0, 1, 2])
def test_every_candidate_has_the_same_room_whoever_won_and_for_whichever_party(
    client, story, elected
):
    juxtaposition = factories.JuxtapositionFactory(published=True)
    stand(juxtaposition, candidates=0, needs=2)
    for place, name in enumerate(["Cani", "Ana", "Çela"]):
        candidate = factories.CandidateFactory(
            juxtaposition=juxtaposition, name=name, elected=place == elected,
            party=f"Parti e sajuar {place}" if place == elected else "",
        )  # fmt: skip
        for need in juxtaposition.needs.all():
            factories.PositionFactory(candidate=candidate, need=need)
    page = words(client, of_municipality(juxtaposition))
    assert columns(page) == ["Ana", "Cani", "Çela"]
    found = cells(page)
    assert len(found) == 6
    assert len(set(found)) == 1
    described = re.findall(r"<li>\s*(<p class=\"candidate-name\">.*?)</li>", page, re.S)
    assert len(described) == 3
    assert len({re.sub(r">[^<]+<", "><", each) for each in described}) == 1


def test_the_order_of_the_ballot_is_said_and_kept(client, story):
    juxtaposition = factories.JuxtapositionFactory(published=True, order="ballot")
    stand(juxtaposition, candidates=0, needs=1)
    for name, place in (("Ana", 3), ("Ben", 1), ("Cen", 2)):
        factories.CandidateFactory(juxtaposition=juxtaposition, name=name, place_on_ballot=place)
    page = words(client, of_municipality(juxtaposition))
    assert columns(page) == ["Ben", "Cen", "Ana"]
    assert "They stand in the order of the ballot." in page


def test_what_is_prepared_is_nowhere_and_an_election_without_offers_is_no_page(client, story):
    prepared = marked_offers(story, "KANARINA")
    for address in addresses_of_offers(prepared):
        words(client, address, status=404)
    for address in (
        "/en/elections/",
        f"/en/commitments/{story.commitments[0].reference}/",
        f"/en/municipalities/{story.municipality.slug}/{story.contract.term.slug}/",
    ):
        assert "KANARINA" not in words(client, address)


def test_an_activity_that_is_not_public_is_not_named(client, story):
    hidden = factories.ActivityFactory(title_sq="KANARINA")
    juxtaposition = published_offers(story, forum=hidden)
    juxtaposition.needs.update(voiced_at=hidden)
    for address in (of_municipality(juxtaposition), of_need(juxtaposition)):
        assert "KANARINA" not in words(client, address)


def test_elections_of_the_demonstration_and_of_the_record_are_never_on_one_page(client):
    real = factories.JuxtapositionFactory(published=True)
    invented = factories.JuxtapositionFactory(published=True, election__term__is_demonstration=True)
    for shown, other in ((real, invented), (invented, real)):
        page = words(client, f"/en/terms/{shown.election.term.slug}/elections/")
        assert shown.election.name_en in page
        assert other.election.name_en not in page
        assert ("noindex" in page) == shown.election.term.is_demonstration


def test_a_change_after_publication_is_told_and_moves_the_pages_that_show_it(client, story):
    juxtaposition = published_offers(story)
    other = published_offers(Story(term=story.contract.term), election=juxtaposition.election)
    pages = [
        of_municipality(juxtaposition), of_need(juxtaposition),
        f"/en/commitments/{story.commitments[0].reference}/",
        f"/en/municipalities/{story.municipality.slug}/",
    ]  # fmt: skip
    before = {each: client.get(each)["ETag"] for each in [*pages, of_municipality(other)]}

    candidate = juxtaposition.candidates.select_related("juxtaposition__municipality").first()
    candidate.party = "Parti e sajuar"
    recording.record_candidate(
        candidate=candidate, by=story.admin, reason=REASON,
        version=Juxtaposition.objects.get(pk=juxtaposition.pk).lock_version,
    )  # fmt: skip

    moved = {each for each, tag in before.items() if client.get(each)["ETag"] != tag}
    assert moved == set(pages)
    assert REASON.en in words(client, of_municipality(juxtaposition))


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (of_municipality, 10),
        (of_need, 11),
        (lambda offers: f"/en/elections/{offers.election.slug}/", 5),
        (lambda offers: f"/en/terms/{offers.election.term.slug}/elections/", 5),
    ],
    ids=["municipality", "need", "election", "elections"],
)
def test_it_costs_the_same_with_one_row_and_with_ten(
    client, story, address, queries, number, django_assert_num_queries
):
    juxtaposition = published_offers(story, candidates=number, needs=number)
    need = juxtaposition.needs.first()
    for _each in range(number):
        factories.ParticipationFactory(juxtaposition=juxtaposition)
        need.commitments.add(factories.CommitmentFactory(contract=story.contract))
        factories.JuxtapositionFactory(published=True, election=juxtaposition.election)
    client.get(address(juxtaposition))
    cache.clear()
    with django_assert_num_queries(queries):
        client.get(address(juxtaposition))


def test_odd_addresses_lead_nowhere(client, story):
    juxtaposition = published_offers(story)
    address = of_need(juxtaposition)
    for end in ("0/", "2/", "99999999999999999999999/", "1/1/", "x/"):
        words(client, address.removesuffix("1/") + end, status=404)
    for odd in ("/en/elections/%00/", "/en/elections/x/y/", "/en/needs/%00/y/1/"):
        words(client, odd, status=404)


def test_search_engines_are_told_of_public_offers_of_the_record_alone(client, story):
    shown = published_offers(story)
    prepared = marked_offers(story, "KANARINA")
    invented = published_offers(Story(term=factories.TermFactory(is_demonstration=True)), needs=1)
    told = words(client, "/sitemap/offers-1.xml")
    assert all(address in told for address in addresses_of_offers(shown))
    assert prepared.election.slug not in told
    assert invented.election.slug not in told
