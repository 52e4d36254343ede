"""The network's record, as it stands in the database after loading."""

from collections import Counter

import pytest
from django.db import transaction

from contracts.models import Commitment, Signature, SocialContract, Term
from monitoring import ledger
from monitoring.models import Claim, LedgerEntry, Round, Scorecard
from municipalities.models import (
    AdministrativeUnit,
    County,
    Coverage,
    Mayor,
    Municipality,
    Organisation,
)
from tests.monitoring.network_files import everything_stored, load, the_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The record, loaded once for all tests of this file, in a transaction around theirs."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def columns(model, name, *others):
    return {row[0]: row[1:] for row in model.objects.values_list(name, *others)}


# --- Facts ------------------------------------------------------------------------------------


def test_municipalities_have_their_confirmed_facts_and_no_others():
    counties = columns(Municipality, "slug", "county")
    assert counties["pogradec"] == (County.KORCE,)
    assert Counter(county for (county,) in counties.values()) == {
        County.SHKODER: 3, County.TIRANE: 2, County.KORCE: 2, County.DURRES: 1, County.KUKES: 1,
        County.VLORE: 1, County.FIER: 1, County.ELBASAN: 1,
    }  # fmt: skip
    assert columns(Municipality, "slug", "population", "census_year") == {
        "tirane": (598176, 2023), "durres": (153614, 2023), "puke": (11069, 2011),
        "kukes": (36125, 2023), "vlore": (83683, 2023), "fier": (120655, 2011),
        "pogradec": (46070, 2023), "kamez": (104190, 2011), "shkoder": (102434, 2023),
        "elbasan": (141714, 2011), "vau-i-dejes": (19281, 2023), "korce": (60754, 2023),
    }  # fmt: skip
    fier = Municipality.objects.get(slug="fier")
    assert fier.population_source == "https://www.wiki-data.de-de.nina.az/Fier.html"
    without_a_point = Municipality.objects.filter(latitude=None)
    assert [m.slug for m in without_a_point] == ["durres"]
    vlore = Municipality.objects.get(slug="vlore")
    assert (str(vlore.latitude), str(vlore.longitude)) == ("40.4667", "19.4833")
    assert vlore.website == "https://vlora.gov.al"
    assert {m.joined for m in Municipality.objects.all()} == {""}
    assert not Municipality.objects.filter(is_demonstration=True).exists()


def test_administrative_units_are_those_that_a_source_confirms():
    units = Counter(AdministrativeUnit.objects.values_list("municipality__slug", flat=True))
    assert units == {
        "durres": 6, "puke": 5, "kukes": 15, "vlore": 5, "fier": 10, "pogradec": 8, "kamez": 2,
        "shkoder": 11, "elbasan": 13, "vau-i-dejes": 6,
    }  # fmt: skip
    assert {unit.character for unit in AdministrativeUnit.objects.all()} == {"unknown"}
    sources = columns(Municipality, "slug", "units_source")
    assert sources["vlore"] == ("https://amvv.qeverisjavendore.gov.al/vlore/",)
    assert sources["tirane"] == sources["korce"] == ("",)


def test_mayors_say_how_they_came_to_office_in_both_languages():
    durres = Mayor.objects.filter(municipality__slug="durres").in_order_of_office()
    assert [(m.name, m.since, m.until, m.basis, m.note_sq, m.note_en) for m in durres] == [
        ("Vangjush Dako", "2007", "2019-08", "elected", "", ""),
        ("Valbona Sako", "2019-08", "2019-12", "elected", "", ""),
        ("Zhyljen Varfaj", "2019-12-01", "2020-04", "acting",
         "votuar nga Këshilli Bashkiak", "voted by the council"),
        ("Emiriana Sako", "2020-04", "2022-03", "acting",
         "votuar nga Këshilli Bashkiak", "voted by the council"),
        ("Emiriana Sako", "2022-03", "", "by_election",
         "zgjedhje të pjesshme më 6 mars 2022; rizgjedhur më 14 maj 2023",
         "by-election of 6 March 2022; re-elected on 14 May 2023"),
    ]  # fmt: skip
    never_seated = Mayor.objects.get(basis="not_seated")
    assert (never_seated.name, never_seated.municipality.slug) == ("Valdrin Pjetri", "shkoder")
    assert [m.name for m in Mayor.objects.filter(municipality__slug="pogradec")] == [
        "Ilir Xhakolli"
    ]


def test_organisations_cover_a_municipality_each_and_none_is_said_to_lead():
    covered = Coverage.objects.values_list("municipality__slug", "organisation__slug")
    assert dict(covered)["vau-i-dejes"] == "hapa-te-lehte"
    assert len(dict(covered)) == len(covered) == 12
    assert not Organisation.objects.filter(is_lead=True).exists()
    gadc = Organisation.objects.get(slug="gadc")
    assert (gadc.acronym, gadc.founded, gadc.website) == ("GADC", 1994, "https://gadc.org.al")
    assert Organisation.objects.get(slug="hapa-te-lehte").town == "Shkodër"


# --- What was promised ------------------------------------------------------------------------


def test_terms_begin_and_end_with_the_days_of_the_elections():
    terms = Term.objects.order_by("begins").values_list("slug", "label_sq", "begins", "ends")
    assert [tuple(map(str, term)) for term in terms] == [
        ("2019-2023", "2019–2023", "2019-06-30", "2023-05-14"),
        ("2023-2027", "2023–2027", "2023-05-14", "None"),
    ]


def test_contracts_have_their_dates_and_say_what_is_known_of_their_list():
    assert columns(SocialContract, "code", "begins", "ends", "signed_on", "list_status") == {
        "durres-2019": ("", "", "", "incomplete"),
        "elbasan-2021": ("2021", "2023", "", "unpublished"),
        "fier-2019": ("", "", "", "complete"),
        "kamez-2019": ("", "", "2019-11-11", "incomplete"),
        "korce-2021": ("2021", "2023", "2021-07", "unpublished"),
        "kukes-2019": ("", "", "", "unpublished"),
        "pogradec-2019": ("", "", "", "unpublished"),
        "puke-2019": ("", "", "", "incomplete"),
        "shkoder-2019": ("", "", "", "unpublished"),
        "tirane-2019": ("", "", "2019-06-25", "unpublished"),
        "vau-i-dejes-2021": ("2021", "2023", "", "unpublished"),
        "vlore-2019": ("", "", "", "incomplete"),
        "durres-2023": ("", "", "", "unpublished"),
        "elbasan-2023": ("", "", "", "incomplete"),
        "fier-2023": ("", "", "", "unpublished"),
        "kamez-2023": ("", "", "", "unpublished"),
        "korce-2023": ("", "", "2023-05", "unpublished"),
        "kukes-2023": ("", "", "", "unpublished"),
        "pogradec-2023": ("", "", "", "unpublished"),
        "puke-2023": ("", "", "", "unpublished"),
        "shkoder-2023": ("", "", "2023-04", "unpublished"),
        "tirane-2023": ("", "", "", "unpublished"),
        "vau-i-dejes-2023": ("", "", "", "unpublished"),
        "vlore-2023": ("", "", "2023-12-08", "unpublished"),
    }
    assert SocialContract.objects.filter(term__slug="2019-2023").count() == 12


def test_rivals_a_mayor_a_council_and_organisations_have_signed():
    def signed(code):
        return list(
            Signature.objects.filter(contract__code=code).values_list(
                "capacity", "name", "organisation__slug", "party", "was_mayor", "elected"
            )
        )

    assert signed("shkoder-2023") == [
        ("candidate", "Bardh Spahia", None, "Bashkë Fitojmë", True, False),
        ("candidate", "Benet Beci", None, "PS", False, True),
        ("organisation", "Saimir Beqiraga", "irsh", "", False, None),
    ]
    assert signed("kamez-2019") == [
        ("council", "Eralda Cerja", None, "", False, None),
        ("mayor", "Rakip Suli", None, "PS", False, None),
        ("organisation", "Greta Kokalari", "shizi", "", False, None),
    ]
    assert signed("kukes-2019") == [("organisation", "", "cyp-kukes", "", False, None)]


def test_commitments_are_paraphrases_with_stable_references():
    of = columns(Commitment, "reference", "number", "sector__slug", "pillar", "places")
    assert set(of) == {
        *(f"durres-2019-{number}" for number in range(1, 8)),
        *(f"fier-2019-{number}" for number in range(1, 6)),
        "kamez-2019-2", "kamez-2019-8", "kamez-2019-9", "puke-2019-14", "vlore-2019-a",
        "vlore-2019-b", "elbasan-2023-1.5",
    }  # fmt: skip
    assert of["durres-2019-2"] == ("2", "youth", "", "Durrës (e gjithë bashkia)")
    assert of["durres-2019-3"] == (
        "3", "youth", "social-dimension", "Qyteti i Durrësit; Katund i Ri"
    )  # fmt: skip
    assert of["vlore-2019-a"][0] == of["vlore-2019-b"][0] == ""
    assert [c.reference for c in Commitment.objects.exclude(pillar="")] == ["durres-2019-3"]
    assert columns(Commitment, "wording", "kind", "competence") == {
        "paraphrase": ("unrecorded", "unrecorded")
    }
    assert Commitment.objects.get(reference="elbasan-2023-1.5").parent is None


def test_nothing_unconfirmed_is_stored():
    file = the_file()
    titles = {
        commitment["title_sq"]
        for contract in file["contracts"]
        for commitment in contract["commitments"]
        if not commitment["confirmed"]
    }
    assert len(titles) == 7

    assert not Commitment.objects.filter(title_sq__in=titles).exists()
    stored = str(everything_stored())
    assert "Ilir Xhakolli" in stored
    for unconfirmed in (
        "Eduart Kapri", "Njësia 14", "Zall-Herr", "Vithkuq", "41.3233", "101963", "96137", "115101",
        "from memory", "not found in a stored page",
    ):  # fmt: skip
        assert unconfirmed not in stored


# --- What was found ---------------------------------------------------------------------------


def test_results_from_before_the_portal_are_sealed_as_published():
    (year,) = Round.objects.all()
    assert (year.slug, year.name_sq, year.name_en, year.method_version, year.begins) == (
        "2019-2020", "Viti i parë (2019–2020)", "First year (2019–2020)", "0", None,
    )  # fmt: skip
    fier, durres = (Scorecard.objects.get(contract__code=f"{m}-2019") for m in ("fier", "durres"))
    assert (fier.full, fier.partial, fier.none, fier.list_complete) == (0, 3, 2, True)
    assert (durres.full, durres.partial, durres.none, durres.list_complete) == (0, 6, 1, False)
    assert (fier.method_version, fier.monitoring.slug) == ("0", "epoka-e-re")
    assert durres.source.startswith("https://popnetwork.al/kontrata-sociale-durres-")
    assert dict(durres.lines.values_list("number", "status")) == {
        "1": "partial", "2": "partial", "3": "none", "4": "partial", "5": "partial",
        "6": "partial", "7": "partial",
    }  # fmt: skip
    lines = [ledger.jsonl_line(e.entry, e.hash, e.payload) for e in LedgerEntry.objects.in_order()]
    assert ledger.verify(lines).scorecards == 2


def test_claims_say_who_said_what_and_are_no_scorecards():
    assert columns(
        Claim, "slug", "municipality__slug", "claimed_by", "period", "round__slug", "said_on"
    ) == {
        "network-2019-2020": (None, "network", "2019–2020", "2019-2020", ""),
        "network-2019-2023": (None, "network", "2019–2023", None, ""),
        "vlore-2022-2023": ("vlore", "network", "2022–2023", None, ""),
        "tirane-2019-2020": ("tirane", "municipality", "2019–2020", "2019-2020", "2021-12-06"),
    }
    figures = Claim.objects.order_by("figure").exclude(figure=None).values_list("figure", flat=True)
    assert [str(figure) for figure in figures] == ["74.50", "76.00", "80.00"]
    first_year = Claim.objects.get(slug="network-2019-2020")
    assert (first_year.full, first_year.partial, first_year.none) == (17, 59, 25)
    assert first_year.municipalities_covered == 9
    assert "derived" in first_year.text_en
    assert "nxjerrë" in first_year.text_sq
    tirana = Claim.objects.get(slug="tirane-2019-2020")
    assert "6 dhjetor 2021" in tirana.text_sq
    assert "not a rating published by the network" in tirana.text_en
