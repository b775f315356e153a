"""Policies as levels, played on past demand and valued."""

import numpy as np
import pytest

from jxc_inventory.engine.backtest import (
    Levels,
    average_levels,
    calibrate,
    forecast_levels,
    in_money,
    perishable,
    play,
)
from jxc_inventory.engine.forecast import Outlook, outlooks, outlooks_by_span


def _sales(rate, periods=130, series=80, seed=1):
    rng = np.random.default_rng(seed)
    return rng.poisson(rate, (series, periods)).astype(float)


def _constant(minimum, maximum):
    levels = Levels(np.array([minimum]), np.array([maximum]))
    return lambda end: levels


def test_a_minimum_and_maximum_order_below_the_one_up_to_the_other():
    demand = np.array([[0, 4, 1, 3, 0, 0.0]])
    result = play(demand, 1, 1, _constant(6.0, 10.0))
    # 10 in the morning; 6 left is not below 6; 5 is: 5 arrive, 3 are sold.
    assert result.evenings.tolist() == [[6, 5, 7, 7, 7]]
    assert result.orders.tolist() == [1]


def test_forecast_levels_leave_a_review_of_demand_between_minimum_and_maximum():
    outlook = Outlook(
        np.array([9.0, 0.0]),
        np.array([2.0, 0.0]),
        np.zeros(2, np.int64),
        (np.array([-1.0, 0.0, 1.0]),),
    )
    levels = forecast_levels(outlook, 1.0, np.array([3, 3]), 2, np.array([1.0, 1.0]))
    assert levels.minimum.tolist() == [11, 0]
    assert levels.maximum.tolist() == [11 + 2 * 3, 0]


def test_quantities_are_rounded_up_to_the_step_of_the_goods():
    outlook = Outlook(
        np.array([1.23]), np.zeros(1), np.zeros(1, np.int64), (np.zeros(0),)
    )
    fine = forecast_levels(outlook, 0.9, np.array([1]), 1, np.array([0.01]))
    whole = forecast_levels(outlook, 0.9, np.array([1]), 1, np.array([1.0]))
    assert fine.minimum == pytest.approx([1.23])
    assert fine.maximum == pytest.approx([2.46])
    assert whole.minimum.tolist() == [2]


def test_the_average_sees_nothing_but_the_latest_periods():
    demand = np.array([[100, 2, 4, np.nan, 6, 50.0]])
    levels = average_levels(demand, 5, np.array([3]))
    assert levels.minimum.tolist() == [12 / 4 * 3]
    assert levels.maximum.tolist() == levels.minimum.tolist()


def test_goods_that_would_not_sell_in_time_are_not_ordered():
    demand = np.full((1, 30), 2.0)
    keeps = Levels(np.array([20.0]), np.array([24.0]))
    expires = perishable(keeps, np.array([2.0]), np.array([8.0]), 1.0)
    life = np.array([4])
    blind = play(demand, 0, 1, lambda end: keeps, shelf_life=life)
    careful = play(demand, 0, 1, lambda end: expires, shelf_life=life)
    assert blind.expired.sum() > 0
    assert careful.expired.sum() == 0
    assert careful.total().fill == blind.total().fill == 1


def test_a_replay_is_valued_at_cost_and_price():
    demand = np.array([[4, 4, 4, 4.0]])
    result = play(demand, 0, 2, _constant(4.0, 6.0))
    money = in_money(result, np.array([2.0]), np.array([5.0]))
    assert result.lost.sum() > 0
    assert money.stock.sum() == pytest.approx(result.stock.sum() * 2)
    assert money.lost_sales.sum() == pytest.approx(result.lost.sum() * 5)
    assert money.lost_margin.sum() == pytest.approx(result.lost.sum() * 3)
    assert money.written_off.sum() == 0


def test_each_series_has_the_outlook_of_its_own_span():
    history = _sales(6)
    spans = np.resize([2, 5], len(history))
    mixed = outlooks_by_span(history, [100, 110], spans)
    for span in (2, 5):
        rows = spans == span
        alone = outlooks(history, [100, 110], span)
        for one, other in zip(mixed, alone, strict=True):
            np.testing.assert_allclose(one.mean[rows], other.mean[rows], rtol=0.1)
            expected = other.quantile(0.95)[rows]
            np.testing.assert_allclose(one.quantile(0.95)[rows], expected, rtol=0.3)


def test_the_quantile_of_the_policy_in_use_serves_what_was_asked():
    rng = np.random.default_rng(1)
    demand = rng.geometric(1 / 15, (90, 140)).astype(float)
    leads = np.resize([1, 2, 4], len(demand))
    spans = leads + 1
    ends = list(range(60, 141))
    seen = dict(zip(ends, outlooks_by_span(demand, ends, spans), strict=True))

    def levels(outlook, quantile):
        return forecast_levels(outlook, quantile, spans, 1, 1.0)

    for target in (0.9, 0.97):
        past = {end: seen[end] for end in ends if end <= 100}
        quantile = calibrate(demand, past, target, leads, levels=levels)
        served = play(
            demand, 100, leads, lambda end, q=quantile: levels(seen[end], q)
        ).total()
        assert served.fill == pytest.approx(target, abs=0.015)
        # Holding a cycle above the minimum, it needs less than the target says.
        assert quantile < target
