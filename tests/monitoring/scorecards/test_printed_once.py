"""What is printed once is printed anew as soon as anything about it is another (decision 25).

Every page is read before the change, so that all its parts are kept, and once after it.
"""

import re

import pytest

from monitoring.scorecards import printed
from monitoring.scorecards.printed import joined, printed_once
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import correction, line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LANGUAGES = pytest.mark.parametrize("language", ["", "/en"], ids=["sq", "en"])
OF_FIER = "/municipalities/fier/2023-2027/"
SCORECARD = f"{OF_FIER}year-3/"


@pytest.fixture
def card(contract, round_):
    made = result(contract, round_, (9, 0, 1, 0, 0))
    line(made, "full", number="1", title_sq="Ura e re", title_en="The new bridge",
         rationale_sq="Ura është hapur.", rationale_en="The bridge is open.")  # fmt: skip
    return made


@pytest.fixture
def pages(client, language, card):
    """Words of the home page, the municipality's and the scorecard's; read once already."""

    def words():
        return [read(client, f"{language}{each}").words for each in ("/", OF_FIER, SCORECARD)]

    words()
    return words


@LANGUAGES
def test_a_correction_shows_at_the_next_request(pages, card):
    new = correction(card, (2, 0, 8, 0, 0))
    line(new, "none", number="1", title_sq="Ura e re", title_en="The new bridge")

    home, municipality, scorecard = pages()

    assert "20 %" in home
    assert "90 %" not in home
    assert "20 %" in municipality
    assert "20 %" in scorecard  # beside the old number, which stays at its own address
    assert "90 %" in scorecard


@LANGUAGES
def test_a_retraction_shows_at_the_next_request(pages, card):
    factories.RetractionFactory(scorecard=card)

    for words in pages():
        assert "90 %" not in words
    assert not any("Ura" in words or "bridge" in words for words in pages())


@LANGUAGES
def test_a_new_name_of_the_municipality_shows_at_the_next_request(pages, card):
    card.municipality.name_sq = "Qyteti i Ri"
    card.municipality.name_en = "New Town"
    card.municipality.save()

    new = ("Qyteti i Ri", "New Town")
    for words in pages():
        assert any(name in words for name in new)
        assert "Fier" not in words


@LANGUAGES
def test_new_names_of_round_and_sector_show_at_the_next_request(pages, card):
    sector = card.lines.get().sector
    sector.name_sq = sector.name_en = "Urat dhe rrugët"
    sector.save()
    card.round.name_sq = card.round.name_en = "Viti i fundit"
    card.round.save()

    home, municipality, scorecard = pages()

    assert "Viti i fundit" in home
    assert "Urat dhe rrugët" in municipality
    assert "Urat dhe rrugët" in scorecard


@LANGUAGES
def test_a_reply_and_its_evidence_show_at_the_next_request(pages, card):
    finding = card.lines.get()
    reply = factories.ScorecardReplyFactory(scorecard=card, line=finding)

    _home, municipality, scorecard = pages()

    assert reply.text in scorecard
    assert any(words in municipality for words in ("replied", "u përgjigj"))


@LANGUAGES
def test_a_place_in_the_list_follows_from_the_others(client, language, pages, card):
    vlore = factories.MunicipalityFactory(slug="vlore", name_sq="Vlorë", name_en="Vlorë")
    contract = factories.SocialContractFactory(municipality=vlore, term=card.contract.term)

    def places():
        rows = read(client, f"{language}/").rows
        return {row[1]: row[0] for row in rows if len(row) == 5 and row[0].isdigit()}

    assert places() == {"Fier": "1"}
    result(contract, card.round, (1, 0, 9, 0, 0))
    assert places() == {"Fier": "1", "Vlorë": "2"}
    factories.RetractionFactory(scorecard=card)
    assert places() == {"Vlorë": "1"}


@LANGUAGES
def test_the_list_of_revisions_marks_the_page_it_is_on_and_what_was_retracted(
    client, language, card
):
    new = correction(card, (2, 0, 8, 0, 0), cause_sq="Provë e re", cause_en="A new proof")
    pages = [f"{language}{SCORECARD}", f"{language}{SCORECARD}r2/"]

    def listed(page):
        """What each row says of the result and the cause, and which row is that of the page."""
        content = client.get(page).content.decode()
        marked = re.findall('<th scope="row"><a href="([^"]+)" aria-current="page">', content)
        return [row[2:] for row in read(client, page).rows if len(row) == 4][-2:], marked

    (first, on_first), (second, on_second) = map(listed, pages)

    assert first == second
    assert [on_first, on_second] == [[pages[0]], [pages[1]]]
    assert ["90 %" in first[0][0], "20 %" in first[1][0]] == [True, True]
    assert first[1][1] == ("A new proof" if language else "Provë e re")

    factories.RetractionFactory(scorecard=new)
    now, _marked = listed(pages[0])
    assert now == [first[0], ["retracted" if language else "tërhequr", first[1][1]]]


@LANGUAGES
def test_what_was_newly_published_is_named_as_it_is_called_now(client, language, pages, card):
    card.round.name_sq = card.round.name_en = "Viti i fundit"
    card.round.save()
    correction(card, (2, 0, 8, 0, 0))

    links = dict(read(client, f"{language}/").links)

    assert links["Fier, Viti i fundit"] == f"{language}{SCORECARD}r2/"
    assert not any(words.startswith("Fier, Viti 3") for words in links)


def test_what_is_printed_in_one_language_is_not_shown_in_the_other(client, card):
    albanian, english = (read(client, f"{each}{SCORECARD}").words for each in ("", "/en"))

    assert "Ura është hapur." in albanian
    assert "The bridge is open." not in albanian
    assert "The bridge is open." in english
    assert "Ura është hapur." not in english


def test_the_same_result_in_another_term_leads_to_its_own_term(client, card):
    """Equal counts and names: the demonstration's line is never the real record's."""
    demo = factories.TermFactory(slug="demo", is_demonstration=True, label_en="Demonstration")
    contract = factories.SocialContractFactory(municipality=card.municipality, term=demo)
    round_ = factories.RoundFactory(term=demo, slug="demo-1", name_en="Year 3")
    result(contract, round_, (9, 0, 1, 0, 0))

    real = dict(read(client, "/en/terms/2023-2027/").links)
    invented = dict(read(client, "/en/terms/demo/").links)

    link = "90 % Fier: how this comes about"
    assert real[link] == "/en/municipalities/fier/2023-2027/year-3/working/#fulfilment"
    assert invented[link] == "/en/municipalities/fier/demo/demo-1/working/#fulfilment"


def test_the_same_values_are_printed_once_until_all_is_forgotten(settings):
    calls = []

    @printed_once
    def part(*values):
        calls.append(values)
        return joined(map(str, values))

    assert [part(1, "a"), part(1, "a"), part(2, "a")] == ["1a", "1a", "2a"]
    assert calls == [(1, "a"), (2, "a")]

    printed.forget_all()
    part(1, "a")
    assert len(calls) == 3

    settings.DEBUG = True  # whoever works on a template sees it at the next request
    part(1, "a")
    assert len(calls) == 4
