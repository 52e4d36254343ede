"""Member organisations: only facts and what is published; never a person, never both records."""

import pytest
from django.core.cache import cache

from municipalities.organisations import belonging
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def test_members_are_listed_in_albanian_order_with_what_they_cover(client):
    vlora = factories.MunicipalityFactory(slug="vlore", name_sq="Vlorë", name_en="")
    for name in ("Shoqata", "Suka", "Çamëria", "Dhërmi", "Divjaka", "Cërriku"):
        factories.OrganisationFactory(name_sq=name, covers=[vlora])
    factories.OrganisationFactory(name_sq="Ish-anëtare", is_active=False)

    found = read(client, "/organisations/")

    assert [row[0] for row in found.rows[1:]] == [
        "Cërriku", "Çamëria", "Divjaka", "Dhërmi", "Suka", "Shoqata",
    ]  # fmt: skip
    assert [row[2] for row in found.rows[1:]] == ["Vlorë"] * 6
    assert ("Vlorë", "/municipalities/vlore/") in found.links


def test_without_members_the_page_says_so(client):
    assert (
        "No member organisation has been entered yet." in read(client, "/en/organisations/").words
    )


def test_a_missing_translation_is_albanian_and_marked_as_such(client):
    factories.OrganisationFactory(slug="x", name_sq="Qendra Rinore")
    content = client.get("/en/organisations/").content.decode()
    assert '<span lang="sq">Qendra Rinore</span>' in content


def test_a_member_shows_its_contracts_and_what_it_published_and_reviewed(client):
    story = Story().published()
    term, round_ = story.contract.term, story.round
    address = f"/en/municipalities/{story.municipality.slug}/{term.slug}/"
    name = story.municipality.name_en

    author = read(client, f"/en/organisations/{story.home.slug}/")
    reviewer = read(client, f"/en/organisations/{story.peer.slug}/")

    assert (f"{name}, {term.label_en}", address) in author.links
    assert (f"{name}, {round_.name_en}", f"{address}{round_.slug}/") in author.links
    assert "No report that this organisation reviewed has been published yet." in author.words
    assert (f"{name}, {round_.name_en}", f"{address}{round_.slug}/") in reviewer.links
    assert "No report of this organisation has been published yet." in reviewer.words
    assert "No Social Contract of a municipality that it covers" in reviewer.words


def test_people_and_drafts_are_never_shown(client):
    published = Story().published()
    draft = Story(term=published.contract.term).invited()
    people = [
        person
        for story in (published, draft)
        for person in (story.author, story.colleague, story.reviewer, story.admin)
    ]
    for story in (published, draft):
        for organisation in (story.home, story.peer):
            page = client.get(f"/organisations/{organisation.slug}/").content.decode()
            assert not [p for p in people if p.name in page or p.email in page]
            assert draft.round.name_sq not in page


def test_a_member_that_left_keeps_its_page_and_says_so(client):
    story = Story().published()
    belonging.leave(organisation=story.home, by=story.admin, on="2026-10")

    found = read(client, f"/en/organisations/{story.home.slug}/")
    everybody = read(client, "/en/organisations/")

    assert "No longer a member of the network. What it published stays." in found.words
    assert "until October 2026" in found.words
    assert story.round.name_en in found.words
    assert f"Covered once {story.municipality.name_en}, until October 2026" in found.words
    once = everybody.words.partition("Once members")[2]
    assert story.home.name_sq in once
    assert story.peer.name_sq not in once


def test_a_suspended_member_is_not_said_to_have_left(client):
    story = Story().published()
    belonging.suspend(organisation=story.home, by=story.admin)

    words = read(client, f"/en/organisations/{story.home.slug}/").words

    assert "Not an active member of the network at present." in words
    assert "No longer a member" not in words
    assert "Once members" not in read(client, "/en/organisations/").words


def test_a_member_says_whether_its_results_were_in_time_and_reviewed_by_others(client):
    story = Story().invited().publish(at=BEGIN + 20 * DAY)
    late = Story(beside=story, term=story.contract.term)
    late.round = story.round
    late.filled()._reviewed_and_invited(BEGIN + 60 * DAY).publish(at=BEGIN + 90 * DAY)
    late.corrected(at=BEGIN + 100 * DAY)

    words = read(client, f"/en/organisations/{story.home.slug}/").words

    assert "Public in time 1 of 2 results" in words
    assert "Reviewed by another organisation 2 of 2 results" in words
    assert "No result of its own" in read(client, f"/en/organisations/{story.peer.slug}/").words


def test_no_declared_tie_moves_the_page(client):
    story = Story().published()
    address = f"/en/organisations/{story.home.slug}/"
    before = client.get(address)
    factories.DeclaredInterestFactory(user=story.author, municipality=story.municipality)
    cache.clear()

    after = client.get(address)

    assert "Who declared what is not published." in after.content.decode()
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])


def test_an_unknown_organisation_is_not_found(client):
    factories.OrganisationFactory()
    read(client, "/organisations/askush/", status=404)


def test_superseded_and_retracted_reports_are_not_listed(client):
    story = Story().published().corrected()
    other = factories.ScorecardFactory(monitoring=story.home)
    factories.RetractionFactory(scorecard=other)
    found = read(client, f"/organisations/{story.home.slug}/")
    assert [address for _words, address in found.links if "viti" in address] == [
        f"/municipalities/{story.municipality.slug}/{story.contract.term.slug}"
        f"/{story.round.slug}/r2/"
    ]


def test_a_page_shows_the_demonstration_or_the_real_record_and_never_both(client, settings):
    real = Story().published()
    term = factories.TermFactory(is_demonstration=True)
    invented = factories.ScorecardFactory(monitoring=real.home, contract__term=term)
    factories.CoverageFactory(organisation=real.home, municipality=invented.municipality)
    address = f"/en/organisations/{real.home.slug}/"

    demonstration = client.get(address).content.decode()
    settings.DEMO = False
    cache.clear()  # settings are read once, when the process starts
    record = client.get(address).content.decode()

    assert invented.round.name_en in demonstration
    assert real.round.name_en not in demonstration
    assert '<meta name="robots" content="noindex">' in demonstration
    assert real.round.name_en in record
    assert invented.round.name_en not in record
    assert "noindex" not in record


@pytest.mark.parametrize("number", [1, 10])
def test_the_pages_take_the_same_queries_for_one_and_ten(client, django_assert_num_queries, number):
    covered = [factories.MunicipalityFactory() for _ in range(number)]
    organisation = factories.OrganisationFactory(covers=covered)
    term = factories.TermFactory()
    for municipality in covered:
        contract = factories.SocialContractFactory(municipality=municipality, term=term)
        factories.ScorecardFactory(contract=contract, monitoring=organisation)
        factories.ScorecardFactory(contract__term=term, reviewing=organisation)
    with django_assert_num_queries(5):  # version twice, members, what they cover, former ones
        read(client, "/organisations/")
    # Version twice, one, covers and covered, logo, term, dates, activities, the three lists.
    with django_assert_num_queries(12):
        read(client, f"/organisations/{organisation.slug}/")
