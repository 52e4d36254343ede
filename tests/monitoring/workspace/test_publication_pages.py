"""Publishing, correcting, retracting: seen first, done once (QUALITY A-10, R-08, R-09)."""

import pytest
import time_machine
from django.test import Client

from monitoring import actions
from monitoring.models import LedgerEntry, Report, Retraction, Scorecard
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CAUSE = "Një vendim i këshillit nuk ishte parë."


def page_of(story, person, language="en") -> Browser:
    browser = Browser(language).sign_in(person)
    browser.start(f"/workspace/reports/{story.report.pk}/")
    return browser


def text(page) -> str:
    return page.response.content.decode()


def version_of(story) -> dict:
    """What the hidden field of a page says that was opened now."""
    story.report.refresh_from_db()
    return {"version": story.report.lock_version}


@pytest.fixture
def after_the_window():
    with time_machine.travel(BEGIN + 30 * DAY, tick=False):
        yield


def test_publishing_shows_what_becomes_public_before_it_does(after_the_window):
    story = Story().invited()
    browser = page_of(story, story.admin)

    page = browser.send("publish")
    assert Scorecard.objects.count() == 0
    for words in ("Fully addressed", "40\xa0%", "Arsyetim i provës: none.", "Vendim i"):
        assert words in text(page)
    page = browser.send("publish")

    assert page.state == "published"
    assert Scorecard.objects.get().counts.assessed == 5
    assert "publish" not in page.offers()
    assert LedgerEntry.objects.checkpoint().text().strip() in text(page)
    assert Client().get(page.link("/municipalities/")).status_code == 200


def test_what_changes_is_shown_before_it_is_published():
    story = Story(statuses=("none", "full")).published()
    story.next_round_invited(statuses=("full", "full"))
    with time_machine.travel(BEGIN + 395 * DAY, tick=False):
        page = page_of(story, story.admin).send("publish")

    changes = text(page).split('aria-labelledby="changes"')[1].split("</section>")[0]
    assert "Not addressed" in changes
    assert "Fully addressed" in changes


def test_before_the_municipality_had_its_time_the_page_says_until_when():
    story = Story(statuses=("full",)).invited()

    with time_machine.travel(BEGIN + 4 * DAY, tick=False):
        page = page_of(story, story.admin).page
        assert "publish" not in page.offers()
        assert "The municipality can reply until 6 October 2026." in text(page)
        response = signed_in(story.admin).post(
            f"/workspace/reports/{story.report.pk}/publish/", version_of(story)
        )

    assert response.status_code == 422
    assert Scorecard.objects.count() == 0


def test_publishing_twice_is_one_publication_and_leads_to_its_result(after_the_window):
    """QUALITY R-09: at once, and again a day later."""
    story = Story(statuses=("full",)).invited()
    client = signed_in(story.admin)
    address = f"/workspace/reports/{story.report.pk}/publish/"
    sent = version_of(story)

    answers = [client.post(address, sent) for _ in range(2)]
    with time_machine.travel(BEGIN + 31 * DAY, tick=False):
        answers.append(signed_in(story.admin).post(address, sent))

    assert [a.headers["Location"] for a in answers] == [
        f"/workspace/reports/{story.report.pk}/published/"
    ] * 3
    assert (Scorecard.objects.count(), LedgerEntry.objects.count()) == (1, 1)


def test_two_people_publish_one_does_and_the_other_reads_that_it_is_done(after_the_window):
    story = Story(statuses=("full",)).invited()
    other = factories.UserFactory(is_network_admin=True)
    address = f"/workspace/reports/{story.report.pk}/publish/"
    sent = version_of(story)
    signed_in(story.admin).post(address, sent)

    response = signed_in(other).post(address, sent)

    assert response.status_code == 409
    assert 'data-state="published"' in response.content.decode()
    assert LedgerEntry.objects.count() == 1


def test_a_publication_repeated_after_a_correction_publishes_nothing(after_the_window):
    """QUALITY R-09: neither the old report again nor its new draft."""
    story = Story(statuses=("full",)).invited()
    sent = version_of(story)
    old = story.report
    story.publish(at=BEGIN + 30 * DAY)
    actions.open_correction(report=old, by=story.author, cause_sq=CAUSE, at=BEGIN + 30 * DAY)

    response = signed_in(story.admin).post(f"/workspace/reports/{old.pk}/publish/", sent)

    assert response.status_code == 409
    assert LedgerEntry.objects.count() == 1


def test_what_came_after_the_page_was_opened_is_seen_before_it_is_published(after_the_window):
    story = Story(statuses=("full",)).invited()
    browser = page_of(story, story.admin)
    browser.send("publish")
    actions.record_reply(
        report=story.report, by=story.admin, text="Bashkia sqaron.", capacity="mayor"
    )

    page = browser.send("publish")

    assert (page.response.status_code, page.state) == (409, "approved")
    assert Scorecard.objects.count() == 0


def test_the_page_after_publishing_is_nothing_before(after_the_window):
    story = Story(statuses=("full",)).invited()

    response = signed_in(story.admin).get(f"/workspace/reports/{story.report.pk}/published/")

    assert response.status_code == 404


def test_who_wrote_or_reviewed_does_not_publish(after_the_window):
    """QUALITY S-09."""
    story = Story(statuses=("full",)).invited()
    before = everything()

    for person in (story.author, story.colleague, story.reviewer):
        page = page_of(story, person).page
        assert "publish" not in page.offers()
        client = signed_in(person)
        for method in (client.get, client.post):
            response = method(f"/workspace/reports/{story.report.pk}/publish/")
            assert response.status_code == 404

    assert everything() == before


def test_a_correction_opens_a_new_draft_beside_the_standing_scorecard():
    story = Story(statuses=("full",)).published()
    browser = page_of(story, story.author)

    page = browser.send("correct")
    page = browser.send("correct", cause_sq=CAUSE)
    assert Report.objects.count() == 1, "shown before it is done"
    assert CAUSE in text(page)
    page = browser.send("correct", button={"confirmed": "yes"})

    draft = Report.objects.get(revision=2)
    assert (page.state, draft.cause_sq, draft.corrects) == ("draft", CAUSE, story.report)
    old = browser.start(f"/workspace/reports/{story.report.pk}/")
    assert "correct" not in old.offers()
    assert f"/en/workspace/reports/{draft.pk}/" in old.links


def test_a_cause_too_short_is_refused_and_kept():
    story = Story(statuses=("full",)).published()
    browser = page_of(story, story.author)
    browser.send("correct")

    page = browser.send("correct", cause_sq="Gabim", cause_en="A mistake")

    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert page.form("correct").fields["cause_en"] == "A mistake"
    assert 'href="#id_cause_sq"' in text(page)


def test_correcting_twice_opens_one_draft():
    story = Story(statuses=("full",)).published()
    client = signed_in(story.author)
    address = f"/workspace/reports/{story.report.pk}/correct/"

    answers = [client.post(address, {"cause_sq": CAUSE, "confirmed": "yes"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Report.objects.count() == 2


def test_two_people_correct_one_opens_the_draft_and_the_other_reads_that_it_is_there():
    story = Story(statuses=("full",)).published()
    sent = {"cause_sq": CAUSE, "confirmed": "yes"}
    address = f"/en/workspace/reports/{story.report.pk}/correct/"
    signed_in(story.author).post(address, sent)

    response = signed_in(story.admin).post(address, sent)

    assert response.status_code == 409
    assert "A correction of this report has already been opened." in response.content.decode()
    assert Report.objects.count() == 2


def test_a_retraction_shows_its_reason_before_it_is_public():
    story = Story(statuses=("full",)).published()
    browser = page_of(story, story.admin)

    page = browser.send("retract")
    page = browser.send("retract", reason_sq=CAUSE)
    assert CAUSE in text(page)
    assert Retraction.objects.count() == 0
    page = browser.send("retract", button={"confirmed": "yes"})

    assert Retraction.objects.get().reason_sq == CAUSE
    assert "retract" not in page.offers()
    assert CAUSE in text(page)


def test_retracting_twice_is_one_retraction():
    story = Story(statuses=("full",)).published()
    client = signed_in(story.admin)
    address = f"/workspace/reports/{story.report.pk}/retract/"

    answers = [client.post(address, {"reason_sq": CAUSE, "confirmed": "yes"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert LedgerEntry.objects.filter(kind="retract").count() == 1


@pytest.mark.parametrize("name", ["correct", "retract"])
@pytest.mark.parametrize("odd", ["a\x00b" * 20, "ë" * 50_000])
def test_odd_words_never_break_anything(name, odd):
    story = Story(statuses=("full",)).published()
    client = signed_in(story.admin)

    for field in ("cause_sq", "reason_sq"):
        response = client.post(f"/workspace/reports/{story.report.pk}/{name}/", {field: odd})
        assert response.status_code in (200, 422)
