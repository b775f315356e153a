"""What kind of demand a series has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .intermittent import intervals

PATTERNS = ("smooth", "erratic", "intermittent", "lumpy")
INTERVAL_LIMIT = 1.32
VARIATION_LIMIT = 0.49


def classify(history: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return an index into ``PATTERNS`` for each series, shape (k,).

    By the mean interval between demands (limit 1.32) and the squared coefficient of
    variation of the sizes that are not zero (limit 0.49). Source: A. A. Syntetos,
    J. E. Boylan, J. D. Croston, "On the categorization of demand patterns", Journal of
    the Operational Research Society 56 (2005).
    """
    values = np.nan_to_num(history)
    sold = values > 0
    count = np.maximum(sold.sum(axis=1), 1)
    mean = np.where(sold, values, 0.0).sum(axis=1) / count
    squares = np.where(sold, (values - mean[:, None]) ** 2, 0.0).sum(axis=1) / count
    variation = squares / np.where(mean > 0, mean, 1.0) ** 2
    rare = intervals(history) >= INTERVAL_LIMIT
    return rare * 2 + (variation >= VARIATION_LIMIT)
