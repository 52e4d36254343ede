"""The review, page by page: taken, rated, commented, settled, returned or approved."""

import pytest

from monitoring import actions
from monitoring.models import ReviewComment, SecondCode
from tests import factories
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.monitoring.workspace.reviews import blind_story, review_of, text
from tests.stories import Story

pytestmark = pytest.mark.django_db


def test_a_rating_is_given_once():
    story = blind_story(("full",))
    finding = story.report.findings.get()
    client = signed_in(story.reviewer)
    address = f"/workspace/reports/{story.report.pk}/review/"

    for status in ("none", "full"):
        client.post(address, {f"finding-{finding.pk}-status": status})

    assert SecondCode.objects.get().status == "none"


def test_a_comment_is_written_before_or_without_a_rating():
    story = blind_story(("full",))
    finding = story.report.findings.get()
    item = finding.evidence.get()
    browser = review_of(story)

    page = browser.send(
        "rate",
        **{f"comment-{finding.pk}-text": "Mungon data.", f"comment-{finding.pk}-evidence": item.pk},
    )

    given = ReviewComment.objects.get()
    assert (given.finding, given.evidence, given.text) == (finding, item, "Mungon data.")
    assert "Mungon data." in text(page)
    assert SecondCode.objects.count() == 0


def test_a_comment_on_evidence_of_another_finding_is_refused_and_everything_typed_is_kept():
    """QUALITY S-06 and R-17."""
    story = blind_story(("full", "none"))
    first, second = story.report.findings.in_order()
    browser = review_of(story)

    page = browser.send(
        "rate",
        **{
            f"finding-{second.pk}-status": "partial",
            f"comment-{first.pk}-text": "Mungon data.",
            f"comment-{first.pk}-evidence": second.evidence.get().pk,
        },
    )

    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    fields = page.form("rate").fields
    assert fields[f"comment-{first.pk}-text"] == "Mungon data."
    assert fields[f"finding-{second.pk}-status"] == "partial"
    assert (ReviewComment.objects.count(), SecondCode.objects.count()) == (0, 0)


def test_the_author_reads_the_comments_when_the_report_comes_back():
    story = Story(statuses=("full",)).in_review()
    finding = story.report.findings.get()
    actions.comment(finding=finding, by=story.reviewer, text="Mungon data e vendimit.")
    actions.return_to_author(report=story.report, by=story.reviewer, note="Shih komentin.")

    html = signed_in(story.author).get(f"/workspace/findings/{finding.pk}/").content.decode()

    assert "Mungon data e vendimit." in html
    assert story.reviewer.name in html


def test_a_rating_that_comes_too_late_is_not_taken_and_the_page_says_so():
    story = blind_story(("full",))
    finding = story.report.findings.get()
    first, second = review_of(story), review_of(story)
    first.send("rate", **{f"finding-{finding.pk}-status": "none"})

    page = second.send("rate", **{f"finding-{finding.pk}-status": "full"})

    assert SecondCode.objects.get().status == "none"
    assert "A rating is given once; these stay as you rated them: 1." in text(page)


def with_a_picture():
    """A rated report of which one public and one withheld picture are known."""
    story = Story(statuses=("full",)).filled()
    finding = story.report.findings.get()
    factories.EvidenceFactory(finding=finding, as_file=True, title="Foto e rrugës")
    factories.EvidenceFactory(
        finding=finding, as_file=True, title="Foto e fëmijëve", visibility="withheld",
        withheld_reason="Fytyra fëmijësh.",
    )  # fmt: skip
    return story.coded()


def test_the_approval_asks_who_is_in_the_pictures_that_become_public():
    story = with_a_picture()
    browser = review_of(story)

    page = browser.send("approve")
    pictures = text(page).split('<ul class="pictures">')[1].split("</ul>")[0]
    assert ("Foto e rrugës" in pictures, "Foto e fëmijëve" in pictures) == (True, False)
    page = browser.send("approve")
    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert 'href="#id_persons_in_pictures' in text(page)
    page = browser.send("approve", persons_in_pictures="none")

    story.report.refresh_from_db()
    assert (page.state, story.report.persons_in_pictures) == ("approved", "none")


@pytest.mark.parametrize(("name", "words"), [("approve", {}), ("return", {"note": "Shto datën."})])
def test_a_page_that_is_older_than_the_report_decides_nothing(name, words):
    """QUALITY R-07: a comment was added in another tab since."""
    story = Story(statuses=("full",)).coded()
    browser = review_of(story)
    browser.send(name)
    actions.comment(finding=story.report.findings.get(), by=story.reviewer, text="Cila datë?")

    page = browser.send(name, **words)

    assert page.response.status_code == 409
    assert page.state == "submitted"


@pytest.mark.parametrize(("name", "words"), [("approve", {}), ("return", {"note": "Shto datën."})])
def test_the_same_decision_twice_is_one_and_leads_to_its_result(name, words):
    """QUALITY R-09."""
    story = Story(statuses=("full",)).coded()
    client = signed_in(story.reviewer)
    address = f"/workspace/reports/{story.report.pk}/{name}/"
    story.report.refresh_from_db()
    sent = words | {"version": story.report.lock_version}

    answers = [client.post(address, sent) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [
        f"/workspace/reports/{story.report.pk}/"
    ] * 2
    action = {"approve": "approve", "return": "return_to_author"}[name]
    assert story.report.events.filter(action=action).count() == 1


def test_a_difference_is_kept_with_a_sentence_and_the_report_approved():
    story = blind_story(("full", "none"))
    browser = review_of(story)
    findings = story.report.findings.in_order()

    page = browser.send("rate", **{f"finding-{f.pk}-status": "none" for f in findings})
    assert "approve" not in page.offers()
    code = SecondCode.objects.get(finding=findings[0])
    page = browser.send(
        "settle", **{f"code-{code.pk}-outcome": "kept", f"code-{code.pk}-note": "Vetëm projekti."}
    )
    page = browser.carry_out("approve")

    story.report.refresh_from_db()
    code.refresh_from_db()
    assert (code.outcome, code.outcome_note) == ("kept", "Vetëm projekti.")
    assert (page.state, story.report.approved_by) == ("approved", story.reviewer)


def test_a_decision_without_a_sentence_is_refused():
    story = blind_story(("full",))
    browser = review_of(story)
    browser.send("rate", **{f"finding-{story.report.findings.get().pk}-status": "none"})
    code = SecondCode.objects.get()

    page = browser.send("settle", **{f"code-{code.pk}-outcome": "kept"})

    code.refresh_from_db()
    assert (page.response.status_code, code.outcome) == (422, "")


def test_a_button_that_cannot_be_pressed_yet_says_why():
    story = blind_story(("full", "none"))
    page = review_of(story).page

    assert "approve" not in page.offers()
    assert "Rate every finding first. Not rated yet: 1, 2." in text(page)


def test_returning_takes_a_note_that_the_author_reads():
    story = Story(statuses=("full",)).in_review()
    browser = review_of(story)

    browser.send("return")
    assert browser.send("return").response.status_code == 422
    page = browser.send("return", note="Shto datën e vendimit.")

    assert page.state == "draft"
    html = signed_in(story.author).get(f"/workspace/reports/{story.report.pk}/")
    assert "Shto datën e vendimit." in html.content.decode()


def test_the_review_is_taken_from_the_desk():
    story = Story(statuses=("full",)).submitted()
    browser = Browser().sign_in(story.reviewer)

    page = browser.send("take-review")

    story.report.refresh_from_db()
    assert (story.report.reviewer, story.report.reviewing_organisation) == (
        story.reviewer, story.peer,
    )  # fmt: skip
    assert "rate" in page.offers()


def test_the_review_is_not_taken_for_an_organisation_that_is_not_mine():
    """QUALITY S-06, in the body."""
    story = Story(statuses=("full",)).submitted()
    third = factories.OrganisationFactory()
    client = signed_in(story.reviewer)
    before = everything()

    for organisation in (third.pk, story.home.pk, 10**30, "x", ""):
        response = client.post(
            f"/workspace/reports/{story.report.pk}/take-review/", {"organisation": organisation}
        )
        assert response.status_code == 404

    assert everything() == before


def test_a_finding_of_another_report_is_not_rated_through_mine():
    """QUALITY S-06, in the body."""
    mine, theirs = blind_story(("full",)), blind_story(("full",))
    theirs_finding = theirs.report.findings.get()

    signed_in(mine.reviewer).post(
        f"/workspace/reports/{mine.report.pk}/review/",
        {f"finding-{theirs_finding.pk}-status": "none"},
    )

    assert SecondCode.objects.count() == 0


def test_two_who_want_the_same_review_one_gets_it_and_the_other_reads_why_not():
    story = Story(statuses=("full",)).submitted()
    late = factories.UserFactory(coordinates=factories.OrganisationFactory())
    address = f"/en/workspace/reports/{story.report.pk}/take-review/"
    organisation = late.memberships.get().organisation_id
    signed_in(story.reviewer).post(address, {"organisation": story.peer.pk})

    response = signed_in(late).post(address, {"organisation": organisation})

    assert response.status_code == 409
    assert "The report has changed in the meantime" in response.content.decode()
    assert "article" not in response.content.decode()


def test_a_network_admin_assigns_the_review():
    story = Story(statuses=("full",)).submitted()
    browser = Browser().sign_in(story.admin)
    browser.start(f"/workspace/reports/{story.report.pk}/")

    browser.carry_out("assign-review", membership=str(story.reviewer.memberships.get().pk))

    story.report.refresh_from_db()
    assert story.report.reviewer == story.reviewer


def test_the_author_cannot_be_assigned():
    story = Story(statuses=("full",)).submitted()
    client = signed_in(story.admin)

    response = client.post(
        f"/workspace/reports/{story.report.pk}/assign-review/",
        {"membership": story.author.memberships.get().pk},
    )

    assert response.status_code == 422
    story.report.refresh_from_db()
    assert story.report.reviewer is None


def test_a_rating_with_odd_input_is_refused():
    story = blind_story(("full",))
    finding = story.report.findings.get()
    client = signed_in(story.reviewer)
    address = f"/workspace/reports/{story.report.pk}/review/"

    for status, comment in (("x", ""), ("none", "a\x00b"), ("\x00", "")):
        content = {f"finding-{finding.pk}-status": status, f"comment-{finding.pk}-text": comment}
        assert client.post(address, content).status_code == 422

    assert SecondCode.objects.count() == 0
    assert Page(client.get(address)).state == "submitted"
