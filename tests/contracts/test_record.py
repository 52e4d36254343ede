"""The second part of the network's record."""

import pytest

from contracts import record
from contracts.models import Commitment
from municipalities.facts_file import FactsFile
from municipalities.loading import Plan


def commitment(reference, *, confirmed=True, **facts):
    number = reference.rpartition("-")[2]
    return {
        "reference": reference,
        "number": number,
        "title_sq": "Titull prove",
        "title_en": "Trial title",
        "sector": "rinia",
        "pillar": "local-democracy",
        "places_sq": "Kudo",
        "places_en": "Everywhere",
        "basis": "published_priority",
        "basis_note": None,
        "source": "Burim prove",
        "confirmed": confirmed,
    } | facts


def contract(*commitments, **facts):
    return {
        "code": "prova-2023",
        "municipality": "prova",
        "term": "2023-2027",
        "begins": None,
        "ends": None,
        "signed_on": None,
        "list_complete": None,
        "signatures": [],
        "commitments": list(commitments),
        "source": "Burim prove",
        "confirmed": True,
    } | facts


def planned(*commitments, **facts):
    sector = {"slug": "rinia", "name_sq": "R", "name_en": "Y", "pillar": "local-democracy"}
    content = {"terms": [], "sectors": [sector], "contracts": [contract(*commitments, **facts)]}
    content["activities"] = []
    file, plan = FactsFile(content, record.SECTIONS), Plan()
    assert file.faults == []
    record.add_rows(file, plan)
    return plan


@pytest.mark.parametrize(
    ("list_complete", "confirmed", "status"),
    [
        (True, [True, True], "complete"),
        (False, [True, False], "incomplete"),
        (False, [False], None),
        (False, [], None),
        (None, [], None),
    ],
)
def test_the_list_is_incomplete_only_if_something_of_it_is_shown(list_complete, confirmed, status):
    commitments = [
        commitment(f"prova-2023-{number}", confirmed=is_confirmed)
        for number, is_confirmed in enumerate(confirmed, start=1)
    ]

    assert record.list_status(contract(*commitments, list_complete=list_complete)) == status


def test_bundles_come_before_their_points_whatever_their_order_in_the_file():
    plan = planned(commitment("prova-2023-1.2"), commitment("prova-2023-1"))

    assert [row.identity["reference"] for row in plan if row.model is Commitment] == [
        "prova-2023-1",
        "prova-2023-1.2",
    ]
    bundle, point = (plan.find(Commitment, f"prova-2023-{n}") for n in ("1", "1.2"))
    assert point.columns["parent"] is bundle
    assert "parent" not in bundle.columns


def test_a_point_of_an_unconfirmed_bundle_stands_by_itself():
    plan = planned(commitment("prova-2023-1", confirmed=False), commitment("prova-2023-1.2"))

    assert "parent" not in plan.find(Commitment, "prova-2023-1.2").columns


def test_a_pillar_is_stored_only_where_it_is_not_that_of_the_sector():
    plan = planned(
        commitment("prova-2023-1"), commitment("prova-2023-2", pillar="social-dimension")
    )

    assert plan.find(Commitment, "prova-2023-1").columns["pillar"] == ""
    assert plan.find(Commitment, "prova-2023-2").columns["pillar"] == "social-dimension"


def test_the_albanian_words_for_the_places_are_the_ones_shown():
    plan = planned(commitment("prova-2023-1"))

    assert plan.find(Commitment, "prova-2023-1").columns["places"] == "Kudo"


def test_parts_of_an_unconfirmed_contract_wait_for_it():
    plan = planned(commitment("prova-2023-1"), confirmed=False)

    assert not plan.find(Commitment, "prova-2023-1").is_ready()
