"""What is recorded, by whom, and what is refused; nothing public changes without its reason."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from contracts.juxtaposing import publishing, recording
from contracts.juxtaposing.changing import Meanwhile, Reason
from contracts.models import Candidate, Juxtaposition, JuxtapositionEvent, Need, Position
from municipalities.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2027, 3, 2, 12, tzinfo=datetime.UTC)
REASON = Reason("U shtua përgjigjja që mungonte.", "The missing answer was added.")


@pytest.fixture
def juxtaposition():
    """Complete: two candidates with an answer to the one need; only publishing is missing."""
    there = factories.JuxtapositionFactory()
    need = factories.NeedFactory(juxtaposition=there, number=1)
    for name in ("Ana", "Ben"):
        candidate = factories.CandidateFactory(juxtaposition=there, name=name)
        factories.PositionFactory(candidate=candidate, need=need)
    return there


@pytest.fixture
def coordinator(juxtaposition):
    home = factories.OrganisationFactory(covers=[juxtaposition.municipality])
    return factories.UserFactory(coordinates=home)


@pytest.fixture
def admin():
    return factories.UserFactory(is_network_admin=True)


def seen(juxtaposition):
    return {"version": Juxtaposition.objects.get(pk=juxtaposition.pk).lock_version, "at": NOON}


def add(juxtaposition, by, **change):
    candidate = Candidate(juxtaposition=juxtaposition, name="Cen", source="Listë e sajuar")
    return recording.record_candidate(candidate=candidate, by=by, **(seen(juxtaposition) | change))


def published(juxtaposition, admin):
    publishing.publish(juxtaposition=juxtaposition, by=admin, **seen(juxtaposition))
    return juxtaposition


def test_begun_twice_is_one(juxtaposition, coordinator):
    again = recording.begin(
        by=coordinator, election=juxtaposition.election, municipality=juxtaposition.municipality
    )
    assert again == juxtaposition


def test_only_who_covers_the_municipality_records(juxtaposition):
    stranger = factories.UserFactory(coordinates=factories.OrganisationFactory())
    with pytest.raises(Refused):
        add(juxtaposition, stranger)
    with pytest.raises(Refused):
        recording.begin(
            by=stranger, election=juxtaposition.election,
            municipality=juxtaposition.municipality,
        )  # fmt: skip
    assert juxtaposition.candidates.count() == 2


def test_who_declared_a_tie_to_the_municipality_records_nothing_there(juxtaposition, coordinator):
    factories.DeclaredInterestFactory(
        user=coordinator, municipality=juxtaposition.municipality, kind="candidacy"
    )
    with pytest.raises(Refused):
        add(juxtaposition, coordinator)
    assert juxtaposition.candidates.count() == 2


def test_only_a_network_admin_records_an_election(coordinator):
    with pytest.raises(Refused):
        recording.record_election(
            by=coordinator, term=factories.TermFactory(), slug="z", name_sq="Z", source="S"
        )


def test_an_older_page_writes_nothing_over_a_newer_one(juxtaposition, coordinator):
    before = seen(juxtaposition)
    add(juxtaposition, coordinator)
    with pytest.raises(Meanwhile):
        recording.describe(
            juxtaposition=juxtaposition, by=coordinator, known={"source": "Tjetër"}, **before
        )
    assert Juxtaposition.objects.get().source == "Shpikur për provë"


def test_a_refused_change_leaves_the_version_as_it_was(juxtaposition, coordinator):
    before = seen(juxtaposition)
    with pytest.raises(ValidationError):
        recording.record_need(
            need=Need(juxtaposition=juxtaposition, number=2, title_sq="", pillar="local-economy"),
            by=coordinator, **before,
        )  # fmt: skip
    assert seen(juxtaposition) == before


def test_a_need_leads_to_no_commitment_of_another_term_or_municipality(juxtaposition, coordinator):
    need = juxtaposition.needs.get()
    need.juxtaposition = juxtaposition
    of_another = factories.CommitmentFactory()
    with pytest.raises(ValidationError):
        recording.record_need(
            need=need, by=coordinator, commitments=[of_another], **seen(juxtaposition)
        )
    assert need.commitments.count() == 0
    own = factories.CommitmentFactory(
        contract__municipality=juxtaposition.municipality,
        contract__term=juxtaposition.election.term,
    )
    recording.record_need(need=need, by=coordinator, commitments=[own], **seen(juxtaposition))
    assert list(need.commitments.all()) == [own]


def test_an_answer_that_is_emptied_is_taken_out(juxtaposition, coordinator):
    position = Position.objects.select_related("need", "candidate__juxtaposition").first()
    position.answer = ""
    recording.record_positions(
        candidate=position.candidate, by=coordinator, said=[position], **seen(juxtaposition)
    )
    assert Position.objects.count() == 1


@pytest.mark.parametrize(("dated", "is_taken"), [
    ("2027", True), ("2027-03", True), ("2027-03-02", True),
    ("2027-03-03", False), ("2027-04", False), ("2028", False),
])  # fmt: skip
def test_nobody_said_anything_on_a_day_that_is_still_to_come(
    juxtaposition, coordinator, dated, is_taken
):
    before = Position.objects.select_related("need", "candidate__juxtaposition").first()
    position = Position.objects.select_related("need", "candidate").get(pk=before.pk)
    position.dated, position.answer, position.source = dated, "accepts", "Forumi"

    def say():
        recording.record_positions(
            candidate=before.candidate, by=coordinator, said=[position], **seen(juxtaposition)
        )  # fmt: skip

    if is_taken:
        say()
    else:
        with pytest.raises(Refused, match=f"{position.need.number}: "):
            say()
    position.refresh_from_db()
    assert position.dated == (dated if is_taken else before.dated)


def test_a_position_belongs_to_a_need_of_the_same_juxtaposition(juxtaposition, coordinator):
    candidate = juxtaposition.candidates.first()
    elsewhere = Position(candidate=candidate, need=factories.NeedFactory(), answer="not_asked")
    with pytest.raises(Refused):
        recording.record_positions(
            candidate=candidate, by=coordinator, said=[elsewhere], **seen(juxtaposition)
        )


def test_who_was_asked_is_counted_by_unit_and_an_emptied_row_goes(juxtaposition, coordinator):
    unit = factories.AdministrativeUnitFactory(municipality=juxtaposition.municipality)
    counted = {unit: {"participants": 30, "women": None, "youth": 7}}
    recording.record_participation(
        juxtaposition=juxtaposition, by=coordinator, counted=counted, **seen(juxtaposition)
    )
    rows = juxtaposition.participation.values_list("unit", "participants", "women", "youth")
    assert list(rows) == [(unit.pk, 30, None, 7)]
    emptied = {unit: {"participants": None, "women": None, "youth": None}}
    recording.record_participation(
        juxtaposition=juxtaposition, by=coordinator, counted=emptied, **seen(juxtaposition)
    )
    assert juxtaposition.participation.count() == 0


def test_publishing_needs_an_answer_of_every_candidate_to_every_need(juxtaposition, admin):
    Position.objects.first().delete()
    with pytest.raises(Refused):
        published(juxtaposition, admin)
    assert len(publishing.gaps(juxtaposition)) == 1
    assert Juxtaposition.objects.get().published_at is None
    assert JuxtapositionEvent.objects.count() == 0


@pytest.mark.parametrize(
    "change", [{"collected_sq": ""}, {"source": ""}, {"order": Juxtaposition.Order.BALLOT}]
)
def test_publishing_needs_how_needs_were_collected_and_the_places_of_the_ballot(
    juxtaposition, change
):
    assert publishing.gaps(juxtaposition) == []
    for name, value in change.items():
        setattr(juxtaposition, name, value)
    assert publishing.gaps(juxtaposition) != []


def test_only_a_network_admin_publishes(juxtaposition, coordinator):
    with pytest.raises(Refused):
        publishing.publish(juxtaposition=juxtaposition, by=coordinator, **seen(juxtaposition))
    assert Juxtaposition.objects.get().published_at is None


def test_it_is_published_once(juxtaposition, admin):
    published(juxtaposition, admin)
    with pytest.raises(Refused):
        published(juxtaposition, admin)
    assert JuxtapositionEvent.objects.count() == 1


def test_what_is_public_is_changed_by_a_network_admin_with_a_public_reason(
    juxtaposition, coordinator, admin
):
    published(juxtaposition, admin)
    with pytest.raises(Refused):
        add(juxtaposition, coordinator, reason=REASON)
    with pytest.raises(ValidationError):
        add(juxtaposition, admin)
    assert juxtaposition.candidates.count() == 2

    add(juxtaposition, admin, reason=REASON)
    assert juxtaposition.candidates.count() == 3
    told = juxtaposition.events.order_by("pk").values_list("reason_sq", "reason_en", "by")
    assert list(told) == [
        ("Publikuar.", "Published.", admin.pk), (REASON.sq, REASON.en, admin.pk)
    ]  # fmt: skip


def test_a_candidate_goes_with_every_answer_of_hers(juxtaposition, coordinator):
    candidate = Candidate.objects.select_related("juxtaposition__municipality").first()
    recording.remove(row=candidate, by=coordinator, **seen(juxtaposition))
    assert juxtaposition.candidates.count() == 1
    assert Position.objects.count() == 1


def test_a_result_is_said_of_all_candidates_at_once_and_can_be_corrected(
    juxtaposition, coordinator
):
    ana, ben = juxtaposition.candidates.order_by("name")
    for elected, results in (
        (ana, [True, False]), (ben, [False, True]), (None, [None, None]),
    ):  # fmt: skip
        recording.record_result(
            juxtaposition=juxtaposition, by=coordinator, elected=elected, **seen(juxtaposition)
        )
        stored = juxtaposition.candidates.order_by("name").values_list("elected", flat=True)
        assert list(stored) == results


def test_who_is_recorded_after_the_result_was_not_elected(juxtaposition, coordinator):
    ana = juxtaposition.candidates.order_by("name").first()
    recording.record_result(
        juxtaposition=juxtaposition, by=coordinator, elected=ana, **seen(juxtaposition)
    )
    assert add(juxtaposition, coordinator).elected is False


def test_every_change_is_in_the_history_with_who_made_it(juxtaposition, coordinator):
    ana = juxtaposition.candidates.order_by("name").first()
    recording.record_result(
        juxtaposition=juxtaposition, by=coordinator, elected=ana, **seen(juxtaposition)
    )
    newest = ana.history.first()
    assert (newest.elected, newest.history_user) == (True, coordinator)
