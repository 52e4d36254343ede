"""What was changed after it was sealed is found (METHOD §7, bars L-02 and L-03).

Each field of an entry and of a payload, deletion, insertion, exchange; a truncated or rewritten
chain, which only an older checkpoint gives away.
"""

import json
import tracemalloc

import pytest

from monitoring.ledger import GENESIS, Broken, Result, sha256_hex, verify
from tests.monitoring.ledger_samples import (
    broken,
    changed,
    five_entries,
    hash_of,
    rehashed,
    reply,
    sealed,
    text_of,
)

LEDGER = five_entries()
RECORD = json.loads(LEDGER[3])


def leaves(value, path=()):
    """The path of every single value in a payload, and of every empty list or object."""
    if not isinstance(value, dict | list) or not value:
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, item in items for leaf in leaves(item, (*path, key))]


def altered(value):
    """Another value of the same type, as somebody would who wants it to go unnoticed."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    return "" if value is None else None


def alter_at(record, path):
    *parents, last = path
    for key in parents:
        record = record[key]
    record[last] = altered(record[last])


# --- What holds -------------------------------------------------------------------------------


def test_a_ledger_that_holds_is_counted():
    assert verify(LEDGER) == Result(5, hash_of(LEDGER, 5), scorecards=3, withheld=())


def test_an_empty_ledger_holds_and_its_head_is_the_genesis_hash():
    assert verify([]) == Result(0, GENESIS, 0, ())


def test_lines_may_come_as_bytes_and_without_line_ends():
    expected = verify(LEDGER)

    assert verify(line.encode() for line in LEDGER) == expected
    assert verify(line.rstrip("\n") for line in LEDGER) == expected


def test_every_entry_and_payload_that_passed_is_handed_on():
    seen = []

    verify(LEDGER, on_entry=lambda entry, payload: seen.append((entry["seq"], payload["schema"])))

    assert [seq for seq, _ in seen] == [1, 2, 3, 4, 5]
    assert seen[3] == (4, "scorecard-1")


def test_nothing_is_handed_on_from_a_line_that_does_not_hold():
    seen = []
    lines = changed(LEDGER, 3, lambda record: record["payload"].update(source="elsewhere"))

    with pytest.raises(Broken):
        verify(lines, on_entry=lambda entry, payload: seen.append(entry["seq"]))

    assert seen == [1, 2]


def test_little_is_kept_of_each_entry():
    size = 2000
    lines = sealed(*(("reply", f"vlore/{n}", reply("fjala " * 200)) for n in range(size)))
    stream = (line for line in lines)

    tracemalloc.start()
    verify(stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak / size < 300  # bytes; 520,000 entries within 200 MB would allow 380


# --- What was changed afterwards --------------------------------------------------------------


@pytest.mark.parametrize("field", sorted(RECORD["entry"]))
def test_a_changed_field_of_an_entry_is_found_at_that_entry(field):
    lines = changed(LEDGER, 4, lambda record: alter_at(record, ("entry", field)))

    assert broken(lines).seq == 4


@pytest.mark.parametrize(
    "path", leaves(RECORD["payload"]), ids=lambda path: ".".join(map(str, path))
)
def test_a_changed_value_of_a_payload_is_found_at_its_entry(path):
    lines = changed(LEDGER, 4, lambda record: alter_at(record["payload"], path))

    fault = broken(lines)

    assert fault.seq == 4
    assert fault.why == "the payload does not have the payload_sha256 of the entry"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_payload_changed_together_with_its_hash_is_found_at_its_entry(number):
    def change(record):
        record["payload"]["municipality"] = "durres"
        record["entry"]["payload_sha256"] = sha256_hex(text_of(record["payload"]))

    fault = broken(changed(LEDGER, number, change))

    assert (fault.seq, fault.why) == (
        number,
        "the entry does not have the hash that stands beside it",
    )


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_entry_changed_with_all_its_hashes_is_found_at_the_next(number):
    changed_lines = changed(
        LEDGER, number, lambda record: record["payload"].update(municipality="durres")
    )
    lines = [*rehashed(changed_lines)[:number], *LEDGER[number:]]

    fault = broken(lines)

    assert fault.seq == number + 1
    assert fault.why.startswith("entry.prev is ")


def test_a_changed_hash_is_found_at_its_entry():
    lines = changed(LEDGER, 3, lambda record: record.update(hash="0" * 64))

    assert broken(lines).seq == 3


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_removed_entry_is_found_where_it_was(number):
    fault = broken([*LEDGER[: number - 1], *LEDGER[number:]])

    assert fault.seq == number
    assert fault.why.startswith(f"entry.seq is {number + 1} where {number} was due")


def test_a_doubled_entry_is_found():
    assert broken([*LEDGER[:3], LEDGER[2], *LEDGER[3:]]).seq == 4


def test_an_inserted_entry_is_found_there_or_at_the_next():
    foreign = sealed(*[("reply", "x", reply())] * 3)[2]
    fitting = sealed(
        *(json_record(line) for line in LEDGER[:2]), ("reply", "tirane/2026/reply", reply())
    )[2]

    assert broken([*LEDGER[:2], foreign, *LEDGER[2:]]).seq == 3
    assert broken([*LEDGER[:2], fitting, *LEDGER[2:]]).seq == 4


def json_record(line):
    record = json.loads(line)
    return record["entry"]["kind"], record["entry"]["subject"], record["payload"]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_two_exchanged_entries_are_found_at_the_first(number):
    lines = LEDGER.copy()
    lines[number - 1], lines[number] = lines[number], lines[number - 1]

    assert broken(lines).seq == number


def test_two_exchanged_payloads_are_found_at_the_first():
    payloads = [json.loads(line)["payload"] for line in LEDGER]
    lines = changed(LEDGER, 2, lambda record: record.update(payload=payloads[4]))
    lines = changed(lines, 5, lambda record: record.update(payload=payloads[1]))

    assert broken(lines).seq == 2


# --- What only an older checkpoint catches ----------------------------------------------------


@pytest.mark.parametrize("kept", [0, 1, 3, 4])
def test_a_truncated_ledger_passes_by_itself_and_fails_against_a_checkpoint(kept):
    lines = LEDGER[:kept]

    assert verify(lines).entries == kept
    fault = broken(lines, since=(5, hash_of(LEDGER, 5)))
    assert fault.seq == kept + 1
    assert "the checkpoint remembers 5 entries" in fault.why


@pytest.mark.parametrize("size", [1, 3, 5])
def test_a_rewritten_ledger_passes_by_itself_and_fails_against_a_checkpoint(size):
    lines = rehashed(
        changed(LEDGER, 1, lambda record: record["payload"].update(municipality="durres"))
    )

    assert verify(lines).entries == 5
    fault = broken(lines, since=(size, hash_of(LEDGER, size)))
    assert fault.seq == size
    assert "the checkpoint remembers" in fault.why


def test_a_ledger_without_an_early_entry_rewritten_by_its_owner_fails_against_a_checkpoint():
    lines = rehashed([LEDGER[0], *LEDGER[2:]])

    assert verify(lines).entries == 4
    assert broken(lines, since=(2, hash_of(LEDGER, 2))).seq == 2


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_a_ledger_that_grew_holds_against_every_older_checkpoint(size):
    assert verify(LEDGER, since=(size, hash_of(LEDGER, size))).entries == 5


def test_the_checkpoint_of_an_empty_ledger_holds_only_with_the_genesis_hash():
    assert verify(LEDGER, since=(0, GENESIS)).entries == 5
    assert broken(LEDGER, since=(0, "a" * 64)).seq == 0
