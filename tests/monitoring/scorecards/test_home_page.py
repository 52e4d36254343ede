"""The network at a glance: one round, one method, ties as ties, nothing invented."""

import pytest
from django.core.cache import cache

from municipalities.models import County
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, correction, line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027")


@pytest.fixture
def round_(term):
    return factories.RoundFactory(term=term, name_en="Year 3")


def published(term, round_, name, counts, **fields):
    town = factories.MunicipalityFactory(name_sq=name, name_en=name, slug=name.lower())
    contract = factories.SocialContractFactory(municipality=town, term=term)
    return result(contract, round_, counts, **fields)


def home(client):
    return read(client, "/en/")


def table_of_places(found):
    """Place, municipality, fulfilment and coverage of each row of the compared municipalities."""
    start = next(i for i, row in enumerate(found.rows) if row[:1] == ["Place"])
    rows = []
    for row in found.rows[start + 1 :]:
        if len(row) != 5 or row[0] == "Figure":
            break
        rows.append((row[0], row[1], " ".join(row[3].split(" ")[:2]), row[4]))
    return rows


def test_counts_are_pooled_and_never_averaged(client, term, round_):
    published(term, round_, "Fier", (9, 0, 1, 0, 0))
    published(term, round_, "Vlore", (0, 0, 40, 0, 0))

    words = home(client).words

    assert "Of 50 assessed commitments, 9 are fully addressed, 0 partially, 41 not." in words
    assert "Counts of 2 municipalities with a result of Year 3, pooled" in words
    assert "18 %" in words.split("Of 50 assessed")[0]


def test_the_municipality_in_the_middle_is_named(client, term, round_):
    for name, full in (("Fier", 2), ("Vlore", 5), ("Korce", 9)):
        published(term, round_, name, (full, 0, 10 - full, 0, 0))

    assert "In the middle Vlore (50 % Vlore)" in home(client).words


def test_of_an_even_number_both_in_the_middle_are_named(client, term, round_):
    for name, full in (("Fier", 2), ("Vlore", 5), ("Korce", 7), ("Puke", 9)):
        published(term, round_, name, (full, 0, 10 - full, 0, 0))

    assert "In the middle Vlore (50 % Vlore), Korce (70 % Korce)" in home(client).words


def test_municipalities_stand_in_order_and_ties_share_a_place(client, term, round_):
    published(term, round_, "Fier", (4, 0, 6, 0, 0))
    published(term, round_, "Durres", (5, 0, 5, 0, 0))
    published(term, round_, "Vlore", (9, 0, 1, 0, 0))
    published(term, round_, "Tirane", (2, 0, 2, 6, 0))

    assert table_of_places(home(client)) == [
        ("1", "Vlore", "90 %", "10 of 10 assessed"),
        ("2–3 tie", "Durres", "50 %", "10 of 10 assessed"),
        ("2–3 tie", "Fier", "40 %", "10 of 10 assessed"),
        ("–", "Tirane", "–", "4 of 10 assessed, range 20–80 %"),
    ]


def test_every_percentage_of_the_list_leads_to_its_working(client, term, round_):
    card = published(term, round_, "Vlore", (9, 0, 1, 0, 0))

    links = dict(home(client).links)

    working = f"/en/municipalities/vlore/2023-2027/{card.round.slug}/working/"
    assert links["90 % Vlore: how this comes about"] == f"{working}#fulfilment"


def test_the_reading_decides_figures_and_order_and_goes_along(client, term, round_):
    published(term, round_, "Fier", (5, 0, 5, 0, 0))
    published(term, round_, "Vlore", (1, 8, 1, 0, 0))

    def rows(reading):
        return table_of_places(read(client, f"/en/?reading={reading}"))

    assert [row[:3] for row in rows("strict")] == [("1", "Fier", "50 %"), ("2", "Vlore", "10 %")]
    assert [row[:3] for row in rows("at_least_partly")] == [
        ("1", "Vlore", "90 %"), ("2", "Fier", "50 %"),
    ]  # fmt: skip
    assert rows("fulfilment") == table_of_places(home(client))
    strict = dict(read(client, "/en/?reading=strict").links)
    assert strict["Fulfilment"] == "/en/#pooled"
    working = f"/en/municipalities/fier/2023-2027/{round_.slug}/working/#strict"
    assert strict["50 % Fier: how this comes about"] == working
    in_the_list = "/en/municipalities/fier/2023-2027/?reading=strict"
    assert ("Fier", in_the_list) in read(client, "/en/?reading=strict").links


def test_the_list_leads_to_comparisons_of_whoever_shares_a_place(client, term, round_):
    published(term, round_, "Vlore", (9, 0, 1, 0, 0))
    for name in ("Korce", "Fier"):
        published(term, round_, name, (4, 0, 6, 0, 0))

    links = dict(read(client, "/en/?reading=strict").links)

    assert links["Fier and Korce"] == "/en/compare/2023-2027/?m=fier&m=korce&reading=strict"
    assert links["all municipalities"] == "/en/compare/2023-2027/?m=all&reading=strict"


def test_results_of_another_round_are_shown_apart_and_not_pooled(client, term, round_):
    earlier = factories.RoundFactory(term=term, slug="a-first", name_en="Year 1")
    published(term, earlier, "Fier", (0, 0, 10, 0, 0))
    published(term, round_, "Vlore", (9, 0, 1, 0, 0))

    words = home(client).words

    assert "Counts of 1 municipality with a result of Year 3" in words
    assert "Other results, not comparable" in words
    assert "Of 10 assessed commitments, 9 are fully addressed, 0 partially, 1 not." in words


def test_a_newer_result_than_the_compared_round_is_pointed_to(client, term, round_):
    later = factories.RoundFactory(term=term, slug="z-last", name_en="Year 4")
    vlore = published(term, round_, "Vlore", (9, 0, 1, 0, 0))
    for name in ("Fier", "Durres", "Korce"):
        published(term, round_, name, (1, 0, 9, 0, 0))
    result(vlore.contract, later, (10, 0, 0, 0, 0))

    found = home(client)

    assert ("Vlore has a newer result", "/en/municipalities/vlore/2023-2027/") in found.links
    assert table_of_places(found)[0][:3] == ("1", "Vlore", "90 %")


def test_of_what_others_published_no_figure_is_computed_and_the_claim_is_a_claim(client, term):
    town = factories.MunicipalityFactory(name_sq="Fier", name_en="Fier", slug="fier")
    as_published(factories.SocialContractFactory(municipality=town, term=term))
    factories.ClaimFactory(
        term=term, claimed_by="network", who_en="The network", text_en="17 of 101 were fulfilled.",
        figure=None, full=17, partial=59, none=25, municipalities_covered=9, period="2019–2020",
    )  # fmt: skip

    found = home(client)

    assert "No result computed by this portal’s method has been published" in found.words
    assert "as published: 0 fully, 3 partially, 2 not" in found.words
    assert "Claims" in found.words
    assert "Counts claimed 17 fully, 59 partially, 25 not addressed" in found.words
    assert "No result by this portal’s method covers that period." in found.words
    assert "%" not in found.words


def test_a_claim_about_the_compared_round_stands_beside_what_was_found(client, term, round_):
    published(term, round_, "Vlore", (3, 5, 1, 0, 0))
    factories.ClaimFactory(term=term, round=round_, text_en="Eighty percent.", figure=80)

    words = home(client).words

    assert "Figure claimed 80 %" in words
    assert "The scorecards of that period say 61 %, 9 of 9 assessed" in words


@pytest.mark.parametrize(
    ("list_status", "commitments", "sentence"),
    [
        ("unpublished", 0, "list of commitments not published here"),
        ("incomplete", 2, "list incomplete, assessment not begun"),
        ("complete", 2, "assessment not begun"),
    ],
)
def test_a_municipality_without_a_result_has_its_own_reason(
    client, term, list_status, commitments, sentence
):
    town = factories.MunicipalityFactory(name_sq="Fier", name_en="Fier")
    contract = factories.SocialContractFactory(
        municipality=town, term=term, list_status=list_status
    )
    factories.CommitmentFactory.create_batch(commitments, contract=contract)

    assert f"No result yet Fier {sentence}" in home(client).words


def test_a_municipality_without_a_contract_says_so(client, term):
    factories.MunicipalityFactory(name_sq="Fier", name_en="Fier")

    assert "No result yet Fier no Social Contract recorded" in home(client).words


def test_a_retracted_result_is_neither_counted_nor_called_not_begun(client, term, round_):
    card = published(term, round_, "Fier", (9, 0, 1, 0, 0))
    factories.RetractionFactory(scorecard=card)

    words = home(client).words

    assert "No result yet Fier result retracted" in words
    assert "90 %" not in words


def test_a_correction_replaces_what_it_corrects_and_is_news(client, term, round_):
    first = published(term, round_, "Fier", (9, 0, 1, 0, 0))
    correction(first, (5, 0, 5, 0, 0))

    words = home(client).words

    assert "Counts of 1 municipality" in words
    assert "90 %" not in words
    assert "23 December 2026 Fier, Year 3 correction, revision 2" in words


def test_the_list_by_county_says_where_a_place_is_not_confirmed(client, term):
    factories.MunicipalityFactory(name_sq="Kukës", name_en="Kukës", county=County.KUKES)
    factories.MunicipalityFactory(
        name_sq="Fier", name_en="Fier", county=County.FIER, latitude="40.7250", longitude="19.5572"
    )

    words = home(client).words

    assert "Kukës no Social Contract recorded (place not confirmed)" in words
    assert "Fier no Social Contract recorded (place" not in words


def test_the_demonstration_and_the_real_record_never_mix(client, term, round_, settings):
    demonstration = factories.TermFactory(slug="demo", is_demonstration=True)
    invented = factories.MunicipalityFactory(
        name_sq="Shembull", name_en="Example", slug="shembull", is_demonstration=True
    )
    contract = factories.SocialContractFactory(municipality=invented, term=demonstration)
    result(contract, factories.RoundFactory(term=demonstration), (8, 0, 2, 0, 0))
    published(term, round_, "Vlore", (9, 0, 1, 0, 0))

    settings.DEMO = False
    real = home(client).words
    shown = read(client, "/en/terms/demo/").words

    assert "Example" not in real and "80 %" not in real
    assert "Vlore" in shown and "90 %" not in shown


def test_the_demonstration_has_a_ribbon_and_is_not_to_be_indexed(client, term, settings):
    factories.TermFactory(slug="demo", is_demonstration=True)
    settings.DEMO = True
    noindex = '<meta name="robots" content="noindex">'

    demonstration = client.get("/en/").content.decode()
    real = client.get("/en/terms/2023-2027/").content.decode()

    assert "Commitments and results on this page are invented." in demonstration
    assert noindex in demonstration
    assert "Commitments and results on this page are invented." not in real
    assert noindex not in real


def test_an_unknown_term_and_a_portal_without_terms_are_not_found(client):
    read(client, "/en/terms/1999/", status=404)
    read(client, "/en/", status=404)


@pytest.mark.parametrize("page", ["0", "3", "abc", "-1", "1" * 30])
def test_a_page_of_the_list_that_does_not_exist_is_not_found(client, term, page):
    factories.MunicipalityFactory()

    read(client, f"/en/?page={page}", status=404)


def test_a_long_list_is_paged_by_letters_and_claims_no_places(client, term, round_, monkeypatch):
    monkeypatch.setattr("monitoring.scorecards.views.network.ON_A_PAGE", 2)
    for name in ("Fier", "Durres", "Vlore"):
        published(term, round_, name, (9, 0, 1, 0, 0))

    first, second = home(client), read(client, "/en/?page=2")

    assert [row[:2] for row in table_of_places(first)] == [("–", "Durres"), ("–", "Fier")]
    assert [row[:2] for row in table_of_places(second)] == [("–", "Vlore")]
    assert "Counts of 3 municipalities" in first.words and "Counts of 3" in second.words
    assert ("Next page", "?page=2") in first.links


@pytest.mark.parametrize("number", [1, 10])
def test_the_home_page_costs_five_queries_with_its_etag(
    client, term, django_assert_num_queries, number
):
    for i in range(number):
        town = factories.MunicipalityFactory()
        contract = factories.SocialContractFactory(municipality=town, term=term)
        for _ in range(number):
            line(result(contract, factories.RoundFactory(term=term)))
        factories.ClaimFactory(term=term, slug=f"claim-{i}")
    client.get("/en/")
    cache.clear()

    with django_assert_num_queries(5):
        client.get("/en/")
