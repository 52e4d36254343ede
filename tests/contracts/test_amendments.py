"""A change of wording that both signatories agreed on, and a withdrawal by one (METHOD §5)."""

import datetime

import pytest

from contracts import actions
from contracts.models import Amendment, Commitment
from tests import factories as make

pytestmark = pytest.mark.django_db

SINCE = datetime.date(2025, 3, 1)
AT = datetime.datetime(2025, 3, 10, 12, tzinfo=datetime.UTC)
WORDS = ("title_sq", "title_en", "text_sq", "text_en")


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def commitment():
    return make.CommitmentFactory(
        title_sq="Dhjetë kosha në Çorovodë",
        title_en="Ten bins in Çorovodë",
        text_sq="Bashkia vendos dhjetë kosha.",
        text_en="The municipality puts up ten bins.",
    )


def amend(commitment, admin, **changes):
    asked = {
        "since": SINCE,
        "source": "Marrëveshja e 1 marsit 2025",
        "title_sq": "Njëzet kosha në Çorovodë",
        "title_en": "Twenty bins in Çorovodë",
        "text_sq": "Bashkia vendos njëzet kosha.",
        "text_en": "The municipality puts up twenty bins.",
        "at": AT,
    }
    return actions.amend(commitment=commitment, by=admin, **(asked | changes))


def withdraw(commitment, admin, **changes):
    asked = {"on": SINCE, "source": "Vendimi 12 i këshillit", "at": AT}
    return actions.record_withdrawal(commitment=commitment, by=admin, **(asked | changes))


def stored(commitment):
    return Commitment.objects.values(*WORDS, "withdrawn_on", "withdrawn_source").get(
        pk=commitment.pk
    )


def assert_refused(sentence, act, *args, **kwargs):
    """The action raises Refused with the sentence, and nothing at all has changed."""

    def everything():
        rows = Commitment.objects.order_by("pk").values(), Amendment.objects.values()
        return [list(row) for row in rows] + [Commitment.history.count()]

    before = everything()
    with pytest.raises(actions.Refused) as refusal:
        act(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert everything() == before


def test_an_amendment_keeps_the_old_words_and_shows_the_new(commitment, admin):
    amendment = amend(commitment, admin)

    assert stored(commitment) == {
        "title_sq": "Njëzet kosha në Çorovodë",
        "title_en": "Twenty bins in Çorovodë",
        "text_sq": "Bashkia vendos njëzet kosha.",
        "text_en": "The municipality puts up twenty bins.",
        "withdrawn_on": None,
        "withdrawn_source": "",
    }
    amendment.refresh_from_db()
    assert [getattr(amendment, f"old_{name}") for name in WORDS] == [
        "Dhjetë kosha në Çorovodë",
        "Ten bins in Çorovodë",
        "Bashkia vendos dhjetë kosha.",
        "The municipality puts up ten bins.",
    ]
    assert (amendment.since, amendment.source) == (SINCE, "Marrëveshja e 1 marsit 2025")
    assert (amendment.recorded_at, amendment.recorded_by) == (AT, admin)


def test_search_and_history_follow_the_new_words(commitment, admin):
    amend(commitment, admin)

    commitment = Commitment.objects.get(pk=commitment.pk)
    assert "njezet kosha ne corovode" in commitment.search_text
    assert "dhjete" not in commitment.search_text
    newest = commitment.history.latest()
    assert (newest.title_sq, newest.history_user) == ("Njëzet kosha në Çorovodë", admin)


def test_amendments_follow_each_other(commitment, admin):
    amend(commitment, admin)
    amend(commitment, admin, title_sq="Tridhjetë kosha", since=datetime.date(2025, 3, 9))

    assert list(commitment.amendments.values_list("old_title_sq", flat=True)) == [
        "Dhjetë kosha në Çorovodë",
        "Njëzet kosha në Çorovodë",
    ]


@pytest.mark.parametrize("since", [SINCE, datetime.date(2025, 2, 1)])
def test_an_amendment_is_refused_on_or_before_the_day_of_another(commitment, admin, since):
    amend(commitment, admin)
    assert_refused(
        "A later amendment is already recorded; its old words would be wrong.",
        amend, commitment, admin, since=since, title_sq="Tridhjetë kosha",
    )  # fmt: skip


def test_an_amendment_is_refused_to_whoever_read_older_words(commitment, admin):
    seen_before = Commitment.objects.get(pk=commitment.pk)
    amend(commitment, admin)
    assert_refused(
        "The commitment has changed in the meantime. Open it again.",
        amend, seen_before, admin, since=datetime.date(2025, 3, 5), title_sq="Tridhjetë kosha",
    )  # fmt: skip


def test_an_amendment_that_changes_nothing_is_refused(commitment, admin):
    same = {name: getattr(commitment, name) for name in WORDS}
    assert_refused("The new words are the same as the old ones.", amend, commitment, admin, **same)


@pytest.mark.parametrize("missing", ["title_sq", "source"])
def test_an_amendment_without_title_or_source_is_refused(commitment, admin, missing):
    assert_refused(
        "An amendment needs its new title in Albanian and its source.",
        amend, commitment, admin, **{missing: "  "},
    )  # fmt: skip


def test_an_amendment_that_holds_only_tomorrow_is_refused(commitment, admin):
    """Tomorrow in Tirana, where the eleventh begins before it does in Greenwich."""
    late_in_the_evening = datetime.datetime(2025, 3, 10, 23, 30, tzinfo=datetime.UTC)
    assert_refused(
        "This day is in the future. Record it once it has come.",
        amend, commitment, admin, since=datetime.date(2025, 3, 12), at=late_in_the_evening,
    )  # fmt: skip
    amend(commitment, admin, since=datetime.date(2025, 3, 11), at=late_in_the_evening)


def test_words_that_do_not_fit_are_refused_with_a_sentence(commitment, admin):
    assert_refused(
        "Ensure this value has at most 300 characters (it has 301).",
        amend, commitment, admin, title_sq="k" * 301,
    )  # fmt: skip


def test_a_withdrawn_commitment_stays_and_says_since_when_and_whence(commitment, admin):
    withdraw(commitment, admin)

    row = stored(commitment)
    assert (row["withdrawn_on"], row["withdrawn_source"]) == (SINCE, "Vendimi 12 i këshillit")
    assert commitment.history.latest().history_user == admin
    assert list(Commitment.objects.withdrawn(SINCE)) == [commitment]
    assert list(Commitment.objects.withdrawn(SINCE - datetime.timedelta(days=1))) == []


def test_a_commitment_is_withdrawn_only_once(commitment, admin):
    seen_before = Commitment.objects.get(pk=commitment.pk)
    withdraw(commitment, admin)
    for row in (commitment, seen_before):
        assert_refused(
            "The commitment has changed in the meantime. Open it again.",
            withdraw, row, admin, source="Një burim tjetër",
        )  # fmt: skip


def test_a_withdrawal_without_source_or_before_its_day_is_refused(commitment, admin):
    assert_refused("A withdrawal needs its source.", withdraw, commitment, admin, source=" ")
    assert_refused(
        "This day is in the future. Record it once it has come.",
        withdraw, commitment, admin, on=datetime.date(2025, 3, 11),
    )  # fmt: skip


@pytest.mark.parametrize("act", [amend, withdraw])
def test_only_a_network_admin_records_what_signatories_decided(commitment, act):
    covering = make.OrganisationFactory(covers=[commitment.contract.municipality])
    people = [
        make.UserFactory(coordinates=covering),
        make.UserFactory(manages=covering),
        make.UserFactory(network_admin=True, is_active=False),
    ]
    for person in people:
        assert_refused(
            "Only a network admin records what the signatories decided.", act, commitment, person
        )
