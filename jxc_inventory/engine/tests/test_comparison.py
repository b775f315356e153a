"""Last year played by the forecast and by other levels, and the calibrated curve."""

from dataclasses import replace

import numpy as np
import pytest

from jxc_inventory.engine.calibration import calibration_curve, quantile_for
from jxc_inventory.engine.comparison import (
    Past,
    play_average,
    play_forecast,
    play_levels,
    whole_weeks,
)


def _past(series=80, weeks=110, start=60, lives=0):
    rng = np.random.default_rng(3)
    rates = rng.gamma(2, 5, (series, 1))
    sold = rng.poisson(rates * rng.gamma(3, 1 / 3, (series, weeks))).astype(float)
    leads = np.resize([7, 14, 28], series)
    return Past(
        sold.copy(),
        sold,
        start,
        *whole_weeks(leads, np.full(series, 7)),
        np.ones(series),
        np.resize([0, lives], series),
    )


def test_an_order_lasts_for_lead_time_and_review_in_whole_weeks():
    spans, leads, reviews = whole_weeks([0, 7, 10, 14], [7, 7, 7, 14])
    assert spans.tolist() == [1, 2, 2, 4]
    assert reviews.tolist() == [1, 1, 1, 2]
    # Ordered tonight without delay, it is there tomorrow morning.
    assert leads.tolist() == [1, 2, 2, 3]


def test_every_series_keeps_its_place_whether_it_expires_or_not():
    past = _past(lives=3)
    minimum, maximum = np.full(80, 20.0), np.full(80, 40.0)
    both = play_levels(past, minimum, maximum)
    keeps = play_levels(replace(past, lives=np.zeros(80, int)), minimum, maximum)
    assert (both.expired[::2] == 0).all()
    assert both.expired[1::2].sum() > 0
    np.testing.assert_allclose(both.evenings[::2], keeps.evenings[::2])


def test_the_forecast_writes_off_less_than_a_maximum_that_is_too_high():
    past = _past(lives=4)
    ours = play_forecast(past, past.see(), 0.95)
    weekly = past.sold.mean(axis=1)
    theirs = play_levels(past, weekly * 6, weekly * 12)
    assert ours.expired.sum() < 0.5 * theirs.expired.sum()


def test_the_forecast_knows_nothing_of_what_it_is_judged_by():
    past = _past()
    changed = past.sold.copy()
    changed[:, -10:] *= 5
    later = replace(past, history=changed, sold=past.sold)
    before = play_forecast(past, past.see(), 0.95).evenings
    after = play_forecast(later, later.see(), 0.95).evenings
    np.testing.assert_allclose(before[:, :-10], after[:, :-10])


def test_the_average_of_four_weeks_serves_less_than_the_forecast():
    past = _past()
    assert (
        play_average(past).total().fill
        < play_forecast(past, past.see(), 0.95).total().fill
    )


def test_a_maximum_below_its_minimum_counts_as_the_minimum():
    past = _past(series=2)
    low = play_levels(past, np.array([9.0, 9.0]), np.array([5.0, 5.0]))
    same = play_levels(past, np.array([9.0, 9.0]), np.array([9.0, 9.0]))
    np.testing.assert_allclose(low.evenings, same.evenings)


def test_the_curve_serves_each_target_and_rises_with_it():
    points = calibration_curve(_past(series=150), (0.85, 0.9, 0.95, 0.98))
    for point in points:
        assert point.fill == pytest.approx(point.target, abs=0.01)
    quantiles = [point.quantile for point in points]
    assert quantiles == sorted(quantiles)


def test_a_quantile_is_interpolated_between_what_was_calibrated():
    curve = {0.9: 0.8, 0.95: 0.9}
    assert quantile_for(0.95, curve) == pytest.approx(0.9)
    assert quantile_for(0.925, curve) == pytest.approx(0.85)
    assert quantile_for(0.97, curve) == pytest.approx(0.92)
    assert quantile_for(0.85, curve) == pytest.approx(0.75)
    assert quantile_for(0.99999, {0.99: 0.995}) <= 0.999


def test_without_a_curve_the_target_is_taken_for_the_quantile():
    assert quantile_for(0.95, {}) == 0.95
