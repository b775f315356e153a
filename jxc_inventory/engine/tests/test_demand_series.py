import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.demand_series import (
    Correction,
    corrections,
    weekly,
    without_extremes,
    without_outages,
)

WEEKS = 6
rows = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, WEEKS),
        st.integers(-20, 100).map(float),
    ),
    max_size=60,
)


def weekly_of(rows, k=4):
    series, weeks_ago, quantity = zip(*rows, strict=True) if rows else ((), (), ())
    return weekly(series, weeks_ago, quantity, (k, WEEKS))


@given(rows)
def test_agrees_with_a_plain_count_of_each_series(rows):
    sold = weekly_of(rows)
    assert sold.shape == (4, WEEKS)
    for number in range(4):
        own = [(ago, quantity) for series, ago, quantity in rows if series == number]
        oldest = max((ago for ago, _quantity in own), default=-1)
        for ago in range(WEEKS):
            value = sold[number, WEEKS - 1 - ago]
            if ago > oldest:
                assert np.isnan(value)
            else:
                assert value == sum(q for a, q in own if a == ago)


def test_a_week_without_sales_is_zero_once_the_product_was_sold():
    sold = weekly_of([(0, 3, 5.0), (0, 0, 2.0)], k=1)
    np.testing.assert_array_equal(sold[0], [np.nan, np.nan, 5, 0, 0, 2])


def test_sold_before_the_oldest_week_only_tells_that_it_was_sold():
    np.testing.assert_array_equal(weekly_of([(0, WEEKS, 9.0)], k=1)[0], [0] * WEEKS)


def test_no_series_at_all():
    assert weekly_of([], k=0).shape == (0, WEEKS)


days_out = st.lists(st.integers(0, 7), min_size=WEEKS, max_size=WEEKS)
sales = st.lists(st.integers(-20, 100).map(float), min_size=WEEKS, max_size=WEEKS)


@given(sales, days_out)
def test_only_weeks_mostly_out_of_stock_become_unknown(sold, out):
    history = without_outages(np.array([sold]), [out])[0]
    np.testing.assert_array_equal(np.isnan(history), np.array(out) > 4)


@given(sales, days_out)
def test_a_week_partly_in_stock_never_says_less_than_was_sold(sold, out):
    history = without_outages(np.array([sold]), [out])[0]
    known = ~np.isnan(history)
    assert (history[known] >= np.array(sold)[known]).all()
    untouched = np.array(out) == 0
    np.testing.assert_array_equal(history[untouched], np.array(sold)[untouched])


def test_a_week_is_scaled_up_by_its_days_in_stock():
    np.testing.assert_array_equal(
        without_outages(np.array([[6.0, 6.0, -6.0]]), [[4, 5, 4]]),
        [[14.0, np.nan, -6.0]],
    )


def test_weeks_before_the_first_sale_stay_unknown():
    assert np.isnan(without_outages(np.array([[np.nan]]), [[0]])).all()


def test_corrections_count_what_was_done_to_each_week():
    nan = np.nan
    sold = np.array([[nan, 4.0, 6.0, 0.0, 8.0]])
    one_off = np.array([[nan, 2.0, 0.0, 0.0, 1.0]])
    in_stock = np.array([[nan, 4.0, 14.0, nan, 8.0]])
    own = np.array([[nan, 4.0, 14.0, nan, 4.0]])
    tame = np.array([[nan, 4.0, 12.0, nan, 4.0]])
    history = np.array([[3.0, 4.0, 12.0, nan, 5.0]])
    assert corrections(sold, one_off, in_stock, own, tame, history) == [
        Correction(
            weeks_out=1,
            weeks_scaled=1,
            one_off=3.0,
            weeks_borrowed=2,
            weeks_in_events=1,
            weeks_extreme=1,
        )
    ]


def test_weeks_beyond_all_measure_are_cut():
    own = np.array([[90.0, 77_000.0, 80.0, 100.0, np.nan, -8_000.0]])
    tame = without_extremes(own)
    assert tame[0, :4].tolist() == [90.0, 1_000.0, 80.0, 100.0]
    assert np.isnan(tame[0, 4])
    assert tame[0, 5] == 0.0


def test_a_single_week_with_sales_is_no_extreme():
    own = np.array([[0.0, 500.0, 0.0], [np.nan, np.nan, np.nan], [0.0, -2.0, 0.0]])
    tame = without_extremes(own)
    assert tame[0].tolist() == [0.0, 500.0, 0.0]
    assert np.isnan(tame[1]).all()
    assert tame[2].tolist() == [0.0, 0.0, 0.0]


@given(
    # Quantities have six digits: half of the smallest float there is would be zero.
    st.lists(st.integers(0, 10**12).map(lambda n: n / 1e6), min_size=1, max_size=30),
    st.floats(0.5, 100),
)
def test_cutting_extremes_keeps_order_and_scale(weeks, scale):
    own = np.array([weeks])
    tame = without_extremes(own)
    assert (tame <= own).all()
    assert (tame >= 0).all()
    # Twice as small units, twice as large numbers.
    assert np.allclose(without_extremes(own * scale), tame * scale)
