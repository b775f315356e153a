"""Demand over spans of their own: what lead times of many products ask for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jxc_inventory.engine.forecast import look_ahead, outlooks

values = st.one_of(st.just(np.nan), st.just(0.0), st.floats(0.01, 1000))
panels = arrays(
    np.float64, st.tuples(st.integers(1, 4), st.integers(1, 40)), elements=values
)


def _sales(rate, periods=60, series=200, seed=1):
    rng = np.random.default_rng(seed)
    return rng.poisson(rate, (series, periods)).astype(float)


@given(panels, st.floats(0.1, 60), st.floats(0.01, 0.99))
def test_any_history_gives_finite_levels(history, span, level):
    said = look_ahead(history, [span] * len(history), 13, season=52)
    assert said.points.shape == (len(history), 13)
    for amount in (said.points, said.mean, said.spread):
        assert np.isfinite(amount).all() and (amount >= 0).all()
    assert np.isfinite(said.factor(level)).all()


@pytest.mark.parametrize("span", [1, 3, 5])
def test_a_whole_span_is_about_the_outlook_over_it(span):
    history = _sales(np.linspace(0.2, 30, 200)[:, None])
    said = look_ahead(history, [span] * 200, 1)
    [alone] = outlooks(history, [60], span)
    level = said.mean + said.spread * said.factor(0.9)
    assert said.mean.sum() == pytest.approx(alone.mean.sum(), rel=0.02)
    assert level.sum() == pytest.approx(alone.quantile(0.9).sum(), rel=0.02)


def test_demand_that_never_changes_is_expected_to_stay():
    said = look_ahead(np.full((1, 26), 70.0), [2.0], 4)
    np.testing.assert_allclose(said.mean, 140)
    np.testing.assert_allclose(said.mean + said.spread * said.factor(0.95), 140)


def test_a_span_says_the_same_whatever_spans_others_have():
    history = _sales(np.linspace(0.2, 30, 200)[:, None])
    spans = np.where(np.arange(200) % 2, 2.0, 4.0)
    both, two = look_ahead(history, spans, 4), look_ahead(history, [2.0] * 200, 4)
    members = spans == 2
    np.testing.assert_allclose(both.mean[members], two.mean[members])
    np.testing.assert_allclose(both.spread[members], two.spread[members])
    np.testing.assert_allclose(both.points[members], two.points[members])
    np.testing.assert_allclose(both.factor(0.9)[members], two.factor(0.9)[members])


def test_part_of_a_period_scales_mean_by_time_and_spread_by_its_root():
    history = _sales(20)
    whole, part = (look_ahead(history, [span] * 200, 1) for span in (2.0, 1.75))
    np.testing.assert_allclose(part.mean, whole.mean * 0.875)
    np.testing.assert_allclose(part.spread, whole.spread * np.sqrt(0.875))


def test_points_add_up_to_the_mean_of_the_span():
    said = look_ahead(_sales(20), [4.0] * 200, 13)
    np.testing.assert_allclose(said.points[:, :4].sum(axis=1), said.mean, rtol=1e-6)


def test_events_raise_the_periods_they_fall_in():
    history, events = _sales(20), np.ones((200, 13))
    events[:, 1] = 3.0
    plain = look_ahead(history, [2.0] * 200, 13)
    raised = look_ahead(history, [2.0] * 200, 13, events)
    np.testing.assert_allclose(raised.points[:, 1], 3 * plain.points[:, 1])
    np.testing.assert_allclose(raised.points[:, 2:], plain.points[:, 2:])
    np.testing.assert_allclose(raised.mean, raised.points[:, :2].sum(axis=1), rtol=1e-6)
    assert (raised.spread > plain.spread).all()


def test_a_new_product_borrows_from_the_middle_of_its_group():
    history = np.concatenate([_sales(10, series=20), _sales(50, series=20, seed=2)])
    history[[0, 20]] = np.nan
    said = look_ahead(history, [2.0] * 40, 4, groups=np.arange(40) // 20)
    assert said.borrowed.nonzero()[0].tolist() == [0, 20]
    assert said.mean[0] == pytest.approx(20, rel=0.15)
    assert said.mean[20] == pytest.approx(100, rel=0.15)
    assert said.spread[0] > np.median(said.spread[1:20]) * 0.99
    assert said.points[20] == pytest.approx(50, rel=0.2)


def test_too_few_lend_nothing():
    history = _sales(10, series=5)
    history[0] = np.nan
    said = look_ahead(history, [2.0] * 5, 4)
    assert not said.borrowed.any()
    assert said.mean[0] == 0


def test_with_hardly_any_history_errors_are_taken_to_be_normal():
    said = look_ahead(_sales(10, periods=3, series=4), [2.0] * 4, 4)
    assert said.factor(0.5) == pytest.approx(0, abs=1e-9)
    assert (said.factor(0.95) > 1.5).all()


def test_three_years_make_a_season_known():
    wave = 20 + 15 * np.sin(np.arange(182) * 2 * np.pi / 52)
    history = _sales(wave[:169], 169)
    told = look_ahead(history, [4.0] * 200, 13, season=52)
    untold = look_ahead(history, [4.0] * 200, 13)
    future = wave[169:]
    assert (
        np.abs(told.points - future).mean()
        < 0.7 * np.abs(untold.points - future).mean()
    )


@pytest.mark.parametrize(
    ("history", "span", "said"),
    [
        (np.ones((0, 5)), 1.0, "periods"),
        (np.ones((2, 5)), 0.0, "span"),
        (np.ones((2, 5)), np.nan, "span"),
    ],
)
def test_nothing_to_look_at_or_over_is_refused(history, span, said):
    with pytest.raises(ValueError, match=said):
        look_ahead(history, [span] * len(history), 1)
