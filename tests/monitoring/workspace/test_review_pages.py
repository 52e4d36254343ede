"""The review: blind first. Each leak test has something in the database that could leak."""

import pytest

from monitoring import actions
from monitoring.models import Finding, SecondCode
from tests import factories
from tests.monitoring.workspace.addresses import everything, filled, of_reports
from tests.monitoring.workspace.people import Browser, Page, signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

CANARY = "Kanarina-e-autores"


def blind_story(statuses=("full", "none")):
    """A report in review whose every word of the author carries the canary."""
    story = Story(statuses=statuses).filled()
    for finding in story.report.findings.all():
        Finding.objects.filter(pk=finding.pk).update(
            rationale_sq=f"{CANARY}-sq-{finding.status}", rationale_en=f"{CANARY}-en",
            reason_sq=f"{CANARY}-r", reason_en=f"{CANARY}-r", stage="contracted",
        )  # fmt: skip
    story.report.refresh_from_db()
    actions.write_summary(
        report=story.report, by=story.author, version=story.report.lock_version,
        sq=f"{CANARY}: përmbledhje", en=CANARY, at=BEGIN,
    )  # fmt: skip
    return taken(story)


def taken(story):
    actions.submit(report=story.report, by=story.author, at=BEGIN + DAY)
    actions.take_review(
        report=story.report, by=story.reviewer, organisation=story.peer, at=BEGIN + DAY
    )
    return story


def review_of(story, language="en") -> Browser:
    browser = Browser(language).sign_in(story.reviewer)
    browser.start(f"/workspace/reports/{story.report.pk}/review/")
    return browser


def text(page) -> str:
    return page.response.content.decode()


def without_choices(html: str) -> str:
    """The page without the radio buttons, which name all statuses and stages there are."""
    parts = html.split("<fieldset")
    return parts[0] + "".join(part.split("</fieldset>", 1)[1] for part in parts[1:])


def test_nothing_of_the_authors_finding_is_anywhere_before_it_is_rated():
    """Every address, also of errors: neither status nor stage nor a word (METHOD §6)."""
    story = blind_story()
    client = signed_in(story.reviewer)

    seen = []
    for route in of_reports():
        for method in ("get", "post"):
            response = getattr(client, method)(filled(route, report=story.report), follow=True)
            if response.streaming:
                continue
            html = without_choices(response.content.decode())
            assert CANARY not in html, route.path
            for told in ("status-full", "status-none", "contracted", "kontraktuar"):
                assert told not in html, (route.path, told)
            seen.append(response.status_code)

    assert seen.count(200) > 10


def test_the_desk_of_the_reviewer_tells_nothing_either():
    story = blind_story()

    html = signed_in(story.reviewer).get("/workspace/").content.decode()

    assert story.report.contract.municipality.name_sq in html
    assert CANARY not in html
    assert "status-full" not in html


def test_the_authors_finding_appears_once_its_own_rating_is_given_and_no_other():
    story = blind_story()
    browser = review_of(story, "sq")
    first, second = story.report.findings.in_order()

    page = browser.send("rate", **{f"finding-{first.pk}-status": "none"})

    html = without_choices(text(page))
    assert f"{CANARY}-sq-full" in html
    assert f"{CANARY}-sq-none" not in html
    code = SecondCode.objects.get()
    assert (code.finding, code.status, code.author_status) == (first, "none", "full")


def test_a_network_admin_of_another_organisation_who_could_still_review_sees_nothing_either():
    story = blind_story()
    admin = factories.UserFactory(
        is_network_admin=True, coordinates=factories.OrganisationFactory()
    )
    address = f"/workspace/reports/{story.report.pk}/"

    theirs = without_choices(signed_in(admin).get(address).content.decode())
    everybodys = signed_in(story.admin).get(address).content.decode()

    assert CANARY not in theirs
    assert "status-full" not in theirs
    assert CANARY in everybodys


def test_a_note_of_the_author_in_the_history_is_not_shown_before_the_rating():
    story = Story(statuses=("full",)).published()
    story.report = actions.open_correction(
        report=story.report, by=story.author, cause_sq=f"{CANARY} nuk ishte parë më herët."
    )
    taken(story)

    html = signed_in(story.reviewer).get(f"/workspace/reports/{story.report.pk}/")

    assert CANARY not in html.content.decode()


def test_a_rating_is_given_once():
    story = blind_story(("full",))
    finding = story.report.findings.get()
    client = signed_in(story.reviewer)
    address = f"/workspace/reports/{story.report.pk}/review/"

    for status in ("none", "full"):
        client.post(address, {f"finding-{finding.pk}-status": status})

    assert SecondCode.objects.get().status == "none"


def test_a_comment_without_a_status_is_kept_and_the_status_asked_for():
    story = blind_story(("full",))
    finding = story.report.findings.get()
    browser = review_of(story)

    page = browser.send("rate", **{f"finding-{finding.pk}-comment": "Mungon data."})

    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert page.form("rate").fields[f"finding-{finding.pk}-comment"] == "Mungon data."
    assert f'href="#id_finding-{finding.pk}-status"' in text(page)
    assert SecondCode.objects.count() == 0


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
        content = {f"finding-{finding.pk}-status": status, f"finding-{finding.pk}-comment": comment}
        assert client.post(address, content).status_code == 422

    assert SecondCode.objects.count() == 0
    assert Page(client.get(address)).state == "submitted"
