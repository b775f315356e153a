"""What is asked of goods that leave for a customer."""

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ...engine import shelf_life as engine


class Departure(NamedTuple):
    """One move line of goods that expire and leave the company.

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
