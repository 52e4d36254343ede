"""One commitment: its words, every finding over the rounds, all the evidence, the replies."""

import datetime

import pytest
from django.core.cache import cache

from contracts.models import Commitment
from monitoring.needs import NEEDS
from tests import factories
from tests.monitoring.scorecards.reading import read
from tests.monitoring.scorecards.sample_results import as_published, correction, line, point, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "/en/commitments/fier-2023-1/"


@pytest.fixture
def commitment(contract):
    return factories.CommitmentFactory(contract=contract, title_en="A school for all")


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


def page(client):
    return read(client, ADDRESS)


def html(client):
    return client.get(ADDRESS).content.decode()


def test_before_any_assessment_the_promise_alone_is_shown(client, commitment):
    words = page(client).words

    assert "A school for all" in words
    assert "No assessment of it has been published." in words


def test_status_stage_sentence_and_round_come_first(client, commitment, card):
    line(card, "partial", commitment=commitment, stage="budgeted", rationale_en="Half is built.")

    words = page(client).words

    assert words.startswith("Commitment 1 · Fier, 2023–2027 A school for all Partially addressed")
    assert "Partially addressed budgeted Half is built." in words
    assert "Found in Year 3, evidence until 15 September 2026." in words


@pytest.mark.parametrize("kind", [kind for kind in Commitment.Kind if kind in NEEDS])
def test_what_a_status_needs_is_said_for_this_kind(client, commitment, kind):
    commitment.kind = kind
    commitment.save()

    rows = page(client).rows

    assert ["Fully addressed", str(NEEDS[kind].full)] in rows
    assert ["Partially addressed", str(NEEDS[kind].partial)] in rows


def test_an_unrecorded_kind_leads_to_what_statuses_mean(client, commitment):
    commitment.kind = Commitment.Kind.UNRECORDED
    commitment.save()

    assert ("What the statuses mean", "/en/method/") in page(client).links


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("verbatim", "The words are those of the contract."),
        ("paraphrase", "The title is a short paraphrase, not the words of the contract."),
    ],
)
def test_whose_words_the_title_is_in_is_said(client, commitment, wording, said):
    commitment.wording = wording
    commitment.save()

    assert said in page(client).words


def test_an_amendment_shows_both_texts(client, commitment):
    factories.AmendmentFactory(
        commitment=commitment, old_title_en="A school for some", old_text_sq="Teksti i vjetër."
    )

    words = page(client).words

    assert "Amended by both signatories, valid from 15 January 2025" in words
    assert "Words before: A school for some Teksti i vjetër." in words
    assert "Words since: A school for all" in words


def test_place_units_competence_and_due_date_are_shown_where_known(client, commitment):
    commitment.places, commitment.competence, commitment.due_on = "Roskovec", "shared", "2026-05"
    commitment.save()
    unit = factories.AdministrativeUnitFactory(
        municipality=commitment.contract.municipality, name="Cakran"
    )
    commitment.units.add(unit)

    words = page(client).words

    assert "Place Roskovec Administrative units Cakran Competence shared Due May 2026" in words


# --- Testability ----------------------------------------------------------------------------------

SIX = (
    "One action", "A place", "A quantity", "A date", "The municipality’s competence",
    "An indicator",
)  # fmt: skip


def test_the_six_points_are_named_or_not_with_the_day_of_the_check(client, commitment):
    factories.TestabilityCheckFactory(
        commitment=commitment, has_place=False, has_date=False, indicator_en="Number of bins"
    )

    found = page(client)

    start = found.rows.index(["It needs", "In this commitment"])
    assert found.rows[start + 1 : start + 7] == [
        [SIX[0], "named"], [SIX[1], "not named"], [SIX[2], "named"], [SIX[3], "not named"],
        [SIX[4], "named"], [SIX[5], "named: Number of bins"],
    ]  # fmt: skip
    assert "Checked on 2 March 2026." in found.words
    assert "All six are named" not in found.words


def test_one_that_can_be_tested_says_so_and_never_who_checked(client, commitment):
    check = factories.TestabilityCheckFactory(commitment=commitment, checked_by__name="KANARINË")
    words = page(client).words
    assert "All six are named: it can be tested. Checked on 2 March 2026." in words
    assert "KANARINË" not in html(client) and check.checked_by.email not in html(client)


def test_where_nobody_looked_nothing_is_said_to_be_missing(client, commitment):
    factories.TestabilityCheckFactory(
        commitment=factories.CommitmentFactory(contract=commitment.contract), has_date=False
    )
    words = page(client).words
    assert "Nobody has checked this yet." in words
    assert "not named" not in words


def test_a_bundle_is_checked_by_its_points(client, commitment):
    for number, has_date in (("1.1", True), ("1.2", False)):
        point_of = factories.CommitmentFactory(
            contract=commitment.contract, parent=commitment, number=number,
            title_en=f"Point {number}",
        )  # fmt: skip
        factories.TestabilityCheckFactory(commitment=point_of, has_date=has_date)
    words = page(client).words
    part = words[words.index("Can it be tested?") :]
    assert part.index("Point 1.1") < part.index("All six are named") < part.index("Point 1.2")
    assert part.count("A date not named") == 1


def test_a_check_moves_the_page_of_its_commitment_and_no_other(client, commitment):
    other = factories.CommitmentFactory(contract=commitment.contract)
    addresses = (ADDRESS, f"/en/commitments/{other.reference}/")
    before = [client.get(address).headers["ETag"] for address in addresses]
    factories.TestabilityCheckFactory(commitment=commitment)
    after = [client.get(address).headers["ETag"] for address in addresses]
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)


# --- Evidence -------------------------------------------------------------------------------------


def test_evidence_says_what_it_is_from_whom_when_and_what_it_shows(client, commitment, card):
    found = line(card, "full", items=0, commitment=commitment)
    factories.ScorecardEvidenceFactory(
        line=found, title="Vendimi 34", publisher="Këshilli", dated="2026-03-12", place="Fier",
        page="4", shows="Miraton fondin.", link="https://www.example.org/vendimi/34",
    )  # fmt: skip

    found = page(client)

    assert "Official act Vendimi 34 Miraton fondin. Këshilli, 12 March 2026 · Fier · page 4" in (
        found.words
    )
    assert ("Evidence 1: example.org/vendimi/34", "https://www.example.org/vendimi/34") in (
        found.links
    )
    assert 'rel="noopener noreferrer nofollow ugc"' in html(client)


def test_a_file_is_named_by_its_type_and_size_in_the_language_of_the_page(client, commitment, card):
    found = line(card, "full", items=1, commitment=commitment)
    factories.ScorecardEvidenceFactory(
        line=found, title="Foto e rrugës", link="", sha256="ab" * 32, size=1258291,
        content_type="image/jpeg",
    )  # fmt: skip

    address = f"/evidence/{'ab' * 32}/foto-e-rruges.jpg"
    assert ("Evidence 2: photo, JPEG, 1.2 MB", address) in page(client).links
    assert "1,2\u00a0MB" in client.get(ADDRESS.removeprefix("/en")).content.decode()


def test_of_withheld_evidence_only_class_and_reason_are_shown(client, commitment, card):
    found = line(card, "full", items=0, commitment=commitment)
    factories.ScorecardEvidenceFactory(
        line=found, title="", link="", withheld_reason="Children can be recognised.",
        evidence_class="observation",
    )  # fmt: skip

    words = page(client).words

    assert "Direct observation Evidence 1 is withheld. Reason: Children can be recognised." in words


def test_a_bundle_shows_the_findings_and_evidence_of_its_points(client, commitment, card):
    bundle = line(card, "partial", items=0, commitment=commitment)
    point(bundle, 1, "full", items=2, rationale_en="The first is done.")
    second = point(bundle, 2, "none", items=1, rationale_en="The second is not.")

    found = page(client)

    assert "3 items of evidence" in found.words
    assert "The first is done." in found.words and "The second is not." in found.words
    assert [words for words, _ in found.links if words.startswith("Evidence ")] == [
        f"Evidence {i}: example.org/{item.link.rsplit('/', 1)[1]}"
        for i, item in enumerate(evidence_of(card), start=1)
    ]
    own = read(client, f"/en/commitments/{second.reference}/")
    assert own.words.startswith("Point 1.2 of commitment 1")
    assert "The second is not." in own.words and "The first is done." not in own.words


def evidence_of(card):
    return [item for of in card.lines.order_by("position") for item in of.evidence.all()]


# --- Rounds, replies, states ----------------------------------------------------------------------


def test_findings_over_the_rounds_are_a_table_newest_first(client, contract, commitment, card):
    earlier = factories.RoundFactory(term=contract.term, slug="year-2", name_en="Year 2")
    line(result(contract, earlier), "none", commitment=commitment, stage="planned",
         rationale_en="Only a plan.")  # fmt: skip
    line(card, "partial", items=2, commitment=commitment, previous="none", stage="under_way")

    found = page(client)

    start = next(i for i, row in enumerate(found.rows) if row[0] == "Round")
    assert found.rows[start + 1 :] == [
        ["Year 3", "Partially addressed under way", "progress, before: Not addressed", "2"],
        ["Year 2", "Not addressed planned", "–", "1"],
    ]
    assert "Finding and evidence of Year 2 Not addressed planned Only a plan." in found.words


def test_a_reply_and_the_answer_stand_beside_the_finding(client, commitment, card):
    found = line(card, "none", commitment=commitment)
    factories.ScorecardReplyFactory(
        scorecard=card, line=found, text="Shkolla u hap.", answer_sq="Jo ende.",
        answer_en="Not yet.",
    )  # fmt: skip
    factories.ScorecardReplyFactory(scorecard=card, text="Për të tërën.")

    words = page(client).words

    assert "Shkolla u hap. The reviewer’s answer Not yet." in words
    assert words.index("Shkolla u hap.") < words.index("Evidence Official act")
    assert "Për të tërën." not in words


def test_a_withdrawal_by_the_municipality_alone_counts_as_not_addressed(client, commitment, card):
    commitment.withdrawn_on, commitment.withdrawn_source = "2026-02-03", "Letra e bashkisë"
    commitment.save()
    line(card, "none", commitment=commitment, withdrawn_on=datetime.date(2026, 2, 3))

    words = page(client).words

    assert words.count("Withdrawn on 3 February 2026 by the municipality alone; counts as not") == 2
    assert "Letra e bashkisë" in words


def test_an_approved_exclusion_is_shown_and_a_proposed_one_is_not(client, commitment):
    exclusion = factories.ExclusionFactory(commitment=commitment, reason_sq="Me ligj.")
    assert "Obsolete since" not in page(client).words

    exclusion.approved_at = datetime.datetime(2025, 2, 1, tzinfo=datetime.UTC)
    exclusion.save()

    assert "Obsolete since 15 January 2025, approved by two organisations." in page(client).words


def test_what_others_published_says_by_whom_and_that_no_evidence_was_listed(
    client, contract, commitment
):
    line(as_published(contract), "partial", items=0, commitment=commitment)

    words = page(client).words

    assert "before this portal existed." in words
    assert "The source published the rating without listing its evidence." in words


def test_only_the_newest_revision_that_stands_is_shown(client, commitment, card):
    line(card, "full", commitment=commitment, rationale_en="As first published.")
    second = correction(card, (2, 6, 1, 2, 0))
    line(second, "partial", commitment=commitment, rationale_en="As corrected.")

    words = page(client).words

    assert "As corrected." in words and "As first published." not in words


def test_of_a_retracted_scorecard_nothing_is_shown(client, commitment, card):
    line(card, "full", commitment=commitment, rationale_en="Retracted words.")
    assert "Retracted words." in page(client).words

    factories.RetractionFactory(scorecard=card)

    assert "Retracted words." not in page(client).words
    assert "No assessment of it has been published." in page(client).words


def test_an_unknown_commitment_is_not_found(client, commitment):
    read(client, "/en/commitments/fier-2023-99/", status=404)


@pytest.mark.parametrize("number", [1, 10])
def test_it_costs_six_queries_with_its_etag(
    client, contract, commitment, django_assert_num_queries, number
):
    factories.TestabilityCheckFactory(commitment=commitment)
    for _ in range(number):
        amendment = factories.AmendmentFactory(
            commitment=commitment, since=datetime.date(2025, 1, 1 + contract.scorecards.count())
        )
        factories.DocumentFactory(contract=None, amendment=amendment)
        card = result(contract, factories.RoundFactory(term=contract.term))
        of = line(card, items=number, commitment=commitment)
        factories.ScorecardReplyFactory(scorecard=card, line=of)
    client.get(ADDRESS)
    cache.clear()

    with django_assert_num_queries(6):
        client.get(ADDRESS)
