"""A comparison has one address, however it is asked for (QUALITY P-11)."""

import pytest
from django.core.cache import cache

from monitoring.models.showcase import Scorecard
from tests import factories
from tests.monitoring.scorecards.sample_results import line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SIX = ["durres", "fier", "korce", "lezhe", "shkoder", "vlore"]
ALL_SIX = "&".join(f"m={slug}" for slug in SIX)


@pytest.fixture
def term():
    return factories.TermFactory(slug="2023-2027")


@pytest.fixture(autouse=True)
def published(term):
    """Eight municipalities with a result of one round, and a ninth of the demonstration."""
    round_ = factories.RoundFactory(term=term, slug="year-3")
    for slug in [*SIX, "berat", "puke"]:
        town = factories.MunicipalityFactory(slug=slug, name_sq=slug.title())
        result(factories.SocialContractFactory(municipality=town, term=term), round_)
    factories.MunicipalityFactory(slug="shembull", is_demonstration=True)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("m=vlore&m=fier", "m=fier&m=vlore"),
        ("m=fier&m=fier&m=vlore", "m=fier&m=vlore"),
        ("m=fier&m=atlantis&m=vlore", "m=fier&m=vlore"),
        ("m=fier&m=shembull&m=vlore", "m=fier&m=vlore"),
        ("m=fier&m=vlore&utm_source=x", "m=fier&m=vlore"),
        ("m=fier&m=FIER&m=vlore&m=../../x&m=%00&m=", "m=fier&m=vlore"),
        ("m=fier&m=vlore&reading=fulfilment", "m=fier&m=vlore"),
        ("m=fier&m=vlore&reading=best", "m=fier&m=vlore"),
        ("reading=strict&m=fier&m=vlore", "m=fier&m=vlore&reading=strict"),
        ("m=fier&m=vlore&reading=strict&reading=strict", "m=fier&m=vlore&reading=strict"),
        ("round=year-3&m=fier&m=vlore", "m=fier&m=vlore&round=year-3"),
        ("m=fier&m=vlore&round=year-9", "m=fier&m=vlore"),
        ("m=fier&m=vlore&page=2", "m=fier&m=vlore"),
        ("m=fi%65r&m=vlore", "m=fier&m=vlore"),
        (f"{ALL_SIX}&m=puke&m=berat", ALL_SIX),
        (f"m=atlantis&m=nowhere&{ALL_SIX}", ALL_SIX),
        ("m=fier&m=all&m=vlore", "m=all"),
        ("m=all&page=1", "m=all"),
        ("m=fier&round=year-3", "m=fier"),
        ("m=atlantis&m=nowhere", ""),
        ("m=atlantis", ""),
        ("round=year-3", ""),
        ("round=year-9&m=all", "m=all"),
        ("&", ""),
    ],
)
@pytest.mark.parametrize("path", ["/compare/", "/en/compare/2023-2027/"])
def test_another_spelling_is_led_to_the_one_address(client, path, asked, canonical):
    response = client.get(f"{path}?{asked}")

    assert response.status_code == 301
    assert response["Location"] == (f"{path}?{canonical}" if canonical else path)
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "query",
    [
        "", "m=fier", "m=fier&m=vlore", ALL_SIX, "m=all", "m=all&round=year-3",
        "m=fier&m=vlore&round=year-3&reading=strict", "m=all&reading=at_least_partly",
    ],
)  # fmt: skip
def test_the_one_address_answers_itself(client, query):
    assert client.get(f"/compare/?{query}").status_code == 200


def test_the_way_to_the_one_address_is_one_step(client):
    query = "x=1&m=vlore&m=atlantis&m=fier&m=vlore&round=year-9&page=3"
    followed = client.get(f"/compare/?{query}", follow=True)

    assert followed.redirect_chain == [("/compare/?m=fier&m=vlore", 301)]
    assert followed.status_code == 200


def test_ten_spellings_keep_one_page(client, django_assert_num_queries):
    """Only the one address is kept: the others cost a look-up and fill nothing."""
    spellings = [f"m=vlore&m=fier&x={number}" for number in range(10)]
    etags = {client.get(f"/compare/?{query}", follow=True)["ETag"] for query in spellings}

    assert len(etags) == 1
    with django_assert_num_queries(1):
        client.get("/compare/?m=fier&m=vlore")


def test_an_unknown_term_is_not_found(client):
    assert client.get("/compare/1999/").status_code == 404
    assert client.get("/compare/1999/?m=b&m=a").status_code == 404


@pytest.mark.parametrize("page", ["0", "2", "abc", "9" * 20])
@pytest.mark.parametrize("query", ["", "m=all&", "m=fier&"])
def test_a_page_that_does_not_exist_is_not_found(client, query, page):
    assert client.get(f"/compare/?{query}page={page}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_sent_to_a_comparison(client, method):
    response = getattr(client, method)("/compare/?m=vlore&m=fier")

    assert response.status_code == 405


@pytest.mark.parametrize("number", [2, 6])
def test_a_comparison_costs_ten_queries_with_its_etag(
    client, term, django_assert_num_queries, number
):
    for scorecard in Scorecard.objects.all():
        for _ in range(number):
            line(scorecard)
        result(scorecard.contract, factories.RoundFactory(term=term))
    names = "&".join(f"m={slug}" for slug in SIX[:number])
    client.get(f"/en/compare/?{names}")
    cache.clear()

    with django_assert_num_queries(10):
        assert client.get(f"/en/compare/?{names}").status_code == 200


@pytest.mark.parametrize("number", [1, 10])
def test_all_side_by_side_cost_eight_queries_with_their_etag(
    client, term, django_assert_num_queries, number
):
    rounds = [factories.RoundFactory(term=term) for _ in range(number)]
    for _ in range(number):
        contract = factories.SocialContractFactory(term=term)
        for round_ in rounds:
            line(result(contract, round_))
    client.get("/en/compare/?m=all")
    cache.clear()

    with django_assert_num_queries(8):
        client.get("/en/compare/?m=all")
