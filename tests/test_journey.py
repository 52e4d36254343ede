"""The whole way, from signing in to the page that a citizen reads, without JavaScript.

Everybody sits at a browser of her own and finds her way by what the pages offer: by forms with
their `data-action` and by links. Nothing is done behind the pages, and no address is known but the
front door of the workspace.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.models import LedgerEntry, Scorecard, Status
from monitoring.scoring import Counts
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser
from tests.stories import Story

pytestmark = pytest.mark.django_db

IS_FINDING = re.compile(r".*/workspace/findings/\d+/").fullmatch
FIRST = ("full", "partial", "none", "partial", "none")
RATIONALE = "Gjendja u pa në vend më 7 gusht."
CAUSE = "Një vendim i këshillit nuk ishte parë në raportin e parë."
REPLY = "Bashkia sqaron se rruga e fshatit u hap në shtator."
ANSWER = "Faleminderit; vlerësimi mbetet ai që është."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.parametrize("language", ["sq", "en"])
def test_from_signing_in_to_the_citizens_page_and_its_correction(language):
    story = Story(statuses=FIRST)
    author, reviewer, admin = (
        Browser(language).sign_in(person) for person in (story.author, story.reviewer, story.admin)
    )

    report = author.send("open").address
    write(author, report, FIRST)
    go_through_review(author, reviewer, report)
    hear_the_municipality(author, reviewer, admin, report, language)
    admin.open(report)
    public = admin.carry_out("publish").link("/municipalities/")

    page = Browser(language).open(public)
    word = Status.PARTIAL.label if language == "en" else "Adresuar pjesërisht"
    for words in (RATIONALE, REPLY, ANSWER, str(word)):
        assert words in page.text
    assert Scorecard.objects.get().counts == Counts.of(FIRST)

    corrected = ("full", "full", "none", "partial", "none")
    draft = correct(author, report, corrected)
    go_through_review(author, reviewer, draft)
    hear_the_municipality(author, reviewer, admin, draft, language)
    admin.open(draft)
    public_again = admin.carry_out("publish").link("/municipalities/")

    assert public_again.endswith("/r2/")
    assert CAUSE in Browser(language).open(public_again).text
    old = Browser(language).open(public)
    assert public_again in old.links, "the old page leads to the correction"
    first, second = Scorecard.objects.order_by("revision")
    assert (first.counts, second.counts) == (Counts.of(FIRST), Counts.of(corrected))
    assert [entry.kind for entry in LedgerEntry.objects.in_order()] == [
        "publish", "reply", "correct", "reply",
    ]  # fmt: skip


def write(author, report, statuses):
    """Every finding by its form, each with a file or a link, until nothing is missing."""
    assert "submit" not in author.open(report).offers()
    for place, status in enumerate(statuses):
        rate_and_prove(author, findings_of(author, report)[place], status, with_a_file=place == 0)
    author.open(report)
    author.carry_out("summary", summary_sq="Gjysma e premtimeve ka nisur.")
    assert "submit" in author.page.offers()


def findings_of(author, report) -> list[str]:
    """The links into the findings, in the order of the contract."""
    links = [address for address in author.open(report).links if IS_FINDING(address)]
    return sorted(set(links), key=lambda address: int(address.split("/")[-2]))


def rate_and_prove(author, finding, status, *, with_a_file):
    page = author.open(finding)
    stage = {"full": "in_use", "partial": "under_way", "none": "no_step"}[status]
    said = {"status": status, "stage": stage, "rationale_sq": RATIONALE}
    piece = "new-0"
    if with_a_file:
        photo = SimpleUploadedFile("foto.jpg", samples.jpeg())
        page = author.send("save", button={"send": "yes"}, files=[photo], **said)
        piece = next(name for name in page.form("save").fields if name.startswith("kept-"))
        piece = piece.rsplit("-", 1)[0]
        said = {}
    else:
        said["new-0-link"] = "https://example.org/foto"
    words = {"evidence_class": "observation", "title": "Foto nga vendi", "dated": "7.8.2026"}
    page = author.send("save", **said, **{f"{piece}-{name}": word for name, word in words.items()})
    assert "Foto nga vendi" in author.open(finding).text
    assert page.state == "draft"


def go_through_review(author, reviewer, report):
    """Submitted, taken, rated blind with one difference, settled, approved."""
    author.open(report)
    assert author.carry_out("submit").state == "submitted"
    reviewer.start("/workspace/")
    page = reviewer.send("take-review")
    assert RATIONALE not in page.text, "the author's words before the rating"
    fields = [name for name in names_of(page.form("rate")) if name.endswith("-status")]
    reviewer.send("rate", **dict.fromkeys(fields, "partial"))
    assert RATIONALE in reviewer.page.text
    settled = {
        name: "kept" if name.endswith("-outcome") else "Prova e tregon ndryshe."
        for name in names_of(reviewer.page.form("settle"))
        if name.startswith("code-")
    }
    reviewer.send("settle", **settled)
    assert reviewer.carry_out("approve", persons_in_pictures="none").state == "approved"


def names_of(form) -> list[str]:
    """The fields of a form, also those of which nothing is chosen yet."""
    return list(dict.fromkeys([*form.fields, *form.choices]))


def hear_the_municipality(author, reviewer, admin, report, language):
    """The link is made and handed over; the reply comes and is answered; only then is it time."""
    assert "publish" not in admin.open(report).offers()
    author.open(report)
    page = author.carry_out("invite-reply")
    start = page.text.index("/reply/") - (0 if language == "sq" else len("/en"))
    municipality = Browser(language)
    municipality.open(page.text[start:].split("<", 1)[0])
    assert RATIONALE in municipality.page.text
    municipality.send("reply", text=REPLY, language="sq", capacity="mayor")
    assert REPLY in municipality.send("reply", button={"confirmed": "yes"}).text
    reviewer.open(report)
    assert ANSWER in reviewer.carry_out("answer", sq=ANSWER).text


def correct(author, report, statuses) -> str:
    """A new draft from the published report; one finding changes."""
    author.open(report)
    draft = author.carry_out("correct", cause_sq=CAUSE).address
    for finding, status in zip(findings_of(author, draft), statuses, strict=True):
        author.open(finding)
        author.send("save", status=status)
    return draft
