"""What is wrong with a file is said, all of it, and then nothing of it is loaded."""

import json

import pytest

from municipalities.facts_file import LARGEST_FILE
from tests.monitoring.network_files import one, refusal, small_file, written

pytestmark = pytest.mark.django_db

FIER, VLORE = "municipalities fier", "municipalities vlore"
LISTED = "contracts fier-2019, commitments fier-2019"
RESULT = "published_results fier-2019 2019-2020"
DATE = "must be a year, month or day like 2019-06"
TEXT = "must be text in composed Unicode without control characters or blanks around it"


def fier(file):
    return one(file, "municipalities", slug="fier")


def contract(file, code="fier-2019"):
    return one(file, "contracts", code=code)


def commitment(file, place=0):
    return contract(file)["commitments"][place]


def result(file):
    return file["published_results"][0]


def claim(file):
    return one(file, "claims", slug="network-2019-2020")


# --- No facts at all --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not JSON in UTF-8: Expecting value: line 1 column 1 (char 0)"),
        ("{", "is not JSON in UTF-8: Expecting property name enclosed in double quotes: "
              "line 1 column 2 (char 1)"),
        ('"\ud800"', "is not JSON in UTF-8: 'utf-8' codec can't decode byte 0xed in position 1: "
                     "invalid continuation byte"),
        ("[NaN]", "is not JSON in UTF-8: NaN is no number"),
        ('{"about": 1, "about": 2}', "is not JSON in UTF-8: key 'about' stands twice"),
        ("[" * 100_000, "is not JSON in UTF-8: maximum recursion depth exceeded while decoding "
                        "a JSON array from a unicode string"),
        ("[1" + "0" * 5000 + "]", "is not JSON in UTF-8: Exceeds the limit (4300 digits) for "
                                  "integer string conversion: value has 5001 digits; use "
                                  "sys.set_int_max_str_digits() to increase the limit"),
        (" " * (LARGEST_FILE + 1), f"is larger than {LARGEST_FILE} bytes"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_its_reason(tmp_path, text, reason):
    path = written(tmp_path, text)

    assert refusal(path) == [f"{path} {reason}"]


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(tmp_path):
    assert refusal(tmp_path / "none.json") == [
        f"{tmp_path}/none.json cannot be read: No such file or directory"
    ]
    assert refusal(tmp_path) == [f"{tmp_path} cannot be read: Is a directory"]


@pytest.mark.parametrize("content", [[], 1, None, "text", True])
def test_what_is_no_object_is_refused(tmp_path, content):
    (reason,) = refusal(written(tmp_path, json.dumps(content)))

    assert reason.startswith("the file: must be an object, and is ")


def test_an_empty_object_lacks_every_section(tmp_path):
    sections = list(small_file())

    assert sorted(refusal(written(tmp_path, {}))) == sorted(
        f"the file: lacks the key '{section}'" for section in sections
    )


# --- Malformed and unknown --------------------------------------------------------------------

MALFORMED = [
    (lambda f: f.update(parties=[]), "the file: has an unknown key 'parties'"),
    (lambda f: f.update(claims={}), "claims: must be a list, and is an object"),
    (lambda f: f["network"].pop("email"), "network: lacks the key 'email'"),
    (lambda f: f["network"].update(website="popnetwork.al"),
     "network, website: must be a web address, and is 'popnetwork.al'"),
    (lambda f: f["network"]["editions"][0].update(elections="european"),
     "network, editions 2013 european, elections: must be one of local, parliamentary, "
     "and is 'european'"),
    (lambda f: fier(f).update(mayor="A"), f"{FIER}: has an unknown key 'mayor'"),
    (lambda f: fier(f).update(county="Fieri"),
     f"{FIER}, county: must be one of Berat, Dibër, Durrës, Elbasan, Fier, Gjirokastër, Korçë, "
     "Kukës, Lezhë, Shkodër, Tiranë, Vlorë, and is 'Fieri'"),
    (lambda f: fier(f)["coordinates"].update(latitude=45),
     f"{FIER}, coordinates, latitude: must be a number from 39.6 to 42.7, and is 45"),
    (lambda f: fier(f)["coordinates"].update(latitude=19.5572, longitude=40.725),
     f"{FIER}, coordinates, latitude: must be a number from 39.6 to 42.7, and is 19.5572",
     f"{FIER}, coordinates, longitude: must be a number from 19.2 to 21.1, and is 40.725"),
    (lambda f: fier(f)["coordinates"].update(latitude="40.7"),
     f"{FIER}, coordinates, latitude: must be a number from 39.6 to 42.7, and is '40.7'"),
    (lambda f: fier(f)["coordinates"].update(latitude=40.72501),
     f"{FIER}: latitude: Ensure that there are no more than 4 decimal places."),
    (lambda f: fier(f)["population"][0].update(people=0),
     f"{FIER}, population 2011, people: must be a whole number from 1 to 10000000, and is 0"),
    (lambda f: fier(f)["population"][0].update(people=True),
     f"{FIER}, population 2011, people: must be a whole number from 1 to 10000000, and is True"),
    (lambda f: fier(f)["population"][0].update(census="2011"),
     f"{FIER}, population 2011, census: must be a whole number from 1900 to 2100, "
     "and is '2011'"),
    (lambda f: fier(f)["website"].update(confirmed="yes"),
     f"{FIER}, website, confirmed: must be true or false, and is 'yes'"),
    (lambda f: fier(f)["administrative_units"]["names"].append("Cakran "),
     f"{FIER}, administrative_units, names no. 11: {TEXT}, and is 'Cakran '"),
    (lambda f: fier(f)["mayors"][0].update(basis="appointed"),
     f"{FIER}, mayors Armando Subashi 2015, basis: must be one of elected, by_election, acting, "
     "not_seated, and is 'appointed'"),
    (lambda f: fier(f)["mayors"][0].update(since="2015-13"),
     f"{FIER}, mayors Armando Subashi 2015-13, since: {DATE}, and is '2015-13'"),
    (lambda f: fier(f)["mayors"][0].update(source=None),
     f"{FIER}, mayors Armando Subashi 2015, source: {TEXT}, and is nothing"),
    (lambda f: fier(f)["mayors"][0].update(name="Armando\u202eSubashi"),
     f"{FIER}, mayors 2015, name: {TEXT}, and is 'Armando\\u202eSubashi'"),
    (lambda f: fier(f)["mayors"][0].update(note_en="Subashi\ud800"),
     f"{FIER}, mayors Armando Subashi 2015, note_en: {TEXT}, and is 'Subashi\\ud800'"),
    (lambda f: fier(f).update(name_sq="Vlore\u0308"),
     f"{FIER}, name_sq: {TEXT}, and is 'Vlore\u0308'"),
    (lambda f: fier(f).update(slug="Fier!"),
     "municipalities Fier!, slug: must be a slug of letters, digits and hyphens, and is 'Fier!'",
     "organisations epoka-e-re, covers: refers to unknown municipalities 'fier'",
     "contracts fier-2019: refers to unknown municipalities 'fier'",
     "contracts fier-2023: refers to unknown municipalities 'fier'"),
    (lambda f: fier(f).update(name_sq="A" * 101),
     f"{FIER}: name_sq: Ensure this value has at most 100 characters (it has 101)."),
    (lambda f: f["organisations"][0].update(website="javascript:alert(1)"),
     "organisations vlora-youth-center, website: must be a web address, "
     "and is 'javascript:alert(1)'"),
    (lambda f: f["terms"][0].update(begins="2019-06"),
     "terms 2019-2023, begins: must be a day like 2019-06-30, and is '2019-06'"),
    (lambda f: f["sectors"][0].update(pillar="economy"),
     "sectors transparency, pillar: must be one of infrastructure-services, local-democracy, "
     "local-economy, social-dimension, and is 'economy'"),
    (lambda f: contract(f)["signatures"][0].update(capacity="deputy"),
     "contracts fier-2019, signatures deputy epoka-e-re, capacity: must be one of candidate, "
     "mayor, council, organisation, and is 'deputy'"),
    (lambda f: commitment(f).update(pillar="economy"),
     f"{LISTED}-1, pillar: must be one of infrastructure-services, local-democracy, "
     "local-economy, social-dimension, and is 'economy'"),
    (lambda f: commitment(f).update(number=1),
     f"{LISTED}-1, number: must be a number like 7, or 1.5 for a point, and is 1"),
    (lambda f: commitment(f).update(basis="guessed"),
     f"{LISTED}-1, basis: must be one of published_priority, inferred, and is 'guessed'"),
    (lambda f: result(f)["ratings"][0].update(rating="mostly"),
     f"{RESULT}, ratings fier-2019-1, rating: must be one of full, partial, none, "
     "and is 'mostly'"),
    (lambda f: claim(f).update(claimed_by="somebody"),
     "claims network-2019-2020, claimed_by: must be one of network, municipality, "
     "and is 'somebody'"),
    (lambda f: claim(f).update(figure=101),
     "claims network-2019-2020, figure: must be a number from 0 to 100, and is 101"),
    (lambda f: claim(f).update(source="A" * 501),
     "claims network-2019-2020: source: Ensure this value has at most 500 characters "
     "(it has 501)."),
]  # fmt: skip

UNKNOWN = [
    (lambda f: contract(f).update(municipality="berat"),
     "contracts fier-2019: refers to unknown municipalities 'berat'",
     "contracts fier-2019: its code is not its municipality and the year in which it begins",
     f"{RESULT}: epoka-e-re does not cover berat"),
    (lambda f: contract(f, "fier-2023").update(term="2027-2031"),
     "contracts fier-2023: refers to unknown terms '2027-2031'"),
    (lambda f: commitment(f).update(sector="energy"),
     f"{LISTED}-1: refers to unknown sectors 'energy'"),
    (lambda f: contract(f)["signatures"][0].update(organisation="epoka-e-vjeter"),
     "contracts fier-2019, signatures epoka-e-vjeter: "
     "refers to unknown organisations 'epoka-e-vjeter'"),
    (lambda f: f["organisations"][0].update(covers=["berat"]),
     "organisations vlora-youth-center, covers: refers to unknown municipalities 'berat'"),
    (lambda f: result(f).update(contract="berat-2019"),
     "published_results berat-2019 2019-2020: refers to unknown contracts 'berat-2019'"),
    (lambda f: result(f).update(round="2020-2021"),
     "published_results fier-2019 2020-2021: refers to unknown rounds '2019-2023 2020-2021'"),
    (lambda f: result(f).update(monitoring="berati"),
     f"{RESULT}: refers to unknown organisations 'berati'"),
    (lambda f: f["rounds"][0].update(term="2015-2019"),
     "rounds 2015-2019 2019-2020: refers to unknown terms '2015-2019'",
     f"{RESULT}: refers to unknown rounds '2019-2023 2019-2020'",
     "claims network-2019-2020: refers to unknown rounds '2019-2023 2019-2020'"),
    (lambda f: claim(f).update(municipality="berat"),
     "claims network-2019-2020: refers to unknown municipalities 'berat'"),
    (lambda f: claim(f).update(term="2015-2019", round=None),
     "claims network-2019-2020: refers to unknown terms '2015-2019'"),
]  # fmt: skip

CONTRADICTORY = [
    (lambda f: f["municipalities"].append(fier(f)), f"{FIER}: stands twice"),
    (lambda f: f["organisations"].append(f["organisations"][0] | {"name_en": "Other"}),
     "organisations vlora-youth-center: stands twice"),
    (lambda f: contract(f)["commitments"].append(commitment(f, 4)), f"{LISTED}-5: stands twice"),
    (lambda f: fier(f)["administrative_units"]["names"].append("Levan"),
     f"{FIER}, administrative_units, names Levan: stands twice"),
    (lambda f: fier(f)["mayors"][0].update(until="2014"),
     f"{FIER}, mayors Armando Subashi 2015: leaves office in 2014, before beginning in 2015"),
    (lambda f: fier(f)["mayors"][0].update(since="2019-08-07", until="2019-07"),
     f"{FIER}, mayors Armando Subashi 2019-08-07: leaves office in 2019-07, "
     "before beginning in 2019-08-07"),
    (lambda f: f["terms"][0].update(ends="2019-06-30"), "terms 2019-2023: ends before it begins"),
    (lambda f: f["terms"][0].update(ends="2023-06-01"),
     "terms 2019-2023: overlaps term 2023-2027"),
    (lambda f: f["contracts"].append(contract(f, "fier-2023") | {"code": "fier-2024",
                                                                "begins": "2024"}),
     "contracts fier-2023: is not the only contract of its municipality and term",
     "contracts fier-2024: is not the only contract of its municipality and term"),
    (lambda f: contract(f, "fier-2023").update(code="fier-2021"),
     "contracts fier-2021: its code is not its municipality and the year in which it begins"),
    (lambda f: contract(f).update(begins="2019-05"),
     "contracts fier-2019: its dates are not in order or not within its term"),
    (lambda f: contract(f).update(ends="2024"),
     "contracts fier-2019: its dates are not in order or not within its term"),
    (lambda f: contract(f).update(list_complete=None),
     "contracts fier-2019: it has commitments: say whether their list is complete",
     f"{RESULT}: its total is confirmed exactly when the contract's list is complete"),
    (lambda f: contract(f, "fier-2023").update(list_complete=True),
     "contracts fier-2023: its list cannot be complete with no or unconfirmed commitments"),
    (lambda f: contract(f, "vlore-2019")["commitments"][0].update(confirmed=False)
     or contract(f, "vlore-2019").update(list_complete=True),
     "contracts vlore-2019: its list cannot be complete with no or unconfirmed commitments"),
    (lambda f: commitment(f).update(reference="fier-2019-9"),
     "contracts fier-2019, commitments fier-2019-9: "
     "its reference is not the contract's code and its number or a letter",
     f"{RESULT}: rates fier-2019-1, which its contract does not list"),
    (lambda f: contract(f, "vlore-2019")["commitments"][0].update(reference="vlore-2019-7"),
     "contracts vlore-2019, commitments vlore-2019-7: "
     "its reference is not the contract's code and its number or a letter"),
    (lambda f: contract(f, "vlore-2019")["commitments"][0].update(basis="inferred"),
     "contracts vlore-2019, commitments vlore-2019-a: "
     "an inferred commitment is no contract text and cannot be confirmed"),
    (lambda f: contract(f)["signatures"][0].update(organisation=None),
     "contracts fier-2019, signatures organisation: "
     "an organisation must be named by who signs for one, and by nobody else"),
    (lambda f: contract(f)["signatures"][0].update(elected=False),
     "contracts fier-2019, signatures epoka-e-re: "
     "an organisation has no party, was no mayor and is not elected"),
    (lambda f: contract(f, "vlore-2023")["signatures"][0].update(name=None),
     "contracts vlore-2023, signatures mayor: somebody must have signed: give a name"),
    (lambda f: one(f, "organisations", slug="epoka-e-re").update(confirmed=False),
     "contracts fier-2019, signatures epoka-e-re: "
     "refers to organisations epoka-e-re, which is not confirmed",
     "contracts fier-2023, signatures epoka-e-re: "
     "refers to organisations epoka-e-re, which is not confirmed",
     f"{RESULT}: refers to organisations epoka-e-re, which is not confirmed"),
    (lambda f: contract(f).update(confirmed=False),
     f"{RESULT}: refers to contracts fier-2019, which is not confirmed"),
    (lambda f: result(f).update(monitoring="vlora-youth-center"),
     f"{RESULT}: vlora-youth-center does not cover fier"),
    (lambda f: result(f)["ratings"][0].update(rating="none"),
     f"{RESULT}: its counts are not those of its ratings"),
    (lambda f: result(f)["ratings"].pop(), f"{RESULT}: its counts are not those of its ratings"),
    (lambda f: result(f).update(counts={"full": 0, "partial": 3, "none": 3}),
     f"{RESULT}: its counts are not those of its ratings",
     f"{RESULT}: its counts add up to 6, and its total is 5"),
    (lambda f: result(f).update(total=6),
     f"{RESULT}: its total is not the number of commitments in the complete list",
     f"{RESULT}: its counts add up to 5, and its total is 6"),
    (lambda f: result(f).update(percent={"full": 0, "partial": 61, "none": 39}),
     f"{RESULT}: its percentages do not follow from its counts"),
    (lambda f: result(f).update(total_confirmed=False),
     f"{RESULT}: its total is confirmed exactly when the contract's list is complete"),
    (lambda f: commitment(f, 4).update(number="1.5", reference="fier-2019-1.5")
     or result(f)["ratings"][4].update(commitment="fier-2019-1.5"),
     f"{RESULT}: rates fier-2019-1.5, a point or not confirmed"),
    (lambda f: claim(f).update(counts={"full": 17, "partial": 58, "none": 25}),
     "claims network-2019-2020: its counts add up to 100, and its total is 101"),
    (lambda f: claim(f).update(percent={"full": 17, "partial": 59, "none": 25}),
     "claims network-2019-2020: its percentages do not follow from its counts"),
    (lambda f: claim(f).update(total_priorities=None),
     "claims network-2019-2020: its counts add up to 101, and its total is nothing"),
    (lambda f: claim(f).update(counts_basis=None),
     "claims network-2019-2020: counts_basis must say where its counts are from"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "reasons"), [
    pytest.param(change, reasons, id=reasons[0][:60])
    for change, *reasons in [*MALFORMED, *UNKNOWN, *CONTRADICTORY]
])  # fmt: skip
def test_a_fault_is_named_with_its_record_and_nothing_is_loaded(tmp_path, change, reasons):
    file = small_file()
    change(file)

    assert refusal(written(tmp_path, file)) == reasons


def test_every_fault_is_named_not_only_the_first(tmp_path):
    file = small_file()
    file["network"]["confirmed"] = 1
    fier(file)["county"] = "Elbas"
    contract(file, "vlore-2023")["term"] = "2027-2031"
    commitment(file)["sector"] = "energy"
    result(file)["total"] = 6
    claim(file)["period"] = "A" * 41

    assert [reason.partition(":")[0] for reason in refusal(written(tmp_path, file))] == [
        "network, confirmed", f"{FIER}, county", "contracts fier-2019, commitments fier-2019-1",
        "contracts vlore-2023", RESULT, RESULT, "claims network-2019-2020",
    ]  # fmt: skip
