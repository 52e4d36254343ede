"""Loading the network's record: once, twice, after people, and against what is published."""

from collections import Counter

import pytest
from django.db import DatabaseError

from contracts.models import Commitment, Sector, Signature, SocialContract, Term
from monitoring.models import LedgerEntry, Round, Scorecard
from monitoring.record import load_network
from municipalities.facts_file import FactsRefused
from municipalities.models import (
    County,
    Mayor,
    Municipality,
    Organisation,
)
from municipalities.record import PATH
from tests.monitoring.network_files import (
    everything_stored,
    load,
    one,
    refusal,
    small_file,
    the_file,
    written,
)

pytestmark = pytest.mark.django_db

LINES = [
    "municipalities         12",
    "mayors                 29",
    "administrative units   81",
    "member organisations   12",
    "covered municipalities 12",
    "terms                  2",
    "sectors                14",
    "Social Contracts       24",
    "signatures             32",
    "commitments            19",
    "activities             1",
    "rounds                 1",
    "claims                 4",
    "scorecards             2",
]


# --- Twice is once ----------------------------------------------------------------------------


def test_loading_says_how_many_of_each_kind_it_added(capsys):
    assert load() == [f"{line} added" for line in LINES]
    assert capsys.readouterr().err == ""


def test_loading_twice_changes_nothing_at_all():
    load()
    before = everything_stored()

    assert load() == [f"{line} unchanged" for line in LINES]
    assert everything_stored() == before
    assert (
        Counter({model: len(rows) for model, rows in before.items()})[
            "municipalities.HistoricalMayor"
        ]
        == 29
    )


def test_every_new_row_says_in_its_history_where_it_is_from():
    load()

    for model in (Municipality, Mayor, Organisation, Term, Signature, Commitment, Round):
        reasons = model.history.values_list("history_change_reason", flat=True)
        assert set(reasons) == {"load_network"}


# --- The file and people ------------------------------------------------------------------------


def test_what_the_file_does_not_know_is_left_to_people():
    load()
    Mayor.objects.filter(name="Armando Subashi").update(until="2026-05")
    Municipality.objects.filter(slug="durres").update(latitude="41.3100", longitude="19.4500")
    SocialContract.objects.filter(code="kukes-2023").update(list_status="complete")
    Commitment.objects.filter(reference="fier-2019-5").update(kind="service")
    Organisation.objects.filter(slug="gadc").update(is_lead=True, about_sq="Për ne.")
    Sector.objects.create(slug="toka", name_sq="Toka", pillar="local-economy")
    before = everything_stored()

    assert load() == [f"{line} unchanged" for line in LINES]
    assert everything_stored() == before


def test_what_the_file_knows_is_brought_back_and_reported():
    load()
    fier = Municipality.objects.get(slug="fier")
    fier.population, fier.website = 1, "https://example.org"
    fier.save()

    lines = load()

    assert "municipalities         11 unchanged, 1 changed" in lines
    assert lines[-1] == (
        "municipalities fier: website 'https://example.org' → 'https://bashkiafier.gov.al'; "
        "population 1 → 120655"
    )
    fier.refresh_from_db()
    assert fier.population == 120655
    assert [row.population for row in fier.history.all()] == [120655, 1, 120655]


def test_a_changed_file_changes_one_row(tmp_path):
    file = small_file()
    load(written(tmp_path, file))
    before = everything_stored()
    one(file, "contracts", code="fier-2023")["signed_on"] = "2023-05-02"

    load(written(tmp_path, file))

    after = everything_stored()
    assert {label for label in after if after[label] != before[label]} == {
        "contracts.SocialContract", "contracts.HistoricalSocialContract",
    }  # fmt: skip
    assert SocialContract.objects.get(signed_on="2023-05-02").code == "fier-2023"


def test_what_is_stored_without_being_confirmed_is_reported_and_left(tmp_path):
    file = small_file()
    load(written(tmp_path, file))
    one(file, "municipalities", slug="fier")["mayors"][0]["confirmed"] = False
    one(file, "published_results", contract="fier-2019")["confirmed"] = False

    lines = load(written(tmp_path, file))

    assert lines[-2:] == [
        "municipalities fier, mayors Armando Subashi 2015: "
        "stored, though the file does not confirm it",
        "published_results fier-2019 2019-2020: published, though the file does not confirm it",
    ]
    assert Mayor.objects.filter(name="Armando Subashi").exists()


def test_a_point_belongs_to_its_bundle_once_the_bundle_is_known(tmp_path):
    file = the_file()
    commitments = one(file, "contracts", code="elbasan-2023")["commitments"]
    commitments.append(commitments[0] | {"number": "1", "reference": "elbasan-2023-1"})

    load(written(tmp_path, file))

    point = Commitment.objects.get(reference="elbasan-2023-1.5")
    assert point.parent.reference == "elbasan-2023-1"


# --- What was published cannot be brought up to date ----------------------------------------------


def test_what_is_written_once_and_contradicts_the_file_is_refused_all_of_it(tmp_path):
    load()
    file = the_file()
    one(file, "claims", slug="vlore-2022-2023")["figure"] = 77
    fier = one(file, "published_results", contract="fier-2019")
    fier["ratings"][0]["rating"] = "full"
    fier["counts"], fier["percent"] = (
        {"full": 1, "partial": 2, "none": 2}, {"full": 20, "partial": 40, "none": 40},
    )  # fmt: skip
    one(file, "published_results", contract="durres-2019")["source"] = "https://example.org/"
    one(file, "municipalities", slug="fier")["name_en"] = "Fieri"

    assert refusal(written(tmp_path, file)) == [
        "claims vlore-2022-2023: figure is stored as 76.00 for good, the file says 77",
        "published_results durres-2019 2019-2020: contradicts the sealed source",
        "published_results fier-2019 2019-2020: contradicts the sealed ratings",
    ]
    assert Municipality.objects.get(slug="fier").name_en == "Fier"


def test_a_published_commitment_may_be_described_better(tmp_path):
    file = small_file()
    load(written(tmp_path, file))
    commitment = one(file, "contracts", code="fier-2019")["commitments"][0]
    commitment["title_en"] = "Better words"

    load(written(tmp_path, file))

    assert Commitment.objects.get(reference="fier-2019-1").title_en == "Better words"
    sealed = Scorecard.objects.get(contract__code="fier-2019").lines.get(number="1")
    assert sealed.title_en.startswith("Earlier, wider and more frequent public notices")


def test_a_demonstration_is_never_turned_into_a_fact(tmp_path):
    Municipality.objects.create(
        slug="fier", name_sq="Fier (demonstrim)", county=County.FIER, is_demonstration=True
    )

    assert refusal(written(tmp_path, small_file())) == [
        "municipalities fier: is_demonstration is stored as True for good, the file says False"
    ]


def test_a_contract_that_somebody_entered_under_another_code_is_a_contradiction(tmp_path):
    path = written(tmp_path, small_file())
    load(path)
    SocialContract.objects.filter(code="vlore-2023").update(code="vlora")

    assert refusal(path) == [
        "contracts vlore-2023: Social Contract with this Municipality and Term already exists."
    ]


def test_a_clock_that_is_behind_the_ledger_seals_nothing(tmp_path, time_machine, settings):
    settings.DEMO = False
    file = small_file()
    time_machine.move_to("2026-11-23T09:00:00Z")
    load(written(tmp_path, file))
    again = one(file, "published_results", contract="fier-2019") | {"round": "2020-2021"}
    file["published_results"].append(again)
    file["rounds"].append(file["rounds"][0] | {"slug": "2020-2021"})

    time_machine.move_to("2026-11-22T09:00:00Z")

    assert refusal(written(tmp_path, file)) == [
        "published_results fier-2019 2020-2021: "
        "The server's clock is behind the last publication. Tell the network admin."
    ]


def test_what_the_database_refuses_is_named_and_undoes_everything():
    before = everything_stored()

    def until_the_disk_is_full(rows):
        yield next(iter(rows))
        raise DatabaseError("disk is full\nDETAIL: really")

    with pytest.raises(FactsRefused) as refused:
        load_network(path=PATH, progress=until_the_disk_is_full)

    assert refused.value.reasons == ["municipalities tirane: the database refused it: disk is full"]
    assert everything_stored() == before


def test_in_a_demonstration_the_record_is_sealed_before_the_demonstration_begins(tmp_path):
    load(written(tmp_path, small_file()))

    assert {entry.at.isoformat() for entry in LedgerEntry.objects.all()} == {
        "2024-09-01T08:00:00+00:00"
    }
