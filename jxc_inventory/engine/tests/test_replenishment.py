import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.replenishment import levels

demand = st.floats(0.01, 1e5)
spread = st.floats(0, 1e5)
days = st.integers(0, 120)
service = st.floats(0.5, 0.999)


def test_worked_example():
    """Sells 70 a week ± 20; 14 days lead, 14 days review; 97.72 % is z = 2.

    P = 4 weeks: safety 2 · 20 · 2 = 80, reorder point 280 + 80, a cycle sells 140.
    """
    result = levels([70], [20], [14], [14], [0.9772498680518208], [1])
    assert result.safety_stock[0] == pytest.approx(80)
    assert result.reorder_point[0] == 360
    assert result.order_up_to[0] == 500


@given(demand, spread, days, days, service)
def test_levels_cover_expected_demand_and_are_ordered(mean, dev, lead, review, level):
    result = levels([mean], [dev], [lead], [review], [level], [1])
    expected = mean * (lead + review) / 7
    assert result.safety_stock[0] >= 0
    assert result.reorder_point[0] >= expected - 1e-5 * max(1, expected)
    assert result.order_up_to[0] >= result.reorder_point[0] + 1


@given(demand, spread, days, days, service, service, spread, days)
def test_more_risk_never_lowers_the_reorder_point(
    mean, dev, lead, review, level, other_level, other_dev, other_lead
):
    def point(dev, lead, level):
        return levels([mean], [dev], [lead], [review], [level], [1]).reorder_point[0]

    low, high = sorted((level, other_level))
    assert point(dev, lead, low) <= point(dev, lead, high)
    low, high = sorted((dev, other_dev))
    assert point(low, lead, level) <= point(high, lead, level)
    low, high = sorted((lead, other_lead))
    assert point(dev, low, level) <= point(dev, high, level)


@given(demand, spread, days, days, service, st.sampled_from([1.0, 0.01, 12.0]))
def test_levels_are_multiples_of_the_step(mean, dev, lead, review, level, step):
    result = levels([mean], [dev], [lead], [review], [level], [step])
    for quantity in (result.reorder_point[0], result.order_up_to[0]):
        assert quantity / step == pytest.approx(round(quantity / step), abs=1e-4)


def test_without_demand_nothing_is_kept():
    result = levels([0], [5], [14], [7], [0.95], [1])
    assert (result.reorder_point[0], result.order_up_to[0]) == (0, 0)


def test_floating_noise_does_not_add_a_unit():
    assert levels([0.7], [0], [70], [0], [0.95], [1]).reorder_point[0] == 7


@pytest.mark.parametrize(
    "wrong",
    [
        ([1], [1], [1], [1], [1.0], [1]),
        ([1], [1], [1], [1], [0.4], [1]),
        ([1], [1], [-1], [1], [0.9], [1]),
        ([1], [-1], [1], [1], [0.9], [1]),
        ([1], [1], [1], [1], [0.9], [0]),
    ],
)
def test_impossible_input_is_refused(wrong):
    with pytest.raises(ValueError):
        levels(*wrong)


def test_no_series_at_all():
    assert levels([], [], [], [], [], []).order_up_to.shape == (0,)


def test_vectors_and_scalars_mix():
    result = levels([7, 14], 0, 7, 0, 0.95, 1)
    assert np.array_equal(result.reorder_point, [7, 14])
