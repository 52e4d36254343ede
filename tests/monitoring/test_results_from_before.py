"""Results published before the portal: method 0, sealed as they were, never recomputed (§5)."""

import pytest

from contracts.models import SocialContract
from monitoring import actions, ledger, payloads
from monitoring.models import LedgerEntry, Round
from tests import factories
from tests.stories import BEGIN

pytestmark = pytest.mark.django_db


def test_results_from_before_the_portal_are_sealed_as_published():
    contract, ratings, round_ = _before_the_portal()

    card = _import(contract, round_, ratings)

    assert (card.full, card.partial, card.none) == (0, 1, 1)
    assert (card.method_version, card.source) == ("0", "https://example.org/raporti")
    assert card.entry.payload == ledger.canonical(payloads.of_scorecard(card))


def test_importing_the_same_result_again_changes_nothing():
    contract, ratings, round_ = _before_the_portal()
    first = _import(contract, round_, ratings)

    assert _import(contract, round_, ratings) == first
    assert LedgerEntry.objects.count() == 1


def test_importing_another_result_for_the_same_round_is_refused():
    contract, ratings, round_ = _before_the_portal()
    _import(contract, round_, ratings)

    with pytest.raises(actions.Refused):
        _import(contract, round_, dict.fromkeys(ratings, "full"))

    assert LedgerEntry.objects.count() == 1


def test_a_round_of_our_own_method_takes_no_imported_result():
    contract, ratings, _round = _before_the_portal()

    with pytest.raises(actions.Refused):
        _import(contract, factories.RoundFactory(term=contract.term), ratings)


def _before_the_portal():
    contract = factories.SocialContractFactory(list_status=SocialContract.ListStatus.INCOMPLETE)
    ratings = {
        factories.CommitmentFactory(contract=contract): "partial",
        factories.CommitmentFactory(contract=contract): "none",
    }
    round_ = Round.objects.create(
        term=contract.term, slug="2019-2020", name_sq="Viti i parë", method_version="0"
    )
    return contract, ratings, round_


def _import(contract, round_, ratings):
    organisation = factories.OrganisationFactory()
    organisation = type(organisation).objects.order_by("pk").first()
    return actions.import_as_published(
        contract=contract, round=round_, ratings=ratings, list_complete=False,
        source="https://example.org/raporti", monitoring=organisation, at=BEGIN,
    )  # fmt: skip


def test_a_wording_recorded_better_later_does_not_make_the_same_import_a_different_one():
    contract, ratings, round_ = _before_the_portal()
    first = _import(contract, round_, ratings)
    commitment = next(iter(ratings))
    commitment.title_en = "Better words"
    commitment.save()

    assert _import(contract, round_, ratings) == first
