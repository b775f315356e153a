"""How a Chinese shop sells over the year: plain Python, no database.

The figures are invented for the demo company; only their shape is meant to be
believed: quiet weekdays, busy week-ends, festivals and the season.
"""

import math
from dataclasses import dataclass
from datetime import date
from random import Random

# Monday to Sunday; walk-in customers come at the week-end, dealers on weekdays.
STORE_WEEKDAYS = (0.80, 0.80, 0.85, 0.90, 1.10, 1.35, 1.20)
DEALER_WEEKDAYS = (1.30, 1.15, 1.10, 1.10, 1.05, 0.90, 0.40)

# First and last (month, day) of a selling season, and what it does to demand.
SEASONS = {
    "summer": (((5, 15), (9, 15), 1.6), ((11, 1), (3, 1), 0.7)),
    "winter": (((10, 15), (2, 10), 1.9), ((5, 1), (9, 1), 0.3)),
    "festival": (((9, 5), (10, 5), 1.7), ((1, 5), (2, 10), 2.2)),
    "promotion": (((6, 10), (6, 20), 1.9), ((11, 1), (11, 12), 2.3)),
    "all": (((6, 16), (6, 18), 1.2), ((11, 9), (11, 11), 1.4)),
}


@dataclass(frozen=True)
class WeeklyDemand:
    """What a product sells in an ordinary week, in units of the product."""

    wholesale: float
    store: float
    season: str = "all"

    @property
    def total(self) -> float:
        return self.wholesale + self.store


def season_factor(season: str, day: date) -> float:
    """Return how many times an ordinary day's demand ``day`` brings."""
    month_day = (day.month, day.day)
    for first, last, factor in SEASONS[season]:
        if first <= last:
            inside = first <= month_day <= last
        else:
            inside = month_day >= first or month_day <= last
        if inside:
            return factor
    return 1.0


def expected_sales(demand: WeeklyDemand, channel: str, day: date) -> float:
    """Return the expected units of ``demand`` sold on ``day``.

    ``channel`` is ``"store"`` or ``"wholesale"``.
    """
    weekdays = STORE_WEEKDAYS if channel == "store" else DEALER_WEEKDAYS
    weekly = getattr(demand, channel)
    return weekly / 7 * weekdays[day.weekday()] * season_factor(demand.season, day)


def draw_count(random: Random, mean: float) -> int:
    """Draw a Poisson number of ``mean``: Knuth's product of uniforms for small
    means (The Art of Computer Programming 2, 3.4.1), the normal law above 30."""
    if mean > 30:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def sells_on(day: date, place: int, every: int) -> bool:
    """Say whether the product at ``place`` of the catalogue is asked for on ``day``.

    Customers have their days: each product sells every ``every`` days, not all on the
    same one. Fewer, larger orders keep the history quick to load.
    """
    # Seven shares no factor with the cycles in use, so every day has its products.
    return (day.toordinal() + 7 * place) % every == 0
