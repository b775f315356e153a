"""The combined forecast, its accuracy measures and the classification."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jxc_inventory.engine.forecast import PATTERNS, bias, classify, forecast, rmsse

values = st.one_of(st.just(np.nan), st.just(0.0), st.floats(0.01, 1000))
panels = arrays(
    np.float64, st.tuples(st.integers(1, 4), st.integers(1, 40)), elements=values
)


def _sales(rate, periods=60, series=200, seed=1):
    rng = np.random.default_rng(seed)
    return rng.poisson(rate, (series, periods)).astype(float)


@given(panels, st.integers(1, 6), st.sampled_from([None, 7]))
def test_any_history_gives_finite_points_that_are_not_negative(
    history, horizon, season
):
    said = forecast(history, horizon, season)
    assert said.points.shape == (len(history), horizon)
    assert np.isfinite(said.points).all() and (said.points >= 0).all()
    assert all(weight >= 0 for weight in said.weights.values())


def test_the_same_history_gives_the_same_forecast():
    history = _sales(3)
    first, again = forecast(history, 4), forecast(history, 4)
    np.testing.assert_array_equal(first.points, again.points)


def test_the_order_of_series_does_not_matter():
    history = _sales(3)
    turned = forecast(history[::-1], 4).points[::-1]
    np.testing.assert_allclose(forecast(history, 4).points, turned, rtol=1e-6)


def test_each_series_may_be_counted_in_its_own_unit():
    history = _sales(3)
    unit = np.where(np.arange(len(history)) % 2, 12.0, 1.0)[:, None]
    scaled = forecast(history * unit, 4).points
    np.testing.assert_allclose(scaled, forecast(history, 4).points * unit, rtol=1e-6)


def test_steady_demand_is_forecast_about_right():
    history = _sales(20)
    said = forecast(history, 4)
    assert bias(np.full((200, 4), 20.0), said.points) == pytest.approx(0, abs=0.03)
    # Half way from last period's error to that of the true mean, at least.
    assert np.nanmean(rmsse(history, _sales(20, 4, seed=2), said.points)) < 0.8


def test_a_season_is_used_when_it_is_told():
    wave = 20 + 15 * np.sin(np.arange(72) * np.pi / 6)
    history = _sales(wave[:60], 60)
    future = np.tile(wave[60:], (200, 1))
    told = np.nanmean(rmsse(history, future, forecast(history, 12, 12).points))
    untold = np.nanmean(rmsse(history, future, forecast(history, 12).points))
    assert told < 0.6 * untold


def test_weights_rest_on_backtests_and_are_equal_without_any():
    assert forecast(_sales(3, 60), 4).origins == 6
    short = forecast(_sales(3, 6), 4)
    assert short.origins == 0
    assert len(set(short.weights.values())) == 1


@pytest.mark.parametrize(
    ("history", "horizon"), [(np.ones((2, 5)), 0), (np.ones((0, 5)), 1)]
)
def test_nothing_to_look_at_or_ahead_to_is_refused(history, horizon):
    with pytest.raises(ValueError, match="periods"):
        forecast(history, horizon)


def test_patterns_are_told_apart():
    rng = np.random.default_rng(5)
    smooth = rng.poisson(50, (1, 60))
    erratic = rng.geometric(0.02, (1, 60))
    rare = np.where(np.arange(60) % 4 == 0, 10, 0)[None]
    lumpy = np.where(np.arange(60) % 4 == 0, rng.geometric(0.02, 60), 0)[None]
    history = np.concatenate([smooth, erratic, rare, lumpy]).astype(float)
    assert [PATTERNS[index] for index in classify(history)] == list(PATTERNS)


def test_rmsse_by_hand():
    history = np.array([[1, 3, 1, 3.0], [2, 2, 2, 2]])
    scores = rmsse(history, np.array([[4.0, 0], [1, 1]]), np.array([[2.0, 2], [1, 1]]))
    # Changes of 2 give a scale of 4; both errors are 2. No change has no scale.
    assert scores[0] == pytest.approx(1)
    assert np.isnan(scores[1])


def test_bias_is_a_share_of_what_was_sold():
    assert bias(np.array([[10.0]]), np.array([[12.0]])) == pytest.approx(0.2)
    assert bias(np.array([[0.0]]), np.array([[12.0]])) == 0
