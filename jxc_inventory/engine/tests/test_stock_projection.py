import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jxc_inventory.engine.stock_projection import expected_loss, first_day_below

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
