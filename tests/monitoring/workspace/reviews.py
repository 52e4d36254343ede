"""Reports in review whose every word of the author can be found again, for tests of leaks."""

from monitoring import actions
from monitoring.models import Finding
from tests.monitoring.workspace.people import Browser
from tests.stories import BEGIN, DAY, Story

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
