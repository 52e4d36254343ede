"""The page for media: everything to take away, with code that works when it is copied."""

import html
import re

import pytest

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "/en/municipalities/fier/2023-2027/media/"
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


def codes(client):
    """What a reader copies: the text of each field of code."""
    content = client.get(ADDRESS).content.decode()
    return [html.unescape(code) for code in re.findall(r"<code>(.*?)</code>", content, re.DOTALL)]


def test_every_link_and_picture_of_the_page_exists(client, card):
    content = client.get(ADDRESS).content.decode()
    main = content[content.index("<main") :]
    addresses = re.findall(
        r'(?:href|src)="(/en/(?:charts|badge|embed|pictures|municip)[^"]+)"', main
    )

    assert len(addresses) >= 7
    assert [address for address in addresses if client.get(address).status_code != 200] == []


def test_the_code_for_a_frame_and_a_badge_can_be_copied(client, card):
    frame, badge, checkpoint = codes(client)

    assert frame == (
        f'<iframe src="{ORIGIN}/en/embed/fier/2023-2027/" title="What became of the Social'
        ' Contract of Fier" width="100%" height="560" loading="lazy"></iframe>'
    )
    assert f'<img src="{ORIGIN}/en/badge/fier/2023-2027.svg"' in badge
    assert f'<a href="{ORIGIN}/en/municipalities/fier/2023-2027/">' in badge
    assert checkpoint == f"{ORIGIN}\n{card.entry.seq}\n{card.entry.hash}\n"


def test_a_name_with_quotes_stays_within_its_attribute(client, card, town):
    town.name_en = 'Fier "A"'
    town.save()

    assert 'title="What became of the Social Contract of Fier &quot;A&quot;"' in codes(client)[0]


def test_the_source_is_named_with_round_date_and_address(client, card):
    assert (
        "POP Network: Fier, Social Contract 2023–2027 · Year 3. 9 of 11 assessed (82 %),"
        " evidence until 15 September 2026, method version 1."
        f" {ORIGIN}/en/municipalities/fier/2023-2027/year-3/"
    ) in read(client, ADDRESS).words


def test_without_a_result_the_page_says_so_and_offers_no_chart_of_one(client, contract):
    found = read(client, ADDRESS)

    assert (
        "A Social Contract was signed, but its list of commitments is not published" in found.words
    )
    assert not [address for _words, address in found.links if "/r1.svg" in address]


@pytest.mark.parametrize("more", [0, 9])
def test_it_costs_the_same_with_one_round_and_with_ten(
    client, contract, card, django_assert_num_queries, more
):
    for number in range(more):
        earlier = factories.RoundFactory(term=contract.term, slug=f"year-{number}-before")
        result(contract, earlier)

    with django_assert_num_queries(4):
        assert client.get(ADDRESS).status_code == 200


def test_municipality_and_scorecard_lead_to_it(client, card):
    for page in ("/en/municipalities/fier/", "/en/municipalities/fier/2023-2027/year-3/"):
        assert ADDRESS in [address for _words, address in read(client, page).links]
