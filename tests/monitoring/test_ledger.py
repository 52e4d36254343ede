"""The ledger: canonical form, vectors, entries and recounting (METHOD §7).

What happens to a whole chain is in test_ledger_chain.py.
"""

import json
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import scoring
from monitoring.ledger import (
    GENESIS,
    KINDS,
    Checkpoint,
    ProfileError,
    canonical,
    entry_hash,
    figures,
    jsonl_line,
    make_entry,
    recount,
    sha256_hex,
    verify,
)
from tests.monitoring.ledger_samples import broken, publication, reply, scorecard, sealed

VECTORS = json.loads((Path(__file__).parent / "ledger_vectors.json").read_text("utf-8"))

keys = st.text(string.ascii_lowercase + string.digits + "_", min_size=1)
nfc = st.text().map(lambda text: unicodedata.normalize("NFC", text))
values = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | nfc,
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
    max_leaves=15,
)
statuses = st.sampled_from(scoring.STATUSES)


# --- Canonical form and vectors ---------------------------------------------------------------


def test_the_vectors_of_the_method_are_reproduced_byte_for_byte():
    prev, lines = GENESIS, []
    for seq, vector in enumerate(VECTORS["entries"], start=1):
        payload, given_entry = json.loads(vector["payload"]), json.loads(vector["entry"])
        names = ("kind", "subject", "rev", "at")
        entry = make_entry(
            payload_sha256=sha256_hex(canonical(payload)),
            prev=prev,
            seq=seq,
            **{name: given_entry[name] for name in names},
        )
        prev = entry_hash(entry)
        assert (canonical(payload), canonical(entry)) == (vector["payload"], vector["entry"])
        assert prev == vector["hash"]
        lines.append(jsonl_line(vector["entry"], vector["hash"], vector["payload"]))

    assert VECTORS["genesis"] == GENESIS
    assert sha256_hex("photo-1") in lines[0]
    assert verify(lines).head == VECTORS["entries"][-1]["hash"]


@given(values)
def test_canonical_text_is_stable_and_means_the_same(value):
    text = canonical(value)

    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@given(st.dictionaries(keys, st.integers(0, 9)), st.randoms())
def test_canonical_text_does_not_depend_on_the_order_of_keys(value, random):
    items = list(value.items())
    random.shuffle(items)

    assert canonical(dict(items)) == canonical(value)


def test_canonical_escapes_only_what_rfc_8785_escapes():
    assert canonical('"\\/\b\f\n\r\t\x1f\x7f\u2028ë€😀') == (
        '"\\"\\\\/\\b\\f\\n\\r\\t\\u001f\x7f\u2028ë€😀"'
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (1.0, r"\$: a float"),
        ({"lines": [{"size": float("nan")}]}, r"\$\.lines\[0\]\.size: a float"),
        ({"a": 2**53}, r"\$\.a: an integer"),
        ([0, -(2**53)], r"\$\[1\]: an integer"),
        ({"title": {"sq": "e\u0308"}}, r"\$\.title\.sq: text"),
        ({"title": "\ud800"}, r"\$\.title: text"),
        ({"Title": 1}, r"\$: key 'Title'"),
        ({"a": [{"ë": 1}]}, r"\$\.a\[0\]: key '\\xeb'"),
        ({"a-b": 1}, r"\$: key 'a-b'"),
        ({"": 1}, r"\$: key ''"),
        ({1: 1}, r"\$: key 1"),
        ({"a\n": 1}, r"\$: key 'a\\n'"),
        ({"a": (1, 2)}, r"\$\.a: a tuple"),
        ({"a": {1}}, r"\$\.a: a set"),
        (b"a", r"\$: a bytes"),
    ],
)
def test_what_the_profile_does_not_allow_is_refused_with_its_path(value, where):
    with pytest.raises(ProfileError, match=f"^{where}"):
        canonical(value)


ENTRY = {
    "kind": "publish",
    "subject": "vlore/2026",
    "rev": 1,
    "payload_sha256": "a" * 64,
    "prev": "b" * 64,
    "seq": 2,
    "at": "2026-11-23T09:00:00Z",
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_of_every_kind_can_be_made(kind):
    assert make_entry(**ENTRY | {"kind": kind}) == ENTRY | {"kind": kind, "v": 1}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        *(("kind", wrong) for wrong in ("", "Publish", "delete", None, ["publish"])),
        *(("subject", wrong) for wrong in ("", "a b", "a\t", "a\n", "vlorë", None, 1)),
        *(("rev", wrong) for wrong in (0, -1, True, 1.0, "1", None)),
        *(("seq", wrong) for wrong in (0, -1, True, 2.0, "2", None)),
        *(("payload_sha256", wrong) for wrong in ("", "A" * 64, "a" * 63, "a" * 64 + "\n", None)),
        *(("prev", wrong) for wrong in ("", "g" * 64, "b" * 65, None)),
        *(
            ("at", wrong)
            for wrong in (
                "2026-11-23 09:00:00Z",
                "2026-11-23T09:00:00",
                "2026-11-23T09:00:00+00:00",
                "2026-11-23T09:00:00.5Z",
                "2026-02-30T09:00:00Z",
                "2026-11-23T24:00:01Z",
                "2026-11-23T09:00:00Z\n",
                "٢٠٢٦-11-23T09:00:00Z",
                None,
            )
        ),
    ],
)
def test_a_malformed_entry_is_neither_made_nor_verified(field, wrong):
    with pytest.raises(ValueError, match=f"^entry.{field} must be "):
        make_entry(**ENTRY | {field: wrong})

    forged = sealed(("publish", "a", reply()), ("reply", "b", reply(), {field: wrong}))
    fault = broken(forged)
    assert fault.seq == 2
    assert fault.why.startswith(f"entry.{field} must be ")


@pytest.mark.parametrize("wrong", [{"seq": 1}, {"prev": GENESIS}])
def test_the_genesis_hash_belongs_to_the_first_entry_alone(wrong):
    with pytest.raises(ValueError, match="genesis"):
        make_entry(**ENTRY | wrong)


# --- Checkpoints ------------------------------------------------------------------------------


def test_a_checkpoint_survives_paper_and_mail():
    point = Checkpoint("popnetwork.al", 5, "a" * 64)

    assert point.text() == f"popnetwork.al\n5\n{point.head}\n"
    assert Checkpoint.parse(point.text()) == point
    assert Checkpoint.parse(f"\r\n  popnetwork.al \r\n 5\r\n{point.head}  \r\n\r\n") == point


@pytest.mark.parametrize(
    "text",
    [
        "",
        "popnetwork.al\n5",
        f"popnetwork.al\n05\n{'a' * 64}",
        f"popnetwork.al\n-5\n{'a' * 64}",
        f"popnetwork.al\nfive\n{'a' * 64}",
        f"popnetwork.al\n5\n{'a' * 63}",
        f"popnetwork.al\n5\n{'A' * 64}",
        f"popnetwork.al\n5\n{'a' * 64}\nmore",
        f"\n5\n{'a' * 64}",
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(ValueError, match="three lines"):
        Checkpoint.parse(text)


# --- Counts and figures, against the first implementation --------------------------------------

points = st.lists(statuses, max_size=4)
exclusions = st.sampled_from([None, None, {"on": "2026-01-01", "reason": {"en": "", "sq": ""}}])


@given(st.lists(st.tuples(statuses, points, exclusions), max_size=12))
def test_recount_and_figures_agree_with_scoring(commitments):
    lines, standing = [], []
    for own, below, excluded in commitments:
        status = scoring.roll_up(below) if below else own
        lines.append({"status": status, "points": [{"status": s} for s in below]})
        if excluded:
            lines[-1]["excluded"] = excluded
        else:
            standing.append(status)

    counts = scoring.Counts.of(standing)
    assert recount({"lines": lines}) == vars(counts)
    assert_figures_agree(counts)


@given(st.builds(scoring.Counts, *[st.integers(0, 10**6)] * 5))
def test_figures_agree_with_scoring(counts):
    assert_figures_agree(counts)


def assert_figures_agree(counts):
    score = scoring.score(counts)
    for name, shown in figures(vars(counts)).items():
        exact = getattr(score, name)
        assert shown == (None if exact is None else scoring.percent(exact))


def test_excluded_points_are_left_out_of_the_roll_up():
    gone = {"on": "2026-01-01", "reason": {}}
    some = [{"status": "full"}, {"status": "none", "excluded": gone}]
    all_gone = [{"status": "none", "excluded": gone}]

    lines = [{"status": "full", "points": some}, {"status": "partial", "points": all_gone}]

    assert recount({"lines": lines}) == dict.fromkeys(scoring.STATUSES, 0) | {
        "full": 1,
        "partial": 1,
    }


def test_a_withdrawn_bundle_counts_as_none_whatever_its_points_say():
    lines = [{"status": "none", "withdrawn": "2026-02-01", "points": [{"status": "full"}]}]

    assert recount({"lines": lines})["none"] == 1


WRONG_LINES = [
    (None, "lines must be a list"),
    ({}, "lines must be a list"),
    (["full"], "lines must be a list"),
    ([{}], "None is not a status"),
    ([{"status": "FULL"}], "'FULL' is not a status"),
    ([{"status": ["full"]}], "is not a status"),
    ([{"status": "full", "excluded": False}], "excluded must be null or an object"),
    ([{"status": "full", "points": {"status": "full"}}], "points must be a list"),
    ([{"status": "full", "points": [{"status": "done"}]}], "'done' is not a status"),
    ([{"number": "7", "status": "full", "points": [{"status": "none"}]}], "line '7': status is"),
    ([{"status": "full", "withdrawn": "2026-02-01"}], "withdrawn counts as none"),
]


@pytest.mark.parametrize(("lines", "why"), WRONG_LINES)
def test_a_scorecard_whose_lines_cannot_be_counted_is_broken(lines, why):
    with pytest.raises(ValueError, match=why):
        recount({"lines": lines})

    fault = broken(sealed(("publish", "a", scorecard() | {"lines": lines})))
    assert fault.seq == 1
    assert why in fault.why


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"counts": {"full": 1, "partial": 1, "none": 1, "unassessed": 1}}, "counts"),
        ({"counts": publication()["counts"] | {"full": 2}}, "counts"),
        ({"counts": publication()["counts"] | {"full": True}}, "counts"),
        ({"counts": publication()["counts"] | {"more": 0}}, "counts"),
        ({"counts": None}, "counts"),
        ({"excluded": 0}, "excluded"),
        ({"excluded": True}, "excluded"),
        ({"excluded": None}, "excluded"),
    ],
)
def test_a_number_that_its_lines_do_not_give_is_broken_though_well_sealed(change, name):
    good = ("publish", "a", publication())

    fault = broken(sealed(good, ("publish", "b", publication() | change)))

    assert fault.seq == 2
    assert fault.why.startswith(f"payload.{name} is ")
