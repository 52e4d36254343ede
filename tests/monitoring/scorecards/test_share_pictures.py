"""Pictures beside a link: their size, that they never differ, and what they are drawn from."""

import subprocess
import sys
from io import BytesIO

import pytest
from django.core.cache import cache
from django.utils import translation
from PIL import Image

from monitoring.scorecards.media import drawing_board, lettering, share_picture, statement
from monitoring.scorecards.media.finding import of_commitment
from tests import factories
from tests.monitoring.scorecards.sample_results import as_published, correction, line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MUNICIPALITY = "/en/pictures/municipalities/fier/2023-2027.png"
SCORECARD = "/en/pictures/scorecards/fier/2023-2027/year-3/r1.png"


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


@pytest.fixture
def written(monkeypatch):
    """Every text that is put on a board, in order."""
    texts = []
    write = drawing_board.Board.write

    def noted(board, text, *args, **kwargs):
        texts.append(text)
        return write(board, text, *args, **kwargs)

    monkeypatch.setattr(drawing_board.Board, "write", noted)
    return texts


def picture(client, address=MUNICIPALITY):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png"), address
    return Image.open(BytesIO(response.content))


def test_every_picture_is_1200_by_630_and_light(client, card):
    about = line(card)
    for address in (
        MUNICIPALITY,
        SCORECARD,
        "/en/pictures/terms/2023-2027.png",
        f"/en/pictures/commitments/{about.reference}.png",
    ):
        assert picture(client, address).size == (1200, 630)
        assert len(client.get(address).content) < 60_000


def test_the_same_result_gives_the_same_bytes(client, card):
    first = client.get(MUNICIPALITY).content
    cache.clear()

    assert client.get(MUNICIPALITY).content == first


def test_another_process_draws_the_same_bytes():
    program = (
        "import hashlib, django\n"
        "django.setup()\n"
        "from monitoring.scorecards.media.drawing_board import Board\n"
        "from monitoring.scoring import Counts\n"
        "board = Board(is_demonstration=True)\n"
        "board.write('Shkodër, Çorovodë', 64, 98, 64, lines=1)\n"
        "board.stacked_bar(Counts(3, 5, 1, 2, 1), top=400)\n"
        "print(hashlib.sha256(board.png()).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True, text=True, check=True,
            env={"DEMO": "1", "DJANGO_SETTINGS_MODULE": "popnet.settings", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


@pytest.mark.parametrize("letter", "ëçËÇ–½…·%’")
def test_the_font_has_every_letter_that_is_needed(letter):
    missing = lettering.font(40).getmask("\ue000").getbbox()

    assert lettering.font(40).getmask(letter).getbbox() != missing


def test_a_result_is_written_with_figure_sentence_basis_and_address(client, card, written):
    picture(client)

    assert written == [
        "POP Network",
        "Fier",
        "Social Contract 2023–2027 · Year 3",
        "61\u00a0%",
        "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not.",
        "Fully addressed: 3",
        "Partially addressed: 5",
        "Not addressed: 1",
        "Not yet assessed: 2",
        "9 of 11 assessed (82\u00a0%) · evidence until 15 September 2026 · method version 1",
        "127.0.0.1:8000/en/municipalities/fier/2023-2027/year-3",
    ]


@pytest.mark.parametrize(
    ("counts", "begins"),
    [
        ((2, 3, 1, 5, 0), "6 of 11 commitments were assessed, too few"),
        ((1, 3, 0, 0, 0), "4 of 4 commitments were assessed. With fewer than five"),
        ((0, 0, 0, 11, 0), "None of the 11 commitments was assessed"),
    ],
)
def test_without_a_single_percentage_the_sentence_stands_alone(
    client, contract, round_, written, counts, begins
):
    result(contract, round_, counts)
    picture(client)

    assert written[3].startswith(begins)


def test_figures_of_others_are_called_so(client, contract, written):
    card = as_published(contract)
    picture(client)

    assert written[3].startswith("Of 5 commitments, 0 were rated as fully addressed")
    assert written[-2].startswith(f"as published by {card.monitoring.name_en}")
    assert not [text for text in written if "%" in text]


def test_nothing_of_a_retracted_result_is_drawn(client, card, written):
    factories.RetractionFactory(scorecard=card)
    picture(client)
    picture(client, SCORECARD)

    assert "This scorecard was retracted after publication." in written
    assert not [text for text in written if "61" in text or "addressed" in text]


def test_a_corrected_scorecard_says_so_in_its_picture(client, card, written):
    correction(card, (5, 3, 1, 2, 0))
    picture(client, SCORECARD)

    assert (
        written[2]
        == "Social Contract 2023–2027 · Year 3 · revision 1, corrected on 23 December 2026"
    )


def test_a_commitment_is_written_with_status_stage_and_date(client, card, written):
    about = line(card, "partial", stage="under_way")
    commitment = about.commitment
    commitment.title_en = "A new kindergarten"
    commitment.save()
    picture(client, f"/en/pictures/commitments/{about.reference}.png")

    assert written == [
        "POP Network",
        f"Fier · 2023–2027 · Commitment {commitment.number}",
        "A new kindergarten",
        "Partially addressed · under way",
        "found in Year 3 · evidence until 15 September 2026 · method version 1",
        f"127.0.0.1:8000/en/commitments/{about.reference}",
    ]


def test_a_commitment_of_which_nothing_is_published_says_that(client, contract, written):
    commitment = factories.CommitmentFactory(contract=contract)
    picture(client, f"/en/pictures/commitments/{commitment.reference}.png")

    assert written[3:5] == ["No assessment of it has been published.", "as of 23 November 2026"]


def test_the_network_is_pooled_or_says_that_there_is_nothing(client, card, written):
    picture(client, "/en/pictures/terms/2023-2027.png")
    assert written[3] == "61\u00a0%"
    assert written[-2].startswith(
        "counts of 1 municipality · 9 of 11 assessed (82\u00a0%) · evidence until"
    )

    factories.RetractionFactory(scorecard=card)
    written.clear()
    picture(client, "/en/pictures/terms/2023-2027.png")
    assert written[3].startswith("No result computed by this portal’s method")


def test_an_invented_result_is_marked_in_its_picture(card, written):
    term = card.contract.term
    term.is_demonstration = True
    about = factories.CommitmentFactory(contract=card.contract)
    about.contract.term = term
    with translation.override("en"):
        share_picture.of_result(statement.of_scorecard(card, term))
        share_picture.of_finding(of_commitment(about, None, on=card.evidence_until))

    marked = "Demonstration · Commitments and results in this picture are invented."
    assert [text for text in written if text == marked] == [marked] * 2


@pytest.mark.parametrize(
    "address",
    [
        "/pictures/municipalities/nowhere/2023-2027.png",
        "/pictures/municipalities/fier/1999.png",
        "/pictures/scorecards/fier/2023-2027/year-3/r9.png",
        "/pictures/commitments/nothing.png",
        "/pictures/terms/nothing.png",
    ],
)
def test_of_what_does_not_exist_there_is_no_picture(client, card, address):
    assert client.get(address).status_code == 404


def test_a_word_wider_than_the_paper_is_cut_and_a_long_text_ends_in_dots():
    lines = lettering.broken("a" * 400, 50, 600, at_most=3, is_own=True)

    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(lettering.width(each, 50) <= 600 for each in lines)
