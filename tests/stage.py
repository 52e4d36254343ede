"""What a portal of its own begins with in a test, and what it holds when the test is over.

    python -m tests.stage drafts N   N finished drafts, each with its author
    python -m tests.stage busy N     the same and one published scorecard
    python -m tests.stage walk       one contract and its people; nobody has opened a report yet
    python -m tests.stage look       what the database and the media folder hold

Each prints JSON.
"""

import json
import sys

import django
import pytest  # noqa: F401  (so that the settings know it is a test, and hash quickly)


def drafts(number) -> dict:
    from tests.stories import Story

    stories = [Story(statuses=("full",) * 4).filled() for _ in range(int(number))]
    return {
        "password": _with_passwords(story.author for story in stories),
        "drafts": [
            {
                "email": story.author.email,
                "report": f"/workspace/reports/{story.report.pk}/",
                "findings": [
                    f"/workspace/findings/{finding.pk}/"
                    for finding in story.report.findings.in_order()
                ],
            }
            for story in stories
        ],
    }


def busy(number) -> dict:
    from tests.stories import Story

    story = Story(statuses=("full", "partial", "none") * 5).published()
    place, term = story.municipality.slug, story.contract.term.slug
    scorecard = f"/municipalities/{place}/{term}/{story.report.round.slug}/"
    return drafts(number) | {"scorecard": scorecard}


def walk() -> dict:
    from tests.stories import Story

    story = Story(statuses=("full", "none"))
    people = {"author": story.author, "reviewer": story.reviewer, "admin": story.admin}
    return {
        "password": _with_passwords(people.values()),
        "municipality": f"/municipalities/{story.municipality.slug}/{story.contract.term.slug}/",
    } | {role: person.email for role, person in people.items()}


def _with_passwords(people) -> str:
    """Gives everybody a password that a server understands but does not spend its time on."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from tests.factories import PASSWORD

    for person in people:
        person.password = PBKDF2PasswordHasher().encode(PASSWORD, "stage", iterations=1000)
        person.save()
    return PASSWORD


def look() -> dict:
    """Fingerprints in rows and on disk, and each report with its steps."""
    from monitoring import evidence
    from monitoring.models import Evidence, KeptFile, Report

    rows = [*KeptFile.objects.all(), *Evidence.objects.exclude(sha256="")]
    return {
        "originals": sorted({row.original_sha256 for row in rows}),
        "without_file": [
            row.pk
            for row in rows
            if not evidence.matches(row.sha256, row.size)
            or not evidence.original_path(row.original_sha256).exists()
        ],
        "reports": {
            f"/workspace/reports/{report.pk}/": [
                report.status,
                list(report.events.order_by("pk").values_list("action", "to_status")),
            ]
            for report in Report.objects.all()
        },
    }


if __name__ == "__main__":
    django.setup()
    what, *arguments = sys.argv[1:]
    json.dump(
        {"drafts": drafts, "busy": busy, "walk": walk, "look": look}[what](*arguments), sys.stdout
    )
