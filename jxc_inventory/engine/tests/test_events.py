from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.events import (
    HIGHEST,
    LOWEST,
    lunar_days,
    solar_days,
    uplifts,
    usual_days,
    week_factors,
)

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        # 春节, 端午 and 中秋 as published by the State Council for these years.
        (1, 1, ["2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"]),
        (5, 5, ["2024-06-10", "2025-05-31", "2026-06-19", "2027-06-09"]),
        (8, 15, ["2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15"]),
        # Of the last month the 30th: New Year's Eve, also where it has 29 days.
        (12, 30, ["2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05"]),
    ],
)
def test_festivals_fall_on_their_published_days(month, day, expected):
    found = list(lunar_days(month, day, FIRST, LAST))
    assert [str(value) for value in found] == expected


@given(
    st.integers(1, 12),
    st.integers(1, 30),
    st.dates(date(1905, 1, 1), date(2090, 1, 1)),
)
def test_every_lunar_date_comes_once_in_a_lunar_year(month, day, first):
    found = list(lunar_days(month, day, first, first + timedelta(days=5 * 366)))
    assert found == sorted(set(found))
    assert 4 <= len(found) <= 6
    for one, following in zip(found, found[1:], strict=False):
        assert 350 <= (following - one).days <= 387


def test_a_year_without_29_february_keeps_the_28th():
    found = [str(day) for day in solar_days(2, 29, FIRST, LAST)]
    assert found == ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]


@pytest.mark.parametrize("rule", [solar_days, lunar_days])
def test_dates_that_no_year_has_are_refused(rule):
    with pytest.raises(ValueError):
        list(rule(13, 1, FIRST, LAST))
    with pytest.raises(ValueError):
        list(rule(4, 31, FIRST, LAST))


quantity = st.one_of(st.just(0.0), st.floats(0.001, 1e6))
cells = st.tuples(quantity, quantity, st.integers(0, 10_000))


@given(st.lists(cells, min_size=4, max_size=4))
def test_measured_uplifts_lie_between_no_uplift_and_what_was_seen(rows):
    demand, expected, sample = np.array(rows).T.reshape(3, 1, 4)
    measured = uplifts(demand, expected, sample)
    total = expected.sum()
    ratio = demand.sum() / total if total else 1.0
    ratio = np.clip(ratio, LOWEST, HIGHEST)
    low, high = min(1.0, ratio), max(1.0, ratio)
    assert low - 1e-9 <= measured.overall[0] <= high + 1e-9
    assert ((measured.grouped >= LOWEST) & (measured.grouped <= HIGHEST)).all()


def test_few_observations_are_drawn_to_the_event_and_many_speak_for_themselves():
    measured = uplifts([[300.0, 9.0]], [[100.0, 1.0]], [[2_000, 1]])
    assert measured.overall[0] == pytest.approx(3, abs=0.1)
    assert measured.grouped[0, 0] == pytest.approx(3, abs=0.05)
    assert measured.grouped[0, 1] == pytest.approx(3.3, abs=0.1)


def test_nothing_expected_tells_nothing():
    measured = uplifts([[50.0]], [[0.0]], [[3]])
    assert (measured.overall[0], measured.grouped[0, 0]) == (1, 1)


def test_a_week_takes_the_mean_of_its_days():
    inside = np.zeros((2, 14), bool)
    inside[0, 5:9] = True
    inside[1, 6] = True
    factors = week_factors([[2.0, 3.0], [2.0, 1.0], [1.0, 1.0]], inside)
    np.testing.assert_allclose(factors, [[13 / 7, 9 / 7], [9 / 7, 9 / 7], [1.0, 1.0]])


@given(st.lists(st.floats(LOWEST, HIGHEST), min_size=3, max_size=3))
def test_no_days_no_effect(factors):
    np.testing.assert_array_equal(
        week_factors([factors], np.zeros((3, 21), bool)), [[1.0, 1.0, 1.0]]
    )


def test_no_events_at_all():
    np.testing.assert_array_equal(
        week_factors(np.ones((2, 0)), np.zeros((0, 14), bool)), np.ones((2, 2))
    )


def test_usual_days_leave_out_other_events_and_the_future():
    first = date(2026, 6, 16)
    last = date(2026, 6, 18)
    busy = {date(2026, 6, 15)}
    found = usual_days((first, last), busy, date(2026, 6, 20), 3)
    assert [day.day for day in found] == [13, 14, 19, 20]
