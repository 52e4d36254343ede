"""The queue of what citizens told, the page of one case, and its files, served to nobody else."""

import pytest

from monitoring.cases import telling
from monitoring.evidence import storage
from monitoring.models import Case
from tests import factories
from tests.factories.cases import DECIDED
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

REASON = "Fotoja hyn në raportin e radhës."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def commitment():
    return factories.CommitmentFactory(title_en="A new road")


@pytest.fixture
def coordinator(commitment):
    home = factories.OrganisationFactory(covers=[commitment.contract.municipality])
    return factories.UserFactory(coordinates=home)


@pytest.fixture
def browser(coordinator):
    return Browser("en").sign_in(coordinator)


def told(commitment, text="Rruga u hap.", **more):
    return factories.CaseFactory(commitment=commitment, text=text, **more)


def with_a_file(case, content=None, name="rruga.jpg"):
    taken = telling.take_in(content or samples.jpeg(), name=name).file
    return factories.CaseFileFactory(
        case=case, name=name, sha256=taken.sha256, size=taken.size, content_type=taken.content_type
    )


def test_a_coordinator_finds_the_message_on_her_desk_reads_it_and_decides(browser, commitment):
    case = told(commitment, contact="ana@example.org")
    assert "1 message waits to be decided" in browser.start("/workspace/").text
    browser.open(browser.page.link("/workspace/cases/"))
    browser.open(browser.page.link(f"/workspace/cases/{case.number}/"))
    assert "Rruga u hap." in browser.page.text
    assert "ana@example.org" not in browser.page.text, "the portal writes to her, nobody else"

    browser.carry_out("decide-case", outcome="taken_up", sq=REASON, en="It goes into the next.")

    case.refresh_from_db()
    assert (case.outcome, case.reason_sq, case.reason_en) == (
        "taken_up", REASON, "It goes into the next.",
    )  # fmt: skip
    assert "1 message is decided." in browser.page.text
    assert "No message waits" in browser.start("/workspace/").text


def test_the_reason_is_shown_before_it_is_public(browser, commitment):
    case = told(commitment)
    browser.start(f"/workspace/cases/{case.number}/")
    browser.send("decide-case", outcome="known", sq=REASON)
    assert "This becomes public" in browser.page.text
    assert Case.objects.waiting().exists()
    browser.send("decide-case", button={"change": "yes"})
    assert browser.page.form("decide-case").fields["sq"] == REASON


@pytest.mark.parametrize(
    "typed", [{"sq": REASON}, {"outcome": "known"}, {"outcome": "known", "sq": "Jo."}]
)
def test_a_decision_that_lacks_something_keeps_what_was_typed(browser, commitment, typed):
    browser.start(f"/workspace/cases/{told(commitment).number}/")
    browser.send("decide-case", **typed)
    assert browser.page.response.status_code == 422
    assert browser.page.title.startswith("Error:")
    form = browser.page.form("decide-case")
    assert {name: form.fields[name] for name in typed} == typed


def test_what_somebody_else_decided_meanwhile_is_shown_instead(browser, commitment):
    case = told(commitment)
    browser.start(f"/workspace/cases/{case.number}/")
    browser.send("decide-case", outcome="declined", sq=REASON)
    Case.objects.update(
        outcome="known", reason_sq="Dihej.", decided_at=DECIDED, decided_by=factories.UserFactory()
    )
    browser.send("decide-case", button={"confirmed": "yes"})
    assert browser.page.response.status_code == 409
    assert "Somebody has decided this case already." in browser.page.text
    assert "Dihej." in browser.page.text
    case.refresh_from_db()
    assert case.outcome == "known"


def test_the_same_button_pressed_twice_leads_to_the_result_of_the_first_time(
    coordinator, commitment
):
    client, case = signed_in(coordinator), told(commitment)
    words = {"outcome": "known", "sq": REASON, "confirmed": "yes"}
    address = f"/en/workspace/cases/{case.number}/"
    answers = [client.post(address, words) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [address] * 2
    more = told(commitment, "Blini!")
    words = {"case": more.number, "sq": REASON, "confirmed": "yes"}
    answers = [client.post("/en/workspace/cases/reject/", words) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/en/workspace/cases/"] * 2


def test_the_same_words_are_one_line_and_are_rejected_in_one_go(browser, commitment):
    spam = [told(commitment, "Blini këtu!") for _ in range(37)]
    other = told(commitment, "Shisni këtu!")
    kept = told(commitment, "Rruga u hap.")
    page = browser.start("/workspace/cases/")
    assert page.form("reject-cases").choices == ["case"] * 3
    assert "Sent 37 times in the same words" in page.text

    client = browser.client
    form = page.form("reject-cases")
    typed = form.fields | {"case": [spam[0].number, other.number], "sq": REASON}
    shown = client.post("/en/workspace/cases/reject/", typed).content.decode()
    assert "Not about the commitment" in shown and REASON in shown
    client.post("/en/workspace/cases/reject/", typed | {"confirmed": "yes"})

    assert Case.objects.waiting().get() == kept
    assert set(Case.objects.decided().values_list("outcome", "reason_sq")) == {("rejected", REASON)}


def test_all_of_a_page_can_be_chosen_without_a_script(browser, commitment):
    for number in range(3):
        told(commitment, f"Blini {number}!")
    page = browser.start("/workspace/cases/")
    assert "case" not in page.form("reject-cases").fields
    page = browser.open(page.address + page.link("choose=all"))
    assert page.text.count(" checked") == 3


def test_rejecting_nothing_says_what_is_missing_and_keeps_the_reason(browser, commitment):
    told(commitment)
    browser.start("/workspace/cases/")
    page = browser.send("reject-cases", sq=REASON)
    assert page.response.status_code == 422
    assert "Choose at least one message" in page.text
    assert page.form("reject-cases").fields["sq"] == REASON


def test_nobody_sees_or_decides_a_case_of_other_municipalities(commitment, coordinator):
    elsewhere = told(factories.CommitmentFactory(), "GJURMA")
    file = with_a_file(elsewhere)
    client = signed_in(coordinator)
    base = f"/workspace/cases/{elsewhere.number}/"
    for address in (base, f"{base}files/{file.sha256}/", f"{base}thumbnails/{file.sha256}/"):
        assert client.get(address).status_code == 404
    words = {"outcome": "known", "sq": REASON, "confirmed": "yes"}
    assert client.post(base, words).status_code == 404
    bulk = {"case": elsewhere.number, "sq": REASON, "confirmed": "yes"}
    assert client.post("/workspace/cases/reject/", bulk).status_code == 422
    for address in ("/workspace/cases/", "/workspace/"):
        assert "GJURMA" not in client.get(address).content.decode()
    assert Case.objects.waiting().get() == elsewhere


def test_a_file_is_served_safely_to_whoever_decides_and_at_no_public_address(
    client, commitment, coordinator
):
    file = with_a_file(told(commitment))
    base = f"/workspace/cases/{file.case.number}"
    served = signed_in(coordinator).get(f"{base}/files/{file.sha256}/")

    assert b"".join(served.streaming_content) == storage.public_path(file.sha256).read_bytes()
    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert served.headers["Cache-Control"] == "no-store"
    small = signed_in(coordinator).get(f"{base}/thumbnails/{file.sha256}/")
    assert small.headers["Content-Type"] == "image/webp"
    for address in (
        f"/evidence/{file.sha256}/rruga.jpg",
        f"/evidence/{file.sha256}/thumbnail/rruga.webp",
        f"/media/evidence/{file.sha256[:2]}/{file.sha256}",
    ):
        assert client.get(address).status_code == 404, address
    assert client.get(f"{base}/files/{file.sha256}/").status_code == 302


def test_a_case_leads_to_its_own_files_alone(commitment, coordinator):
    case, other = told(commitment), with_a_file(told(commitment, "Tjetër."))
    client = signed_in(coordinator)
    for sha256 in (other.sha256, "0" * 64, "x", "..", "%00"):
        assert client.get(f"/workspace/cases/{case.number}/files/{sha256}/").status_code == 404


def test_a_file_that_is_not_what_it_was_is_not_served(commitment, coordinator):
    file = with_a_file(told(commitment))
    storage.public_path(file.sha256).write_bytes(b"something else")
    address = f"/workspace/cases/{file.case.number}/files/{file.sha256}/"
    assert signed_in(coordinator).get(address).status_code == 410


def test_an_erased_case_shows_the_decision_and_says_when_the_rest_was_erased(
    commitment, coordinator
):
    case = told(commitment, text="", is_decided=True, erased_at=DECIDED)
    page = signed_in(coordinator).get(f"/en/workspace/cases/{case.number}/").content.decode()
    assert "were erased on 12 October 2026" in page
    assert case.reason_sq in page


def test_markup_in_a_message_is_shown_as_it_was_typed(commitment, coordinator):
    markup = "<script>alert(1)</script> {{ 7|add:7 }} javascript:alert(1) https://example.org"
    case = told(commitment, markup)
    for address in ("/workspace/cases/", f"/workspace/cases/{case.number}/"):
        page = signed_in(coordinator).get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in page
        assert 'href="https://example.org' not in page


@pytest.mark.parametrize("cases", [1, 10])
def test_the_queue_asks_the_same_number_of_questions(
    commitment, coordinator, cases, django_assert_num_queries
):
    for number in range(cases):
        with_a_file(told(commitment, f"Mesazhi {number}."))
    client = signed_in(coordinator)
    # Session and person, how many there are, the messages, their files.
    with django_assert_num_queries(5):
        client.get("/workspace/cases/")
