"""Preparing a contract and recording that it is signed: what comes of it, and what is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from contracts import actions, lines, models
from contracts.models import (
    Commitment,
    ContractDraft,
    DraftCommitment,
    Signature,
    SocialContract,
)
from tests import factories as make
from tests.factories.drafts import YES

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2027, 6, 10, 12, tzinfo=datetime.UTC)
NOT_YOURS = "Only whoever covers this municipality prepares its contract."
SIGNED = "This contract is signed. Its commitments change by amendment alone."
STALE = "Somebody changed this after you opened it. Compare, and save again if yours holds."


@pytest.fixture
def town():
    return make.MunicipalityFactory(slug="vlore")


@pytest.fixture
def term():
    return make.TermFactory(begins=datetime.date(2027, 6, 1), ends=datetime.date(2031, 5, 31))


@pytest.fixture
def author(town):
    return make.UserFactory(coordinates=make.OrganisationFactory(covers=[town]))


@pytest.fixture
def admin():
    return make.UserFactory(network_admin=True)


@pytest.fixture
def draft(town, term, author):
    return actions.prepare_contract(municipality=town, term=term, by=author, at=AT)


def said(number="1", **changes):
    nothing = {
        "title_en": "", "text_sq": "", "text_en": "", "pillar": "", "kind": "works", "places": "",
        "competence": "municipal", "due_on": "", "citizens_priority": None,
        **dict.fromkeys(DraftCommitment.QUESTIONS), "indicator_sq": "", "indicator_en": "",
    }  # fmt: skip
    sector = changes.pop("sector", None) or make.SectorFactory()
    return nothing | {"number": number, "title_sq": f"Kosha {number}", "sector": sector} | changes


def sign(draft, by, **changes):
    asked = {
        "version": draft.lock_version, "signed_on": "2027-05-09", "source": "Dokumenti i shpikur",
        "signatories": [actions.Signatory("candidate", name="Kandidatja e Sajuar")], "at": AT,
    }  # fmt: skip
    return actions.sign_contract(draft=draft, by=by, **(asked | changes))


def everything():
    stored = (ContractDraft, DraftCommitment, SocialContract, Commitment, Signature)
    return [list(model.objects.values()) for model in stored]


def assert_refused(sentence, act, *args, **kwargs):
    before = everything()
    with pytest.raises(actions.Refused) as refusal:
        act(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert everything() == before


def test_a_draft_is_named_after_its_municipality_and_year(draft, author):
    assert (draft.code, draft.prepared_by, draft.prepared_at) == ("vlore-2027", author, AT)


def test_a_draft_is_begun_once_and_only_for_what_one_covers(draft, town, term, author, admin):
    stranger = make.UserFactory(coordinates=make.OrganisationFactory())
    for person in (stranger, make.UserFactory()):
        assert_refused(NOT_YOURS, actions.prepare_contract, municipality=town, term=term, by=person)
    for person in (author, admin):
        assert_refused(
            "A draft of this contract is there already.",
            actions.prepare_contract, municipality=town, term=term, by=person,
        )  # fmt: skip


def test_a_contract_with_its_list_is_not_prepared_again(town, term, author):
    contract = make.SocialContractFactory(municipality=town, term=term)
    make.CommitmentFactory(contract=contract)
    assert_refused(
        "This contract has its commitments already; they change by amendment alone.",
        actions.prepare_contract, municipality=town, term=term, by=author,
    )  # fmt: skip


def test_an_invented_municipality_is_prepared_in_the_demonstration_alone(term, admin):
    invented = make.MunicipalityFactory(is_demonstration=True)
    assert_refused(
        "An invented municipality has contracts in the demonstration alone.",
        actions.prepare_contract, municipality=invented, term=term, by=admin,
    )  # fmt: skip


def test_lines_stand_in_the_order_of_their_numbers(draft, author):
    for number in ("10", "2", "1.5", "1"):
        actions.save_line(draft=draft, by=author, said=said(number))
    assert [line.number for line in draft.commitments.in_order()] == ["1", "1.5", "2", "10"]


def test_a_line_is_changed_only_by_whoever_saw_it_as_it_stands(draft, author):
    line = actions.save_line(draft=draft, by=author, said=said())
    seen = lines.version_of(line)
    actions.save_line(draft=draft, by=author, said=said(places="Çole"), line=line, seen=seen)

    with pytest.raises(actions.StaleDraft) as stale:
        actions.save_line(draft=draft, by=author, said=said(places="Qafë"), line=line, seen=seen)
    assert (str(stale.value), stale.value.theirs.places) == (STALE, "Çole")
    assert_refused(STALE, actions.remove_line, draft=draft, by=author, line=line, seen=seen)
    assert draft.commitments.get().places == "Çole"


def test_what_cannot_be_so_is_refused_at_its_field(draft, author):
    other_unit = make.AdministrativeUnitFactory()
    for field, words in {"number": said("x"), "title_sq": said(title_sq="")}.items():
        with pytest.raises(ValidationError) as fault:
            actions.save_line(draft=draft, by=author, said=words)
        assert field in fault.value.message_dict or field == "number"
    with pytest.raises(ValidationError) as fault:
        actions.save_line(draft=draft, by=author, said=said(), units=[other_unit])
    assert fault.value.message_dict == {"units": ["Choose units of this municipality."]}
    assert not draft.commitments.exists()


def test_a_bundle_is_taken_out_after_its_points(draft, author):
    bundle, point = (
        actions.save_line(draft=draft, by=author, said=said(number)) for number in ("1", "1.1")
    )
    seen = lines.version_of(bundle)
    assert_refused(
        "Remove its points first.",
        actions.remove_line, draft=draft, by=author, line=bundle, seen=seen,
    )  # fmt: skip
    for line in (point, bundle):
        actions.remove_line(draft=draft, by=author, line=line, seen=lines.version_of(line))
    assert not draft.commitments.exists()


def test_rows_are_taken_whole_or_not_at_all(draft, author):
    rows = [(said("1"), []), (said("2", due_on="2027-13"), [])]
    assert_refused(
        "2: “2027-13” is no date. Write a year (2019), a month (2019-08) or a day (2019-08-07).",
        actions.take_lines, draft=draft, by=author, version=draft.lock_version, rows=rows,
    )  # fmt: skip


def test_signing_makes_the_contract_with_its_list_checks_and_signatures_in_order(
    draft, author, admin, town
):
    unit = make.AdministrativeUnitFactory(municipality=town)
    home = make.OrganisationFactory()
    for words in (said("1"), said("1.1", **YES), said("1.2", **(YES | {"has_date": False}))):
        actions.save_line(draft=draft, by=author, said=words, units=[unit])
    actions.save_line(draft=draft, by=author, said=said("2", citizens_priority=1))
    contract = sign(
        draft, admin, signed_at="Forumi i shpikur",
        signatories=[
            actions.Signatory("mayor", name="Kryetarja e Sajuar", was_mayor=True),
            actions.Signatory("candidate", name="Kandidati i Sajuar", party="Parti e sajuar"),
            actions.Signatory("organisation", organisation=home),
        ],
    )  # fmt: skip

    assert (contract.code, contract.list_status) == ("vlore-2027", "complete")
    assert (contract.signed_on, contract.signed_at) == ("2027-05-09", "Forumi i shpikur")
    made = {each.reference: each for each in contract.commitments.all()}
    assert list(made) == ["vlore-2027-1", "vlore-2027-1.1", "vlore-2027-1.2", "vlore-2027-2"]
    assert made["vlore-2027-1.2"].parent == made["vlore-2027-1"]
    assert list(made["vlore-2027-1.1"].units.all()) == [unit]
    assert made["vlore-2027-2"].citizens_priority == 1
    assert made["vlore-2027-2"].history.get().history_user == admin
    checks = models.TestabilityCheck.objects.values_list(
        "commitment__number", "has_date", "checked_by"
    )
    assert sorted(checks) == [("1.1", True, admin.pk), ("1.2", False, admin.pk)]
    assert [str(each) for each in contract.signatures.all()] == [
        "Kryetarja e Sajuar", "Kandidati i Sajuar", str(home)
    ]  # fmt: skip
    draft.refresh_from_db()
    assert (draft.contract, draft.signed_at, draft.signed_by) == (contract, AT, admin)


def test_a_contract_on_record_without_its_list_is_completed(town, term, author, admin):
    there = make.SocialContractFactory(municipality=town, term=term, code="vlore-x")
    known = make.SignatureFactory(contract=there, name="Kandidatja e Sajuar")
    draft = actions.prepare_contract(municipality=town, term=term, by=author)
    actions.save_line(draft=draft, by=author, said=said())

    assert sign(draft, admin) == there
    assert [each.reference for each in there.commitments.all()] == ["vlore-x-1"]
    assert list(there.signatures.all()) == [known]


def test_signing_is_refused_until_everything_is_there(draft, author, admin):
    assert_refused("Enter the commitments first.", sign, draft, admin)
    actions.save_line(draft=draft, by=author, said=said("1.5"))
    assert_refused("Points without their bundle: 1.5.", sign, draft, admin)
    actions.save_line(draft=draft, by=author, said=said("1"))
    assert_refused(
        "Give at least one signature: somebody must have signed.",
        sign, draft, admin, signatories=[],
    )  # fmt: skip
    twice = [actions.Signatory("candidate", name="Kandidatja e Sajuar")] * 2
    assert_refused("The same signature is entered twice.", sign, draft, admin, signatories=twice)
    assert_refused(
        "This day is in the future. Record it once it has come.",
        sign, draft, admin, signed_on="2027-06-11",
    )  # fmt: skip
    assert_refused(STALE, sign, draft, admin, version=draft.lock_version - 1)
    assert_refused(
        "Only a network admin records what the signatories decided.", sign, draft, author
    )


def test_a_signed_draft_changes_no_more(draft, author, admin):
    line = actions.save_line(draft=draft, by=author, said=said())
    sign(draft, admin)
    seen = lines.version_of(line)
    assert_refused(SIGNED, actions.save_line, draft=draft, by=author, said=said("2"))
    assert_refused(SIGNED, actions.remove_line, draft=draft, by=author, line=line, seen=seen)
    assert_refused("This contract is recorded as signed already.", sign, draft, admin)


def test_nobody_but_its_keepers_writes_in_a_draft(draft):
    stranger = make.UserFactory(coordinates=make.OrganisationFactory())
    assert_refused(NOT_YOURS, actions.save_line, draft=draft, by=stranger, said=said())
    assert_refused(
        NOT_YOURS, actions.take_lines, draft=draft, by=stranger, version=0, rows=[(said(), [])]
    )
