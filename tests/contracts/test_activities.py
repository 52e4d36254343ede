"""Recording activities: who may, what cannot be so, and what two people do at the same time."""

import pytest
from django.core.exceptions import ValidationError

from contracts.activities.recording import Step, Ties, change_activity, record_activity
from contracts.models import Activity
from municipalities.recording import ChangedMeanwhile, version_of
from municipalities.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {
    "kind": "campaign", "title_sq": "Fushata për ujin", "title_en": "", "summary_sq": "",
    "summary_en": "", "begins": "2024-03-09", "ends": "", "place": "Provë", "is_online": False,
    "participants": 40, "women": 22, "youth": None, "source": "Listë nënshkrimesh e sajuar",
    "link": "", "is_public": False,
}  # fmt: skip
PETITION = Step("petition", "2024-03-09", "Peticioni u dorëzua.")
WORKS = Step("works", "2024-09", "Punimet nisën.")


@pytest.fixture
def home():
    return factories.OrganisationFactory()


@pytest.fixture
def member(home):
    return factories.UserFactory(coordinates=home)


@pytest.fixture
def term():
    return factories.TermFactory()


def recorded(member, term, home, *, steps=(), municipalities=(), commitments=(), **words):
    ties = Ties((home,), tuple(municipalities), tuple(commitments), tuple(steps))
    return record_activity(by=member, term=term, words=WORDS | words, ties=ties)


def changed(activity, by, *, seen=None, steps=None, **words):
    ties = Ties.of(activity)
    if steps is not None:
        ties = Ties(ties.organisations, ties.municipalities, ties.commitments, tuple(steps))
    return change_activity(
        activity=activity, by=by, seen=version_of(activity) if seen is None else seen,
        words=WORDS | words, ties=ties,
    )  # fmt: skip


def test_an_activity_is_recorded_with_its_ties_and_steps(member, term, home):
    place = factories.MunicipalityFactory()
    contract = factories.SocialContractFactory(municipality=place, term=term)
    commitment = factories.CommitmentFactory(contract=contract)

    activity = recorded(
        member, term, home, municipalities=[place], commitments=[commitment],
        steps=[WORKS, PETITION],
    )  # fmt: skip

    assert activity.slug == "fushata-per-ujin-2024"
    assert Ties.of(activity) == Ties((home,), (place,), (commitment,), (PETITION, WORKS))
    assert activity.history.first().history_user == member
    assert not activity.is_public


def test_the_same_activity_recorded_twice_is_one(member, term, home):
    assert recorded(member, term, home) == recorded(member, term, home)
    assert Activity.objects.count() == 1


def test_what_another_organisation_recorded_is_not_taken_over(member, term, home):
    recorded(member, term, home)
    other = factories.OrganisationFactory()
    with pytest.raises(Refused):
        recorded(factories.UserFactory(coordinates=other), term, other)


def test_an_address_is_given_out_once(member, term, home):
    recorded(member, term, home)
    again = recorded(member, term, home, begins="2024-10")
    assert again.slug == "fushata-per-ujin-2024-2"


def test_somebody_of_another_organisation_neither_records_for_this_one_nor_changes(
    member, term, home
):
    stranger = factories.UserFactory(coordinates=factories.OrganisationFactory())
    with pytest.raises(ValidationError):
        recorded(stranger, term, home)
    activity = recorded(member, term, home)
    with pytest.raises(Refused):
        changed(activity, stranger, title_sq="Tjetër")
    assert Activity.objects.get().title_sq == "Fushata për ujin"


def test_a_network_admin_records_for_everybody(term, home):
    admin = factories.UserFactory(is_network_admin=True)
    assert recorded(admin, term, home).organisations.get() == home


@pytest.mark.parametrize(
    "words",
    [
        {"title_sq": ""},
        {"begins": ""},
        {"begins": "31.2.2024"},
        {"ends": "2024-03-08"},
        {"participants": 3, "women": 4},
        {"participants": 10**19},
        {"kind": "party"},
        {"source": ""},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_so_is_refused(member, term, home, words):
    with pytest.raises(ValidationError):
        recorded(member, term, home, **words)
    assert Activity.objects.count() == 0


def test_commitments_are_of_the_same_term(member, term, home):
    with pytest.raises(ValidationError, match="tjetër|another|other"):
        recorded(member, term, home, commitments=[factories.CommitmentFactory()])
    assert Activity.objects.count() == 0


def test_an_invented_municipality_stays_in_the_demonstration(member, term, home):
    invented = factories.MunicipalityFactory(is_demonstration=True)
    with pytest.raises(ValidationError):
        recorded(member, term, home, municipalities=[invented])
    demonstration = factories.TermFactory(is_demonstration=True)
    recorded(member, demonstration, home, municipalities=[invented])
    assert Activity.objects.get().term == demonstration


def test_the_same_words_again_make_no_new_version(member, term, home):
    activity = recorded(member, term, home, steps=[PETITION])
    before = version_of(activity)
    changed(activity, member, seen=0)
    assert version_of(activity) == before


def test_who_saw_an_older_version_changes_nothing(member, term, home):
    activity = recorded(member, term, home)
    seen = version_of(activity)
    changed(activity, member, seen=seen, place="Sallë")
    with pytest.raises(ChangedMeanwhile):
        changed(activity, member, seen=seen, place="Shesh")
    assert Activity.objects.get().place == "Sallë"


def test_steps_are_taken_as_they_are_typed_and_count_as_a_change(member, term, home):
    activity = recorded(member, term, home, steps=[PETITION])
    seen = version_of(activity)
    changed(activity, member, steps=[PETITION, WORKS])
    assert Ties.of(activity).steps == (PETITION, WORKS)
    with pytest.raises(ChangedMeanwhile):
        changed(activity, member, seen=seen, steps=[])


def test_a_step_that_is_none_leaves_everything_as_it_was(member, term, home):
    activity = recorded(member, term, home, steps=[PETITION])
    with pytest.raises(ValidationError):
        changed(activity, member, place="Sallë", steps=[Step("rally", "2024", "Tubim.")])
    activity.refresh_from_db()
    assert (activity.place, Ties.of(activity).steps) == ("Provë", (PETITION,))
