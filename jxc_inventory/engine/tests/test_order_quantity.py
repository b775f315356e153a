import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.order_quantity import (
    Terms,
    common_multiple,
    order_quantities,
)
from jxc_inventory.engine.supply.order_steps import Step

levels = st.integers(0, 500).map(float)
positions = st.integers(-50, 600).map(float)
minimums = st.sampled_from([0.0, 1.0, 12.0, 50.0, 300.0])
multiples = st.sampled_from([0.0, 1.0, 0.01, 6.0, 12.0, 25.0])
caps = st.one_of(st.just(math.inf), st.integers(0, 400).map(float))
demands = st.floats(0, 40)
breaks = st.one_of(
    st.none(), st.tuples(st.sampled_from([20.0, 100.0, 240.0]), st.floats(1, 10))
)


def order(
    low,
    high,
    position,
    *,
    minimum=0.0,
    multiple=0.0,
    daily=1.0,
    cap=math.inf,
    price_break=None,
    holding=0.2,
):
    """Order of one product at price 10, or from ``price_break`` at its price."""
    rows = [(0.0, 10.0), price_break or (math.nan, math.nan)]
    terms = Terms(
        np.array([minimum]),
        np.array([multiple]),
        np.array([[quantity for quantity, _price in rows]]),
        np.array([[price for _quantity, price in rows]]),
        holding,
    )
    result = order_quantities([low], [high], [position], terms, [daily], [cap])
    return result.quantity[0], Step(int(result.steps[0])), result.saved[0]


@given(levels, levels, positions, minimums, multiples, demands, caps, breaks)
def test_order_keeps_every_term(
    one, other, position, minimum, multiple, daily, cap, price_break
):
    low, high = sorted((one, other))
    quantity, steps, _saved = order(
        low,
        high,
        position,
        minimum=minimum,
        multiple=multiple,
        daily=daily,
        cap=cap,
        price_break=price_break,
    )
    assert 0 <= quantity <= cap + 1e-6
    if multiple:
        packs = quantity / multiple
        assert packs == pytest.approx(round(packs), abs=1e-4)
    assert quantity == 0 or quantity >= minimum - 1e-6
    if position >= low:
        assert (quantity, steps) == (0, Step(0))
    elif quantity < high - position - 1e-6:
        # Less than is missing is only ordered with a reason.
        assert steps & (Step.CUT | Step.NOTHING_SELLS | Step.MINIMUM_ABOVE_CAP)


@given(levels, levels, positions, minimums, multiples, demands, caps, breaks)
def test_higher_level_never_orders_less(
    one, other, position, minimum, multiple, daily, cap, price_break
):
    low, high = sorted((one, other))
    terms = {"minimum": minimum, "multiple": multiple, "daily": daily, "cap": cap}
    terms["price_break"] = price_break
    less = order(low, low, position, **terms)[0]
    assert order(low, high, position, **terms)[0] >= less - 1e-6


@given(levels, positions, positions, minimums, multiples, caps)
def test_more_stock_never_orders_more(level, one, other, minimum, multiple, cap):
    low, high = sorted((one, other))
    terms = {"minimum": minimum, "multiple": multiple, "cap": cap}
    most = order(level, level, low, **terms)[0]
    assert order(level, level, high, **terms)[0] <= most + 1e-6


def test_missing_is_raised_to_the_minimum_and_rounded_up_to_packs():
    assert order(50, 80, 45) == (35, Step(0), 0)
    assert order(50, 80, 45, multiple=12)[:2] == (36, Step.MULTIPLE)
    assert order(50, 80, 45, minimum=40)[:2] == (40, Step.MINIMUM)
    assert order(50, 80, 45, minimum=40, multiple=12)[:2] == (
        48,
        Step.MINIMUM | Step.MULTIPLE,
    )


def test_order_is_cut_to_what_sells_in_whole_packs():
    assert order(50, 80, 45, cap=20)[:2] == (20, Step.CUT)
    assert order(50, 80, 45, cap=20, multiple=12)[:2] == (12, Step.CUT)
    # 35 are missing and 36 a whole number of packs, but only 35 sell.
    assert order(50, 80, 45, cap=35, multiple=12)[:2] == (24, Step.CUT)


def test_nothing_is_ordered_where_the_least_would_not_sell():
    refused = (0, Step.MINIMUM_ABOVE_CAP)
    assert order(50, 80, 45, cap=20, minimum=30)[:2] == refused
    assert order(50, 80, 45, cap=20, minimum=15, multiple=12)[:2] == refused
    assert order(50, 80, 45, cap=10, multiple=12)[:2] == refused
    assert order(50, 80, 45, cap=0)[:2] == (0, Step.NOTHING_SELLS)


def test_price_break_is_taken_when_it_saves_more_than_holding_costs():
    """35 at 10, or 100 at 9: saves 100, holds 65 for 10 · 0.2 · 65² / (2 · 365 d).

    At one a day that costs 11.58, at a tenth of it 115.8.
    """
    quantity, steps, saved = order(50, 80, 45, price_break=(100.0, 9.0))
    assert (quantity, steps) == (100, Step.PRICE_BREAK)
    assert saved == pytest.approx(100 - 11.575, abs=0.01)
    assert order(50, 80, 45, price_break=(100.0, 9.0), daily=0.1)[0] == 35
    assert order(50, 80, 45, price_break=(100.0, 9.0), cap=99)[:2] == (35, Step(0))
    assert order(50, 80, 45, price_break=(30.0, 9.0))[:2] == (35, Step(0))


@given(st.floats(0.5, 20), st.floats(1, 10), st.floats(0, 1))
def test_break_taken_is_never_dearer_than_the_quantity_needed(daily, price, holding):
    quantity, _steps, saved = order(
        50, 80, 45, price_break=(100.0, price), daily=daily, holding=holding
    )
    extra = quantity - 35
    cost = 10 * holding * extra**2 / (2 * daily * 365)
    assert saved == pytest.approx((10 - price) * quantity - cost if extra else 0)
    assert saved >= 0


def test_common_multiple():
    assert common_multiple(12, 24) == 24
    assert common_multiple(10, 4) == 20
    assert common_multiple(0, 6) == 6
    assert common_multiple(0.5, 0.75) == 1.5
    assert common_multiple(1 / 3, 0.7000001) == 0.7000001
