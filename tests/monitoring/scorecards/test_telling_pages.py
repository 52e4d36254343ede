"""The form "tell us": nothing typed is lost, machines are stopped, and nothing is public."""

import re
from html import unescape

import pytest
from django.test import Client
from time_machine import travel

from monitoring.models import Case
from municipalities.models import Attempt
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.evidence_samples import files_in
from tests.monitoring.scorecards.telling_form import (
    A_MINUTE_LATER,
    GIVEN_OUT,
    TOLD,
    address_of,
    form_of,
    given_out,
    send,
)
from tests.monitoring.workspace.people import Page
from tests.stories import DAY

pytestmark = pytest.mark.django_db

SECOND = DAY / 24 / 60 / 60


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def commitment():
    return factories.CommitmentFactory()


def text_of(response) -> str:
    return unescape(" ".join(response.content.decode().split()))


def test_the_page_of_every_commitment_leads_to_the_form(client, commitment):
    for language in ("", "/en"):
        page = Page(client.get(f"{language}/commitments/{commitment.reference}/"))
        assert page.link("tell-us") == address_of(commitment, language)
        assert client.get(page.link("tell-us")).status_code == 200


def test_what_is_sent_becomes_a_case_whose_page_says_received_and_what_happens_next(
    client, commitment
):
    photo = ("rruga.jpg", samples.jpeg())
    response = send(
        commitment, client=client, language="/en", files=[photo], contact="ana@example.org", **TOLD
    )

    case = Case.objects.get()
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/en/cases/{case.number}/",
    )
    assert (case.kind, case.text, case.contact, case.language, case.commitment) == (
        "evidence", TOLD["text"], "ana@example.org", "en", commitment,
    )  # fmt: skip
    assert [file.name for file in case.files.all()] == ["rruga.jpg"]
    page = client.get(response.headers["Location"])
    assert "Received, not decided yet." in text_of(page)
    assert case.number in text_of(page)
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    for hidden in (TOLD["text"], "ana@example.org", "rruga.jpg", case.files.get().sha256):
        assert hidden not in text_of(page)


def test_the_form_works_without_cookies_of_a_session_and_with_csrf_checked(commitment):
    client = Client(enforce_csrf_checks=True)
    assert send(commitment, client=client, **TOLD).status_code == 302
    assert set(client.cookies) == {"csrf"}
    forged = Client(enforce_csrf_checks=True)
    assert forged.post(address_of(commitment), TOLD).status_code == 403
    assert Case.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_is_kept_by_nobody_on_the_way(client, commitment, method):
    response = getattr(client, method)(address_of(commitment))
    assert response.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_commitment_that_does_not_exist_has_no_form(client):
    for reference in ("vlore-1999-7", "%00", "a%0Ab", "%F0%9F", "x" * 500):
        assert client.get(f"/commitments/{reference}/tell-us/").status_code == 404
        assert client.post(f"/commitments/{reference}/tell-us/", TOLD).status_code == 404


def test_a_refused_file_keeps_the_words_and_the_accepted_files(commitment):
    response = send(
        commitment, kind="correction", text="Data nuk është e saktë.", contact="ana@example.org",
        files=[("rruga.jpg", samples.jpeg()), ("vizatim.svg", b"<svg xmlns='a'/>")],
    )  # fmt: skip

    assert response.status_code == 422
    assert "vizatim.svg" in text_of(response)
    form = form_of(response)
    assert (form.fields["kind"], form.fields["text"], form.fields["contact"]) == (
        "correction", "Data nuk është e saktë.", "ana@example.org",
    )  # fmt: skip
    assert "rruga.jpg" in text_of(response)
    assert Case.objects.count() == 0

    assert send(commitment, form).status_code == 302
    assert [file.name for file in Case.objects.get().files.all()] == ["rruga.jpg"]


def test_a_file_that_was_kept_can_be_left_out_again(commitment):
    form = form_of(send(commitment, files=[("rruga.jpg", samples.jpeg())], **(TOLD | {"text": ""})))
    sha256 = next(path.name for path in files_in_evidence())
    send(commitment, form, **TOLD, without=sha256)
    assert Case.objects.get().files.count() == 0


def files_in_evidence():
    from django.conf import settings

    return files_in(settings.MEDIA_ROOT / "evidence")


def test_a_fourth_file_is_refused_by_name_and_three_are_kept(commitment):
    pictures = [
        (f"foto-{n}.png", samples.saved(samples.picture((60 + n, 40)), "PNG")) for n in range(4)
    ]
    response = send(commitment, files=pictures, **TOLD)

    assert response.status_code == 422
    assert "foto-3.png" in text_of(response)
    assert response.content.decode().count('name="ticket"') == 3


@pytest.mark.parametrize("ticket", ["", "forged", "a:b:c", "ë", "x" * 10_000])
def test_a_forged_ticket_brings_no_file(commitment, ticket):
    response = send(commitment, ticket=ticket, **TOLD)
    assert response.status_code == 422
    assert Case.objects.count() == 0


def test_a_ticket_of_another_form_brings_no_file(commitment):
    empty = TOLD | {"text": ""}
    theirs = form_of(send(commitment, files=[("rruga.jpg", samples.jpeg())], **empty))
    response = send(commitment, ticket=theirs.fields["ticket"], **TOLD)
    assert response.status_code == 422
    assert Case.objects.count() == 0


def test_a_field_that_only_machines_fill_in_stops_them_and_stores_nothing(media, commitment):
    response = send(
        commitment, website="https://example.org", files=[("rruga.jpg", samples.jpeg())], **TOLD
    )
    assert response.status_code == 422
    assert (Case.objects.count(), files_in(media)) == (0, [])
    assert not Attempt.objects.filter(what__startswith="tell").exists()
    form = form_of(response)
    assert (form.fields["website"], form.fields["text"]) == ("", TOLD["text"])
    assert send(commitment, form).status_code == 302, "a person simply sends it again"


def test_a_form_that_comes_back_at_once_was_filled_in_by_a_machine(commitment):
    form = given_out(commitment)
    too_quick = send(commitment, form, at=GIVEN_OUT + 2 * SECOND, **TOLD)
    assert too_quick.status_code == 422
    assert Case.objects.count() == 0
    assert send(commitment, form_of(too_quick), at=GIVEN_OUT + 5 * SECOND).status_code == 302


@pytest.mark.parametrize("stamp", ["", "forged", "a:b:c", "ë", "\0", "x" * 10_000])
def test_a_form_without_our_stamp_is_not_taken_and_keeps_its_words(commitment, stamp):
    response = send(commitment, stamp=stamp, **TOLD)
    assert response.status_code == 422
    assert form_of(response).fields["text"] == TOLD["text"]
    assert Case.objects.count() == 0


def test_a_stamp_is_of_one_commitment_and_lasts_half_a_day(commitment):
    form = given_out(commitment)
    assert send(factories.CommitmentFactory(), form, **TOLD).status_code == 422
    late = send(commitment, form, at=GIVEN_OUT + DAY, **TOLD)
    assert late.status_code == 422
    again = form_of(late)
    assert again.fields["stamp"] != form.fields["stamp"]
    assert send(commitment, again, at=GIVEN_OUT + DAY + 60 * SECOND).status_code == 302


def test_the_same_form_sent_twice_is_one_case(commitment):
    form = given_out(commitment)
    first, second = (send(commitment, form, **TOLD) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Case.objects.count() == 1


def test_past_a_limit_the_page_says_when_and_keeps_everything_that_was_typed(media, commitment):
    waiting = form_of(send(commitment, files=[("a.png", samples.png())], **(TOLD | {"text": ""})))
    for number in range(5):
        assert send(commitment, **(TOLD | {"text": f"Mesazhi {number}."})).status_code == 302
    stored = files_in(media)

    words = {"kind": "correction", "text": "I gjashti.", "contact": "ana@example.org"}
    response = send(commitment, waiting, files=[("b.jpg", samples.jpeg())], **words)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"
    assert "60" in text_of(response)
    form = form_of(response)
    assert {name: form.fields[name] for name in words} == words
    assert "“a.png”" in text_of(response) or "a.png" in text_of(response)
    assert files_in(media) == stored, "what cannot be sent is not stored"
    assert Case.objects.count() == 5

    assert send(commitment, form, at=A_MINUTE_LATER + DAY / 20).status_code == 302
    assert [file.name for file in Case.objects.latest("pk").files.all()] == ["a.png"]


def test_a_forged_forwarding_header_is_nobody_else(commitment):
    for number in range(5):
        send(
            commitment, headers={"X-Forwarded-For": f"198.51.100.{number}"},
            **(TOLD | {"text": f"Mesazhi {number}."}),
        )  # fmt: skip
    response = send(commitment, headers={"X-Forwarded-For": "203.0.113.9"}, **TOLD)
    assert response.status_code == 429


ODD = {
    "NUL": "a\0b",
    "endless": "ë" * 100_000,
    "a number beyond all": "9" * 30,
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% debug %}",
    "line breaks": "a\r\nBcc: everybody@example.org\r\n\r\nb",
    "right to left": "\u202egnp.exe",
}


@pytest.mark.parametrize("odd", ODD)
def test_no_odd_words_fall_over_and_markup_stays_text(commitment, odd):
    form = given_out(commitment)
    for name in (*form.fields, "ticket", "without"):
        response = send(commitment, form, **(TOLD | {name: ODD[odd]}))
        assert response.status_code in (302, 422, 429), name
        assert "<script>alert" not in response.content.decode()
        assert "<img src=x" not in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[" * 50_000),
        ("multipart/form-data; boundary=x", b"--y\r\nnonsense"),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded", b"text=%ff%fe&kind=\xff&stamp=%zz"),
    ],
)
def test_a_body_that_is_no_form_is_refused_politely(client, commitment, kind, body):
    response = client.post(address_of(commitment), body, content_type=kind)
    assert response.status_code in (400, 422)


def test_no_field_that_the_form_does_not_ask_for_is_taken(commitment):
    """Mass assignment (S-07): a message cannot decide itself."""
    send(
        commitment, outcome="taken_up", reason_sq="Po.", decided_at="2026-01-01", decided_by="1",
        number="aaaaa-aaaaa", fingerprint="0" * 64, erased_at="2026-01-01", **TOLD,
    )  # fmt: skip
    case = Case.objects.get()
    assert (case.outcome, case.reason_sq, case.decided_at, case.erased_at) == ("", "", None, None)
    assert case.number != "aaaaa-aaaaa"


def test_nothing_of_the_form_comes_from_elsewhere_or_needs_a_script(client, commitment):
    with travel(GIVEN_OUT, tick=False):
        page = client.get(address_of(commitment)).content.decode()
    loaded = re.findall(r'\s(?:src|action)="([^"]*)"|<link rel="stylesheet" href="([^"]*)"', page)
    assert {(a or b)[:8] for a, b in loaded} <= {"/static/"}
    assert "<script" not in page


@pytest.mark.parametrize("cases", [1, 10])
def test_the_form_asks_the_same_number_of_questions_however_much_waits(
    client, commitment, cases, django_assert_num_queries
):
    for _ in range(cases):
        factories.CaseFileFactory(case__commitment=commitment)
    with django_assert_num_queries(1):
        client.get(address_of(commitment))
