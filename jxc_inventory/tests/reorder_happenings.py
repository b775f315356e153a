from datetime import timedelta

from .reorder_common import ReorderCommon


class ReorderHappenings(ReorderCommon):
    """What may happen between two nights, at random.

    Each takes the source of randomness, a product and a warehouse. Needs ``cls.day``,
    the company's calendar day, and ``cls.categories``.
    """

    def _plan(self, product, warehouse, quantity, days, incoming):
        places = (self.suppliers, warehouse.lot_stock_id)
        source, dest = places if incoming else (warehouse.lot_stock_id, self.customers)
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "company_id": self.company.id,
                "date": self.company._instant_after_days(days),
            }
        )
        move._action_confirm()
        return move

    def _moved(self, random, product, warehouse):
        days = random.choice([-3, 0, 1, 5, 13, 14, 15, 40, 181, 200, 370])
        self._plan(
            product, warehouse, random.randint(1, 90), days, random.random() < 0.5
        )

    def _moved_already(self, random, product, warehouse):
        if product.tracking == "none":
            move = self._plan(product, warehouse, random.randint(1, 40), 0, False)
            move.quantity = move.product_uom_qty
            move.picked = True
            move._action_done()

    def _move_cancelled(self, random, product, warehouse):
        moves = self.env["stock.move"].search(
            [
                ("company_id", "=", self.company.id),
                ("state", "not in", ("done", "cancel")),
            ]
        )
        if moves:
            random.choice(moves)._action_cancel()

    def _counted(self, random, product, warehouse):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", warehouse.lot_stock_id.id),
            ]
        )
        for quant in quants:
            quant.sudo().quantity = random.choice([0, 5, 500])
        if random.random() < 0.5:
            self.env["stock.quant"]._unlink_zero_quants()

    def _asked(self, random, product, warehouse):
        self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "picking_type_id": warehouse.in_type_id.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_qty": random.randint(1, 90),
                        },
                    )
                ],
            }
        )

    def _order_decided(self, random, product, warehouse):
        orders = self.env["purchase.order"].search(
            [("company_id", "=", self.company.id), ("state", "=", "draft")]
        )
        for order in orders[:2]:
            order.button_confirm() if random.random() < 0.5 else order.button_cancel()

    def _priced(self, random, product, warehouse):
        info = product.seller_ids[:1]
        change = random.choice(
            [
                {"price": random.randint(1, 9)},
                {"delay": random.randint(1, 40)},
                {"order_minimum": random.choice([0, 24, 100])},
                {"order_multiple": random.choice([0, 6])},
                {"date_end": self.day + timedelta(days=random.randint(-1, 2))},
            ]
        )
        info.write(change)
        product.list_price = random.randint(1, 20)

    def _other_vendor_offers(self, random, product, warehouse):
        self.env["product.supplierinfo"].create(
            {
                "partner_id": self.other_vendor.id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "price": 0.5,
                "delay": 3,
                "sequence": random.choice([0, 99]),
                "date_start": self.day + timedelta(days=random.randint(-1, 2)),
            }
        )

    def _vendor_takes_orders(self, random, product, warehouse):
        day = random.choice(["order_on_monday", "order_on_thursday"])
        self.vendor[day] = not self.vendor[day]

    def _lot_changed(self, random, product, warehouse):
        lot = random.choice(
            self.env["stock.lot"].search([("company_id", "=", self.company.id)])
        )
        days = random.choice([1, 10, 15, 30, 100])
        lot.removal_date = self.company._instant_after_days(days)

    def _settings_changed(self, random, product, warehouse):
        name, values = random.choice(
            [
                ("reorder_review_days", (3, 7, 14)),
                ("surplus_keep_days", (10, 30)),
                ("holding_cost_rate", (5.0, 20.0)),
                ("days_to_purchase", (0, 2)),
                ("reorder_service_level", (90.0, 97.0)),
                ("purchase_budget_amount", (0.0, 50.0)),
            ]
        )
        self.company[name] = random.choice(values)

    def _product_changed(self, random, product, warehouse):
        product.write(
            random.choice(
                [
                    {"categ_id": random.choice(self.categories).id},
                    {"standard_price": random.randint(1, 9)},
                ]
            )
        )

    def _rule_changed(self, random, product, warehouse):
        rule = self._rules(product, warehouse)
        rule.supplier_id = random.choice(
            [product.seller_ids[:1], self.env["product.supplierinfo"]]
        )

    def _event_comes(self, random, product, warehouse):
        self.env["jxc.demand.event"].create(
            {
                "name": "Promotion",
                "company_id": self.company.id,
                "uplift_source": "manual",
                "manual_uplift": random.choice([-20, 50, 100]),
                "product_ids": [(6, 0, product.ids)],
                "occurrence_ids": [
                    (
                        0,
                        0,
                        {"date_from": self.day + timedelta(days=random.randint(1, 30))},
                    )
                ],
            }
        )

    def _days_pass(self, random, product, warehouse):
        type(self).day = self.day + timedelta(days=random.choice([1, 1, 1, 2, 9]))

    def _nothing(self, random, product, warehouse):
        """Only the night comes again."""
