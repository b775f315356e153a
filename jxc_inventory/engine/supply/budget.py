"""Which suggestions a budget pays for."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

_CENT = 0.005


def affordable(cost: ArrayLike, loss: ArrayLike, budget: float) -> NDArray[np.bool_]:
    """Return which of ``k`` suggestions the budget pays for, shape (k,).

    ``cost`` (>= 0) is what each costs, ``loss`` what is lost while it is not ordered,
    both in the same money. They are taken by loss prevented per money spent, the best
    first, each as a whole: one that no longer fits is left out and cheaper ones after
    it may still fit. Where the ratio is the same the cheaper, then the earlier goes
    first; what costs nothing is always taken.

    That is the greedy rule for the knapsack problem (G. Dantzig, "Discrete-variable
    extremum problems", Operations Research 5, 1957): it differs from the best choice by
    less than the loss of the first suggestion left out.
    """
    cost, loss = np.asarray(cost, np.float64), np.asarray(loss, np.float64)
    if np.any(cost < 0):
        raise ValueError("costs may not be negative")
    ratio = np.divide(loss, cost, out=np.full(cost.shape, np.inf), where=cost > 0)
    taken = cost <= 0
    left = budget
    for place in np.lexsort((np.arange(len(cost)), cost, -ratio)).tolist():
        if not taken[place] and cost[place] <= left + _CENT:
            taken[place] = True
            left -= cost[place]
    return taken
