"""Charts as files of their own: what is in the picture, and that it needs nothing beside it."""

import datetime
from xml.etree import ElementTree

import pytest

from monitoring.scorecards import palette
from monitoring.scorecards.media import svg
from tests import factories
from tests.monitoring.scorecards.sample_results import as_published, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

BAR, ROUNDS = "/en/charts/fier/2023-2027/year-3/r1.svg", "/en/charts/fier/2023-2027.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


def drawn(client, address=BAR):
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.content)


def texts(client, address=BAR):
    return [each.text for each in drawn(client, address).iter(f"{SVG}text")]


def test_a_chart_is_a_file_to_keep_with_a_name_that_says_what_it_is(client, card):
    headers = client.get(BAR).headers

    assert headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert headers["Content-Disposition"] == 'attachment; filename="fier-2023-2027-year-3-r1.svg"'


def test_a_chart_has_title_counts_source_and_date_in_the_picture(client, card):
    assert texts(client) == [
        "Social Contract 2023–2027 · Year 3",
        "Fier 61\u00a0%",
        "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not.",
        "Source: POP Network · 9 of 11 assessed (82\u00a0%) · evidence until 15 September 2026"
        " · method version 1 ·",
        "http://127.0.0.1:8000/en/municipalities/fier/2023-2027/year-3/",
        "Fully addressed: 3 (27\u00a0%)",
        "Partially addressed: 5 (46\u00a0%)",
        "Not addressed: 1 (9\u00a0%)",
        "Not yet assessed: 2 (18\u00a0%)",
    ]


def test_a_chart_carries_its_colours_and_refers_to_nothing_outside(client, card):
    for address in (BAR, ROUNDS):
        root = drawn(client, address)
        content = client.get(address).content.decode()

        assert not [each for each in root.iter() if {"class", "style"} & set(each.attrib)]
        assert not root.findall(f".//{SVG}style") and not root.findall(f".//{SVG}script")
        assert "href" not in content
        assert "var(" not in content


def test_the_fields_of_the_bar_look_as_on_the_page(client, card):
    fields = {each.get("fill") for each in drawn(client).iter(f"{SVG}rect")}

    colours = palette.colours()
    assert {colours["full"], "url(#hatch)", colours["none-ground"], "url(#dots)"} <= fields


def test_the_rounds_of_a_term_stand_with_their_figures(client, contract, card):
    earlier = factories.RoundFactory(
        term=contract.term,
        slug="year-1",
        name_en="Year 1",
        begins=datetime.date(2023, 9, 1),
        ends=datetime.date(2024, 8, 31),
        evidence_until=datetime.date(2024, 9, 15),
        submit_by=datetime.date(2024, 10, 15),
    )
    result(contract, earlier, (1, 2, 2, 0, 0), evidence_until=earlier.evidence_until)

    found = texts(client, ROUNDS)

    assert "Year 1: 40\u00a0%, 5 of 5 assessed" in found
    assert "Year 3: 61\u00a0%, 9 of 11 assessed" in found
    points = [e for e in drawn(client, ROUNDS).iter(f"{SVG}circle") if e.get("r") == "6"]
    assert [point.get("fill") for point in points] == [palette.colours()["accent"]] * 2


def test_a_chart_of_few_assessed_says_the_sentence_and_no_percentage(client, contract, round_):
    result(contract, round_, (2, 3, 1, 5, 0))

    for address in (BAR, ROUNDS):
        title, *rest = texts(client, address)[1:]
        assert title == "Fier"
        assert rest[0].startswith("6 of 11 commitments were assessed, too few for one percentage.")


def test_a_chart_of_figures_of_others_has_counts_and_no_shares(client, contract):
    card = as_published(contract)
    found = texts(client, f"/en/charts/fier/2023-2027/{card.round.slug}/r1.svg")

    assert "Partially addressed: 3" in found
    assert not [text for text in found if "%" in text]


def test_a_retracted_result_is_not_drawn(client, card):
    factories.RetractionFactory(scorecard=card)

    for address, sentence in (
        (BAR, "This scorecard was retracted after publication."),
        (ROUNDS, "What was published about this term was retracted; at present no result stands."),
    ):
        found = texts(client, address)
        assert sentence in found
        assert "Fier" in found
        assert not [text for text in found if "addressed" in text or "61" in text]


def test_an_invented_result_is_marked_in_the_picture(client, card):
    term = card.contract.term
    term.is_demonstration = True
    term.save()

    assert "Demonstration · Commitments and results in this picture are invented." in texts(client)


@pytest.mark.parametrize(
    "address",
    ["/charts/fier/2023-2027/year-3/r2.svg", "/charts/fier/1999.svg", "/charts/x/2023-2027.svg"],
)
def test_of_what_does_not_exist_there_is_no_chart(client, card, address):
    assert client.get(address).status_code == 404


# --- Style sheets become attributes ---------------------------------------------------------------


def test_a_rule_for_what_stands_inside_of_something_reaches_only_that():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><line class="trend"/>'
        '<g class="timeline"><g><line class="trend"/></g></g></svg>'
    )
    outside, inside = ElementTree.fromstring(svg.painted(drawing)).iter(f"{SVG}line")

    assert outside.attrib == {}
    assert inside.attrib == {"stroke": palette.colours()["accent"], "stroke-width": "2.5"}


def test_colours_are_those_of_the_light_page_and_no_rule_keeps_a_name_of_one():
    assert palette.colours()["paper"] == "#fbfaf6"
    values = [value for rule in palette.rules() for _name, value in rule.attributes]
    assert len(values) > 40
    assert not [value for value in values if "var(" in value or "rem" in value]


def test_what_holds_on_paper_or_in_the_dark_alone_is_not_read():
    rules = [rule for rule in palette.rules() if rule.path == (frozenset({"part-full"}),)]

    assert [rule.attributes for rule in rules] == [(("fill", palette.colours()["full"]),)]
