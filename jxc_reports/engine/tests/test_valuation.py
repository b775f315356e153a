from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxc_reports.engine.periods import last_instant, preset_days
from jxc_reports.engine.valuation import (
    Move,
    Revaluation,
    average_receipts,
    average_value,
    fifo_stack,
    fifo_value,
    standard_cost,
)

START = datetime(2026, 1, 1)


def day(number):
    return START + timedelta(days=number)


def move(number, quantity, value=0.0, issue=False):
    return Move(
        number,
        day(number),
        not issue,
        issue,
        False,
        quantity,
        quantity,
        value,
        quantity,
    )


def average(moves, revaluations=(), quantity=0.0):
    values = {m.id: m.value for m in average_receipts(moves, revaluations)}
    return average_value(moves, revaluations, values, quantity)


def test_average_cost_of_a_textbook_month():
    moves = [move(1, 10, 50.0), move(2, 10, 70.0), move(3, 5, issue=True)]
    assert average(moves) == pytest.approx(15 * 6.0)


def test_receipt_after_negative_stock_sets_the_cost():
    moves = [move(1, 4, issue=True), move(2, 10, 70.0)]
    assert average(moves) == pytest.approx(6 * 7.0)


def test_revaluation_before_a_receipt_restarts_the_average():
    moves = [move(1, 10, 50.0), move(3, 10, 70.0)]
    assert average(moves, [Revaluation(day(2), 9.0)]) == pytest.approx(90.0 + 70.0)


def test_revaluation_after_the_last_receipt_prices_the_stock():
    moves = [move(1, 10, 50.0), move(3, 4, issue=True)]
    assert average(moves, [Revaluation(day(2), 9.0)], 6.0) == pytest.approx(54.0)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 900)), min_size=1))
def test_a_stock_that_only_grew_is_worth_what_it_cost_under_every_method(receipts):
    moves = [move(i, qty, cost / 7) for i, (qty, cost) in enumerate(receipts)]
    quantity = sum(m.quantity for m in moves)
    cost = sum(m.value for m in moves)
    stack = fifo_stack(moves, quantity, 2)
    values = {m.id: m.value for m in moves}
    assert fifo_value(stack, values, quantity, 0) == pytest.approx(cost)
    assert average(moves, (), quantity) == pytest.approx(cost)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 900)), min_size=1),
    st.floats(0.01, 1.0),
)
def test_fifo_stock_is_the_latest_receipts(receipts, part):
    moves = [move(i, qty, float(cost)) for i, (qty, cost) in enumerate(receipts)]
    quantity = round(part * sum(m.quantity for m in moves), 2)
    stack = fifo_stack(moves, quantity, 2)
    assert sum(present for _m, present in stack) == pytest.approx(quantity)
    assert [m.id for m, _p in stack] == list(range(len(moves) - len(stack), len(moves)))


def test_fifo_stock_without_known_receipt_takes_the_standard_price():
    assert fifo_value([], {}, 3.0, 2.5) == 7.5


def test_standard_cost_before_the_first_change_is_the_first_known_price():
    history = [Revaluation(day(5), 3.0), Revaluation(day(9), 4.0)]
    assert [standard_cost(history, day(n), 9.9) for n in (1, 5, 8, 9)] == [3, 3, 3, 4]
    assert standard_cost(history, None, 9.9) == 9.9


def test_a_chinese_day_ends_in_the_utc_afternoon():
    end = last_instant(date(2026, 1, 31), ZoneInfo("Asia/Shanghai"))
    assert end == datetime(2026, 1, 31, 15, 59, 59)


@pytest.mark.parametrize(
    "preset, first, last",
    [
        ("this_month", date(2026, 2, 1), date(2026, 2, 28)),
        ("last_month", date(2026, 1, 1), date(2026, 1, 31)),
        ("this_quarter", date(2026, 1, 1), date(2026, 3, 31)),
        ("this_year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_presets(preset, first, last):
    assert preset_days(preset, date(2026, 2, 14)) == (first, last)


def test_unknown_preset_is_refused():
    with pytest.raises(ValueError):
        preset_days("someday", date(2026, 2, 14))
