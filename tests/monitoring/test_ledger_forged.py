"""What was never right is found, though every hash fits (METHOD §7); and what may be withheld."""

import pytest

from monitoring.ledger import Result, verify
from tests.monitoring.ledger_samples import (
    PUBLISHED_AT,
    broken,
    erasure,
    five_entries,
    hash_of,
    publication,
    reply,
    sealed,
    without_payload,
)

LEDGER = five_entries()


def test_time_may_stand_still_but_not_run_backwards():
    records = [("reply", f"vlore/{n}", reply()) for n in range(3)]

    def at(*times):
        return sealed(*((*r, {"at": t}) for r, t in zip(records, times, strict=True)))

    assert verify(at(PUBLISHED_AT, PUBLISHED_AT, "2026-11-23T09:00:01Z")).entries == 3
    fault = broken(at(PUBLISHED_AT, "2026-11-23T09:00:01Z", PUBLISHED_AT))
    assert fault.seq == 3
    assert fault.why.startswith(f"entry.at is {PUBLISHED_AT}, earlier")


@pytest.mark.parametrize("rev", [1, 3])
def test_revisions_of_a_subject_follow_one_another(rev):
    lines = sealed(
        ("publish", "a", publication()),
        ("publish", "b", publication()),
        ("correct", "a", publication(), {"rev": rev}),
    )

    fault = broken(lines)

    assert (fault.seq, fault.why[:26]) == (3, f"entry.rev is {rev} where 2 was")


def test_a_subject_starts_with_revision_one():
    assert broken(sealed(("publish", "a", publication(), {"rev": 2}))).seq == 1


@pytest.mark.parametrize("change", [{"v": 2}, {"v": True}, {"note": "x"}])
def test_an_entry_of_another_format_is_not_accepted(change):
    assert broken(sealed(("reply", "a", reply()), ("reply", "b", reply(), change))).seq == 2


@pytest.mark.parametrize("payload", [[], "text", 1, False, {}, {"schema": 1}])
def test_a_payload_is_an_object_with_a_schema(payload):
    fault = broken(sealed(("reply", "a", payload)))

    assert (fault.seq, fault.why) == (1, "payload must be an object with a schema")


@pytest.mark.parametrize(
    "outside", [{"size": 0.5}, {"size": 2**53}, {"Size": 1}, {"text": "e\u0308"}]
)
def test_a_payload_outside_the_profile_is_not_accepted(outside):
    fault = broken(sealed(("reply", "a", reply() | outside)))

    assert fault.seq == 1
    assert fault.why.startswith("payload")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"entry"', ' {"entry"'),
        ('"seq":2', '"seq": 2'),
        ('"v":1}', '"v":1,"v":1}'),
        ('"schema":"reply-1"', '"schema":"other-1","schema":"reply-1"'),
        ("…", "\\u2026"),
        ('"rev":1,"seq":2', '"seq":2,"rev":1'),
        ("}\n", "}\r\n"),
        ("}\n", "} \n"),
        ("}\n", ',"more":1}\n'),
        (',"payload":', ',"load":'),
    ],
)
def test_a_line_that_is_not_written_canonically_is_not_accepted(before, after):
    line = LEDGER[1].replace(before, after)
    assert line != LEDGER[1]

    assert broken([LEDGER[0], line, *LEDGER[2:]]).seq == 2


@pytest.mark.parametrize(
    "line",
    [
        "\n",
        "null\n",
        "[]\n",
        "{}\n",
        '{"entry":null,"hash":"","payload":null}\n',
        '{"entry":[],"hash":"","payload":null}\n',
        "not json\n",
        LEDGER[1][:-5],
        "[" * 200_000,
        '{"entry":' + "9" * 5000,
        b"\xff\n",
        LEDGER[1].encode("utf-16"),
        b"\xef\xbb\xbf" + LEDGER[1].encode(),
    ],
    ids=lambda line: repr(line[:12]),
)
def test_a_line_that_is_no_record_is_not_accepted(line):
    assert broken([LEDGER[0], line, *LEDGER[2:]]).seq == 2


# --- Payloads erased by law -------------------------------------------------------------------


def with_erasure(payload, kind="erase"):
    """Two entries of which the first is named by the third."""
    return sealed(
        ("publish", "vlore/2026", publication()),
        ("reply", "vlore/2026/reply", reply()),
        (kind, "vlore/2026/erase", payload),
    )


def test_an_erased_payload_is_withheld_and_the_ledger_holds():
    lines = with_erasure(erasure(1))
    seen = []

    result = verify(without_payload(lines, 1), on_entry=lambda _, payload: seen.append(payload))

    assert result == Result(3, hash_of(lines, 3), scorecards=0, withheld=(1,))
    assert seen == [None, reply(), erasure(1)]


def test_an_erasure_may_be_announced_before_the_payload_is_gone():
    assert verify(with_erasure(erasure(1))).withheld == ()


@pytest.mark.parametrize("number", [1, 2])
def test_a_missing_payload_that_no_erasure_names_is_broken(number):
    fault = broken(without_payload(LEDGER, number))

    assert (fault.seq, fault.why) == (
        number,
        "its payload is missing and no erase entry names it",
    )


def test_an_erasure_of_another_entry_does_not_excuse_a_missing_payload():
    assert broken(without_payload(with_erasure(erasure(1)), 2)).seq == 2


def test_an_entry_of_another_kind_does_not_excuse_a_missing_payload():
    assert broken(without_payload(with_erasure(erasure(1), kind="retract"), 1)).seq == 1


def test_an_erasure_that_is_itself_missing_excuses_nothing():
    lines = without_payload(without_payload(with_erasure(erasure(1)), 1), 3)

    assert broken(lines).seq == 1


def test_an_erasure_can_be_erased_when_a_later_one_names_both():
    lines = sealed(
        ("reply", "a", reply()),
        ("erase", "a/erase", erasure(1)),
        ("erase", "a/erase", erasure(2)),
        ("erase", "a/erase", erasure(1)),
    )

    assert verify(without_payload(without_payload(lines, 1), 2)).withheld == (1, 2)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_withheld_entry_is_still_bound_by_its_hash(number):
    lines = without_payload(with_erasure(erasure(1)), 1)
    forged = lines[number - 1].replace("09:00:00Z", "09:00:01Z")

    assert broken([*lines[: number - 1], forged, *lines[number:]]).seq == number


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"entry": 3}, "payload.entry must be an earlier entry"),
        ({"entry": 4}, "payload.entry must be an earlier entry"),
        ({"entry": 0}, "payload.entry must be the seq"),
        ({"entry": True}, "payload.entry must be the seq"),
        ({"entry": "1"}, "payload.entry must be the seq"),
        ({"ground": ""}, "payload.ground must be"),
        ({"ground": None}, "payload.ground must be"),
        ({"what": " \n"}, "payload.what must be"),
        ({"schema": "erase-2"}, "payload.schema must be"),
        ({"name": "x"}, "payload must have exactly the keys"),
    ],
)
def test_an_erasure_says_what_was_erased_and_on_what_ground(change, why):
    fault = broken(with_erasure(erasure(1) | change))

    assert fault.seq == 3
    assert fault.why.startswith(why)


def test_the_first_missing_payload_is_named():
    lines = without_payload(without_payload(LEDGER, 4), 2)

    assert broken(lines).seq == 2
