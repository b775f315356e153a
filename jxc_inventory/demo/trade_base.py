from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo.fields import Domain

from .back_date import BackDating

QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "skip_sms": True,
    "skip_backorder": True,
    "skip_expired": True,
}


class Shop(NamedTuple):
    """Who trades, and where. The company is that of the main warehouse."""

    main: object  # stock.warehouse: buys, stores, delivers to dealers
    store: object  # stock.warehouse: sells to walk-in customers
    walk_in: object  # res.partner of the daily store order
    dealers: object  # res.partner records
    buyer: object  # res.users
    keeper: object  # res.users
    salesperson: object  # res.users


class TradeBase:
    """What buying and selling the history share: the clock, the shelves, the lots."""

    def __init__(self, shop, demand, now, seed=19):
        """``demand`` maps products to WeeklyDemand; ``now`` is a naive UTC instant.

        The same seed, day and catalogue give the same history.
        """
        self.env = shop.main.with_context(**QUIET).env
        self.shop = Shop(*(records.with_env(self.env) for records in shop))
        self.company = self.shop.main.company_id
        self.demand = {p.with_env(self.env): weekly for p, weekly in demand.items()}
        self.now = now
        self.zone = self.company._jxc_timezone()
        self.today = now.replace(tzinfo=ZoneInfo("UTC")).astimezone(self.zone).date()
        self.random = Random(seed)
        self.dating = BackDating(self.env)
        self.serial_number = 0
        self.lot_numbers = defaultdict(int)

    def _at(self, day: date, hour: float) -> datetime:
        """Return the naive UTC instant shortly after a local hour of ``day``."""
        local = datetime.combine(day, time(), self.zone) + timedelta(
            hours=hour, minutes=self.random.randrange(20)
        )
        return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    def _make_lots(self, product, day, quantity, produced=None):
        """Return ``(name, production date or None, quantity)`` of goods got on day."""
        if product.tracking == "serial":
            prefix = product.default_code or "SN"
            first = self.serial_number + 1
            self.serial_number += int(quantity)
            numbers = range(first, self.serial_number + 1)
            return [(f"{prefix}{number:07d}", None, 1) for number in numbers]
        life = product.product_tmpl_id._get_shelf_life()
        if life and not produced:
            shelf_days = (life.expiry_of(day) - day).days
            age = round(shelf_days * self.random.uniform(0.03, 0.1))
            produced = day - timedelta(days=age)
        stamp = f"{produced or day:%Y%m%d}"
        self.lot_numbers[product, stamp] += 1
        return [(f"{stamp}{self.lot_numbers[product, stamp]:02d}", produced, quantity)]

    def _free_stock(self, day):
        """Return ``{(product, warehouse): quantity}`` fit for sale on ``day``."""
        fresh = Domain("removal_date", "=", False) | Domain(
            "removal_date", ">", self._at(day, 24)
        )
        groups = self.env["stock.quant"]._read_group(
            Domain("product_id", "in", [product.id for product in self.demand])
            & Domain("location_id.usage", "=", "internal")
            & fresh,
            ["product_id", "location_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        stock = defaultdict(float)
        for product, location, quantity, reserved in groups:
            stock[product, location.warehouse_id] += quantity - reserved
        return stock

    def _ship(self, pickings):
        """Move what is reserved; what is not there is not waited for."""
        pickings.user_id = self.shop.keeper
        empty = pickings.filtered(lambda p: not any(p.move_ids.mapped("quantity")))
        empty.action_cancel()
        full = pickings - empty
        full.with_context(picking_ids_not_to_backorder=full.ids).button_validate()
        return full
