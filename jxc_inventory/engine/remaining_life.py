"""The least part of its shelf life that goods must have left when they change hands.

Trade counts in fractions: "one third passed" says that at most a third of the time
from production to expiration has gone by, so that two thirds are left. People type
such a fraction as a rounded percentage; 66.67 % of 365 days is then meant as 2/3 of
them, or a day would be lost at the border.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from .shelf_life import remaining_days

Unit = Literal["percent", "day"]

_LARGEST_DENOMINATOR = 12
# What rounding to two decimals of a percentage may lose.
_ROUNDING = Fraction(1, 20_000)


@dataclass(frozen=True)
class MinimumLife:
    """How much life must be left: ``amount`` in percent of the whole, or in days."""

    amount: float
    unit: Unit

    def __post_init__(self) -> None:
        """Raise ``ValueError`` when no goods could meet this, or any would."""
        if self.amount <= 0:
            raise ValueError(f"minimum life must be positive, got {self.amount}")
        if self.unit not in ("percent", "day"):
            raise ValueError(f"unknown unit of minimum life: {self.unit!r}")
        if self.unit == "percent" and self.amount > 100:
            raise ValueError(f"no goods have {self.amount} % of their life left")

    def required_days(self, production: date | None, expiry: date) -> int | None:
        """Return how many days must be left, rounded up to whole days.

        None when that is a part of the shelf life and ``production`` is unknown.
        """
        if self.unit == "day":
            return math.ceil(self.amount)
        if production is None:
            return None
        whole = max(0, (expiry - production).days)
        return math.ceil(whole * share_of(self.amount))

    def last_day(self, production: date | None, expiry: date) -> date | None:
        """Return the last day on which the goods still have that much life left.

        It lies after ``expiry`` for no goods, before ``production`` for goods that
        never had so much. None when the days are unknown (``required_days``).
        """
        days = self.required_days(production, expiry)
        if days is None:
            return None
        return date.min if days > (expiry - date.min).days else expiry - timedelta(days)

    def is_met(self, production: date | None, expiry: date, today: date) -> bool | None:
        """Tell whether that much life is left ``today``; None when nobody can know."""
        days = self.required_days(production, expiry)
        return None if days is None else remaining_days(expiry, today) >= days


def share_of(percent: float) -> Fraction:
    """Return the share that a percentage means.

    Usual fractions stand for what two decimals make of them: 66.67 for 2/3, 33.33 for
    1/3, 16.67 for 1/6; any other percentage is taken as it is.
    """
    exact = Fraction(str(percent)) / 100
    usual = exact.limit_denominator(_LARGEST_DENOMINATOR)
    return usual if abs(usual - exact) <= _ROUNDING else exact
