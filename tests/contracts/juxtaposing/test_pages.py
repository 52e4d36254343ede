"""The pages of the workspace: doors, queries, what is typed and kept, odd input."""

import re

import pytest
from django.test import Client

from contracts.models import Candidate, Need, Position
from popnet.management.commands.routes import routes
from tests import factories
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

HUGE = "99999999999999999999999"


class Prepared:
    """One municipality in one election, with the people who may and may not come in."""

    def __init__(self, rows=1, **juxtaposition):
        self.juxtaposition = factories.JuxtapositionFactory(**juxtaposition)
        self.needs = [
            factories.NeedFactory(juxtaposition=self.juxtaposition, number=number + 1)
            for number in range(rows)
        ]
        self.candidates = [
            factories.CandidateFactory(juxtaposition=self.juxtaposition) for _each in range(rows)
        ]
        for candidate in self.candidates:
            for need in self.needs:
                factories.PositionFactory(candidate=candidate, need=need)
        for _each in range(rows):
            factories.ParticipationFactory(juxtaposition=self.juxtaposition)
        home = factories.OrganisationFactory(covers=[self.juxtaposition.municipality])
        self.coordinator = factories.UserFactory(coordinates=home)
        self.manager = factories.UserFactory(manages=home)
        self.admin = factories.UserFactory(is_network_admin=True)
        self.stranger = factories.UserFactory(coordinates=factories.OrganisationFactory())
        self.nobody = factories.UserFactory()

    def addresses(self) -> dict[str, str]:
        """Name of route -> address, of every route of the room."""
        values = {
            "juxtaposition": self.juxtaposition.pk,
            "need": self.needs[0].pk,
            "candidate": self.candidates[0].pk,
            "election": self.juxtaposition.election.slug,
        }
        return {
            route.name: re.sub(r"<\w+:(\w+)>", lambda m: str(values[m[1]]), route.path)
            for route in routes()
            if route.name.startswith("offers:") and not route.path.startswith("/en/")
        }


FOR_ADMINS = {"offers:begin-term", "offers:record-election", "offers:publish"}
FOR_MEMBERS = {"offers:elections", "offers:begin"}


def test_every_door_opens_for_whom_its_policy_says_and_is_a_404_for_all_others():
    there = Prepared()
    opened = {
        who: {
            name
            for name, address in there.addresses().items()
            if signed_in(getattr(there, who)).get(address).status_code == 200
        }
        for who in ("coordinator", "manager", "admin", "stranger", "nobody")
    }
    everything = set(there.addresses())
    assert len(everything) == 18
    assert opened == {
        "coordinator": everything - FOR_ADMINS,
        "manager": everything - FOR_ADMINS,
        "admin": everything,
        "stranger": FOR_MEMBERS,
        "nobody": set(),
    }


def test_who_is_kept_out_gets_the_same_404_as_for_a_number_of_nothing():
    there = Prepared()
    client = signed_in(there.stranger)
    for name, address in there.addresses().items():
        if name not in FOR_MEMBERS:
            assert client.get(address).status_code == 404, name
            assert client.post(address).status_code in (404, 405), name
    nowhere = re.sub(r"/\d+/", f"/{HUGE}/", there.addresses()["offers:need"])
    assert signed_in(there.admin).get(nowhere).status_code == 404


def test_who_is_not_signed_in_is_asked_to():
    there = Prepared()
    for address in there.addresses().values():
        assert "/login/" in Client().get(address)["Location"], address


@pytest.mark.parametrize("rows", [1, 10])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("offers:juxtaposition", 12),
        ("offers:positions", 7),
        ("offers:participation", 7),
        ("offers:preview", 8),
    ],
)
def test_pages_cost_the_same_with_one_row_and_with_ten(
    rows, name, queries, django_assert_num_queries
):
    there = Prepared(rows)
    client = signed_in(there.coordinator)
    address = there.addresses()[name]
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def open_form(user, address) -> Browser:
    browser = Browser()
    browser.client.force_login(user)
    browser.start(address)
    return browser


def test_what_was_typed_stays_when_somebody_else_was_faster_and_both_are_shown():
    there = Prepared()
    address = there.addresses()["offers:need"]
    mine = open_form(there.coordinator, address)
    other = open_form(there.manager, address)
    other.send("write", title_sq="Titulli i kolegut")

    mine.send("write", title_sq="Titulli im")
    assert mine.page.response.status_code == 409
    assert "Titulli i kolegut" in mine.page.text
    assert mine.page.form("write").fields["title_sq"] == "Titulli im"
    assert Need.objects.get().title_sq == "Titulli i kolegut"

    mine.send("write")
    assert Need.objects.get().title_sq == "Titulli im"


@pytest.mark.parametrize("name", ["offers:add-candidate", "offers:add-need"])
def test_the_same_button_pressed_twice_records_one_row(name):
    there = Prepared()
    browser = open_form(there.coordinator, there.addresses()[name])
    form = browser.page.form("write")
    typed = form.fields | {
        "name": "Kandidat i sajuar", "source": "Listë", "number": "7", "title_sq": "Nevojë",
        "pillar": "local-economy",
    }  # fmt: skip
    before = Candidate.objects.count() + Need.objects.count()
    for _press in range(2):
        response = browser.client.post(browser.page.address, typed)
        assert response.status_code == 302
    assert Candidate.objects.count() + Need.objects.count() == before + 1


def test_a_removal_prepared_on_an_older_page_is_not_done():
    there = Prepared()
    browser = open_form(there.coordinator, there.addresses()["offers:remove-need"])
    other = open_form(there.manager, there.addresses()["offers:need"])
    other.send("write", title_sq="Titulli i kolegut")
    browser.send("remove")
    assert browser.page.response.status_code == 409
    assert Need.objects.count() == 1
    browser.send("remove")
    assert Need.objects.count() == 0


def test_words_without_an_answer_are_named_beside_their_row():
    there = Prepared()
    browser = open_form(there.coordinator, there.addresses()["offers:positions"])
    prefix = f"need-{there.needs[0].pk}"
    browser.send("answer", **{f"{prefix}-answer": "no_answer", f"{prefix}-words": "Fjalë"})
    assert browser.page.response.status_code == 422
    assert browser.page.form("answer").fields[f"{prefix}-words"] == "Fjalë"
    assert Position.objects.get().answer == "accepts"


def test_after_publication_the_form_asks_for_the_public_reason():
    there = Prepared(published=True)
    browser = open_form(there.admin, there.addresses()["offers:candidate"])
    browser.send("write", party="Parti e sajuar")
    assert browser.page.response.status_code == 422
    browser.send("write", party="Parti e sajuar", reason_sq="U shtua partia që mungonte.")
    assert Candidate.objects.get().party == "Parti e sajuar"
    told = there.juxtaposition.events.order_by("pk").values_list("reason_sq", flat=True)
    assert list(told) == ["U botua.", "U shtua partia që mungonte."]


LOOKED_AT = (
    "offers:juxtaposition", "offers:describe", "offers:participation", "offers:add-need",
    "offers:paste-needs", "offers:need", "offers:remove-need", "offers:add-candidate",
    "offers:candidate", "offers:remove-candidate", "offers:positions", "offers:result",
)  # fmt: skip
TOLD = "What is public is changed by a network admin, with a public reason."


def test_once_it_is_public_a_coordinator_is_told_before_she_types_anything():
    there = Prepared(published=True)
    mine, admins = signed_in(there.coordinator), signed_in(there.admin)
    for name in LOOKED_AT:
        address = "/en" + there.addresses()[name]
        seen, theirs = mine.get(address).content.decode(), admins.get(address).content.decode()
        assert (TOLD in seen, TOLD in theirs) == (True, False), name
        assert "tell a network admin what and why" in seen, name
        buttons = re.findall(r'<button type="submit"[^>]*>([^<]+)', seen)
        assert not {"Save", "Take it out"} & {*buttons}, name
        if name not in ("offers:juxtaposition", "offers:remove-need", "offers:remove-candidate"):
            fields = re.findall(r"<(?:input|select|textarea)[^>]*>", _of_the_form(seen))
            open_ones = re.findall(r"<(?:select|textarea)[^>]*>", _outside_of_closed(seen))
            assert (fields != [], open_ones) == (True, []), name


def _of_the_form(page: str) -> str:
    return page[page.index('<form id="form"') :].partition("</form>")[0]


def _outside_of_closed(page: str) -> str:
    """What of the form does not stand within a fieldset that is disabled."""
    left, within = [], []
    for piece in re.split(r"(</?fieldset[^>]*>)", _of_the_form(page)):
        if piece.startswith("<fieldset"):
            within.append(piece.endswith(" disabled>"))
        elif piece == "</fieldset>":
            within.pop()
        elif not any(within):
            left.append(piece)
    return "".join(left)


def test_what_a_coordinator_sends_all_the_same_changes_nothing_and_stays_in_the_form():
    there = Prepared(published=True)
    answer = signed_in(there.coordinator).post(
        there.addresses()["offers:candidate"],
        {
            "version": "0",
            "name": "Emër tjetër",
            "source": "Burim",
            "reason_sq": "Arsye e gjatë.",
        },
    )
    assert (answer.status_code, Candidate.objects.get().name) == (422, there.candidates[0].name)
    assert "Emër tjetër" in answer.content.decode()


def test_with_a_tie_the_page_says_who_writes_instead():
    there = Prepared()
    factories.DeclaredInterestFactory(
        user=there.coordinator, municipality=there.juxtaposition.municipality
    )
    seen = signed_in(there.coordinator).get("/en" + there.addresses()["offers:add-need"])
    text = seen.content.decode()
    assert "You declared a tie to this municipality." in text
    assert "A colleague of your organisation, or a network admin, writes it." in text
    assert "Save" not in re.findall(r'<button type="submit"[^>]*>([^<]+)', text)


@pytest.mark.parametrize(
    "typed",
    [
        {"version": "x"},
        {"version": HUGE},
        {"version": "-1"},
        {"version": ["0", "0"]},
        {"number": HUGE},
        {"title_sq": "a\0b"},
        {"score": "NaN"},
        {"units": [HUGE, "x"]},
        {"commitments": ["1\0"]},
        {"voiced_at": HUGE},
        {"sector": "x\0"},
        {"pillar": "sport"},
    ],
    ids=str,
)
def test_odd_input_is_an_error_beside_its_field(typed):
    there = Prepared()
    client = signed_in(there.coordinator)
    sent = {"version": "0", "number": "7", "title_sq": "Nevojë", "pillar": "sport"} | typed
    response = client.post(there.addresses()["offers:add-need"], sent)
    assert response.status_code == 422
    assert Need.objects.count() == 1
