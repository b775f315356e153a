from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.shelf_life import (
    ShelfLife,
    agree,
    complete,
    day_end,
    day_of,
    days_before,
    expiration_of,
    remaining_days,
    remaining_share,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS_OF_20_YEARS = [date(2015, 1, 1) + timedelta(days=n) for n in range(7305)]
ZONES = [
    "UTC",
    "Asia/Shanghai",
    "America/Los_Angeles",
    "Europe/Brussels",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/Havana",  # clocks change at midnight
    "Asia/Beirut",
    "Australia/Lord_Howe",  # by half an hour
]

dates = st.dates(date(1970, 1, 1), date(2100, 12, 31))
shelf_lives = st.builds(
    ShelfLife, st.integers(1, 240), st.sampled_from(["day", "month", "year"])
)


@pytest.mark.parametrize(
    ("production", "length", "unit", "expiry"),
    [
        (date(2025, 3, 1), 30, "day", date(2025, 3, 31)),
        (date(2025, 1, 15), 8, "month", date(2025, 9, 15)),
        (date(2025, 8, 31), 6, "month", date(2026, 2, 28)),
        (date(2023, 8, 31), 6, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "year", date(2028, 2, 29)),
        (date(2025, 12, 31), 1, "month", date(2026, 1, 31)),
        (date(2025, 11, 30), 18, "month", date(2027, 5, 30)),
    ],
)
def test_expiry_is_the_corresponding_day_or_the_last_of_its_month(
    production, length, unit, expiry
):
    assert ShelfLife(length, unit).expiry_of(production) == expiry


@pytest.mark.parametrize("length", [0, -1])
def test_shelf_life_must_be_positive(length):
    with pytest.raises(ValueError, match="positive"):
        ShelfLife(length, "day")


def test_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="unit"):
        ShelfLife(3, "week")


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("unit", ["day", "month", "year"])
def test_dates_beyond_the_calendar_stop_at_its_ends(unit, name):
    life, zone = ShelfLife(100, unit), ZoneInfo(name)
    for never in (life.expiry_of(date.max), date.max):
        assert date(9999, 12, 30) <= day_of(day_end(never, zone), zone) <= date.max
    assert life.production_of(date.min) <= date(1, 1, 2)
    assert day_of(datetime.max, zone) >= date(9999, 12, 30)
    assert day_of(datetime.min, zone) <= date(1, 1, 2)
    assert day_end(date.min, zone).year == 1


@pytest.mark.parametrize("length", [1, 7, 45, 365])
def test_days_round_trip_on_every_day_of_twenty_years(length):
    life = ShelfLife(length, "day")
    for day in DAYS_OF_20_YEARS:
        assert life.production_of(life.expiry_of(day)) == day


@pytest.mark.parametrize(
    ("length", "unit"), [(1, "month"), (6, "month"), (18, "month"), (1, "year")]
)
def test_months_never_outlast_the_expiry_they_are_derived_from(length, unit):
    life = ShelfLife(length, unit)
    for expiry in DAYS_OF_20_YEARS:
        again = life.expiry_of(life.production_of(expiry))
        assert timedelta(0) <= expiry - again <= timedelta(days=3)
        if expiry.day <= 28:
            assert again == expiry


@pytest.mark.parametrize("unit", ["day", "month", "year"])
def test_made_later_never_expires_earlier(unit):
    expiries = [ShelfLife(7, unit).expiry_of(day) for day in DAYS_OF_20_YEARS]
    assert expiries == sorted(expiries)


@given(dates, st.integers(1, 239), st.sampled_from(["day", "month", "year"]))
def test_longer_shelf_life_expires_later(production, length, unit):
    shorter = ShelfLife(length, unit).expiry_of(production)
    assert production < shorter < ShelfLife(length + 1, unit).expiry_of(production)


@given(dates, st.integers(1, 20))
def test_a_year_is_twelve_months(production, years):
    assert ShelfLife(years, "year").expiry_of(production) == ShelfLife(
        12 * years, "month"
    ).expiry_of(production)


@given(dates, shelf_lives)
def test_complete_fills_the_missing_date_and_they_agree(day, life):
    production, expiry = complete(day, None, life)
    assert (production, expiry) == (day, life.expiry_of(day))
    assert agree(production, expiry, life)
    production, expiry = complete(None, day, life)
    assert (production, expiry) == (life.production_of(day), day)
    assert agree(production, expiry, life)


@given(dates, dates, shelf_lives)
def test_complete_keeps_what_is_given(production, expiry, life):
    assert complete(production, expiry, life) == (production, expiry)
    assert complete(production, None, None) == (production, None)
    assert complete(None, None, life) == (None, None)


def test_goods_expiring_on_the_31st_in_china_are_usable_through_the_31st():
    end = day_end(date(2026, 3, 31), SHANGHAI)
    assert end == datetime(2026, 3, 31, 15, 59, 59)
    local = end.replace(tzinfo=timezone.utc).astimezone(SHANGHAI)
    assert local.date() == date(2026, 3, 31)
    assert (local + timedelta(seconds=1)).date() == date(2026, 4, 1)


@pytest.mark.parametrize("name", ZONES)
def test_the_end_of_every_day_belongs_to_it_and_one_second_later_to_the_next(name):
    zone = ZoneInfo(name)
    for day in DAYS_OF_20_YEARS:
        end = day_end(day, zone)
        assert end.tzinfo is None
        assert day_of(end, zone) == day
        assert day_of(end + timedelta(seconds=1), zone) == day + timedelta(days=1)


@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2034, 12, 31)),
    st.integers(0, 400),
    st.sampled_from(ZONES),
)
def test_days_before_counts_calendar_days(instant, days, name):
    zone = ZoneInfo(name)
    earlier = days_before(instant, days, zone)
    assert day_of(earlier, zone) == day_of(instant, zone) - timedelta(days=days)


@given(dates, shelf_lives)
def test_remaining_life_runs_from_whole_to_nothing(production, life):
    expiry = life.expiry_of(production)
    assert remaining_share(production, expiry, production) == 1.0
    assert remaining_share(production, expiry, expiry) == 0.0
    assert remaining_share(production, expiry, expiry + timedelta(days=9)) == 0.0
    assert remaining_days(expiry, expiry) == 0
    assert remaining_days(expiry, expiry + timedelta(days=1)) == -1
    assert remaining_days(expiry, production) == (expiry - production).days


def test_goods_without_any_life_have_nothing_left():
    day = date(2026, 1, 1)
    assert remaining_share(day, day, day) == 0.0


@given(dates, shelf_lives, st.sampled_from(ZONES))
def test_known_instant_that_agrees_stays_and_any_other_gives_way(made, life, name):
    zone = ZoneInfo(name)
    end = day_end(life.expiry_of(made), zone)
    agreeing = end - timedelta(hours=3)
    assert expiration_of(made, None, life, zone) == end
    assert expiration_of(made, agreeing, life, zone) == agreeing
    assert expiration_of(made, end + timedelta(days=40), life, zone) == end
