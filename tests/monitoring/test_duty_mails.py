"""Organisations are told of the reviews that they have in a round, and of each change."""

import pytest
import time_machine

from monitoring.models import ReviewDuty
from monitoring.rounds import duties
from municipalities.models import OutgoingMail, User
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_round():
    with time_machine.travel(BEGIN, tick=False):
        yield


@pytest.fixture
def three():
    """Three stories of one round, each of its own organisation; everybody reads English."""
    first = Story(statuses=("full",))
    others = [Story(statuses=("full",), term=first.contract.term) for _ in range(2)]
    for other in others:
        other.round.delete()
        other.round = first.round
    User.objects.update(language="en")
    return [first, *others]


def accepted(story, chosen, *, later=0, by=None):
    return duties.accept_duties(
        round=story.round, by=by or story.admin, chosen=chosen, at=BEGIN + later * DAY
    )


def told(key="duties/") -> dict[str, str]:
    """Address -> text of what waits; nothing waits afterwards."""
    rows = OutgoingMail.objects.waiting().filter(key__startswith=key)
    found = {row.to: row.text for row in rows}
    assert len(found) == len(rows)
    rows.update(text="", sent_at=BEGIN)
    return found


def people(*stories) -> set[str]:
    return {person.email for each in stories for person in (each.author, each.colleague)}


def test_each_organisation_is_told_once_of_all_that_it_reviews(three):
    first, second, third = three
    accepted(first, {story.contract.pk: second.home.pk for story in (first, third)})

    found = told()

    assert set(found) == people(second)
    text = found[second.author.email]
    for story in (first, third):
        line = f"- {story.municipality.name_en} (written by {story.home.name_sq})"
        assert line in text.splitlines()
    assert second.municipality.name_en not in text
    assert f"/workspace/rounds/{first.round.pk}/" in text


def test_accepted_again_as_it_stands_nobody_is_told(three):
    first, second, _third = three
    accepted(first, {first.contract.pk: second.home.pk})
    told()
    accepted(first, {first.contract.pk: second.home.pk}, later=1)
    assert told() == {}


def test_a_duty_that_is_changed_is_told_to_the_two_concerned_and_to_no_third(three):
    first, second, third = three
    fourth = factories.OrganisationFactory()
    factories.UserFactory(coordinates=fourth, language="en")
    chosen = {first.contract.pk: second.home.pk, second.contract.pk: fourth.pk}
    accepted(first, chosen)
    told()

    accepted(first, chosen | {first.contract.pk: third.home.pk}, later=1)

    subjects = OutgoingMail.objects.waiting().values_list("to", "subject")
    assert dict(subjects)[second.author.email].startswith("Changed: ")
    assert dict(subjects)[third.author.email].startswith("What your organisation reviews")
    found = told()
    assert set(found) == people(second, third)
    place = f"- {first.municipality.name_en}"
    before, _, gone = found[second.author.email].partition("No longer yours:")
    assert place in gone.splitlines()
    assert "has no report to review in this round any more" in before
    assert "No longer yours" not in found[third.author.email]
    assert any(line.startswith(place) for line in found[third.author.email].splitlines())


def test_a_change_forth_and_back_is_told_each_time(three):
    first, second, third = three
    for later, reviews in enumerate([second, third, second]):
        accepted(first, {first.contract.pk: reviews.home.pk}, later=later)
        assert second.author.email in told()


def test_a_duty_that_breaks_a_rule_by_now_is_told_to_be_over_when_a_proposal_is_asked_for(three):
    first, second, _third = three
    accepted(first, {first.contract.pk: second.home.pk})
    told()
    for person in (second.author, second.colleague):
        factories.DeclaredInterestFactory(user=person, municipality=first.municipality)

    duties.propose_duties(round=first.round, by=first.admin, at=BEGIN + DAY)

    assert not ReviewDuty.objects.in_force().exists()
    assert set(told()) == people(second)


def test_a_proposal_tells_nobody_and_whoever_accepts_is_not_told_herself(three):
    first, second, third = three
    second.colleague.is_network_admin = True
    second.colleague.save()
    duties.propose_duties(round=first.round, by=first.admin)
    assert told() == {}

    accepted(first, {first.contract.pk: second.home.pk}, by=second.colleague)
    assert set(told()) == {second.author.email}


def test_the_mail_is_in_the_language_of_its_reader_and_says_nothing_of_a_draft(three):
    first, second, _third = three
    User.objects.filter(pk=second.author.pk).update(language="sq")
    first.opened()
    first.find(first.report.findings.get(), "full", rationale_sq="KANARINË", rationale_en="CANARY")

    accepted(first, {first.contract.pk: second.home.pk})

    languages = OutgoingMail.objects.filter(key__startswith="duties/").values_list("to", "language")
    assert dict(languages) == {second.author.email: "sq", second.colleague.email: "en"}
    found = told()
    assert first.municipality.name_sq in found[second.author.email]
    for text in found.values():
        assert [word for word in ("KANARI", "CANARY", "Fully", "plotësisht") if word in text] == []
        assert first.author.name not in text
