"""The sheet for the public forum: the answer, every commitment, and where to open it."""

import pytest

from monitoring.scorecards.media import qr, sheet
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, line, point, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "/en/municipalities/fier/2023-2027/sheet/"
PAGE = "http://127.0.0.1:8000/en/municipalities/fier/2023-2027/year-3/"


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


def html(client, address=ADDRESS):
    return client.get(address).content.decode()


def test_the_answer_stands_with_its_counts_date_address_and_checkpoint(client, card):
    words = read(client, ADDRESS).words

    assert "Social Contract 2023–2027 · Year 3 Result 61 % Of 9 assessed commitments" in words
    assert "Fully addressed 3 Partially addressed 5 Not addressed 1 Not yet assessed 2" in words
    assert "9 of 11 assessed (82 %) · evidence until 15 September 2026 · method version 1" in words
    assert f"http://127.0.0.1:8000 {card.entry.seq} {card.entry.hash}" in words
    assert (PAGE, PAGE) in read(client, ADDRESS).links
    assert qr.of_address(PAGE).path in html(client)


def test_every_commitment_stands_with_status_and_stage_in_the_order_of_the_contract(client, card):
    second = line(card, "none", title_en="A market", position=2, number="2", stage="announced")
    line(card, "full", title_en="A school", position=1, number="1", stage="in_use")
    words = read(client, ADDRESS).words

    assert "1 A school Fully addressed in use" in words
    assert "2 A market Not addressed announced" in words
    assert words.index("A school") < words.index("A market")
    assert second.title_en == "A market"


def test_points_are_left_to_the_scorecard(client, card):
    bundle = line(card, "partial", title_en="Five roads")
    point(bundle, 1, "none", title_en="The first road")

    words = read(client, ADDRESS).words
    assert "Five roads" in words and "The first road" not in words


def test_a_list_too_long_for_one_sheet_is_given_by_numbers(client, card):
    for number in range(1, sheet.WITH_WORDS + 2):
        line(card, "full" if number % 2 else "none", number=str(number), position=number,
             title_en="Many words", items=0)  # fmt: skip
    words = read(client, ADDRESS).words

    assert "Many words" not in words
    assert "Fully addressed 1, 3, 5, 7," in words
    assert "Not addressed 2, 4, 6, 8," in words


def test_what_was_left_out_is_struck_through(client, card):
    line(card, "", items=0, title_en="A canal", excluded_on="2025-03-01", exclusion_sq="Me ligj.")

    assert "<del>A canal</del>" in html(client)
    assert "Left out as obsolete" in read(client, ADDRESS).words


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((2, 3, 1, 5, 0), "6 of 11 commitments were assessed, too few for one percentage."),
        ((0, 0, 0, 11, 0), "None of the 11 commitments was assessed in this round."),
    ],
)
def test_without_a_single_percentage_the_sentence_stands(
    client, contract, round_, counts, sentence
):
    result(contract, round_, counts)

    assert sentence in read(client, ADDRESS).words
    assert 'class="sheet-figure"' not in html(client)


def test_figures_of_others_are_shown_as_published(client, contract):
    as_published(contract)
    words = read(client, ADDRESS).words

    assert "3 partially, 2 not: the figures as published, before this portal existed." in words
    assert "%" not in words


def test_before_anything_is_published_the_promises_stand_alone(client, contract):
    contract.list_status = "complete"
    contract.save()
    factories.CommitmentFactory(contract=contract, title_en="A school")
    words = read(client, ADDRESS).words

    assert "This Social Contract has 1 commitment. Its assessment has not begun." in words
    assert "A school" in words
    assert "Not yet assessed" not in words and "Checkpoint" not in words


def test_nothing_of_a_retracted_result_is_on_the_sheet(client, card):
    line(card, "full", title_en="A hidden school")
    factories.RetractionFactory(scorecard=card)
    words = read(client, ADDRESS).words

    assert "What was published about this term was retracted" in words
    assert "61 %" not in words and "Fully addressed" not in words


@pytest.mark.parametrize("more", [0, 9])
def test_it_costs_the_same_with_one_commitment_and_with_ten(
    client, card, django_assert_num_queries, more
):
    for _ in range(1 + more):
        line(card)

    with django_assert_num_queries(5):
        assert client.get(ADDRESS).status_code == 200


# --- The QR code ----------------------------------------------------------------------------------


def test_the_code_says_the_address_module_for_module():
    import segno

    address = "https://example.org/municipalities/vlore/"
    code = qr.of_address(address)
    expected = [
        [bool(dark) for dark in row]
        for row in segno.make(address, error="m", micro=False, mask=3).matrix_iter(border=4)
    ]
    assert drawn(code) == expected


def drawn(code):
    """The dark modules that a path of moves and strokes leaves on the paper."""
    import re

    dark = [[False] * code.side for _ in range(code.side)]
    x = y = 0
    for command, numbers in re.findall(r"([Mmh])([\d. ]+)", code.path):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = int(values[0]), int(values[1] - 0.5)
        elif command == "m":
            x += int(values[0])
        else:
            for at in range(x, x + int(values[0])):
                dark[y][at] = True
            x += int(values[0])
    return dark
