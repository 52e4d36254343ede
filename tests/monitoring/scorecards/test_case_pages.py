"""Decided cases in public: outcome and reason, and never a word of what was sent."""

import pytest
from django.core.cache import cache

from monitoring.cases import deciding, erasing
from tests import factories
from tests.factories.cases import DECIDED
from tests.monitoring.workspace.people import Page
from tests.stories import DAY

pytestmark = pytest.mark.django_db

REASON = {"sq": "Fotoja hyn në raportin e radhës.", "en": "The photo goes into the next report."}


@pytest.fixture
def commitment():
    term = factories.TermFactory(slug="2023-2027", label_en="2023–2027", is_demonstration=True)
    contract = factories.SocialContractFactory(term=term)
    return factories.CommitmentFactory(contract=contract, title_en="A new road")


@pytest.fixture
def admin():
    return factories.UserFactory(is_network_admin=True, name="Drita Gjoka")


def told(commitment, text="GJURMA: rruga u hap.", **more):
    more = {"contact": "gjurma@example.org", **more}
    case = factories.CaseFactory(commitment=commitment, text=text, **more)
    factories.CaseFileFactory(case=case, name="GJURMA.jpg")
    return case


def decide(case, by, at=DECIDED, outcome="taken_up"):
    deciding.decide(case=case, by=by, outcome=outcome, at=at, **REASON)


def numbers(client, address="/en/cases/") -> list[str]:
    page = Page(client.get(address))
    return [a.split("/")[3] for a in page.links if a.startswith("/en/cases/") and a.count("/") == 4]


def test_a_decided_case_stands_in_the_list_with_outcome_and_reason(client, commitment, admin):
    case = told(commitment)
    decide(case, admin)

    for address in ("/en/cases/", f"/en/cases/{case.number}/"):
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        assert "Taken up in the next report" in text
        assert REASON["en"] in text
        assert "A new road" in text
        assert "12 October 2026" in text
        for hidden in ("GJURMA", "gjurma", "Drita Gjoka", admin.email):
            assert hidden not in text, address
    assert numbers(client) == [case.number]
    assert REASON["sq"] in client.get("/cases/").content.decode()


def test_what_waits_moves_no_list_and_no_validator(client, commitment, admin):
    decide(told(commitment, "E para."), admin)
    before = {a: client.get(a) for a in ("/cases/", "/en/cases/", "/en/cases/terms/2023-2027/")}

    told(commitment, "E dyta.")
    cache.clear()

    for address, answer in before.items():
        after = client.get(address)
        assert (after.content, dict(after.items())) == (answer.content, dict(answer.items()))


def test_a_decision_moves_the_list_and_the_page_of_the_case(client, commitment, admin):
    case = told(commitment)
    addresses = ("/cases/", "/en/cases/", f"/cases/{case.number}/", f"/en/cases/{case.number}/")
    before = {address: client.get(address)["ETag"] for address in addresses}
    decide(case, admin)
    assert not {a for a, etag in before.items() if client.get(a)["ETag"] == etag}


def test_erasing_moves_no_public_byte(client, commitment, admin):
    case = told(commitment)
    decide(case, admin)
    addresses = ("/cases/", f"/en/cases/{case.number}/")
    before = [client.get(address).content for address in addresses]
    erasing.erase(at=DECIDED + 91 * DAY)
    cache.clear()
    assert [client.get(address).content for address in addresses] == before


def test_one_decision_is_one_line_however_many_messages_it_answers(client, commitment, admin):
    """How many there were is a number that a crowd could move (S-51)."""
    spam = [
        factories.CaseFactory(commitment=commitment, text=text)
        for text in ("Blini!", "Blini!", "blini !", "Shisni!")
    ]
    deciding.reject(cases=spam, by=admin, at=DECIDED, **REASON)

    assert numbers(client) == [spam[0].number]
    for case in spam:
        page = client.get(f"/en/cases/{case.number}/").content.decode()
        assert "Not about the commitment" in page


def test_the_newest_decision_comes_first_and_a_page_holds_twenty(client, commitment, admin):
    cases = [factories.CaseFactory(commitment=commitment) for _ in range(21)]
    for day, case in enumerate(cases):
        decide(case, admin, at=DECIDED + day * DAY)

    newest_first = [case.number for case in reversed(cases)]
    assert numbers(client) == newest_first[:20]
    assert numbers(client, "/en/cases/?page=2") == newest_first[20:]
    assert client.get("/en/cases/?page=3").status_code == 404


def test_a_list_is_of_one_term(client, commitment, admin):
    record = factories.TermFactory(slug="2019-2023")
    theirs = factories.CommitmentFactory(contract__term=record)
    there, elsewhere = told(commitment), told(theirs)
    for case in (there, elsewhere):
        decide(case, admin)

    assert numbers(client, "/en/cases/terms/2023-2027/") == [there.number]
    assert numbers(client, "/en/cases/terms/2019-2023/") == [elsewhere.number]
    assert client.get("/cases/terms/1999/").status_code == 404


def test_an_open_case_is_found_by_its_number_alone_and_tells_nothing_of_it(client, commitment):
    case = told(commitment, kind="correction")
    text = client.get(f"/en/cases/{case.number}/").content.decode()
    assert "Received, not decided yet." in text
    assert "GJURMA" not in text and "gjurma" not in text
    assert "mistake" not in text
    assert numbers(client) == []


@pytest.mark.parametrize("number", ["aaaaa-aaaab", "1", "x" * 300, "%00", "AAAAA-00000", "１"])
def test_a_number_that_was_never_given_out_is_not_found(client, number):
    assert client.get(f"/cases/{number}/").status_code == 404


def test_a_reason_is_text_and_no_markup(client, commitment, admin):
    case = told(commitment)
    reason = "<script>alert(1)</script> {{ 7|add:7 }} https://example.org"
    deciding.decide(case=case, by=admin, outcome="declined", sq=reason)
    for address in ("/cases/", f"/cases/{case.number}/"):
        page = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }} https://example.org" in page
        assert 'href="https://example.org' not in page


@pytest.mark.parametrize("cases", [1, 10])
def test_the_list_asks_the_same_number_of_questions(
    client, commitment, admin, cases, django_assert_num_queries
):
    for day in range(cases):
        decide(factories.CaseFactory(commitment=commitment), admin, at=DECIDED + day * DAY)
    # The validator before and after, the terms, how many there are, and the cases.
    with django_assert_num_queries(5):
        client.get("/en/cases/")
