"""Two people have the same page open: the second is told and loses nothing (QUALITY R-07)."""

import pytest
import time_machine

from contracts.models import TestabilityCheck
from monitoring.models import Document, InformationRequest, ReviewDuty
from tests import factories
from tests.factories.drafts import YES
from tests.monitoring.workspace.people import Browser
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

QUESTIONS = {name: "yes" for name, answer in YES.items() if answer is True}


@pytest.fixture(autouse=True)
def one_day():
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story():
    return Story(statuses=("full",)).opened()


def both_at(address, *people) -> list[Browser]:
    """Each with the same page before her."""
    browsers = [Browser("en").sign_in(person) for person in people]
    for browser in browsers:
        browser.start(address)
    return browsers


def check(browser, indicator):
    browser.send("check", indicator_sq=indicator, **QUESTIONS)
    return browser.send("check", button={"confirmed": "yes"})


def test_a_check_that_a_colleague_recorded_first_is_shown_before_it_is_replaced(one_day):
    commitment = factories.CommitmentFactory()
    home = factories.OrganisationFactory(covers=[commitment.contract.municipality])
    people = [factories.UserFactory(coordinates=home) for _each in range(2)]
    slow, fast = both_at(f"/workspace/contracts/commitments/{commitment.reference}/check/", *people)
    check(fast, "Numri i koshave")
    one_day.shift(DAY / 1440)

    page = check(slow, "Sipërfaqja")

    assert page.response.status_code == 409
    assert page.form("check").fields["indicator_sq"] == "Sipërfaqja"
    assert "Numri i koshave" in page.text
    assert TestabilityCheck.objects.get().indicator_sq == "Numri i koshave"
    check(slow, "Sipërfaqja")
    assert TestabilityCheck.objects.get().indicator_sq == "Sipërfaqja"


def test_the_same_check_pressed_twice_is_one(one_day):
    commitment = factories.CommitmentFactory()
    home = factories.OrganisationFactory(covers=[commitment.contract.municipality])
    person = factories.UserFactory(coordinates=home)
    tabs = both_at(f"/workspace/contracts/commitments/{commitment.reference}/check/", *[person] * 2)
    check(tabs[0], "Numri i koshave")
    one_day.shift(DAY / 1440)

    page = check(tabs[1], "Numri i koshave")

    assert page.response.status_code == 200
    assert TestabilityCheck.objects.get().checked_at == BEGIN


def test_after_comparing_a_document_is_saved_with_my_words(story, one_day):
    document = factories.DocumentFactory(contract=story.contract)
    address = f"/workspace/documents/{document.pk}/"
    slow, fast = both_at(address, story.author, story.colleague)
    fast.send("change-document", title="E para")
    one_day.shift(DAY / 1440)

    page = slow.send("change-document", title="E dyta")

    assert page.response.status_code == 409
    assert "E para" in page.text
    assert slow.send("change-document").response.status_code == 200
    assert Document.objects.get().title == "E dyta"


def test_a_document_that_changed_meanwhile_is_not_taken_away_unseen(story, one_day):
    document = factories.DocumentFactory(contract=story.contract)
    address = f"/workspace/documents/{document.pk}/"
    (slow,), (fast,) = both_at(f"{address}remove/", story.author), both_at(address, story.colleague)
    one_day.shift(DAY / 1440)
    fast.send("change-document", title="E para")

    page = slow.send("remove-document")

    assert (page.response.status_code, Document.objects.count()) == (409, 1)
    assert "E para" in page.text
    slow.send("remove-document")
    assert Document.objects.count() == 0


def test_a_letter_that_a_colleague_changed_is_shown_beside_my_words(story):
    letter = factories.InformationRequestFactory(report=story.report)
    slow, fast = both_at(f"/workspace/requests/{letter.pk}/", story.author, story.colleague)
    fast.send("change-letter", letter="Fjalët e koleges.")

    page = slow.send("change-letter", letter="Fjalët e mia.")

    assert page.response.status_code == 409
    assert page.form("change-letter").fields["letter"] == "Fjalët e mia."
    assert "Fjalët e koleges." in page.text
    assert InformationRequest.objects.get().letter == "Fjalët e koleges."
    slow.send("change-letter")
    assert InformationRequest.objects.get().letter == "Fjalët e mia."


def test_a_duty_that_another_admin_changed_meanwhile_is_shown_before_it_is_replaced():
    first = Story(statuses=("full",))
    second, third = (Story(statuses=("full",), term=first.contract.term) for _each in range(2))
    field = f"contract-{first.contract.pk}-organisation"
    address = f"/workspace/rounds/{first.round.pk}/rota/"
    slow, fast = both_at(address, first.admin, second.admin)
    fast.send("accept", **{field: second.home.pk})

    page = slow.send("accept", **{field: third.home.pk})

    def duty():
        return ReviewDuty.objects.get(contract=first.contract).organisation

    assert page.response.status_code == 409
    assert page.form("accept").fields[field] == str(third.home.pk)
    assert duty() == second.home
    slow.send("accept")
    assert duty() == third.home


def test_a_sheet_that_changes_nothing_leaves_the_duties_of_another_admin():
    """Whoever did not touch a row says nothing about it."""
    first = Story(statuses=("full",))
    second = Story(statuses=("full",), term=first.contract.term)
    third = Story(statuses=("full",), term=first.contract.term)
    slow, fast = both_at(
        f"/workspace/rounds/{first.round.pk}/rota/", first.admin, second.admin
    )  # fmt: skip
    fast.send("accept", **{f"contract-{first.contract.pk}-organisation": second.home.pk})

    page = slow.send("accept", **{f"contract-{second.contract.pk}-organisation": third.home.pk})

    assert page.response.status_code == 200
    assert {each.contract: each.organisation for each in ReviewDuty.objects.all()} == {
        first.contract: second.home,
        second.contract: third.home,
    }
