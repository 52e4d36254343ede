"""Two coders: the vectors of METHOD §6 and what is left undefined."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import scoring
from monitoring.agreement import LEFT_OUT, ORDER, alpha_ordinal, comparable, raw_agreement

pairs_of_words = st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(ORDER)), max_size=40)


def pairs(first, second):
    return [(ORDER[int(a)], ORDER[int(b)]) for a, b in zip(first, second, strict=True)]


METHOD_VECTORS = [
    (pairs("0112101211021102", "0112001212021112"), "0.8125", "0.8313"),
    (pairs("0112101211021102", "2112001212021112"), "0.7500", "0.6061"),
    (pairs("1" * 15 + "0", "1" * 14 + "01"), "0.8750", "-0.0333"),
]


@pytest.mark.parametrize(("coded", "raw", "alpha"), METHOD_VECTORS)
def test_the_vectors_of_the_method_come_out_to_four_decimals(coded, raw, alpha):
    assert f"{float(raw_agreement(coded)):.4f}" == raw
    assert f"{float(alpha_ordinal(coded)):.4f}" == alpha


def test_the_words_are_those_of_the_method():
    assert {*ORDER, *LEFT_OUT} == set(scoring.STATUSES)


@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_a_pair_with_an_unassessed_side_is_left_out(left_out):
    coded, raw, alpha = METHOD_VECTORS[0]
    more = [("full", left_out), *coded, (left_out, "none"), (left_out, left_out)]

    assert comparable(more) == coded
    assert f"{float(raw_agreement(more)):.4f}" == raw
    assert f"{float(alpha_ordinal(more)):.4f}" == alpha


@pytest.mark.parametrize("nothing", [[], [("unassessed", "full")]])
def test_without_pairs_neither_figure_is_defined(nothing):
    assert raw_agreement(nothing) is None
    assert alpha_ordinal(nothing) is None


@pytest.mark.parametrize("word", ORDER)
def test_without_variation_alpha_is_undefined_though_all_agree(word):
    assert raw_agreement([(word, word)] * 5) == 1
    assert alpha_ordinal([(word, word)] * 5) is None


@pytest.mark.parametrize("wrong", ["", "FULL", "good", 2, None])
def test_an_unknown_word_is_refused(wrong):
    with pytest.raises(ValueError, match="is not a status"):
        raw_agreement([("full", "full"), ("none", wrong)])
    with pytest.raises(ValueError, match="is not a status"):
        alpha_ordinal([("full", "full"), (wrong, "none")])


def test_figures_are_exact():
    coded = pairs("1" * 15 + "0", "1" * 14 + "01")

    assert raw_agreement(coded) == Fraction(7, 8)
    assert alpha_ordinal(coded) == Fraction(-1, 30)


def test_a_generator_of_pairs_may_be_given():
    coded = METHOD_VECTORS[0][0]

    assert alpha_ordinal(pair for pair in coded) == alpha_ordinal(coded)


@given(pairs_of_words, st.randoms())
def test_neither_the_order_of_pairs_nor_of_coders_matters(coded, random):
    swapped = [(second, first) for first, second in coded]
    random.shuffle(swapped)

    assert alpha_ordinal(swapped) == alpha_ordinal(coded)
    assert raw_agreement(swapped) == raw_agreement(coded)


@given(pairs_of_words)
def test_alpha_is_one_exactly_where_raw_agreement_is(coded):
    alpha = alpha_ordinal(coded)

    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == (raw_agreement(coded) == 1)


def test_a_disagreement_over_two_steps_weighs_more_than_one_over_one_step():
    base = pairs("001122", "001122")

    assert alpha_ordinal([*base, ("none", "full")]) < alpha_ordinal([*base, ("none", "partial")])
