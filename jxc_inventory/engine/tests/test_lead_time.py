import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.lead_time import lead_times

pairs = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.lists(st.integers(0, 60), min_size=1, max_size=30),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=12,
)


def estimate(pairs):
    """Estimate from (vendor, days of each receipt, stated days)."""
    return lead_times(
        [vendor for vendor, _days, _stated in pairs],
        [len(days) for _vendor, days, _stated in pairs],
        [np.mean(days) for _vendor, days, _stated in pairs],
        [np.var(days) * len(days) for _vendor, days, _stated in pairs],
        [stated for _vendor, _days, stated in pairs],
    )


@given(pairs)
def test_estimate_lies_between_own_mean_and_what_else_is_known(pairs):
    result = estimate(pairs)
    for (_vendor, days, stated), estimated, habit in zip(
        pairs, result.days, result.vendor_late, strict=True
    ):
        known = (np.mean(days), stated + habit)
        assert estimated >= max(0, min(known)) - 1e-6
        assert estimated <= max(*known, 0) + 1e-6


@given(pairs)
def test_habit_of_a_vendor_is_between_its_products_and_what_it_states(pairs):
    result = estimate(pairs)
    for (vendor, *_rest), habit in zip(pairs, result.vendor_late, strict=True):
        late = [np.mean(d) - stated for v, d, stated in pairs if v == vendor]
        assert min(0, *late, 0) - 1e-6 <= habit <= max(0, *late, 0) + 1e-6


@given(pairs, st.randoms())
def test_order_of_pairs_does_not_matter(pairs, random):
    order = list(range(len(pairs)))
    random.shuffle(order)
    straight, shuffled = estimate(pairs), estimate([pairs[i] for i in order])
    np.testing.assert_allclose(straight.days[order], shuffled.days, atol=1e-6)
    np.testing.assert_allclose(straight.deviation[order], shuffled.deviation, atol=1e-6)


@given(st.integers(1, 40), st.integers(0, 60))
def test_vendor_who_keeps_its_word_takes_what_it_states(receipts, stated):
    result = estimate([(1, [stated] * receipts, stated)])
    assert result.days[0] == pytest.approx(stated)
    assert result.deviation[0] == 0


def test_one_receipt_moves_the_estimate_little_and_many_move_it_all():
    one = estimate([(1, [20], 10), (2, [10, 11, 9], 10)]).days[0]
    many = estimate([(1, [19, 20, 21] * 40, 10), (2, [10, 11, 9], 10)]).days[0]
    assert 11 < one < 15
    assert many == pytest.approx(20, abs=0.2)


def test_late_vendor_makes_its_barely_known_product_late():
    punctual = [(2, [10, 11, 9] * 5, 10), (2, [4, 5, 6] * 5, 5)]
    late = [(1, [17, 18, 16] * 10, 10), (1, [12, 11, 13] * 10, 5)]
    known = estimate([*punctual, *late, (1, [7], 7)]).days[-1]
    alone = estimate([*punctual, (1, [7], 7)]).days[-1]
    assert alone == pytest.approx(7)
    assert known > 9


def test_spread_of_few_receipts_leans_on_the_spread_of_the_vendor():
    steady_twice = estimate([(1, [5, 15, 10] * 10, 10), (1, [10, 10], 10)])
    assert 1 < steady_twice.deviation[1] < steady_twice.deviation[0]


def test_pair_without_receipts_is_refused():
    with pytest.raises(ValueError, match="receipts"):
        lead_times([1], [0], [3], [0], [3])
