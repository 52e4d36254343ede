"""Who decides what citizens told, once, with a public reason, and who is told of it."""

import datetime

import pytest

from monitoring import permissions
from monitoring.cases import deciding
from monitoring.models import Case
from monitoring.refusals import Conflict, NotAllowed, Refused
from municipalities.models import OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
REASON = "Fotoja hyn në raportin e radhës."


@pytest.fixture
def commitment():
    return factories.CommitmentFactory()


@pytest.fixture
def coordinator(commitment):
    home = factories.OrganisationFactory(covers=[commitment.contract.municipality])
    return factories.UserFactory(coordinates=home)


def told(commitment, text="Rruga u hap.", **more):
    return factories.CaseFactory(commitment=commitment, text=text, **more)


def decide(case, by, **more):
    words = {"outcome": "taken_up", "sq": REASON, "en": "The photo goes into the next report."}
    return deciding.decide(case=case, by=by, at=NOON, **(words | more))


def test_a_coordinator_of_an_organisation_that_covers_the_municipality_decides(
    commitment, coordinator
):
    case = told(commitment)
    assert decide(case, coordinator) == [case]

    case.refresh_from_db()
    assert (case.outcome, case.reason_sq, case.reason_en, case.decided_at, case.decided_by) == (
        "taken_up", REASON, "The photo goes into the next report.", NOON, coordinator,
    )  # fmt: skip


def test_a_network_admin_decides_everywhere(commitment):
    admin = factories.UserFactory(is_network_admin=True)
    assert len(decide(told(commitment), admin)) == 1


def strangers(commitment):
    municipality = commitment.contract.municipality
    return {
        "of another municipality": factories.UserFactory(
            coordinates=factories.OrganisationFactory(covers=[factories.MunicipalityFactory()])
        ),
        "of an organisation that covers nothing": factories.UserFactory(
            coordinates=factories.OrganisationFactory()
        ),
        "of no organisation": factories.UserFactory(),
        "of a suspended organisation": factories.UserFactory(
            coordinates=factories.OrganisationFactory(covers=[municipality], is_active=False)
        ),
        "disabled": factories.UserFactory(
            coordinates=factories.OrganisationFactory(covers=[municipality]), is_active=False
        ),
        "disabled network admin": factories.UserFactory(is_network_admin=True, is_active=False),
    }


def test_nobody_else_reads_or_decides_a_case(commitment):
    case = told(commitment)
    for who, person in strangers(commitment).items():
        assert not permissions.cases_in_hand(person).exists(), who
        with pytest.raises(NotAllowed):
            decide(case, person)
        with pytest.raises(NotAllowed):
            deciding.reject(cases=[case], by=person, sq=REASON)
    assert Case.objects.waiting().get() == case


def test_the_same_words_about_the_same_commitment_are_decided_together(commitment, coordinator):
    first = told(commitment)
    copies = [told(commitment, "  rruga U HAP. ") for _ in range(3)]
    with_a_file = told(commitment)
    factories.CaseFileFactory(case=with_a_file)
    other = told(commitment, "Rruga nuk u hap.")
    elsewhere = told(factories.CommitmentFactory(contract=commitment.contract))

    assert decide(first, coordinator) == [first, *copies]
    assert list(Case.objects.waiting().order_by("pk")) == [with_a_file, other, elsewhere]


def test_a_case_is_decided_once(commitment, coordinator):
    case = told(commitment)
    decide(case, coordinator)
    with pytest.raises(Conflict, match=r"\.$"):
        decide(case, coordinator, outcome="declined")
    case.refresh_from_db()
    assert case.outcome == "taken_up"


@pytest.mark.parametrize(
    "words", [{"outcome": ""}, {"outcome": "liked"}, {"sq": " " * 30}, {"sq": "Jo."}]
)
def test_a_decision_without_outcome_or_reason_is_refused(commitment, coordinator, words):
    case = told(commitment)
    with pytest.raises(Refused, match=r"\.$"):
        decide(case, coordinator, **words)
    assert Case.objects.waiting().get() == case


def test_many_are_rejected_at_once_and_what_is_decided_already_stays(commitment, coordinator):
    spam = [told(commitment, f"Blini këtu {n}.") for n in range(3)]
    copy = told(commitment, "Blini këtu 1.")
    known = told(commitment, "Blini këtu 9.", is_decided=True)

    rejected = deciding.reject(cases=[*spam, known], by=coordinator, sq=REASON, at=NOON)

    assert rejected == [*spam, copy]
    assert {case.outcome for case in rejected} == {"rejected"}
    known.refresh_from_db()
    assert known.outcome == "known"


def test_one_case_of_somebody_elses_keeps_all_from_being_rejected(commitment, coordinator):
    mine, theirs = told(commitment), told(factories.CommitmentFactory())
    with pytest.raises(NotAllowed):
        deciding.reject(cases=[mine, theirs], by=coordinator, sq=REASON)
    assert Case.objects.waiting().count() == 2


def test_rejecting_nothing_is_refused(coordinator):
    with pytest.raises(Refused, match=r"\.$"):
        deciding.reject(cases=[], by=coordinator, sq=REASON)


def test_whoever_left_an_address_is_told_in_her_language(commitment, coordinator):
    decide(told(commitment, "Rruga u hap."), coordinator)
    case = told(commitment, "The road is open.", contact="ana@example.org", language="en")
    decide(case, coordinator)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == ("ana@example.org", "en")
    assert case.number in mail.subject
    assert "taken up in the next report" in mail.text
    assert "The photo goes into the next report." in mail.text
    assert f"/en/cases/{case.number}/" in mail.text
    assert "The road is open" not in mail.text, "mail passes through many hands"


def test_one_address_given_many_times_gets_one_mail(commitment, coordinator):
    """Whoever writes somebody else's address under a hundred messages floods nobody."""
    spam = [
        told(commitment, f"Blini këtu {n}.", contact=contact)
        for n, contact in enumerate(["ana@example.org", "ANA@example.org", "ben@example.org"])
    ]
    deciding.reject(cases=spam, by=coordinator, sq=REASON, at=NOON)
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True)) == [
        "ana@example.org", "ben@example.org",
    ]  # fmt: skip


def folded(cases) -> list:
    return [(case.pk, case.copies) for case in cases.folded().in_the_order_received()]


def test_the_queue_shows_the_same_words_once_and_every_file(commitment):
    first = told(commitment)
    told(commitment, "RRUGA u hap.")
    other = told(commitment, "Rruga nuk u hap.")
    with_a_file = told(commitment)
    factories.CaseFileFactory(case=with_a_file)
    factories.CaseFileFactory(case=with_a_file)
    told(commitment, is_decided=True)

    assert folded(Case.objects.waiting()) == [(first.pk, 2), (other.pk, 1), (with_a_file.pk, 3)]
