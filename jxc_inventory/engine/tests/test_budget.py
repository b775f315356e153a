import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.budget import affordable

suggestions = st.lists(
    st.tuples(st.integers(0, 500).map(float), st.integers(0, 900).map(float)),
    max_size=20,
)
budgets = st.integers(0, 4000).map(float)


def choose(suggestions, budget):
    cost, loss = zip(*suggestions, strict=True) if suggestions else ((), ())
    return affordable(cost, loss, budget), np.array(cost), np.array(loss)


@given(suggestions, budgets)
def test_budget_is_kept_and_what_is_left_out_would_not_fit(suggestions, budget):
    taken, cost, _loss = choose(suggestions, budget)
    left = budget - cost[taken].sum()
    assert left >= -1e-6 or not cost[taken].any()
    assert all(cost[~taken] > left)


@given(suggestions)
def test_enough_money_takes_all_and_none_takes_what_is_free(suggestions):
    cost = [cost for cost, _loss in suggestions]
    assert choose(suggestions, sum(cost))[0].all()
    assert choose(suggestions, 0)[0].tolist() == [value == 0 for value in cost]


@given(suggestions, budgets)
def test_no_suggestion_taken_is_worse_than_one_left_out_that_costs_no_more(
    suggestions, budget
):
    taken, cost, loss = choose(suggestions, budget)
    for out in np.flatnonzero(~taken):
        cheaper = cost[taken] >= cost[out]
        assert all(loss[taken][cheaper] >= loss[out])


def test_loss_prevented_per_money_decides():
    # 100 for 300, 60 for 240 and 50 for 100 lost: 3, 4 and 2 for each unit of money.
    taken = affordable([100, 60, 50], [300, 240, 100], 120)
    assert taken.tolist() == [False, True, True]


def test_equal_ratios_are_taken_cheapest_then_first():
    assert affordable([20, 10, 10], [20, 10, 10], 10).tolist() == [False, True, False]


def test_negative_cost_is_refused():
    with pytest.raises(ValueError, match="negative"):
        affordable([-1], [1], 10)
