import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.shelf_life import Ahead, sellable

days = st.integers(0, 40)
lots = st.lists(
    st.builds(Ahead, days, days, st.floats(0, 300)),
    max_size=8,
)


def simulate(stock, order, daily, arrives, leaves):
    """Sell day by day what leaves first; return what was sold of the order."""
    shelf = [[lot.leaves, 0, lot.arrives, lot.quantity] for lot in stock]
    ours = [leaves, 1, arrives, order]
    for day in range(leaves):
        wanted = daily
        for lot in sorted([*shelf, ours]):
            if lot[2] <= day < lot[0]:
                taken = min(wanted, lot[3])
                lot[3] -= taken
                wanted -= taken
    return order - ours[3]


@given(lots, st.floats(0.1, 60), days, days)
def test_what_sells_is_what_selling_day_by_day_leaves_for_it(stock, daily, one, other):
    arrives, leaves = sorted((one, other))
    cap = sellable(stock, daily, arrives, leaves)
    sold = simulate(stock, 1e9, daily, arrives, leaves)
    assert cap == pytest.approx(sold, abs=1e-4)
    assert simulate(stock, cap, daily, arrives, leaves) == pytest.approx(cap, abs=1e-4)


@given(lots, st.builds(Ahead, days, days, st.floats(0, 300)), st.floats(0, 60), days)
def test_more_stock_never_lets_more_be_sold(stock, more, daily, leaves):
    before = sellable(stock, daily, 5, leaves)
    assert sellable([*stock, more], daily, 5, leaves) <= before + 1e-6


def test_worked_example():
    """Sells 10 a day; 30 in stock leave in 2 days, so 10 of them never sell.

    The order is on the shelf from day 5 to day 9: 40 sell. Another 25 that are on their
    way since day 4 and leave on day 8 serve 10 before it and 15 of the 40.
    """
    stock = [Ahead(0, 2, 30)]
    assert sellable(stock, 10, 5, 9) == 40
    assert sellable([*stock, Ahead(4, 8, 25)], 10, 5, 9) == 25
    # Goods that keep longer wait.
    assert sellable([*stock, Ahead(0, 99, 500)], 10, 5, 9) == 40
    assert sellable(stock, 10, 5, 5) == 0
