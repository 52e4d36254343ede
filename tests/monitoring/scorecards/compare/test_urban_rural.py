"""Town or villages: as the units are recorded, else as the published places are named."""

import pytest

from monitoring.scorecards.compare.urban_rural import where


@pytest.mark.parametrize(
    ("characters", "places", "expected"),
    [
        (["urban"], "", "urban"),
        (["rural"], "", "rural"),
        (["urban", "rural"], "", "both"),
        (["urban"], "Fshati Zvërnec", "urban"),
        (["unknown"], "", "unrecorded"),
        (["unknown"], "Fshati Zvërnec", "rural"),
        (["unknown", "urban"], "Fshati Zvërnec", "both"),
        ([], "Lagjja Pavarësia", "urban"),
        ([], "LAGJET 1 dhe 2", "urban"),
        ([], "qyteti", "urban"),
        ([], "Fshatrat përgjatë Vjosës", "rural"),
        ([], "Lagjja e re, fshati Nartë", "both"),
        ([], "Rruga e Lumit", "unrecorded"),
        ([], "", "no_place"),
    ],
)
def test_where_a_commitment_is_to_be_kept(characters, places, expected):
    assert where(characters, places) == expected


def test_a_word_that_only_contains_village_or_town_names_neither():
    assert where([], "Bashkëfshatarët, kryeqyteti") == "unrecorded"
