from odoo.fields import Command

from .sales_pattern import draw_count, expected_sales, sells_on
from .trade_base import TradeBase

# After how many days a product is asked for again.
SOLD_EVERY = {"store": 10, "wholesale": 12}


class TradeOut(TradeBase):
    """Refilling the store, sales orders and their deliveries."""

    def _refill_store(self, day):
        """Bring what the store runs out of back to four weeks of its sales."""
        stock = self._free_stock(day)
        wanted = {}
        for product, weekly in self.demand.items():
            have = stock[product, self.shop.store]
            at_hand = int(stock[product, self.shop.main] * 0.6)
            quantity = min(round(weekly.store * 4 - have), at_hand)
            if have <= weekly.store and quantity > 0:
                wanted[product] = quantity
        if wanted:
            picking = self._transfer(wanted, self._at(day, 11))
            self.dating.date_pickings({picking: picking.scheduled_date})
            self._ship(picking)

    def _transfer(self, wanted, instant):
        """Create the transfer of ``{product: quantity}`` to the store, reserved."""
        places = {
            "location_id": self.shop.main.lot_stock_id.id,
            "location_dest_id": self.shop.store.lot_stock_id.id,
        }
        picking = self.env["stock.picking"].create(
            {
                **places,
                "picking_type_id": self.shop.main.int_type_id.id,
                "scheduled_date": instant,
                "origin": "门店补货",
                "move_ids": [
                    Command.create(
                        {
                            **places,
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom": product.uom_id.id,
                            "date": instant,
                        }
                    )
                    for product, quantity in wanted.items()
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def _sell(self, days):
        """Sell on ``days``: one store order and one dealer's order a day."""
        stock = self._free_stock(days[-1])
        vals_list = []
        for day in days:
            basket = self._fill_basket(day, "store", stock)
            vals_list.append(self._prepare_sale(self.shop.walk_in, day, 21, basket))
            basket = self._fill_basket(day, "wholesale", stock)
            dealer = self.random.choice(self.shop.dealers)
            vals_list.append(self._prepare_sale(dealer, day, 14, basket))
        vals_list = [vals for vals in vals_list if vals["order_line"]]
        orders = self.env["sale.order"].create(vals_list)
        self.dating.keep_order_dates(orders)
        orders.action_confirm()
        self.dating.date_pickings(
            {picking: picking.scheduled_date for picking in orders.picking_ids}
        )
        self._ship(orders.picking_ids)

    def _fill_basket(self, day, channel, stock):
        """Return ``[(product, quantity)]`` sold on ``day``, taken off ``stock``."""
        warehouse = self.shop.store if channel == "store" else self.shop.main
        basket = []
        every = SOLD_EVERY[channel]
        for place, (product, weekly) in enumerate(self.demand.items()):
            if not sells_on(day, place, every):
                continue
            mean = expected_sales(weekly, channel, day) * every
            wanted = draw_count(self.random, mean)
            quantity = min(wanted, int(stock[product, warehouse]))
            if quantity > 0:
                stock[product, warehouse] -= quantity
                basket.append((product, quantity))
        return basket

    def _prepare_sale(self, partner, day, hour, basket):
        in_store = partner == self.shop.walk_in
        instant = self._at(day, hour)
        return {
            "partner_id": partner.id,
            "warehouse_id": (self.shop.store if in_store else self.shop.main).id,
            "user_id": self.shop.salesperson.id,
            "date_order": instant,
            "commitment_date": instant,
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": quantity,
                        # Nobody splits costs here: spare the search for a rule.
                        "analytic_distribution": False,
                    }
                )
                for product, quantity in basket
            ],
        }
