"""What is asked of goods that leave for a customer."""

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ...engine import remaining_life
from ...engine import shelf_life as engine


class Departure(NamedTuple):
    """One move line of goods that expire and leave the company.

    :param line: the ``stock.move.line``; None while lots are yet to be chosen.
    :param lot: the ``stock.lot``, empty when it is made by the movement itself.
    :param customer: the ``res.partner`` who gets the goods, empty when unknown.
    :param expiration: naive UTC instant, None when nobody knows it.
    """

    line: Any
    product: Any
    lot: Any
    customer: Any
    production: date | None
    expiration: datetime | None
    zone: ZoneInfo

    @property
    def expiry(self) -> date | None:
        """The last usable day in the company's time zone."""
        return engine.day_of(self.expiration, self.zone) if self.expiration else None

    @property
    def lot_name(self) -> str:
        """The number people read on the goods."""
        return self.lot.name or self.line.lot_name or ""

    def with_lot(self, lot) -> "Departure":
        """Return the same departure, of another lot of the product."""
        return self._replace(
            lot=lot,
            production=lot.production_date or None,
            expiration=lot.expiration_date or None,
        )

    def get_days_left(self, now: datetime) -> int:
        """Return the usable days after the day of ``now``, a naive UTC instant."""
        return engine.remaining_days(self.expiry, engine.day_of(now, self.zone))

    def get_least_days(self, rule) -> int | None:
        """Return the days that must be left by ``rule``, None if untellable."""
        asked = remaining_life.MinimumLife(rule.delivery_life, rule.delivery_life_unit)
        production, expiry = engine.complete(
            self.production, self.expiry, self.product.product_tmpl_id._get_shelf_life()
        )
        return asked.required_days(production, expiry)

    def is_accepted(self, rule, now: datetime) -> bool:
        """Whether enough life is left by ``rule``; what is untellable is not."""
        if not self.expiration:
            return False
        least = self.get_least_days(rule)
        return least is not None and self.get_days_left(now) >= least
