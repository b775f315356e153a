import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jxc_inventory.engine.outage import stock_out_days
from jxc_inventory.engine.stock_projection import (
    expected_loss,
    first_day_below,
    project,
)

lots = st.lists(st.tuples(st.integers(-5, 60), st.floats(0, 1000)), max_size=12)


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


points = st.lists(st.floats(0, 700), min_size=1, max_size=6)
arrivals = st.lists(st.tuples(st.integers(-3, 40), st.floats(0, 500)), max_size=8)
passed = st.integers(0, 20)
amounts = st.floats(0, 1000)


@given(amounts, changes, points, passed)
def test_what_comes_is_served_or_left(on_hand, changes, points, passed):
    projection = project(on_hand, changes, points, passed, 30)
    wanted = sum(
        points[min((day + passed) // 7, len(points) - 1)] / 7 for day in range(30)
    )
    moved = sum(quantity for day, quantity in changes if day < 30)
    served = wanted - sum(projection.lost)
    assert projection.stock[-1] == pytest.approx(on_hand + moved - served, abs=1e-6)
    assert len(projection.stock) == len(projection.lost) == 30


@given(amounts, arrivals, points, passed)
def test_shelf_is_never_less_than_empty_without_promises(
    on_hand, comes, points, passed
):
    projection = project(on_hand, comes, points, passed, 30)
    assert min(projection.stock) >= 0
    for left, lost in zip(projection.stock, projection.lost, strict=True):
        assert lost >= 0
        assert lost == pytest.approx(0, abs=1e-9) or left == pytest.approx(0)


@given(amounts, arrivals, points, passed)
def test_first_loss_is_the_day_of_stock_out(on_hand, comes, points, passed):
    [day] = stock_out_days(
        np.array([on_hand]),
        [(0, *one) for one in comes],
        np.array([points]),
        passed,
        30,
    )
    lost = project(on_hand, comes, points, passed, 30).lost
    short = [number for number, quantity in enumerate(lost) if quantity > 1e-6]
    assert short[:1] == ([int(day)] if day >= 0 else [])


@given(amounts, changes, points, passed, st.integers(0, 29), amounts)
def test_an_order_never_leaves_less(on_hand, changes, points, passed, arrives, order):
    without = project(on_hand, changes, points, passed, 30)
    ordered = project(on_hand, [*changes, (arrives, order)], points, passed, 30)
    for day in range(30):
        assert ordered.stock[day] >= without.stock[day] - 1e-6
        assert ordered.lost[day] <= without.lost[day] + 1e-6
    assert ordered.stock[:arrives] == without.stock[:arrives]


def test_weeks_follow_each_other_from_the_day_reached():
    projection = project(10, [(1, 5.0)], [7, 14], 5, 4)
    assert projection.stock == [9, 13, 11, 9]
    assert projection.lost == [0, 0, 0, 0]
