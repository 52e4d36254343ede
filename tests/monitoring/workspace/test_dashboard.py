"""The desk as a page: what others did, how far everybody is, and nothing of others' drafts."""

import pytest
import time_machine
from django.utils import translation

from monitoring import actions
from monitoring.models import Report
from monitoring.workspace import desk
from tests import factories
from tests.monitoring.workspace.people import signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


def page_of(person, language="en") -> str:
    address = "/workspace/" if language == "sq" else f"/{language}/workspace/"
    return signed_in(person).get(address).content.decode()


@pytest.fixture(autouse=True)
def in_the_round():
    with time_machine.travel(BEGIN, tick=False), translation.override("en"):
        yield


# --- What others did ------------------------------------------------------------------------------


def news_for(person, at=BEGIN + 40 * DAY):
    return [(str(each.words), each.note) for each in desk.of(person, at=at).news]


def test_what_others_did_is_told_to_whom_it_concerns_newest_first_and_only_to_them():
    story = Story(statuses=("full",)).returned()
    actions.submit(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    actions.approve(report=story.report, by=story.reviewer, at=BEGIN + 3 * DAY)
    token = actions.invite_reply(report=story.report, by=story.author, at=BEGIN + 4 * DAY)
    for words in ("Një.", "Dy."):
        actions.record_reply(
            report=story.report, text=words, capacity="mayor", token=token, at=BEGIN + 5 * DAY
        )
    story.publish(at=BEGIN + 25 * DAY)

    assert news_for(story.author, BEGIN + 26 * DAY) == [
        ("Published", ""),
        ("Reply of the municipality received", ""),
        ("Approved", ""),
        ("Returned to the author", "Shto datën e vendimit."),
    ]
    assert news_for(story.reviewer, BEGIN + 26 * DAY) == [
        ("Published", ""),
        ("Reply of the municipality received", ""),
    ]
    assert news_for(story.admin) == news_for(story.stranger) == []
    assert news_for(Story(statuses=("full",)).author) == []
    # 30 days after the reply only the publication is news.
    assert news_for(story.author) == [("Published", "")]


def test_a_later_reviewer_does_not_read_why_the_first_one_returned_it():
    """METHOD §6: whoever rates blind does not know what was found before."""
    story = Story(statuses=("full",)).returned()
    actions.submit(report=story.report, by=story.author, at=BEGIN + 2 * DAY)
    later = factories.UserFactory(coordinates=story.peer)
    actions.assign_review(
        report=story.report, reviewer=later, organisation=story.peer, by=story.admin,
        at=BEGIN + 2 * DAY,
    )  # fmt: skip

    assert news_for(later, BEGIN + 3 * DAY) == [("Returned to the author", "")]
    assert "Shto datën" not in page_of(later)


def test_at_most_ten_pieces_of_news_are_told():
    author = factories.UserFactory()
    for _ in range(11):
        story = Story(statuses=("full",)).approved()
        factories.MembershipFactory(user=author, organisation=story.home)

    assert news_for(author, BEGIN + 3 * DAY) == [("Approved", "")] * 10


# --- How far everybody is -------------------------------------------------------------------------


def standings(person, at=BEGIN):
    rounds = desk.of(person, at=at).rounds
    return {
        standing.contract.pk: (standing.state, standing.details, standing.is_late)
        for progress in rounds
        for standing in progress.standings
    }


def stories_of_one_round(**states):
    """One story per state, all in the same term and round."""
    first, found = Story(statuses=("full", "none")), {}
    for name, state in states.items():
        story = Story(statuses=("full", "none"), term=first.contract.term)
        story.round.delete()
        story.round = first.round
        found[name] = getattr(story, state)() if state else story
    first.commitments[0].contract.commitments.all().delete()
    return first, found


def test_everybody_sees_how_far_each_municipality_is_and_only_of_her_own_draft_how_complete():
    empty, there = stories_of_one_round(
        nothing="", draft="opened", submitted="submitted", review="in_review",
        returned="returned", approved="approved", published="published",
    )  # fmt: skip
    expected = {
        empty.contract.pk: ("commitments not entered yet", "", False),
        there["nothing"].contract.pk: ("not opened", "", False),
        there["draft"].contract.pk: ("draft", "", False),
        there["submitted"].contract.pk: ("waits for a reviewer", "", False),
        there["review"].contract.pk: ("in review", "", False),
        there["returned"].contract.pk: ("draft", "", False),
        there["approved"].contract.pk: ("approved", "", False),
        there["published"].contract.pk: ("published", "", False),
    }

    assert standings(empty.author) == standings(empty.admin) == expected
    assert standings(empty.stranger) == {}
    mine = {there["draft"].contract.pk: ("draft", "0 of 2 complete", False)}
    assert standings(there["draft"].author) == expected | mine


def test_after_the_deadline_what_was_not_handed_in_is_late():
    empty, there = stories_of_one_round(
        nothing="", draft="opened", submitted="submitted", published="published"
    )
    late = [
        contract
        for contract, (_state, _details, is_late) in standings(
            empty.admin, BEGIN + 13 * DAY
        ).items()
        if is_late
    ]

    assert set(late) == {there["nothing"].contract.pk, there["draft"].contract.pk}
    with time_machine.travel(BEGIN + 13 * DAY, tick=False):
        assert page_of(empty.admin).count("3 days late") == 1 + len(late)


def test_a_correction_and_a_retraction_are_said_in_words():
    story = Story(statuses=("full",)).published()
    actions.open_correction(
        report=story.report,
        by=story.author,
        cause_sq="Një vendim nuk ishte parë.",
        at=BEGIN + 31 * DAY,
    )
    assert standings(story.admin, BEGIN + 32 * DAY) == {
        story.contract.pk: ("published, correction under way", "", False)
    }
    retracted = Story(statuses=("full",)).published()
    actions.retract(
        report=retracted.report, by=retracted.admin, reason_sq="Një vendim nuk ishte parë.",
        at=BEGIN + 31 * DAY,
    )  # fmt: skip
    assert standings(story.admin, BEGIN + 32 * DAY) == {
        retracted.contract.pk: ("retracted", "", False)
    }


def test_only_the_newest_round_is_shown_and_beside_it_that_of_the_demonstration():
    story = Story(statuses=("full",))
    year = {"begins": -365, "ends": -365, "evidence_until": -365, "submit_by": -365}
    factories.RoundFactory(
        term=story.contract.term,
        **{name: getattr(story.round, name) + days * DAY for name, days in year.items()},
    )
    invented = Story(statuses=("full",), term=factories.TermFactory(is_demonstration=True))

    rounds = [progress.round for progress in desk.of(story.author, at=BEGIN).rounds]

    assert rounds == [invented.round, story.round]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_no_desk_of_others_holds_a_word_or_status_of_a_draft(language):
    """METHOD §6: whoever may be asked to rate it blind reads nothing of it."""
    story = Story(statuses=("full", "none")).opened()
    for finding in story.report.findings.all():
        story.find(finding, "partial", rationale_sq="KANARINË", reason_sq="KANARINË")
    actions.write_summary(
        report=story.report, by=story.author, version=Report.objects.get().lock_version,
        sq="KANARINË", en="KANARINË",
    )  # fmt: skip
    actions.submit(report=story.report, by=story.author, at=BEGIN)

    for person in (story.reviewer, story.admin, story.stranger):
        html = page_of(person, language)
        assert "KANARINË" not in html
        assert "Trial commitment" not in html and "Premtimi" not in html
        assert "Partially" not in html and "pjesërisht" not in html


# --- The list of all reports ----------------------------------------------------------------------


def test_a_network_admin_sees_all_reports_by_state_and_nobody_else_does():
    draft, published = Story(statuses=("full",)).filled(), Story(statuses=("full",)).published()

    html = signed_in(draft.admin).get("/en/workspace/reports/").content.decode()

    assert html.count("30 September 2026 · 10 days left") == 1
    assert html.index(draft.municipality.name_en) < html.index(published.municipality.name_en)
    assert signed_in(draft.author).get("/workspace/reports/").status_code == 404


@pytest.mark.parametrize("page", ["x", "-1", str(10**25), "\x00"])
def test_a_page_of_the_list_that_does_not_exist_is_the_nearest_one(page):
    admin = Story(statuses=("full",)).filled().admin

    response = signed_in(admin).get("/workspace/reports/", {"page": page})

    assert response.status_code == 200
