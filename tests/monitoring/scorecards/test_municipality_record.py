"""What stands around a result: time, mayors, claims, the contract, other terms; its cost."""

import pytest
from django.core.cache import cache

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(client, path="fier/"):
    return read(client, f"/en/municipalities/{path}")


def html(client, path="fier/"):
    return client.get(f"/en/municipalities/{path}").content.decode()


# --- Time, claims, contract -----------------------------------------------------------------------


def test_mayors_of_the_term_are_listed_and_a_change_is_marked(client, contract, round_, town):
    factories.MayorFactory(municipality=town, name="A", since="2019-07", until="2025-02")
    factories.MayorFactory(municipality=town, name="B", since="2025-02", basis="by_election")
    factories.MayorFactory(municipality=town, name="Z", since="2011", until="2015")

    found = page(client)

    assert "A, elected from July 2019 to February 2025" in found.words
    assert "B, elected in a by-election since February 2025" in found.words
    assert "Z, elected" not in found.words
    assert html(client).count('class="handover"') == 1


def test_no_real_mayor_stands_beside_invented_findings(client, town):
    demonstration = factories.TermFactory(slug="demo", is_demonstration=True)
    contract = factories.SocialContractFactory(municipality=town, term=demonstration)
    result(contract, factories.RoundFactory(term=demonstration))
    factories.MayorFactory(municipality=town, name="Kryetare e Vërtetë")

    assert "Kryetare e Vërtetë" not in page(client, "fier/demo/").words


def test_a_claim_stands_beside_what_the_scorecard_of_that_round_says(
    client, contract, round_, town
):
    result(contract, round_)
    factories.ClaimFactory(
        term=contract.term, municipality=town, round=round_, who_en="The deputy mayor",
        text_en="We kept 80 percent.", figure="80.50",
    )  # fmt: skip
    factories.ClaimFactory(term=contract.term, municipality=town, text_en="Another year.")

    words = page(client).words

    assert "Claims" in words
    assert "Figure claimed 80.5 % Said by The deputy mayor" in words
    assert "The scorecard of that period says 61 % fulfilment in Year 3, 9 of 9" not in words
    assert (
        "The scorecard of that period says 61 % fulfilment in Year 3, 9 of 11 assessed (Year 3)"
    ) in words
    assert "No scorecard of that period is published here." in words


def test_a_claim_stands_beside_all_three_readings(client, contract, round_, town):
    """The same counts may bear a claim out in one reading and not in another."""
    result(contract, round_)
    factories.ClaimFactory(term=contract.term, municipality=town, round=round_, figure="73")

    found = page(client)

    start = found.rows.index(["Reading", "Of", "Share"])
    assert found.rows[start + 1 : start + 5] == [
        ["Claimed", "not said", "73 %"],
        ["Fully addressed", "3 of 11", "27 %"],
        ["Fulfilment", "5½ of 9", "61 %"],
        ["At least partly addressed", "8 of 11", "73 %"],
    ]


def test_a_claim_about_a_round_stands_on_the_scorecard_of_that_round_alone(
    client, contract, round_, town
):
    result(contract, round_)
    later = factories.RoundFactory(term=contract.term, slug="year-4")
    result(contract, later)
    factories.ClaimFactory(term=contract.term, municipality=town, round=round_, text_en="So much.")

    assert "So much." in page(client, "fier/2023-2027/year-3/").words
    assert "So much." not in page(client, "fier/2023-2027/year-4/").words


def test_claims_of_others_stay_with_them(client, contract, round_):
    factories.ClaimFactory(
        term=contract.term, municipality=factories.MunicipalityFactory(), text_en="Not of Fier."
    )

    assert "Claims" not in page(client).words


def test_the_contract_names_who_signed(client, contract):
    contract.signed_on, contract.signed_at = "2023-05-03", "Teatri"
    contract.save()
    factories.SignatureFactory(contract=contract, name="Kandidatja A", party="P", elected=True)
    factories.SignatureFactory(contract=contract, name="Kandidati B", signed_on="2023-05")

    found = page(client)

    assert "Signed 3 May 2023, Teatri" in found.words
    assert ["Kandidatja A", "candidate for mayor", "P", "yes"] in found.rows
    assert ["Kandidati B", "candidate for mayor, signed May 2023", "–", "–"] in found.rows
    assert "Who signed: 2 recorded signatures" in found.words


# --- Terms ----------------------------------------------------------------------------------------


def test_a_page_of_one_term_shows_nothing_of_another(client, contract, round_, town):
    other = factories.TermFactory(slug="2019-2023", begins="2019-06-30", ends="2023-05-14")
    old = factories.SocialContractFactory(municipality=town, term=other)
    result(old, factories.RoundFactory(term=other, name_en="Old year"), (5, 0, 0, 0, 0))
    result(contract, round_)

    now, then = page(client, "fier/2023-2027/").words, page(client, "fier/2019-2023/").words

    assert "61 %" in now and "100 % fulfilment" not in now and "Old year" not in now
    assert "100 % fulfilment" in then and "61 %" not in then and "Year 3" not in then


def test_every_term_is_one_click_away(client, contract):
    factories.TermFactory(slug="demo", label_en="Demonstration", is_demonstration=True)

    content = html(client, "fier/2023-2027/")

    assert 'href="/en/municipalities/fier/2023-2027/" aria-current="true"' in content
    assert 'href="/en/municipalities/fier/demo/">Demonstration</a>' in content


def test_an_invented_municipality_is_only_in_the_demonstration(client, contract, settings):
    settings.DEMO = False
    factories.MunicipalityFactory(slug="shembull", is_demonstration=True)
    factories.TermFactory(slug="demo", is_demonstration=True)

    assert page(client, "shembull/demo/").words.startswith("Trial")
    assert 'href="/en/municipalities/shembull/2023-2027/"' not in html(client, "shembull/demo/")
    read(client, "/en/municipalities/shembull/2023-2027/", status=404)
    read(client, "/en/municipalities/shembull/", status=404)


def test_an_unknown_municipality_or_term_is_not_found(client, contract):
    read(client, "/en/municipalities/atlantis/", status=404)
    read(client, "/en/municipalities/fier/1999/", status=404)


# --- Cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 10])
def test_a_result_costs_eight_queries_with_its_etag(
    client, contract, town, django_assert_num_queries, number
):
    for _ in range(number):
        card = result(contract, factories.RoundFactory(term=contract.term))
        factories.ScorecardReplyFactory(scorecard=card)
        factories.SignatureFactory(contract=contract)
        factories.MayorFactory(municipality=town)
        factories.ClaimFactory(term=contract.term, municipality=town)
        factories.DocumentFactory(contract=contract)
        amendment = factories.AmendmentFactory(commitment__contract=contract)
        factories.DocumentFactory(contract=None, amendment=amendment)
        factories.ActivityFactory(term=contract.term, is_public=True, municipalities=[town])
    for _ in range(number):
        factories.ScorecardReplyFactory(scorecard=card, line=line(card, items=number))
    client.get("/en/municipalities/fier/")
    cache.clear()

    with django_assert_num_queries(8):
        client.get("/en/municipalities/fier/")


@pytest.mark.parametrize("number", [1, 10])
def test_a_contract_without_result_costs_eight_queries_too(
    client, contract, town, django_assert_num_queries, number
):
    factories.CommitmentFactory.create_batch(number, contract=contract)
    factories.MayorFactory.create_batch(number, municipality=town)
    client.get("/en/municipalities/fier/")
    cache.clear()

    with django_assert_num_queries(8):
        client.get("/en/municipalities/fier/")
