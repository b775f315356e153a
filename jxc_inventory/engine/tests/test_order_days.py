from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.order_days import (
    last_order_day,
    longest_gap,
    next_order_day,
)

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
weekdays = st.sets(st.integers(0, 6), min_size=1)


@pytest.mark.parametrize(
    ("days_of_week", "gap"),
    [((), 1), ((0,), 7), ((0, 3), 4), ((0, 1, 2, 3, 4), 3), (range(7), 1)],
)
def test_longest_gap(days_of_week, gap):
    assert longest_gap(days_of_week) == gap


@given(days, weekdays)
def test_next_order_day_is_the_first_that_counts(day, allowed):
    found = next_order_day(day, allowed)
    assert found.weekday() in allowed
    assert day <= found < day + timedelta(days=longest_gap(allowed))
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(other.weekday() in allowed for other in between)


@given(days, days, weekdays)
def test_last_order_day_is_in_time_or_as_soon_as_possible(day, today, allowed):
    found = last_order_day(day, today, allowed)
    assert found.weekday() in allowed
    assert today <= found
    assert found <= max(day, next_order_day(today, allowed))


def test_any_day_will_do_without_order_days():
    day = date(2026, 3, 4)
    assert next_order_day(day, ()) == last_order_day(day, day, ()) == day
