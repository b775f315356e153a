from collections import defaultdict
from datetime import timedelta

from odoo.fields import Command

from .sales_pattern import season_factor
from .trade_base import TradeBase

# Days between the promised and the true arrival.
DELIVERY_SLIPS = (-1, 0, 0, 0, 0, 1, 2, 4)


class TradeIn(TradeBase):
    """Opening stock, purchase orders and receipts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.coming = []  # (arrival day, purchase order)
        self.produced_on = {}  # {purchase order: production date}, else recent
        self.overdue = False
        # A few best sellers the buyer forgot lately: work for reorder proposals.
        products = sorted(self.demand, key=lambda product: product.id)
        self.forgotten = set(self.random.sample(products, 1 + len(products) // 8))

    def _open_stock(self, day):
        """Count the opening stock of both warehouses, as when an old system ends."""
        vals_list = []
        for product, weekly in self.demand.items():
            for warehouse, cover in (
                (self.shop.main, weekly.total * 3),
                (self.shop.store, weekly.store * 4),
            ):
                location = warehouse.lot_stock_id._get_putaway_strategy(product)
                for lot, quantity in self._open_lots(product, day, round(cover) + 1):
                    vals_list.append(
                        {
                            "product_id": product.id,
                            "location_id": location.id,
                            "lot_id": lot.id,
                            "inventory_quantity": quantity,
                        }
                    )
        quants = self.env["stock.quant"].with_context(
            inventory_mode=True, inventory_name="期初库存"
        )
        quants = quants.create(vals_list)
        quants._apply_inventory()
        moves = self.env["stock.move"].search(
            [("is_inventory", "=", True), ("product_id", "in", quants.product_id.ids)]
        )
        self.dating.date_moves(dict.fromkeys(moves, self._at(day, 8)))

    def _open_lots(self, product, day, quantity):
        lots = self.env["stock.lot"]
        if product.tracking == "none":
            return [(lots, quantity)]
        made = self._make_lots(product, day, quantity)
        lots = lots.create(
            [
                {"name": name, "product_id": product.id, "production_date": produced}
                for name, produced, _quantity in made
            ]
        )
        return [(lot, amount) for lot, (*_name, amount) in zip(lots, made, strict=True)]

    def _buy(self, day):
        """Order from each vendor what falls below the need of its lead time."""
        stock = self._free_stock(day)
        for _arrival, order in self.coming:
            for line in order.order_line:
                stock[line.product_id, self.shop.main] += line.product_uom_qty
        by_vendor = defaultdict(list)
        for product, weekly in self.demand.items():
            seller = product.seller_ids[:1]
            if product in self.forgotten and self.today - day < timedelta(days=35):
                continue
            have = stock[product, self.shop.main] + stock[product, self.shop.store]
            daily = weekly.total / 7 * season_factor(weekly.season, day)
            if have < daily * (seller.delay + 10):
                wanted = daily * (seller.delay + 38) - have
                by_vendor[seller.partner_id].append((seller, product, wanted))
        orders = self._order(by_vendor, day)
        orders.button_confirm()
        for order in orders:
            delay = order.order_line[:1].product_id.seller_ids[:1].delay
            promised = day + timedelta(days=delay)
            arrival = promised + timedelta(days=self.random.choice(DELIVERY_SLIPS))
            if self._is_left_overdue(promised):
                arrival = self.today + timedelta(days=1)
            self.coming.append((arrival, order))

    def _is_left_overdue(self, promised):
        """Pick one of the last receipts to be late today: someone has to chase it."""
        days_late = (self.today - promised).days
        chosen = not self.overdue and 2 <= days_late <= 5
        self.overdue = self.overdue or chosen
        return chosen

    def _overbuy(self, product, day, quantity, expires):
        """Buy goods that will last until ``expires`` only, as on a vendor's offer."""
        seller = product.seller_ids[:1]
        offer = {seller.partner_id: [(seller, product, quantity)]}
        order = self._order(offer, day - timedelta(days=seller.delay))
        order.button_confirm()
        life = product.product_tmpl_id._get_shelf_life()
        self.produced_on[order] = life.production_of(expires)
        self.coming.append((day, order))

    def _order(self, by_vendor, day):
        """Create one draft order a vendor and return them."""
        orders = self.env["purchase.order"].create(
            [
                {
                    "partner_id": vendor.id,
                    "user_id": self.shop.buyer.id,
                    "picking_type_id": self.shop.main.in_type_id.id,
                    "date_order": self._at(day, 16),
                    "order_line": [
                        Command.create(self._prepare_line(seller, product, wanted, day))
                        for seller, product, wanted in wanted_lines
                    ],
                }
                for vendor, wanted_lines in by_vendor.items()
            ]
        )
        self.dating.keep_order_dates(orders)
        return orders

    def _prepare_line(self, seller, product, wanted, day):
        """Buy whole packs, at least the vendor's smallest quantity."""
        unit = seller.product_uom_id
        packs = product.uom_id._compute_quantity(wanted, unit)
        return {
            "product_id": product.id,
            "product_uom_id": unit.id,
            "product_qty": max(seller.min_qty, round(packs)),
            "price_unit": seller.price,
            "date_planned": self._at(day + timedelta(days=seller.delay), 10),
        }

    def _receive(self, day):
        """Receive what has arrived by ``day``, with its lots."""
        arrived = [order for arrival, order in self.coming if arrival <= day]
        self.coming = [entry for entry in self.coming if entry[0] > day]
        pickings = self.env["purchase.order"].union(*arrived).picking_ids
        for move in pickings.move_ids:
            self._enter_lots(move, day)
        self._ship(pickings)
        self.dating.date_pickings({picking: self._at(day, 9) for picking in pickings})

    def _enter_lots(self, move, day):
        product, lines = move.product_id, move.move_line_ids
        if product.tracking == "none":
            return
        produced = self.produced_on.get(move.purchase_line_id.order_id)
        made = self._make_lots(product, day, len(lines), produced)
        for line, (name, produced, _quantity) in zip(lines, made, strict=False):
            line.write({"lot_name": name, "production_date": produced})
