import random

from freezegun import freeze_time

from odoo.tests import tagged

from .common import StockHistoryCase

DAYS = 40
METHODS = ("standard", "average", "fifo")


@tagged("post_install", "-at_install")
class TestValuation(StockHistoryCase):
    """Our set-based valuation against ``product.product.total_value``."""

    def _random_history(self, product, seed):
        """Receive, sell, return, scrap, count, transfer and reprice for forty days."""
        rng = random.Random(seed)
        places = [self.shop_stock, self.store_stock]
        acts = {
            "receive": 5,
            "deliver": 6,
            "customer_return": 1,
            "vendor_return": 1,
            "scrap": 1,
            "count": 1,
            "transfer": 2,
            "reprice": 1,
            "revalue": 1,
            "produce": 1,
            "backdate": 1,
        }
        receipts, deliveries = [], []
        for day in sorted(rng.uniform(0, DAYS) for _i in range(35)):
            (act,) = rng.choices(list(acts), list(acts.values()))
            place, other = rng.sample(places, 2)
            quantity = rng.choice([1, 2.5, 3, 7, 12])
            price = round(rng.uniform(1, 20), 2)
            if act == "receive":
                receipts.append(self._receive(product, quantity, day, price, place))
            elif act == "deliver":
                deliveries.append(self._deliver(product, quantity, day, place))
            elif act == "customer_return" and deliveries:
                self._move(
                    product,
                    quantity,
                    self.customer,
                    place,
                    day,
                    origin_returned_move_id=rng.choice(deliveries).id,
                )
            elif act == "vendor_return":
                self._move(product, quantity, place, self.vendor, day)
            elif act == "scrap":
                self._scrap(product, quantity, day, place)
            elif act == "count":
                self._count(product, quantity * 2, day, place)
            elif act == "transfer":
                self._move(product, quantity, place, self.transit, day)
                if rng.random() < 0.7:
                    self._move(product, quantity, self.transit, other, day + 0.1)
            elif act == "reprice":
                self._reprice(product, price, day)
            elif act == "revalue" and receipts:
                with freeze_time(self._at(day)):
                    rng.choice(receipts).value_manual = round(price * 3, 2)
            elif act == "produce":
                self._move(product, quantity, self.production, place, day)
            elif act == "backdate" and receipts:
                late = self._receive(product, quantity, day, price, place)
                late.date = self._at(max(day - 5, 0))

    def _core_value(self, product, at, place=False):
        """Return core's value, both its clocks set to the same instant."""
        return (
            self.env["product.product"]
            .with_user(self.manager)
            .with_context(
                allowed_company_ids=self.company.ids, to_date=at, warehouse_id=place
            )
            .browse(product.id)
            .total_value
        )

    def _our_positions(self, product, at):
        query = self.env["product.product"]._search([("id", "in", product.ids)])
        stock = self.env["jxc.stock.ledger"]._stock(query.select(), at)
        return self.env["jxc.stock.valuation"]._positions(stock, at)

    def test_value_at_every_day_is_that_of_core(self):
        """Seeded random histories under the three cost methods, each day's end."""
        instants = [
            self._at(day).replace(hour=23, minute=59, second=59)
            for day in range(-1, DAYS + 7, 3)
        ]
        compared = 0
        for method in METHODS:
            category = self._category(method)
            for seed in range(4):
                product = self._product(f"{method} {seed}", category)
                self._random_history(product, f"{method} {seed}")
                for at in (*instants, None):
                    positions = self._our_positions(product, at)
                    ours = sum(value for _qty, value in positions.values())
                    with self.subTest(method=method, seed=seed, at=at):
                        core = self._core_value(product, at)
                        self.assertAlmostEqual(ours, core, 2)
                        compared += bool(core)
                    for key, (_qty, value) in positions.items():
                        if key.place <= 0:
                            continue
                        with self.subTest(method=method, at=at, place=key.place):
                            core = self._core_value(product, at, key.place)
                            self.assertAlmostEqual(value, core, delta=0.02)
        self.assertGreater(compared, 100, "The histories hardly hold any stock")
