"""Uncertainty of demand, and past demand played again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jxc_inventory.engine.backtest import calibrate
from jxc_inventory.engine.forecast import outlooks
from jxc_inventory.engine.replay import State, replay, sellable_order, whole

demands = arrays(
    np.float64,
    st.tuples(st.integers(1, 3), st.integers(4, 30)),
    elements=st.integers(0, 20),
)


def _sales(rate, periods=120, series=60, seed=1):
    rng = np.random.default_rng(seed)
    return rng.poisson(rate, (series, periods)).astype(float)


def _up_to(level):
    return lambda period, state: level - state.position()


def test_a_quantile_is_exceeded_as_often_as_it_says():
    history, span = _sales(6, 160, 200), 3
    ends = list(range(60, 150, 3))
    seen = outlooks(history, ends, span)
    for level in (0.5, 0.8, 0.95):
        below = [
            (history[:, end : end + span].sum(axis=1) <= outlook.quantile(level)).mean()
            for end, outlook in zip(ends, seen, strict=True)
        ]
        assert np.mean(below) == pytest.approx(level, abs=0.06)


def test_an_outlook_does_not_see_what_comes_after_its_end():
    history = _sales(6)
    alone = outlooks(history[:, :80], [80], 3)[0]
    among = outlooks(history, [70, 80, 110], 3)[1]
    np.testing.assert_allclose(among.quantile(0.9), alone.quantile(0.9), rtol=1e-6)


def test_what_sells_unevenly_spreads_wider():
    rng = np.random.default_rng(2)
    steady = rng.poisson(20, (40, 100)).astype(float)
    wild = rng.geometric(1 / 20, (40, 100)).astype(float)
    seen = outlooks(np.concatenate([steady, wild]), [100], 3)[0]
    assert np.median(seen.spread[40:]) > 1.5 * np.median(seen.spread[:40])


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(1, 40)),
        elements=st.one_of(st.just(np.nan), st.floats(0, 100)),
    ),
    st.floats(0, 1),
)
def test_any_history_has_a_quantile_that_is_finite_and_not_negative(history, level):
    seen = outlooks(history, [history.shape[1]], 3)[0]
    assert np.isfinite(seen.quantile(level)).all()
    assert (seen.quantile(level) >= 0).all()
    assert (seen.quantile(1.0) >= seen.quantile(level) - 1e-9).all()


def test_a_replay_by_hand():
    demand = np.array([[0, 3, 4, 2, 0.0]])
    result = replay(demand, 1, 1, np.array([5.0]), _up_to(np.array([6.0])))
    # Mornings 5, 2+4, 2+4, 4+2; evenings 2, 2, 4, 6; each evening ordered up to 6.
    assert result.evenings.tolist() == [[2, 2, 4, 6]]
    assert result.total().lost == 0
    assert result.total().stock == pytest.approx((2 + 2 + 4 + 6) / 4)
    assert result.orders.tolist() == [3]
    short = replay(demand, 1, 1, np.array([2.0]), lambda *_: np.zeros(1)).total()
    assert short.lost == 7
    assert short.fill == pytest.approx(2 / 9)


def test_goods_leave_when_their_life_is_over_and_the_oldest_sell_first():
    demand = np.array([[2, 0, 1, 0.0]])
    orders = {0: 5.0}
    result = replay(
        demand,
        0,
        1,
        np.array([4.0]),
        lambda period, state: np.array([orders.get(period, 0.0)]),
        shelf_life=2,
    ).total()
    # 4 on hand: 2 sell, 2 expire after period 1. 5 arrive then: 1 sells, 4 expire.
    assert result.expired == 2 + 4
    assert result.lost == 0


leads = st.one_of(st.integers(1, 3), st.just(np.array([3, 1, 2])))
lives = st.sampled_from([None, 1, 4, np.array([2, 5, 1])])


def _of(value, series):
    return value[:series] if isinstance(value, np.ndarray) else value


@given(demands, leads, st.integers(1, 2), lives)
def test_nothing_appears_or_vanishes_in_a_replay(demand, lead, review, life):
    series = len(demand)
    opening = np.full(series, 10.0)
    lead, life = _of(lead, series), _of(life, series)
    result = replay(demand, 0, lead, opening, _up_to(10.0), review, life)
    np.testing.assert_allclose(
        result.opening + result.received,
        result.asked - result.lost + result.expired + result.closing,
    )
    assert ((result.fill >= 0) & (result.fill <= 1)).all()
    assert (result.evenings >= 0).all()
    assert 0 <= result.total().fill <= 1


@given(demands, leads, st.integers(1, 2), lives)
def test_each_series_is_played_as_if_it_were_alone(demand, lead, review, life):
    series = len(demand)
    lead, life = _of(lead, series), _of(life, series)
    result = replay(demand, 0, lead, np.full(series, 9.0), _up_to(9.0), review, life)
    for row in range(series):
        alone = replay(
            demand[row : row + 1],
            0,
            lead if np.isscalar(lead) else lead[row : row + 1],
            np.array([9.0]),
            _up_to(9.0),
            review,
            life if life is None or np.isscalar(life) else life[row : row + 1],
        )
        np.testing.assert_allclose(result.evenings[row], alone.evenings[0])


@given(demands, st.integers(1, 3))
def test_more_stock_never_serves_less(demand, lead):
    fills = [
        replay(demand, 0, lead, np.full(len(demand), level), _up_to(level)).total().fill
        for level in (0.0, 5.0, 20.0, 80.0)
    ]
    assert fills == sorted(fills)


def test_a_replay_of_nothing_or_without_lead_is_refused():
    demand = np.ones((1, 4))
    for start, lead in ((4, 1), (0, 0)):
        with pytest.raises(ValueError):
            replay(demand, start, lead, np.ones(1), _up_to(1.0))


def test_the_calibrated_quantile_serves_what_was_asked():
    rng = np.random.default_rng(1)
    demand = rng.geometric(1 / 15, (60, 140)).astype(float)
    ends = list(range(60, 141))
    seen = dict(zip(ends, outlooks(demand, ends, 3), strict=True))
    past = {end: seen[end] for end in ends if end <= 100}
    for target in (0.9, 0.97):
        level = calibrate(demand, past, target, lead=2)
        levels = {end: whole(seen[end].quantile(level)) for end in ends}

        def order(period, state, levels=levels):
            return levels[period + 1] - state.position()

        served = replay(demand, 100, 2, levels[100], order).total().fill
        assert served == pytest.approx(target, abs=0.015)


def test_goods_that_will_not_sell_in_time_are_ordered_anew_and_no_more_than_sells():
    # 10 leave after one period and 2 sell a period: 8 are as good as gone.
    state = State(np.array([[10.0, 0.0, 0.0]]), np.zeros((1, 1)))
    rate = np.array([2.0])
    order = sellable_order(state, np.array([9.0]), rate, np.array([100.0]))
    assert order == pytest.approx(9 - 2)
    capped = sellable_order(state, np.array([9.0]), rate, np.array([6.5]))
    assert capped == pytest.approx(6 - 2)


def test_a_quantity_is_rounded_up_but_not_by_noise():
    np.testing.assert_array_equal(whole(np.array([2.0000000001, 2.1, 0.0])), [2, 3, 0])
