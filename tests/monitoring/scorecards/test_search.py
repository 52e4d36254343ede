"""Search: the same hits for every spelling and on both databases, and never a draft."""

import importlib

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from monitoring import actions, search_index
from municipalities.models import AdministrativeUnit
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published
from tests.stories import BEGIN, DAY, Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

CANARY = "kanarinë"
names_are_indexed = importlib.import_module(
    "municipalities.migrations.0009_names_of_places_are_indexed"
)


def ask(client, q="", term="", **filters):
    query = "&".join(f"{name}={value}" for name, value in {"q": q, **filters}.items() if value)
    return read(client, f"/en/search/{f'{term}/' if term else ''}?{query}")


def found(page) -> list[str]:
    """The addresses of the commitments that were found, in their order."""
    return [link.split("/")[-2] for _words, link in page.links if "/commitments/" in link]


@pytest.fixture
def commitment(contract):
    return factories.CommitmentFactory(
        contract=contract, title_sq="Rruga e re në Çorovodë", title_en="", text_sq="Ujë, 12 orë.",
        places="Radhimë; Tragjas", number="7",
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["çorovodë", "COROVODE", "ÇOROVODË", "Corov", "re rruga", "ujë 12", "radhime", "7"]
)
def test_every_spelling_finds_the_commitment(client, commitment, typed):
    assert found(ask(client, typed)) == [commitment.reference]


@pytest.mark.parametrize("typed", ["rovode", "rruga plazh", "1", "ruga", "or", "%", "_", "'", '"*'])
def test_what_is_not_there_is_not_found(client, commitment, typed):
    assert found(ask(client, typed)) == []


@pytest.mark.parametrize("typed", ["e", "%", "%00", "…", "((", "' OR 1=1 --", "\ud83d\ude00"])
def test_odd_input_is_answered_in_words(client, commitment, typed):
    response = client.get("/en/search/", {"q": typed.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200


def test_a_single_letter_asks_for_more(client, commitment):
    assert "Type a word of at least two letters, or a number." in ask(client, "e").words


def test_eight_words_must_all_be_there(client, contract):
    words = [f"fjala{chr(97 + n)}{chr(97 + n)}" for n in range(8)]
    all_of_them = factories.CommitmentFactory(contract=contract, title_sq=" ".join(words))
    for left_out in range(8):
        others = [*words[:left_out], *words[left_out + 1 :]]
        factories.CommitmentFactory(contract=contract, title_sq=" ".join(others))
    page = ask(client, "+".join(words))
    assert found(page) == [all_of_them.reference]
    assert "Of so many words" not in page.words


def test_of_twenty_words_the_eight_longest_are_looked_for_and_the_page_says_so(client, contract):
    short = [f"fjala{chr(97 + n)}" for n in range(12)]
    long = [f"Çështja{chr(97 + n)}{chr(97 + n)}" for n in range(8)]
    has_them = factories.CommitmentFactory(contract=contract, title_sq=" ".join(long))
    factories.CommitmentFactory(contract=contract, title_sq=" ".join([*short, *long[1:]]))
    page = ask(client, "+".join([*short, *long]))
    assert found(page) == [has_them.reference]
    assert (
        "Of so many words only the longest were looked for: Çështjaaa, Çështjabb, Çështjacc, "
        "Çështjadd, Çështjaee, Çështjaff, Çështjagg, Çështjahh." in page.words
    )


def test_words_that_were_typed_letter_by_letter_are_said_as_they_are_stored(client, contract):
    """An ë may come as an e and two dots, which no list of typed words has as one."""
    typed = "+".join(f"fshe\u0308tari{chr(97 + n)}" for n in range(9))
    assert "were looked for: fshetaria, fshetarib" in ask(client, typed).words


def test_what_was_published_is_found_in_sentences_and_evidence(client):
    story = Story().filled()
    finding = story.report.findings.in_order().first()
    story.find(finding, "full", rationale_sq="Kisha e vjetër u rregullua.")
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="independent", title="Auditi i ujit",
        publisher="Kontrolli i Lartë", link="https://example.org/a", at=BEGIN,
    )  # fmt: skip
    story.published()
    reference = story.commitments[0].reference
    for typed in ("kisha", "auditi", "kontrolli", "rregullua+auditi"):
        assert found(ask(client, typed)) == [reference], typed
    page = ask(client, "auditi")
    assert "Evidence: Auditi i ujit" in page.words
    assert "1 commitment was found." in page.words


def test_a_draft_is_never_found(client):
    """All the way to approval nothing of it is found; from its publication on it is (S-05)."""
    story = Story().filled()
    finding = story.report.findings.in_order().first()
    story.find(finding, "full", rationale_sq=f"Fjalia me {CANARY}.", rationale_en=CANARY)
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title=f"Akti {CANARY}",
        link="https://example.org/k", at=BEGIN,
    )  # fmt: skip
    before = client.get(f"/en/search/?q={CANARY}")
    story.invited()
    cache.clear()
    after = client.get(f"/en/search/?q={CANARY}")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert found(ask(client, CANARY)) == []
    story.publish()
    assert found(ask(client, CANARY)) == [story.commitments[0].reference]


def test_words_that_a_correction_took_out_are_no_longer_found(client):
    story = Story().filled()
    story.find(story.report.findings.in_order().first(), "full", rationale_sq="Gabimisht plazhi.")
    story.published()
    assert found(ask(client, "plazhi")) == [story.commitments[0].reference]
    story.corrected()
    assert found(ask(client, "plazhi")) == []


def test_words_of_a_retracted_result_are_no_longer_found(client):
    story = Story().filled()
    story.find(story.report.findings.in_order().first(), "full", rationale_sq="Vetëm këtu plazhi.")
    story.published()
    actions.retract(
        report=story.report, by=story.admin, reason_sq="U botua për bashkinë e gabuar, gabim.",
        at=BEGIN + 40 * DAY,
    )  # fmt: skip
    assert found(ask(client, "plazhi")) == []


def test_words_of_every_standing_round_are_found(client):
    story = Story().filled()
    first = story.report.findings.in_order().first()
    story.find(first, "full", rationale_sq="Vitin e parë plazhi.")
    story.published().next_round(story.statuses)
    assert found(ask(client, "plazhi")) == [story.commitments[0].reference]


def test_the_demonstration_and_the_record_are_never_mixed(client, commitment, contract):
    demonstration = factories.TermFactory(slug="demo", is_demonstration=True)
    invented = factories.SocialContractFactory(
        municipality=contract.municipality, term=demonstration
    )
    other = factories.CommitmentFactory(contract=invented, title_sq="Rruga e shpikur")
    assert found(ask(client, "rruga", term="demo")) == [other.reference]
    assert found(ask(client, "rruga", term="2023-2027")) == [commitment.reference]


def test_an_unknown_term_is_not_found(client, commitment):
    read(client, "/search/1999/", status=404)


# --- Filters --------------------------------------------------------------------------------------


def test_each_filter_leaves_what_it_says(client):
    story = Story(statuses=("full", "partial", "none", "none", "none")).published()
    one, two, three, *_ = [each.reference for each in story.commitments]
    by = {
        "municipality": story.municipality.slug, "round": story.round.slug, "status": "partial",
        "stage": "under_way", "sector": story.commitments[1].sector.slug,
    }  # fmt: skip
    assert found(ask(client, "premtimi", **by)) == [two]
    assert found(ask(client, **by)) == [two]
    assert found(ask(client, "premtimi", status="full")) == [one]
    assert found(ask(client, "premtimi", sector=story.commitments[2].sector.slug)) == [three]
    for name in by:
        assert found(ask(client, "premtimi", **by | {name: "asgje"})) in ([], [two]), name
    assert found(ask(client, municipality="asgje")) == []


def test_status_is_that_of_the_newest_round_or_of_the_one_chosen(client):
    story = Story().published()
    first = story.round.slug
    story.next_round(("none", "none", "none", "none", "full"))
    one, *_, last = [each.reference for each in story.commitments]
    assert found(ask(client, status="full")) == [last]
    assert found(ask(client, status="full", round=first)) == [one]
    assert "Year" in ask(client, status="full", round=first).words


def test_what_others_published_says_so(client, contract):
    commitment = factories.CommitmentFactory(contract=contract, title_sq="Tregu i ri")
    card = as_published(contract)
    factories.ScorecardLineFactory(scorecard=card, commitment=commitment, stage="")
    assert "First year (as published)" in ask(client, "tregu").words


# --- Places and organisations ---------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["fier", "FIER", "fi%C3%ABr", "levan", "Zharr%C3%ABz"])
def test_a_town_or_its_unit_leads_to_the_municipality(client, contract, town, typed):
    factories.AdministrativeUnitFactory(municipality=town, name="Levan")
    factories.AdministrativeUnitFactory(municipality=town, name="Zharrëz")
    assert ("Fier", "/en/municipalities/fier/2023-2027/") in ask(client, typed).links


def test_units_that_were_there_before_names_were_indexed_are_found(client, contract, town):
    unit = factories.AdministrativeUnitFactory(municipality=town, name="Zharrëz")
    AdministrativeUnit.objects.update(search_text="")
    link = ("Fier", "/en/municipalities/fier/2023-2027/")
    assert link not in ask(client, "zharrez").links
    names_are_indexed.fold_names(apps, connection)
    assert link in ask(client, "zharrez").links
    unit.history.get(search_text="zharrez")


def test_a_village_leads_to_the_municipality_whose_commitment_names_it(client, commitment):
    page = ask(client, "tragjas")
    assert ("Fier", "/en/municipalities/fier/2023-2027/") in page.links
    assert "Fier with Tragjas" in page.words


def test_the_name_of_a_town_beside_other_words_means_its_commitments(client, commitment, contract):
    elsewhere = factories.SocialContractFactory(term=contract.term)
    factories.CommitmentFactory(contract=elsewhere, title_sq="Rruga")
    assert found(ask(client, "fier rruga")) == [commitment.reference]


def test_the_name_of_a_town_with_a_choice_means_all_that_it_promised(client, commitment):
    sector = commitment.sector.slug
    assert found(ask(client, "fier")) == []
    assert found(ask(client, "fier", sector=sector)) == [commitment.reference]
    assert found(ask(client, "fier", sector="asgje")) == []


@pytest.mark.parametrize("typed", ["dh%C3%ABrmi", "Dhermi+i", "DHËRMIUT", "himare"])
def test_a_name_is_found_once_it_is_changed_and_no_longer_by_the_old_one(
    client, contract, town, typed
):
    unit = factories.AdministrativeUnitFactory(municipality=town, name="Dhërmi")
    unit.name = town.name_sq = town.name_en = "Dhërmiut i Himarës"
    unit.save()
    town.save()
    link = ("Dhërmiut i Himarës", "/en/municipalities/fier/2023-2027/")
    assert link in ask(client, typed).links
    assert link not in ask(client, "fier").links


def test_an_invented_municipality_is_no_place_of_the_record(client, contract):
    invented = factories.MunicipalityFactory(
        slug="shpikur", name_sq="Shpikur", is_demonstration=True
    )
    factories.AdministrativeUnitFactory(municipality=invented, name="Levan")
    for typed in ("shpikur", "levan"):
        assert "Shpikur" not in ask(client, typed, term="2023-2027").words


def test_an_organisation_is_found_by_its_name_and_acronym(client, contract):
    factories.OrganisationFactory(slug="era", name_sq="Qendra Epoka e Re", acronym="QEER")
    factories.OrganisationFactory(slug="gone", name_sq="Qendra e mbyllur", is_active=False)
    links = ask(client, "qendra").links
    assert ask(client, "qeer").links == ask(client, "epoka+qendra").links
    assert ("Qendra Epoka e Re", "/en/organisations/era/") in links
    assert "/en/organisations/gone/" not in dict(links).values()


def test_the_name_of_a_sector_leads_to_it(client, contract):
    factories.SectorFactory(slug="mbetje", name_sq="Mbetjet", name_en="Waste")
    assert ("Waste", "/en/sectors/mbetje/2023-2027/") in ask(client, "mbetje").links
    assert ("Waste", "/en/sectors/mbetje/2023-2027/") in ask(client, "waste").links


# --- Pages, ETag, cost ----------------------------------------------------------------------------


def test_long_answers_come_in_pages_that_keep_the_question(client, contract):
    factories.CommitmentFactory.create_batch(21, contract=contract)
    first = ask(client, "premtimi", municipality="fier")
    assert "21 commitments were found." in first.words
    assert len(found(first)) == 20
    assert ("Next page", "?q=premtimi&municipality=fier&page=2") in first.links
    assert len(found(read(client, "/en/search/?q=premtimi&municipality=fier&page=2"))) == 1
    read(client, "/en/search/?q=premtimi&page=3", status=404)
    read(client, "/en/search/?q=premtimi&page=%2525", status=404)


def test_more_than_can_be_listed_is_said(client, contract, monkeypatch):
    monkeypatch.setattr("monitoring.scorecards.search.hits.MOST", 3)
    factories.CommitmentFactory.create_batch(4, contract=contract)
    page = ask(client, "premtimi")
    assert "More than 3 commitments were found; these are the first 3." in page.words
    assert len(found(page)) == 3


def test_an_answer_is_not_kept_but_has_an_etag(client, commitment):
    first = client.get("/en/search/?q=rruga")
    keys = set(cache._cache)
    for number in range(5):
        client.get(f"/en/search/?q=rruga{number}")
    assert set(cache._cache) == keys
    again = client.get("/en/search/?q=rruga", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    commitment.title_sq = "Ura"
    commitment.save()
    assert client.get("/en/search/?q=rruga")["ETag"] != first["ETag"]


def test_the_field_shows_what_was_asked_without_its_markup(client, commitment):
    content = client.get('/en/search/?q="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in content


@pytest.mark.parametrize("number", [1, 10])
def test_an_answer_costs_five_queries(client, contract, town, django_assert_num_queries, number):
    for _ in range(number):
        factories.AdministrativeUnitFactory(municipality=town, name=f"Premtimi {_}")
        card = factories.ScorecardFactory(contract=contract, round__term=contract.term)
        for _again in range(number):
            made = factories.ScorecardLineFactory(scorecard=card)
            factories.ScorecardEvidenceFactory.create_batch(number, line=made)
    search_index.remake(contract)
    client.get("/en/search/?q=premtimi&status=partial")
    with django_assert_num_queries(5):
        client.get("/en/search/?q=premtimi&status=partial")


def test_an_amended_wording_is_found_at_once(client, commitment):
    commitment.title_sq = "Stadiumi"
    commitment.save()
    assert found(ask(client, "stadiumi")) == [commitment.reference]
    assert found(ask(client, "rruga")) == []


def test_marked_words_are_those_that_were_found(client, commitment):
    content = client.get("/en/search/?q=uje").content.decode()
    assert '<span lang="sq"><mark>Ujë</mark>, 12 orë.</span>' in content
