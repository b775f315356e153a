import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.outage import expected_shortage, stock_out_days
from jxc_inventory.engine.stock_projection import expected_loss, expected_losses


def _days(on_hand, changes=(), points=((70.0,),), passed=0, days=30):
    return stock_out_days(
        np.array([on_hand], float), changes, np.array(points), passed, days
    )[0]


@pytest.mark.parametrize(
    ("on_hand", "changes", "day"),
    [
        (25, [], 2),
        (30, [], 3),
        (0, [], 0),
        (25, [(0, 2, 100)], 12),
        (25, [(0, 3, 100)], 2),
        (25, [(0, 0, -20)], 0),
        (1000, [], -1),
    ],
)
def test_the_day_on_which_ten_a_day_meet_an_empty_shelf(on_hand, changes, day):
    assert _days(on_hand, changes) == day


def test_each_week_sells_its_own_and_the_last_goes_on():
    assert _days(70, points=[[70.0, 7.0]]) == 7
    assert _days(90, points=[[70.0, 7.0]]) == 27


def test_days_that_are_over_belong_to_weeks_that_are_begun():
    # Two days of seventy are left, then one a day.
    assert _days(25, points=[[70.0, 7.0]], passed=5) == 7


def test_what_does_not_sell_does_not_run_out():
    assert _days(0, points=[[0.0]]) == -1


@given(
    st.lists(st.floats(0, 500), min_size=1, max_size=5),
    st.floats(0, 100),
    st.integers(1, 60),
)
def test_more_stock_never_runs_out_sooner(points, more, days):
    def last(stock):
        day = _days(stock, points=[points], days=days)
        return days if day < 0 else day

    assert last(50) <= last(50 + more)


def test_shortage_by_hand():
    # Stock equal to the mean: σ / √(2π), with σ the mean error times √(π/2).
    short = expected_shortage(np.array([50.0]), np.array([50.0]), np.array([8.0]))
    assert short[0] == pytest.approx(4)


@given(st.floats(-50, 500), st.floats(0, 200), st.floats(0, 100), st.floats(0, 100))
def test_shortage_lies_between_nothing_and_all_and_falls_with_stock(
    stock, mean, spread, more
):
    less, much = (
        expected_shortage(np.array([held]), np.array([mean]), np.array([spread]))[0]
        for held in (stock, stock + more)
    )
    assert 0 <= much <= less + 1e-9 <= mean + 2e-9
    assert less >= min(mean - max(stock, 0), mean) - 1e-6


@given(
    st.lists(st.tuples(st.integers(0, 90), st.floats(0, 100)), max_size=6),
    st.floats(0, 20),
)
def test_losses_add_up_and_no_day_loses_more_than_leaves_then(lots, daily):
    losses = expected_losses(lots, daily)
    total = sum(lost for _day, lost in losses)
    assert total == pytest.approx(expected_loss(lots, daily, 90))
    assert 0 <= total <= sum(quantity for _day, quantity in lots) + 1e-9
    assert {day for day, _lost in losses} <= {day for day, _quantity in lots}
