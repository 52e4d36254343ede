"""Letters of the municipality on the public pages, beside the reply they came with."""

import pytest

from monitoring import actions, evidence
from tests.monitoring import evidence_samples as samples
from tests.monitoring.scorecards.reading import read
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(settings, tmp_path):
    """Published with a reply to the whole and one to a finding, each with two letters."""
    settings.MEDIA_ROOT = tmp_path
    story = Story(statuses=("full", "none")).invited()
    files = [samples.saved(samples.picture((40 + n, 40)), "PNG") for n in range(4)]
    letters = [
        actions.Letter(f"Shkresa {n}", evidence.take_in(content, name="x.png"))
        for n, content in enumerate(files)
    ]
    second = story.report.findings.in_order()[1]
    for finding, theirs in ((None, letters[:2]), (second, letters[2:])):
        actions.record_reply(
            report=story.report, token=story.token, text="Bashkia sqaron.", capacity="mayor",
            finding=finding, letters=theirs, at=BEGIN + 3 * DAY,
        )  # fmt: skip
    return story.publish(at=BEGIN + 5 * DAY)


def test_a_letter_is_a_link_with_its_title_type_and_size_and_opens(client, story):
    address = f"/en/municipalities/{story.municipality.slug}/"
    html = client.get(address).content.decode()

    assert "Letter: Shkresa 0, photo, PNG" in read(client, address).words
    letters = html.split('<ul class="links letters">')[1]
    link = letters.split('href="', 1)[1].split('"', 1)[0]
    answer = client.get(link)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("municipality", ["0", "1"]),
        ("scorecard", ["0", "1", "2", "3"]),
        ("commitment", ["2", "3"]),
    ],
)
def test_each_letter_stands_with_its_own_reply(client, story, page, expected):
    card = story.scorecard
    addresses = {
        "municipality": f"/municipalities/{story.municipality.slug}/",
        "scorecard": f"/municipalities/{story.municipality.slug}/{card.contract.term.slug}/"
        f"{card.round.slug}/",
        "commitment": f"/commitments/{story.commitments[1].reference}/",
    }

    html = client.get(addresses[page]).content.decode()

    found = [part.split("<", 1)[0].strip() for part in html.split('<span lang="sq">Shkresa')[1:]]
    assert sorted(found) == expected
    assert html.count('<ul class="links letters">') == len(expected) // 2
