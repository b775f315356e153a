import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.replenishment import levels

amounts = st.floats(0.01, 1e5)
spreads = st.floats(0, 1e5)
factors = st.floats(0, 5)
days = st.floats(0, 120)
ROOT = np.sqrt(2 / np.pi)


def test_worked_example():
    """280 ± 40 over lead and review, 10 a day, level two spreads above; 14 days review.

    Lead times deviate by 3 / √(2/π) days: an error of 30 goods on average, together
    √(40² + 30²) = 50. Safety 100, reorder point 380, a cycle sells 140.
    """
    result = levels([280], [40], [2], [10], [3 / ROOT], [14], [1])
    assert result.safety_stock[0] == pytest.approx(100)
    assert result.reorder_point[0] == 380
    assert result.order_up_to[0] == 520


@given(amounts, spreads, factors, amounts, days, days)
def test_levels_cover_expected_demand_and_are_ordered(
    mean, spread, factor, rate, deviation, review
):
    result = levels([mean], [spread], [factor], [rate], [deviation], [review], [1])
    assert result.safety_stock[0] >= 0
    assert result.reorder_point[0] >= mean - 1e-4 * max(1, mean)
    assert result.order_up_to[0] >= result.reorder_point[0] + 1


@given(amounts, spreads, spreads, factors, factors, amounts, days, days)
def test_more_risk_never_lowers_the_reorder_point(
    mean, spread, other_spread, factor, other_factor, rate, deviation, other_deviation
):
    def point(spread, factor, deviation):
        return levels(mean, spread, factor, rate, deviation, 7, [1]).reorder_point[0]

    low, high = sorted((spread, other_spread))
    assert point(low, factor, deviation) <= point(high, factor, deviation)
    low, high = sorted((factor, other_factor))
    assert point(spread, low, deviation) <= point(spread, high, deviation)
    low, high = sorted((deviation, other_deviation))
    assert point(spread, factor, low) <= point(spread, factor, high)


@given(amounts, spreads, factors, amounts, days, st.sampled_from([1.0, 0.01, 12.0]))
def test_levels_are_multiples_of_the_step(mean, spread, factor, rate, review, step):
    result = levels([mean], [spread], [factor], [rate], [0], [review], [step])
    for quantity in (result.reorder_point[0], result.order_up_to[0]):
        assert quantity / step == pytest.approx(round(quantity / step), abs=1e-4)


def test_without_demand_nothing_is_kept():
    result = levels([0], [5], [2], [0], [3], [7], [1])
    assert (result.reorder_point[0], result.order_up_to[0]) == (0, 0)


def test_floating_noise_does_not_add_a_unit():
    assert levels([0.1 + 0.2 + 6.7], [0], [0], [0], [0], [0], [1]).reorder_point[0] == 7


def test_a_quantile_far_below_the_mean_keeps_nothing():
    assert levels([5], [10], [-2], [1], [0], [7], [1]).reorder_point[0] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ([-1], [1], [1], [1], [1], [1], [1]),
        ([1], [-1], [1], [1], [1], [1], [1]),
        ([1], [1], [1], [1], [-1], [1], [1]),
        ([1], [1], [1], [1], [1], [-1], [1]),
        ([1], [1], [1], [1], [1], [1], [0]),
        ([np.nan], [1], [1], [1], [1], [1], [1]),
    ],
)
def test_impossible_input_is_refused(wrong):
    with pytest.raises(ValueError, match="may not be negative"):
        levels(*wrong)


def test_no_series_at_all():
    assert levels([], [], [], [], [], [], []).order_up_to.shape == (0,)


def test_vectors_and_scalars_mix():
    result = levels([7, 14], 0, 0, 1, 0, 7, 1)
    assert np.array_equal(result.order_up_to, [14, 21])
