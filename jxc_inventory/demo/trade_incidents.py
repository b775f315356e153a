from datetime import timedelta

from odoo.fields import Domain

from .trade_in import TradeIn
from .trade_out import TradeOut

# How many periods lie between two incidents of a kind.
RETURN_EVERY, SCRAP_EVERY, VENDOR_RETURN_EVERY, COUNT_EVERY = 3, 9, 25, 20


class TradeIncidents(TradeIn, TradeOut):
    """What goes wrong in trade: returns, breakage, miscounts and stale goods."""

    def _suffer(self, number, day):
        """Let happen what falls on the period ``number`` that ends on ``day``."""
        if number % RETURN_EVERY == 1:
            self._return_goods("outgoing", day)
        if number % VENDOR_RETURN_EVERY == 12:
            self._return_goods("incoming", day)
        if number % SCRAP_EVERY == 5:
            self._scrap(day)
        if number % COUNT_EVERY == 15:
            self._count(day)

    def _return_goods(self, code, day):
        """Return part of a recent receipt or delivery of the main warehouse."""
        picking = self.env["stock.picking"].search(
            Domain("picking_type_id.code", "=", code)
            & Domain("state", "=", "done")
            & Domain("return_id", "=", False)
            & Domain("picking_type_id.warehouse_id", "=", self.shop.main.id),
            order="id desc",
            limit=1,
        )
        if not picking:
            return
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        line = wizard.product_return_moves[:1]
        line.quantity = 1
        returned = wizard._create_return()
        self.dating.date_pickings({returned: self._at(day, 17)})
        self._ship(returned)

    def _scrap(self, day):
        """Throw away a broken piece, and what has expired by ``day``."""
        for quant in self._pick_quants(self.shop.store, 1):
            self._scrap_quant(quant, 1, "包装破损", day)
        expired = self.env["stock.quant"].search(
            [
                ("product_id", "in", [product.id for product in self.demand]),
                ("location_id.usage", "=", "internal"),
                ("lot_id.expiration_date", "<", self._at(day, 0)),
                ("quantity", ">", 0),
            ]
        )
        for quant in expired:
            self._scrap_quant(quant, quant.quantity, "过期", day)

    def _scrap_quant(self, quant, quantity, reason, day):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": quant.product_id.id,
                "lot_id": quant.lot_id.id,
                "location_id": quant.location_id.id,
                "scrap_qty": quantity,
                "origin": reason,
            }
        )
        scrap.action_validate()
        self.dating.date_moves(dict.fromkeys(scrap.move_ids, self._at(day, 20)))
        self.dating.date_scraps({scrap: self._at(day, 20)})

    def _count(self, day):
        """Count some shelves of the main warehouse and find a unit more or less."""
        quants = self._pick_quants(self.shop.main, 6)
        quants = quants.with_context(inventory_mode=True, inventory_name="月度盘点")
        for quant in quants:
            quant.inventory_quantity = quant.quantity + self.random.choice((-2, -1, 1))
        last = self.env["stock.move"].search([], order="id desc", limit=1)
        quants._apply_inventory()
        moves = self.env["stock.move"].search(
            [("id", ">", last.id), ("is_inventory", "=", True)]
        )
        self.dating.date_moves(dict.fromkeys(moves, self._at(day, 18)))

    def _pick_quants(self, warehouse, number):
        """Return some free stock of goods without serial number."""
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "child_of", warehouse.lot_stock_id.id),
                ("product_id", "in", [product.id for product in self.demand]),
                ("product_id.tracking", "!=", "serial"),
                ("reserved_quantity", "=", 0),
                ("quantity", ">", 3),
            ]
        )
        chosen = self.random.sample(list(quants), min(number, len(quants)))
        return self.env["stock.quant"].union(*chosen)

    def _buy_stale(self, day, period_days):
        """Buy too much of three expiring goods, so that some is left at its end.

        The shortest lived of them has expired by today, the others soon do.
        """
        expiring = sorted(
            (p for p in self.demand if p.product_tmpl_id._get_shelf_life()),
            key=lambda p: (p.product_tmpl_id._get_shelf_life().expiry_of(day), p.id),
        )
        offers = zip(expiring, ((32, -2), (20, 9), (14, 24)), strict=False)
        for product, (bought_before, expires_in) in offers:
            bought = self.today - timedelta(days=bought_before)
            if not 0 <= (bought - day).days < period_days:
                continue
            days = bought_before + expires_in
            quantity = self.demand[product].total / 7 * days * 1.5
            expires = self.today + timedelta(days=expires_in)
            self._overbuy(product, bought, quantity, expires)

    def _hold_lots(self):
        """Take two lots out of use: one under suspicion, one that was found bad.

        Only of goods of which there is another lot to sell.
        """
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "in", [product.id for product in self.demand]),
                ("product_id.tracking", "=", "lot"),
                ("location_id.usage", "=", "internal"),
                ("lot_id.status", "in", ("usable", "near_expiry")),
                ("quantity", ">", 0),
            ],
            order="product_id, quantity, id",
        )
        held = []
        for lots in quants.lot_id.grouped("product_id").values():
            held += lots[:1] if len(lots) > 1 else []
        reasons = (
            ("quarantined", "外箱受潮，等待质检"),
            ("blocked", "抽检不合格，等待供应商处理"),
        )
        for lot, (state, reason) in zip(held, reasons, strict=False):
            lot.with_user(self.shop.keeper)._set_hold(state, reason)

    def _leave_open_work(self):
        """Leave orders to deliver, quotations to follow up and requests to send."""
        dealers = list(self.shop.dealers)
        dealers = self.random.sample(dealers, min(6, len(dealers)))
        wanted = sorted(self.demand, key=lambda p: p not in self.forgotten)
        vals_list = []
        for number, dealer in enumerate(dealers):
            basket = [
                (product, max(2, round(self.demand[product].wholesale / 3)))
                for product in self.random.sample(wanted[:30], min(4, len(wanted)))
            ]
            vals = self._prepare_sale(dealer, self.today, 9, basket)
            vals["date_order"] = min(vals["date_order"], self.now)
            vals["commitment_date"] += timedelta(days=number % 3)
            vals_list.append(vals)
        orders = self.env["sale.order"].create(vals_list)
        orders[2:].action_confirm()
        short = {}
        for product in wanted[: len(self.forgotten)]:
            seller = product.seller_ids[:1]
            need = (seller, product, self.demand[product].total * 3)
            short.setdefault(seller.partner_id, [need])
        requests = self._order(dict(list(short.items())[:2]), self.today)
        requests[:1].state = "sent"
