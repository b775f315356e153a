"""How long vendors take: few receipts are judged together with what else is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

# What a vendor states counts like this many receipts.
STATED_RECEIPTS = 3.0
# The habit of the vendor, for a product of few receipts, counts at least and at most
# like so many: estimates from few products run away otherwise.
LEAST_SHARED, MOST_SHARED = 1.0, 10.0
# The spread found in the wider group counts like so many receipts.
SPREAD_RECEIPTS = 4.0


@dataclass(frozen=True)
class LeadTimes:
    """Estimates for ``k`` pairs of vendor and product, in days; shape (k,).

    :ivar days: from the confirmed order to goods in, to be expected next time.
    :ivar deviation: standard deviation of one receipt around it.
    :ivar vendor_late: by how much this vendor is later (earlier: negative) than it
        states, over all its products; the same for all pairs of one vendor.
    """

    days: Array
    deviation: Array
    vendor_late: Array


def lead_times(
    vendor: ArrayLike,
    receipts: ArrayLike,
    mean: ArrayLike,
    squares: ArrayLike,
    stated: ArrayLike,
) -> LeadTimes:
    """Return what to expect of each pair of vendor and product with receipts.

    Inputs of shape (k,): ``vendor`` any integer that tells vendors apart, ``receipts``
    counted (>= 1), their ``mean`` in days, ``squares`` the sum of squared differences
    from that mean, ``stated`` the days that the vendor states. All pairs of one company
    belong into one call, since pairs lend each other what they know.

    What is judged is lateness, receipts less stated days: so a vendor's quick and slow
    products may be compared. The estimate is a credibility-weighted mean on two floors,

        late = w · own mean + (1 − w) · vendor's      w = n / (n + k)
        vendor's = N / (N + 3) · mean over products   (towards what it states)

    with k = variance within products / variance between products of a vendor, found
    from the data. Source: H. Bühlmann, A. Gisler, "A Course in Credibility Theory and
    its Applications", 2005, §4.8 (Bühlmann–Straub and its unbiased estimators); it is
    parametric empirical Bayes as in C. Morris, JASA 78 (1983), pp. 47–55. Variances are
    weighted by degrees of freedom, product with vendor with company: A. Gelman et al.,
    "Bayesian Data Analysis", 3rd ed., 2013, §2.6 (scaled inverse χ² prior).

    Raises ValueError when there is a pair without receipts or a negative square.
    """
    _values, vendor = np.unique(np.asarray(vendor), return_inverse=True)
    n, mean, squares, stated = (
        np.asarray(value, dtype=np.float64)
        for value in (receipts, mean, squares, stated)
    )
    if np.any(n < 1) or np.any(squares < 0):
        raise ValueError("every pair needs receipts and a sum of squares")
    late = mean - stated
    within = _within(n, squares)
    own = n / (n + _shared(vendor, n, late, within))
    total = _sum(vendor, n)
    habit = _sum(vendor, own * late) / _sum(vendor, own)
    habit *= total / (total + STATED_RECEIPTS)
    expected = own * late + (1 - own) * habit[vendor]
    return LeadTimes(
        np.maximum(stated + expected, 0.0),
        np.sqrt(_variance(vendor, n, squares, within)),
        habit[vendor],
    )


def _sum(vendor: NDArray[np.intp], value: Array) -> Array:
    return np.bincount(vendor, weights=value)


def _within(n: Array, squares: Array) -> float:
    """Return the variance of receipts of the same vendor and product."""
    freedom = float((n - 1).sum())
    return float(squares.sum()) / freedom if freedom else 0.0


def _shared(vendor: NDArray[np.intp], n: Array, late: Array, within: float) -> float:
    """Return for how many receipts the habit of the vendor stands: k."""
    total = _sum(vendor, n)
    centre = _sum(vendor, n * late) / np.where(total, total, 1.0)
    spread = float((n * (late - centre[vendor]) ** 2).sum())
    weight = float(n.sum() - (_sum(vendor, n * n) / np.where(total, total, 1.0)).sum())
    # As many products for each vendor as vendors: nothing to compare.
    if weight <= 0:
        return MOST_SHARED
    between = (spread - (len(n) - len(total)) * within) / weight
    if between <= 0:
        return MOST_SHARED
    return min(max(within / between, LEAST_SHARED), MOST_SHARED)


def _variance(
    vendor: NDArray[np.intp], n: Array, squares: Array, within: float
) -> Array:
    of_vendor = (SPREAD_RECEIPTS * within + _sum(vendor, squares)) / (
        SPREAD_RECEIPTS + _sum(vendor, n - 1)
    )
    return (SPREAD_RECEIPTS * of_vendor[vendor] + squares) / (SPREAD_RECEIPTS + n - 1)
