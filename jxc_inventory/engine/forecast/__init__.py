"""Demand forecasts of many series at once.

A *history* is an array of shape (k, T): k series, T periods of equal length, the last
one the most recent. NaN stands for a period that says nothing: before the product was
sold, or while it was out of stock. An *end* is a number of periods from the left; a
model that is asked for several ends answers for each as if later periods were not
there, at the price of one pass.
"""

from .accuracy import bias, rmsse
from .ahead import Ahead, look_ahead
from .combination import Forecast, forecast
from .patterns import PATTERNS, classify
from .spans import outlooks_by_span
from .uncertainty import Outlook, outlooks

__all__ = [
    "PATTERNS",
    "Ahead",
    "Forecast",
    "Outlook",
    "bias",
    "classify",
    "forecast",
    "look_ahead",
    "outlooks",
    "outlooks_by_span",
    "rmsse",
]
