"""One published scorecard at its own address: published, superseded, a correction, retracted."""

import datetime

import pytest
from django.core.cache import cache

from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import correction, line, point, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "/en/municipalities/fier/2023-2027/year-3/"


@pytest.fixture
def card(contract, round_):
    return result(contract, round_, summary_sq="Përmbledhje.", summary_en="A year of water.")


def page(client, further=""):
    return read(client, ADDRESS + further)


def html(client, further=""):
    return client.get(ADDRESS + further).content.decode()


def test_every_finding_stands_with_its_sentence(client, card):
    line(card, "partial", rationale_en="Half of the pipes are laid.")
    line(card, "unassessed", items=0, rationale_sq="", rationale_en="", reason_sq="Pa qasje.",
         reason_en="No access to the files.")  # fmt: skip

    words = page(client).words

    assert "A year of water." in words
    assert "Half of the pipes are laid." in words
    assert "No access to the files." in words
    assert 'data-state="published"' in html(client)


def test_a_sentence_that_exists_only_in_albanian_is_marked_as_albanian(client, card):
    line(card, "partial", rationale_sq="Gjysma e tubave.", rationale_en="")

    assert '<p class="rationale"><span lang="sq">Gjysma e tubave.</span></p>' in html(client)


def test_a_disputed_finding_has_the_reply_and_the_answer_beside_it(client, card):
    disputed = line(card, "none", rationale_en="Nothing was found on site.")
    factories.ScorecardReplyFactory(
        scorecard=card, line=disputed, text="Punimet mbaruan.", answer_sq="Jo.", answer_en="No.",
        capacity="council",
    )  # fmt: skip

    words = page(client).words

    assert (
        "Finding of the monitoring organisation Nothing was found on site."
        " Reply of the municipality (the municipal council), received on 20 November 2026"
        " Punimet mbaruan. The reviewer’s answer No."
    ) in words
    assert '<blockquote lang="sq"><p>Punimet mbaruan.</p></blockquote>' in html(client)


def test_a_point_has_its_own_finding(client, card):
    bundle = line(card, "partial", items=0)
    point(bundle, 1, "full", rationale_en="The first street is paved.")

    assert "The first street is paved." in page(client).words


def test_the_ledger_entry_is_at_the_foot_for_paper(client, card):
    words = page(client).words

    assert f"Entry {card.entry.seq} of the ledger, hash {card.entry.hash}" in words
    assert f"This page http://127.0.0.1:8000{ADDRESS}" in words
    assert f"The arithmetic http://127.0.0.1:8000{ADDRESS}working/" in words


# --- Corrections ----------------------------------------------------------------------------------


@pytest.fixture
def corrected(card):
    first = line(card, "full")
    second = correction(card, (2, 6, 1, 2, 0))
    line(second, "partial", commitment=first.commitment)
    return second


def test_what_was_corrected_stays_at_its_address_and_says_so(client, corrected):
    found = page(client)

    assert (
        "Corrected on 23 December 2026 This page keeps what was published before the correction."
        " Cause: A decision had been missed."
    ) in found.words
    assert "before 61 % before: how this comes about, 9 of 11 assessed" in found.words
    assert "after 56 % after: how this comes about, 9 of 11 assessed" in found.words
    assert ("To revision 2", f"{ADDRESS}r2/") in found.links
    assert "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not." in found.words
    assert 'data-state="superseded"' in html(client)


def test_a_correction_names_cause_numbers_and_lines(client, corrected):
    found = page(client, "r2/")

    assert "Revision 2, a correction of 23 December 2026" in found.words
    assert "1 Trial commitment 1 (Fully addressed → Partially addressed)" in found.words
    assert ("Revision 1, as it was published", ADDRESS) in found.links
    assert [row[:1] + row[3:] for row in found.rows if row[0].startswith("Revision ")] == [
        ["Revision 1", "first publication"],
        ["Revision 2", "A decision had been missed."],
    ]
    assert 'data-state="published"' in html(client, "r2/")


def test_a_correction_of_a_correction_leads_one_step_at_a_time(client, corrected):
    correction(corrected, (1, 7, 1, 2, 0))

    middle = page(client, "r2/")

    assert ("To revision 3", f"{ADDRESS}r3/") in middle.links
    assert ("Revision 1, as it was published", ADDRESS) in middle.links


def test_a_result_that_was_never_corrected_lists_no_revisions(client, card):
    assert "Revisions" not in page(client).words


# --- Retractions ----------------------------------------------------------------------------------


def test_of_a_retracted_scorecard_a_stub_with_the_reason_remains(client, card):
    line(card, "full", rationale_en="Everything is built.")
    factories.ScorecardReplyFactory(scorecard=card, text="Përgjigja e bashkisë.")
    factories.RetractionFactory(
        scorecard=card, reason_sq="Bashki tjetër.", reason_en="It concerned another town."
    )

    found = page(client)

    assert "Retracted on 24 November 2026" in found.words
    assert "It concerned another town." in found.words
    assert f"as revision 1, entry {card.entry.seq} of the ledger" in found.words
    assert 'data-state="retracted"' in html(client)
    assert '<meta name="robots" content="noindex">' in html(client)


@pytest.mark.parametrize("further", ["", "working/"])
def test_nothing_of_a_retracted_scorecard_is_shown_any_more(client, card, further):
    line(card, "full", rationale_en="Everything is built.", title_en="A hidden school")
    factories.ScorecardReplyFactory(scorecard=card, text="Përgjigja e bashkisë.")
    before = html(client, further)
    factories.RetractionFactory(scorecard=card)
    cache.clear()

    after = html(client, further)

    for shown in ("hidden school", "61\u00a0%"):
        assert shown in before and shown not in after
    assert "Everything is built." not in after and "Përgjigja e bashkisë." not in after


def test_a_correction_that_was_retracted_is_said_on_what_it_corrected(client, corrected):
    factories.RetractionFactory(scorecard=corrected)

    found = page(client)

    assert "The corrected result was retracted later." in found.words
    assert "56 %" not in found.words
    assert page(client, "r2/").words.count("Retracted on") == 1


def test_after_a_retracted_revision_its_old_numbers_are_not_repeated(client, card):
    second = correction(card, (5, 4, 0, 2, 0))
    factories.RetractionFactory(scorecard=card)

    words = page(client, "r2/").words

    assert "Revision 2, a correction" in words
    assert "61 %" not in words
    assert second.revision == 2


# --- Addresses and cost ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/en/municipalities/fier/2023-2027/year-9/",
        "/en/municipalities/fier/1999/year-3/",
        "/en/municipalities/atlantis/2023-2027/year-3/",
        f"{ADDRESS}r2/",
        f"{ADDRESS}r0/",
        f"{ADDRESS}r9/working/",
    ],
)
def test_what_was_never_published_is_not_found(client, card, address):
    read(client, address, status=404)


def test_a_scorecard_is_not_found_under_another_municipality_or_term(client, card):
    other = factories.SocialContractFactory(term=card.contract.term)
    factories.TermFactory(slug="2019-2023")

    read(client, f"/en/municipalities/{other.municipality.slug}/2023-2027/year-3/", status=404)
    read(client, "/en/municipalities/fier/2019-2023/year-3/", status=404)


@pytest.mark.parametrize("number", [1, 10])
def test_a_corrected_scorecard_costs_eight_queries_with_its_etag(
    client, contract, round_, django_assert_num_queries, number
):
    card = result(contract, round_)
    for _ in range(number):
        card = correction(card, (3, 5, 1, 2, 0))
        factories.ScorecardReplyFactory(scorecard=card)
        for _ in range(number):
            of_line = line(card, items=number)
            factories.ScorecardReplyFactory(scorecard=card, line=of_line)
    address = f"{ADDRESS}r{number + 1}/"
    client.get(address)
    cache.clear()

    with django_assert_num_queries(8):
        assert client.get(address).status_code == 200


def test_the_dates_are_those_of_the_language(client, card):
    albanian = client.get(ADDRESS.removeprefix("/en")).content.decode()

    assert datetime.date(2026, 9, 15) == card.evidence_until
    assert ">15 shtator 2026</time>" in albanian
    assert ">15 September 2026</time>" in html(client)
