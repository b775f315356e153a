from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.recall import (
    STANDING,
    Flow,
    Place,
    outcome,
    share_done,
    tally,
)

VENDOR, WASTE, COUNT = Place("vendor"), Place("destroyed"), Place("counted")
FACTORY = Place("produced")
MAIN, STORE, ROAD = Place("stock", 1), Place("stock", 2), Place("transit", 3)
ANNA, BEN, NOBODY = (Place("customer", None, partner) for partner in (7, 8, None))
INSIDE = (MAIN, STORE, ROAD, ANNA, BEN, NOBODY)
OUTSIDE = (VENDOR, WASTE, COUNT, FACTORY)


def test_two_warehouses_a_return_and_a_kit_add_up():
    flows = [
        Flow(1, VENDOR, MAIN, 100),
        Flow(1, MAIN, ROAD, 40),
        Flow(1, ROAD, STORE, 30),
        Flow(1, MAIN, ANNA, 20),
        Flow(1, STORE, BEN, 12),
        Flow(1, ANNA, MAIN, 5),
        Flow(1, MAIN, WASTE, 3),
        Flow(1, MAIN, VENDOR, 2),
        Flow(1, STORE, FACTORY, 4),
        Flow(2, FACTORY, STORE, 1),
        Flow(2, STORE, ANNA, 1),
    ]
    lot, kit = tally(flows)[1], tally(flows)[2]
    balances = {place: holding.balance for place, holding in lot.holdings.items()}
    assert balances == {MAIN: 40, ROAD: 10, STORE: 14, ANNA: 15, BEN: 12}
    assert lot.gone == {"destroyed": 3, "vendor": 2, "produced": 4}
    assert lot.entered == {"vendor": 100}
    assert lot.difference(in_stock=64) == 0
    assert lot.difference(in_stock=63) == 1
    assert kit.standing("customer") == kit.entered["produced"] == 1


def test_dropped_goods_enter_at_the_customer():
    lot = tally([Flow(1, VENDOR, ANNA, 5), Flow(1, ANNA, VENDOR, 1)])[1]
    assert lot.standing("customer") == 4
    assert lot.difference(in_stock=0) == 0


def test_repacking_within_a_place_moves_nothing():
    assert tally([Flow(1, MAIN, MAIN, 5)]) == {}


histories = st.lists(
    st.tuples(
        st.integers(1, 3),  # lot
        st.sampled_from(OUTSIDE),
        st.lists(st.sampled_from(INSIDE + OUTSIDE), max_size=12),
    ),
    max_size=60,
)


def _flows(history):
    """Let each piece walk its path; return its steps and where it ended."""
    flows, ends = [], Counter()
    for lot, origin, path in history:
        at = origin
        for target in path:
            flows.append(Flow(lot, at, target, 1))
            at = target
        ends[lot, at] += 1
    return flows, ends


@given(histories)
def test_every_piece_is_found_where_it_went(history):
    flows, ends = _flows(history)
    for lot, account in tally(flows).items():
        for place, holding in account.holdings.items():
            assert holding.balance == ends[lot, place]
    standing = {key: count for key, count in ends.items() if key[1].kind in STANDING}
    for (lot, place), count in standing.items():
        assert tally(flows)[lot].holdings[place].balance == count


@given(histories)
def test_what_entered_is_standing_or_gone(history):
    flows, _ends = _flows(history)
    for account in tally(flows).values():
        entered = sum(account.entered.values())
        assert entered == account.standing(*STANDING) + sum(account.gone.values())
        assert account.difference(account.standing("stock", "transit")) == 0


@given(histories, st.randoms())
def test_neither_order_nor_summing_up_beforehand_matters(history, random):
    flows, _ends = _flows(history)
    summed = Counter()
    for lot, source, target, quantity in flows:
        summed[lot, source, target] += quantity
    shuffled = list(flows)
    random.shuffle(shuffled)
    grouped = [Flow(*key, quantity) for key, quantity in summed.items()]
    assert tally(flows) == tally(shuffled) == tally(grouped)


@given(histories)
def test_the_outcomes_of_a_place_explain_all_that_left_it(history):
    flows, _ends = _flows(history)
    for account in tally(flows).values():
        for place, holding in account.holdings.items():
            became = outcome(place.kind, holding.left, {})
            assert holding.came - became.total == holding.balance


def test_a_customer_returns_to_us_and_we_return_to_the_vendor():
    left = Counter(stock=3, transit=1, vendor=2, destroyed=1)
    customer = outcome("customer", left, {})
    assert (customer.returned, customer.moved, customer.destroyed) == (6, 0, 1)
    shelf = outcome("stock", left | Counter(customer=9), {"customer": 9, "stock": 1})
    assert (shelf.returned, shelf.moved, shelf.destroyed) == (2, 3, 1)


@pytest.mark.parametrize(
    ("whole", "remaining", "share"),
    [(10, 10, 0.0), (10, 4, 0.6), (10, 0, 1.0), (0, 0, 1.0), (10, 12, 0.0), (0, 1, 0)],
)
def test_share_that_is_accounted_for(whole, remaining, share):
    assert share_done(whole, remaining) == pytest.approx(share)
