"""Evidence in the form of its finding: added, refused at its field, changed, removed (A-09)."""

import pytest

from monitoring.models import Evidence, Finding, KeptFile
from tests.monitoring.workspace.addresses import everything
from tests.monitoring.workspace.evidence_form import (
    WORDS,
    add_link,
    address_of,
    at_the_form,
    describe,
    photo,
    prefixes,
    send_files,
)
from tests.monitoring.workspace.people import signed_in
from tests.stories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def story():
    return Story(statuses=("full",)).opened()


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"link": "javascript:alert(1)"}, "link", "Enter a valid URL"),
        ({"link": ""}, "link", "Evidence is either a file or a link"),
        ({"dated": "31.2.2026"}, "dated", "is no date"),
        ({"visibility": "withheld"}, "withheld_reason", "Say why"),
        ({"title": "x" * 201}, "title", "at most 200"),
        ({"title": "a\x00b"}, "title", "Null characters"),
        ({"evidence_class": "rumour"}, "evidence_class", "Select a valid choice"),
        ({"language": "de"}, "language", "Select a valid choice"),
    ],
)
def test_what_cannot_be_evidence_is_refused_at_its_field_and_nothing_else_is_saved(
    story, more, field, sentence
):
    content = describe("new-0", **({"link": "https://example.org/v"} | more))

    page = at_the_form(story).send("save", status="full", rationale_sq="Fjalët e mia", **content)

    assert page.response.status_code == 422
    assert sentence in page.text
    assert f'href="#id_new-0-{field}' in page.text
    assert page.form("save").fields["rationale_sq"] == "Fjalët e mia"
    assert Evidence.objects.count() == 0
    assert story.report.findings.get().status == ""


def test_a_search_without_result_needs_neither_file_nor_link(story):
    at_the_form(story).send("save", **describe("new-0", evidence_class="search"))

    assert Evidence.objects.get().evidence_class == "search"


def test_an_empty_place_is_no_evidence(story):
    page = at_the_form(story).send("save", status="full")

    assert page.response.status_code == 200
    assert Evidence.objects.count() == 0


def test_one_more_place_keeps_what_was_typed_in_the_first(story):
    browser = at_the_form(story)
    page = browser.send("save", button={"another": "yes"}, **describe("new-0"))
    assert prefixes(page, "new") == ["new-0", "new-1"]
    assert page.form("save").fields["new-0-title"] == WORDS["title"]

    browser.send(
        "save", **{"new-0-link": "https://example.org/a"},
        **describe("new-1", title="Tjetër", link="https://example.org/b"),
    )  # fmt: skip

    assert [item.title for item in Evidence.objects.all()] == [WORDS["title"], "Tjetër"]


@pytest.mark.parametrize("places", ["-1", "", "9" * 400, "many", "99", "\x00"])
def test_a_number_of_places_that_nobody_chose_breaks_nothing(story, places):
    sent = {"version": 0, "status": "none", "places": places, "another": "yes"}

    assert signed_in(story.author).post(address_of(story), sent).status_code == 200


@pytest.mark.parametrize(
    ("written", "kept"), [("7.8.2026", "2026-08-07"), ("8.2026", "2026-08"), ("2026", "2026")]
)
def test_dates_are_taken_and_shown_again_as_they_are_written_in_albania(story, written, kept):
    add_link(story, dated=written)

    item = Evidence.objects.get()
    assert item.dated == kept
    fields = at_the_form(story).page.form("save").fields
    assert fields[f"item-{item.pk}-dated"] == written


def test_pressing_twice_adds_one_item_and_leads_on(story):
    client = signed_in(story.author)
    sent = {"version": 0, "status": ""} | describe("new-0", link="https://example.org/v")
    sent |= {"new-0-language": "sq", "new-0-visibility": "public"}

    answers = [client.post(address_of(story), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Evidence.objects.count() == 1


def test_pressing_twice_describes_a_file_once_and_leads_on(story):
    browser = at_the_form(story)
    prefix = prefixes(send_files(browser, photo()), "kept")[0]
    form = browser.page.form("save").fields | describe(prefix)

    answers = [browser.client.post(address_of(story), form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert (Evidence.objects.count(), KeptFile.objects.count()) == (1, 0)


def test_words_of_evidence_are_changed_in_the_same_form_and_its_history_keeps_the_old(story):
    add_link(story)
    item = Evidence.objects.get()

    at_the_form(story).send("save", **{f"item-{item.pk}-title": "Foto e rrugës së re"})

    item.refresh_from_db()
    assert item.title == "Foto e rrugës së re"
    assert [row.title for row in item.history.order_by("history_id")] == [
        "Foto e rrugës", "Foto e rrugës së re",
    ]  # fmt: skip


def test_saving_what_nobody_changed_leaves_no_trace_in_the_history_of_evidence(story):
    add_link(story)

    at_the_form(story).send("save", status="full")

    assert Evidence.history.count() == 1


def test_removing_takes_the_item_out_when_the_form_is_saved(story):
    add_link(story)
    item = Evidence.objects.get()

    page = at_the_form(story).send("save", **{f"item-{item.pk}-is_removed": "on"})

    assert page.state == "draft"
    assert Evidence.objects.count() == 0
    assert Evidence.history.order_by("history_id").last().history_type == "-"


def test_a_text_alternative_and_the_language_of_the_words_are_kept(story):
    add_link(story, text_alternative="A paved road.", language="en")

    item = Evidence.objects.get()
    assert (item.text_alternative, item.language) == ("A paved road.", "en")


def test_fields_that_the_form_does_not_have_are_ignored(story):
    """QUALITY S-07."""
    other = Story(statuses=("full",)).opened()
    add_link(
        story, finding=other.report.findings.get().pk, added_by=other.author.pk,
        sha256="a" * 64, size="1", content_type="text/html", original_sha256="b" * 64,
    )  # fmt: skip

    item = Evidence.objects.get()
    assert (item.finding.report, item.added_by, item.sha256) == (story.report, story.author, "")


def test_evidence_of_a_submitted_report_stays_as_it_is():
    story = Story(statuses=("full",)).submitted()
    item = Evidence.objects.get()
    before = everything()

    answer = signed_in(story.author).post(
        address_of(story),
        {"version": Finding.objects.get().lock_version, f"item-{item.pk}-title": "Tjetër",
         f"item-{item.pk}-is_removed": "on", "files": photo()},
    )  # fmt: skip

    assert answer.status_code == 409
    assert everything() == before
