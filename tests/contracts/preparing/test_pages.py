"""A contract from its draft to what happens to it afterwards, page by page, without a script."""

import datetime

import pytest

from contracts import actions, lines
from contracts.models import Amendment, ContractDraft, SocialContract
from tests import factories as make
from tests.contracts.test_drafting import said
from tests.monitoring.workspace.people import Browser, signed_in

pytestmark = pytest.mark.django_db

ROOM = "/en/workspace/contracts/"


@pytest.fixture
def town():
    return make.MunicipalityFactory(slug="vlore")


@pytest.fixture
def term():
    return make.TermFactory(begins=datetime.date(2023, 6, 1))


@pytest.fixture
def home(town):
    return make.OrganisationFactory(covers=[town])


@pytest.fixture
def author(home):
    return make.UserFactory(coordinates=home)


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def draft(town, term, author):
    return actions.prepare_contract(municipality=town, term=term, by=author)


@pytest.fixture
def contract(town, term):
    return make.SocialContractFactory(municipality=town, term=term, code="vlore-2023")


def test_from_an_empty_draft_to_a_public_contract(town, term, admin):
    sector = make.SectorFactory()
    browser = Browser("en").sign_in(admin)
    browser.start("/workspace/contracts/")
    browser.open(browser.page.link("prepare"))
    browser.send("prepare", municipality=town.pk, term=term.pk)
    browser.open(browser.page.link("new"))
    browser.send("line", number="1", title_sq="Dhjetë kosha", sector=sector.pk, due_on="8.2026")
    browser.open(browser.page.link("sign"))
    browser.send(
        "sign",
        **{
            "signed_on": "9.5.2023", "source": "Dokumenti i shpikur",
            "signature-0-name": "Kandidatja e Sajuar", "signature-0-capacity": "candidate",
            "signature-1-name": "Kryetari i Sajuar", "signature-1-capacity": "mayor",
        },
    )  # fmt: skip
    assert not SocialContract.objects.exists()
    browser.send("sign", button={"confirmed": "yes"})

    contract = SocialContract.objects.get()
    assert browser.page.address == f"{ROOM}signed/vlore-2023/"
    assert (contract.code, contract.signed_on) == ("vlore-2023", "2023-05-09")
    commitment = contract.commitments.get()
    assert (commitment.reference, commitment.due_on) == ("vlore-2023-1", "2026-08")
    assert [each.name for each in contract.signatures.all()] == [
        "Kandidatja e Sajuar", "Kryetari i Sajuar"
    ]  # fmt: skip
    page = browser.open(f"/en/municipalities/vlore/{term.slug}/")
    assert "Dhjetë kosha" in page.text


def test_more_signatures_are_asked_for_and_nothing_typed_is_lost(draft, author, admin):
    actions.save_line(draft=draft, by=author, said=said())
    client = signed_in(admin)
    typed = {"version": "1", "signatures": "4", "source": "Burimi", "signature-0-name": "E Sajuar"}
    page = client.post(f"{ROOM}drafts/{draft.pk}/sign/", typed | {"more": "yes"})

    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="signatures" value="7"' in text
    assert ('value="Burimi"' in text, 'value="E Sajuar"' in text) == (True, True)


def test_a_signature_without_a_name_is_mended_at_its_field(draft, author, admin):
    actions.save_line(draft=draft, by=author, said=said())
    typed = {
        "version": str(draft.lock_version), "signatures": "2", "source": "Burimi",
        "signed_on": "9.5.2023", "signature-1-capacity": "mayor",
    }  # fmt: skip
    page = signed_in(admin).post(f"{ROOM}drafts/{draft.pk}/sign/", typed)

    text = page.content.decode()
    assert page.status_code == 422
    assert "Give the name of whoever signed." in text
    assert 'href="#id_signature-1-name"' in text
    assert not SocialContract.objects.exists()


def test_a_draft_that_moved_on_is_not_signed_unseen(draft, author, admin):
    actions.save_line(draft=draft, by=author, said=said())
    typed = {
        "version": "0", "signatures": "1", "source": "Burimi", "signed_on": "9.5.2023",
        "signature-0-capacity": "mayor", "signature-0-name": "E Sajuar", "confirmed": "yes",
    }  # fmt: skip
    page = signed_in(admin).post(f"{ROOM}drafts/{draft.pk}/sign/", typed)

    assert page.status_code == 409
    assert f'name="version" value="{draft.lock_version}"' in page.content.decode()
    assert not SocialContract.objects.exists()


def test_what_somebody_saved_meanwhile_stands_beside_what_was_typed(draft, author):
    line = actions.save_line(draft=draft, by=author, said=said(places="Zona një"))
    browser = Browser("en").sign_in(author)
    browser.open(f"{ROOM}lines/{line.pk}/")
    actions.save_line(
        draft=draft, by=author, said=said(places="Zona dy"), line=line,
        seen=lines.version_of(line),
    )  # fmt: skip
    page = browser.send("line", places="Zona tre")

    assert page.response.status_code == 409
    assert ("Zona dy" in page.text, "Zona tre" in page.text) == (True, True)
    line.refresh_from_db()
    assert line.places == "Zona dy"
    browser.send("line")
    line.refresh_from_db()
    assert line.places == "Zona tre"


def test_a_line_that_was_taken_out_meanwhile_can_be_added_again(draft, author):
    line = actions.save_line(draft=draft, by=author, said=said())
    browser = Browser("en").sign_in(author)
    browser.open(f"{ROOM}lines/{line.pk}/")
    before = browser.page.form("line").fields
    actions.remove_line(draft=draft, by=author, line=line, seen=lines.version_of(line))
    answer = signed_in(author).post(f"{ROOM}drafts/{draft.pk}/new/", before)

    assert answer.status_code == 302
    assert draft.commitments.get().title_sq == line.title_sq


def test_a_draft_says_how_much_of_it_can_be_tested(draft, author):
    make.DraftCommitmentFactory(draft=draft, testable=True)
    make.DraftCommitmentFactory(draft=draft, has_place=True)
    text = signed_in(author).get(f"{ROOM}drafts/{draft.pk}/").content.decode()
    assert "1 of 2 commitments are testable" in " ".join(text.split())


def test_an_amendment_is_seen_once_more_before_it_is_recorded(contract, admin):
    make.CommitmentFactory(contract=contract, title_sq="Dhjetë kosha", text_sq="Në dy\nrreshta")
    browser = Browser("en").sign_in(admin)
    browser.open(f"{ROOM}commitments/vlore-2023-1/amend/")
    browser.send("amend", since="1.3.2024", source="Shtojca e shpikur", title_sq="Njëzet kosha")
    assert not Amendment.objects.exists()
    browser.send("amend", button={"confirmed": "yes"})

    amendment = Amendment.objects.get()
    assert (amendment.old_title_sq, amendment.commitment.title_sq) == (
        "Dhjetë kosha", "Njëzet kosha"
    )  # fmt: skip
    assert browser.page.address == f"{ROOM}signed/vlore-2023/"


def test_an_amendment_of_words_that_changed_meanwhile_is_refused(contract, admin):
    commitment = make.CommitmentFactory(contract=contract)
    browser = Browser("en").sign_in(admin)
    browser.open(f"{ROOM}commitments/vlore-2023-1/amend/")
    commitment.title_sq = "Fjalë të tjera"
    commitment.save()
    typed = {"since": "1.3.2024", "source": "Shtojca", "title_sq": "Njëzet kosha"}
    browser.send("amend", **typed)
    page = browser.send("amend", button={"confirmed": "yes"})

    assert page.response.status_code == 422
    assert "The commitment has changed in the meantime." in page.text
    assert not Amendment.objects.exists()


def test_the_whole_contract_is_withdrawn_and_its_pages_stay(contract, admin, term):
    bundle = make.CommitmentFactory(contract=contract)
    make.CommitmentFactory(parent=bundle)
    make.CommitmentFactory(
        contract=contract, withdrawn_on=datetime.date(2024, 1, 2), withdrawn_source="Më parë"
    )
    browser = Browser("en").sign_in(admin)
    browser.open(f"{ROOM}signed/vlore-2023/withdraw/")
    browser.send("withdraw-contract", on="1.3.2025", source="Vendimi i shpikur")
    browser.send("withdraw-contract", button={"confirmed": "yes"})

    days = [each.withdrawn_on for each in contract.commitments.in_order()]
    assert days == [
        datetime.date(2025, 3, 1), datetime.date(2025, 3, 1), datetime.date(2024, 1, 2)
    ]  # fmt: skip
    for address in ("vlore/", f"vlore/{term.slug}/"):
        assert browser.client.get(f"/en/municipalities/{address}").status_code == 200


def test_an_exclusion_goes_through_two_organisations_and_warns_above_one_in_ten(
    contract, author, home
):
    make.CommitmentFactory.create_batch(9, contract=contract)
    peer = make.OrganisationFactory()
    browser = Browser("en").sign_in(author)
    page = browser.open(f"{ROOM}commitments/vlore-2023-1/exclude/")
    assert "That is more than one in ten" in page.text
    browser.send("propose-exclusion", organisation=home.pk, since="1.3.2024", reason_sq="Me ligj.")
    browser.send("propose-exclusion", button={"confirmed": "yes"})

    other = Browser("en").sign_in(make.UserFactory(coordinates=peer))
    other.start("/workspace/contracts/")
    other.open(other.page.link("exclusions"))
    other.send("decide-exclusion", organisation=peer.pk, button={"act": "approve"})

    assert contract.commitments.get(number="1").exclusion.approved_at
    assert "left out as obsolete from" in other.page.text


def test_one_in_ten_exactly_is_no_warning(contract, author):
    make.CommitmentFactory.create_batch(10, contract=contract)
    page = signed_in(author).get(f"{ROOM}commitments/vlore-2023-1/exclude/").content.decode()
    assert "1 of 10 commitments would be left out" in " ".join(page.split())
    assert "That is more than one in ten" not in page


def test_a_proposal_is_taken_back_by_whoever_made_it(contract, author, home):
    commitment = make.CommitmentFactory(contract=contract)
    exclusion = actions.propose_exclusion(
        commitment=commitment, by=author, organisation=home, since=datetime.date(2024, 3, 1),
        reason_sq="Me ligj.",
    )  # fmt: skip
    browser = Browser("en").sign_in(author)
    browser.open(f"{ROOM}exclusions/{exclusion.pk}/")
    browser.send("decide-exclusion", organisation=home.pk, button={"act": "take-back"})
    assert browser.page.address == f"{ROOM}signed/vlore-2023/"
    assert not type(exclusion).objects.exists()


def test_a_check_is_public_as_numbers(contract, author, term):
    make.CommitmentFactory.create_batch(2, contract=contract)
    address = f"/en/municipalities/vlore/{term.slug}/"
    before = signed_in(author).get(address)
    browser = Browser("en").sign_in(author)
    browser.open(f"{ROOM}commitments/vlore-2023-1/check/")
    answers = dict.fromkeys(
        ("has_one_action", "has_place", "has_quantity", "has_date", "has_competence"), "yes"
    )
    browser.send("check", indicator_sq="Numri i koshave", **answers)
    browser.send("check", button={"confirmed": "yes"})

    after = signed_in(author).get(address)
    assert "testable" not in before.content.decode()
    text = " ".join(after.content.decode().split())
    assert "1 of 2 commitments are testable; checked so far: 1." in text
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("number", [1, 10])
def test_pages_take_the_same_queries_for_one_and_ten(
    draft, contract, author, django_assert_max_num_queries, django_assert_num_queries, number
):
    make.DraftCommitmentFactory.create_batch(number, draft=draft)
    for each in make.CommitmentFactory.create_batch(number, contract=contract):
        make.TestabilityCheckFactory(commitment=each)
    client = signed_in(author)
    client.get(ROOM)
    with django_assert_num_queries(QUERIES["list"]):
        client.get(ROOM)
    with django_assert_num_queries(QUERIES["draft"]):
        client.get(f"{ROOM}drafts/{draft.pk}/")
    with django_assert_num_queries(QUERIES["contract"]):
        client.get(f"{ROOM}signed/vlore-2023/")


QUERIES = {"list": 7, "draft": 6, "contract": 9}


@pytest.mark.parametrize("odd", ["\x00", "9" * 40, "-1", "ë" * 1000, "31.12.10000"])
def test_odd_input_is_refused_and_never_an_error(draft, contract, author, admin, home, odd):
    line = actions.save_line(draft=draft, by=author, said=said())
    make.CommitmentFactory(contract=contract)
    forms = {
        "prepare/": ("municipality", "term", "code"),
        f"drafts/{draft.pk}/new/": ("number", "title_sq", "sector", "due_on", "units", "kind"),
        f"lines/{line.pk}/": ("number", "version", "citizens_priority", "has_date"),
        f"drafts/{draft.pk}/spreadsheet/": ("rows", "version"),
        f"drafts/{draft.pk}/sign/": ("version", "signatures", "signed_on", "signature-0-elected"),
        "commitments/vlore-2023-1/amend/": ("since", "title_sq", "seen_title_sq"),
        "commitments/vlore-2023-1/withdraw/": ("on", "source"),
        "commitments/vlore-2023-1/check/": ("has_date", "indicator_sq"),
        "signed/vlore-2023/withdraw/": ("on",),
    }  # fmt: skip
    client = signed_in(admin)
    for address, fields in forms.items():
        for name in fields:
            answer = client.post(ROOM + address, {name: odd})
            assert answer.status_code in (200, 409, 422), (address, name)
    answer = signed_in(author).post(
        f"{ROOM}commitments/vlore-2023-1/exclude/", {"organisation": odd, "since": odd}
    )
    assert answer.status_code == 422
    assert not ContractDraft.objects.exclude(pk=draft.pk).exists()


def test_where_no_unit_is_recorded_the_form_says_so_and_saves_without(draft, author):
    browser = Browser("en").sign_in(author)
    address = f"{ROOM}drafts/{draft.pk}/new/"
    assert "They are entered under Network" in browser.open(address).text
    make.AdministrativeUnitFactory(municipality=draft.municipality)
    assert "They are entered under Network" not in browser.open(address).text
