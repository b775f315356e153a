from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.remaining_life import MinimumLife, share_of
from jxc_inventory.engine.shelf_life import ShelfLife

DAYS_OF_20_YEARS = [date(2015, 1, 1) + timedelta(days=n) for n in range(7305)]
LIVES = [
    ShelfLife(45, "day"),
    ShelfLife(9, "month"),
    ShelfLife(18, "month"),
    ShelfLife(1, "year"),
    ShelfLife(3, "year"),
]
FRACTIONS = {
    100: Fraction(1),
    83.33: Fraction(5, 6),
    75: Fraction(3, 4),
    66.67: Fraction(2, 3),
    50: Fraction(1, 2),
    33.33: Fraction(1, 3),
    25: Fraction(1, 4),
    16.67: Fraction(1, 6),
    8.33: Fraction(1, 12),
}

dates = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(("percent", "share"), FRACTIONS.items())
def test_a_rounded_percentage_means_the_usual_fraction(percent, share):
    assert share_of(percent) == share


@pytest.mark.parametrize("percent", [66.7, 66.6, 33, 37.42, 12.3, 99.9])
def test_any_other_percentage_is_taken_as_it_is(percent):
    assert share_of(percent) == Fraction(str(percent)) / 100


def test_one_third_passed_allows_the_day_on_which_exactly_a_third_has_passed():
    two_thirds = MinimumLife(66.67, "percent")
    made, expiry = date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=360)
    border = made + timedelta(days=120)
    assert two_thirds.last_day(made, expiry) == border
    assert two_thirds.is_met(made, expiry, border) is True
    assert two_thirds.is_met(made, expiry, border + timedelta(days=1)) is False


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize(("percent", "share"), FRACTIONS.items())
def test_on_every_day_of_twenty_years_at_most_the_rest_has_passed(life, percent, share):
    minimum = MinimumLife(percent, "percent")
    for made in DAYS_OF_20_YEARS:
        expiry = life.expiry_of(made)
        whole = (expiry - made).days
        border = minimum.last_day(made, expiry)
        assert (border - made).days <= whole * (1 - share) < (border - made).days + 1


@pytest.mark.parametrize("days", [1, 30, 180])
@pytest.mark.parametrize("life", LIVES)
def test_days_are_counted_back_from_every_expiry_of_twenty_years(life, days):
    minimum = MinimumLife(days, "day")
    for made in DAYS_OF_20_YEARS:
        expiry = life.expiry_of(made)
        assert minimum.last_day(made, expiry) == expiry - timedelta(days=days)
        assert minimum.last_day(None, expiry) == expiry - timedelta(days=days)


@given(
    dates,
    st.integers(0, 4000),
    st.integers(-10, 5000),
    st.one_of(
        st.builds(MinimumLife, st.integers(1, 5000), st.just("day")),
        st.builds(MinimumLife, st.floats(0.01, 100), st.just("percent")),
    ),
)
def test_met_exactly_until_the_last_day(made, whole, passed, minimum):
    expiry, today = made + timedelta(days=whole), made + timedelta(days=passed)
    assert minimum.is_met(made, expiry, today) is (
        today <= minimum.last_day(made, expiry)
    )


def test_a_part_of_an_unknown_life_cannot_be_judged():
    minimum = MinimumLife(50, "percent")
    expiry = date(2026, 1, 1)
    assert minimum.required_days(None, expiry) is None
    assert minimum.last_day(None, expiry) is None
    assert minimum.is_met(None, expiry, date(2025, 1, 1)) is None


def test_dates_the_wrong_way_round_ask_for_no_life():
    minimum = MinimumLife(50, "percent")
    assert minimum.required_days(date(2026, 2, 1), date(2026, 1, 1)) == 0


def test_days_beyond_the_calendar_stop_at_its_beginning():
    assert MinimumLife(10**6, "day").last_day(None, date(2026, 1, 1)) == date.min


@pytest.mark.parametrize(
    ("amount", "unit", "message"),
    [(0, "day", "positive"), (-1, "percent", "positive"), (101, "percent", "left")],
)
def test_amounts_that_mean_nothing_are_refused(amount, unit, message):
    with pytest.raises(ValueError, match=message):
        MinimumLife(amount, unit)


def test_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="unit"):
        MinimumLife(3, "week")
