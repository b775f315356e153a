import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jxc_inventory.engine.replenishment import (
    expected_loss,
    first_day_below,
    levels,
)

demand = st.floats(0.01, 1e5)
spread = st.floats(0, 1e5)
days = st.integers(0, 120)
service = st.floats(0.5, 0.999)
lots = st.lists(st.tuples(st.integers(-5, 60), st.floats(0, 1000)), max_size=12)


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


def simulate(lots, daily, horizon):
    """Sell day by day from the lot that expires first; return what expired."""
    stock = [[day, quantity] for day, quantity in sorted(lots)]
    lost = 0.0
    for today in range(horizon + 1):
        for lot in stock:
            if lot[0] <= today:
                lost += lot[1]
                lot[1] = 0.0
        wanted = daily
        for lot in stock:
            taken = min(wanted, lot[1])
            lot[1] -= taken
            wanted -= taken
    return lost


@given(lots, st.floats(0, 300), st.integers(0, 40))
def test_loss_agrees_with_selling_day_by_day(lots, daily, horizon):
    loss = expected_loss(lots, daily, horizon)
    assert loss == pytest.approx(simulate(lots, daily, horizon), abs=1e-6)


@given(lots, st.floats(0, 300), st.floats(0, 300), st.integers(0, 40))
def test_selling_more_never_loses_more(lots, daily, more, horizon):
    slow = expected_loss(lots, daily, horizon)
    assert expected_loss(lots, daily + more, horizon) <= slow + 1e-6


@given(lots, st.integers(0, 40))
def test_without_demand_everything_that_expires_is_lost(lots, horizon):
    expiring = sum(quantity for day, quantity in lots if day <= horizon)
    assert expected_loss(lots, 0, horizon) == pytest.approx(expiring)


changes = st.lists(
    st.tuples(st.integers(0, 30), st.integers(-50, 50).map(float)), max_size=10
)


@given(st.integers(0, 100), changes, st.integers(0, 50))
def test_first_day_below_is_the_first(on_hand, changes, minimum):
    changes = sorted(changes, key=lambda change: change[0])
    day = first_day_below(on_hand, changes, minimum)

    def stock(until):
        return on_hand + sum(qty for when, qty in changes if when <= until)

    if day is None:
        assert on_hand >= minimum
        assert all(stock(until) >= minimum for until in range(31))
    else:
        assume(on_hand >= minimum)
        assert stock(day) < minimum
        assert all(stock(until) >= minimum for until in range(day))


def test_vectors_and_scalars_mix():
    result = levels([7, 14], 0, 7, 0, 0.95, 1)
    assert np.array_equal(result.reorder_point, [7, 14])
