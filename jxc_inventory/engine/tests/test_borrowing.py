import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.borrowing import Lender, borrowed

NAN = np.nan


def fill(history, lenders, first=None):
    history = np.array(history, dtype=float)
    before = np.zeros(history.shape, bool)
    for index, weeks in enumerate(first or [0] * len(history)):
        before[index, :weeks] = True
    return borrowed(history, before, lenders)


def test_a_new_product_takes_its_share_of_the_weeks_before_it():
    filled = fill(
        [[NAN, NAN, 5, 6], [10, 20, 30, 40]], {0: [Lender(1, 0.5, False)]}, [2, 0]
    )
    np.testing.assert_array_equal(filled, [[5, 10, 5, 6], [10, 20, 30, 40]])


def test_customers_of_the_predecessor_are_added_while_it_still_sells():
    filled = fill(
        [[NAN, NAN, 5, 6], [10, 20, 4, 0]], {0: [Lender(1, 1.0, True)]}, [2, 0]
    )
    np.testing.assert_array_equal(filled[0], [10, 20, 9, 6])


def test_a_predecessor_sold_out_for_good_adds_nothing():
    filled = fill(
        [[NAN, 5, 6, NAN], [10, NAN, NAN, 3]], {0: [Lender(1, 1.0, True)]}, [1, 0]
    )
    np.testing.assert_array_equal(filled[0], [10, 5, 6, NAN])


def test_the_first_lender_that_knows_a_week_fills_it():
    filled = fill(
        [[NAN, NAN, 7], [NAN, 20, 30], [1, 2, 3]],
        {0: [Lender(1, 1.0, False), Lender(2, 2.0, False)]},
        [2, 0, 0],
    )
    np.testing.assert_array_equal(filled[0], [2, 20, 7])


def test_a_successor_of_a_successor_goes_back_to_the_first():
    filled = fill(
        [[NAN, NAN, 3], [NAN, 2, 0], [1, 0, 0]],
        {0: [Lender(1, 1.0, True)], 1: [Lender(2, 0.5, True)]},
        [2, 1, 0],
    )
    np.testing.assert_array_equal(filled[0], [0.5, 2, 3])


def test_a_circle_ends():
    filled = fill(
        [[NAN, 3], [2, NAN]],
        {0: [Lender(1, 1.0, False)], 1: [Lender(0, 1.0, False)]},
        [1, 0],
    )
    np.testing.assert_array_equal(filled, [[2, 3], [2, NAN]])


weeks = st.lists(st.one_of(st.just(NAN), st.floats(0, 100)), min_size=8, max_size=8)


@given(weeks, weeks, st.integers(0, 8), st.booleans())
def test_what_is_known_never_gets_lost_or_smaller(own, lent, first, replaced):
    own[:first] = [NAN] * first
    filled = fill([own, lent], {0: [Lender(1, 1.0, replaced)]}, [first, 0])
    known = ~np.isnan(own)
    assert (filled[0][known] >= np.array(own)[known]).all()
    np.testing.assert_array_equal(filled[1], lent)
    after = np.arange(8) >= first
    np.testing.assert_array_equal(np.isnan(filled[0])[after], np.isnan(own)[after])
