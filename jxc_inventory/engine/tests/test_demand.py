import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.demand import weekly_demand

WINDOW = 6
rows = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 7 * WINDOW + 10),
        st.integers(-20, 100).map(float),
    ),
    max_size=60,
)


def statistics_of(rows, first, window=WINDOW):
    series, days, quantity = zip(*rows, strict=True) if rows else ((), (), ())
    return weekly_demand(series, days, quantity, first, window)


@given(rows, st.lists(st.integers(-1, 80), min_size=4, max_size=4))
def test_agrees_with_a_plain_count_of_each_series(rows, first):
    result = statistics_of(rows, first)
    for number in range(4):
        weeks = 0 if first[number] < 0 else min(WINDOW, first[number] // 7 + 1)
        assert result.weeks[number] == weeks
        buckets = [0.0] * weeks
        for series, days, quantity in rows:
            if series == number and days // 7 < weeks:
                buckets[days // 7] += quantity
        mean = max(0.0, statistics.fmean(buckets)) if buckets else 0.0
        assert result.mean[number] == pytest.approx(mean)
        if weeks > 1:
            assert result.deviation[number] == pytest.approx(statistics.stdev(buckets))
        else:
            assert result.deviation[number] == pytest.approx(mean**0.5)


@given(rows)
def test_series_do_not_touch_each_other(rows):
    first = [40] * 4
    alone = statistics_of([row for row in rows if row[0] == 1], first)
    together = statistics_of(rows, first)
    assert alone.mean[1] == together.mean[1]
    assert alone.deviation[1] == together.deviation[1]


def test_weeks_before_the_first_sale_do_not_dilute_a_new_product():
    result = statistics_of([(0, 0, 10.0), (0, 10, 20.0)], [10])
    assert result.weeks[0] == 2
    assert result.mean[0] == 15.0


def test_steady_demand_has_no_deviation():
    steady = [(0, day, 1.0) for day in range(7 * WINDOW)]
    result = statistics_of(steady, [7 * WINDOW - 1])
    assert (result.mean[0], result.deviation[0]) == (7.0, 0.0)


def test_no_series_at_all():
    assert statistics_of([], []).mean.shape == (0,)


def test_a_window_without_weeks_is_refused():
    with pytest.raises(ValueError):
        weekly_demand([], [], [], np.array([]), 0)
