from odoo import Command

from .shelf_life_common import ShelfLifeCommon


class FieldCommon(ShelfLifeCommon):
    """The food shop with a second warehouse, a vendor and its customers.

    - ``vendor``; ``shop`` with its address ``shop_desk``; ``other``: companies.
    - ``store``: stock location of the second warehouse; ``transit``: between the two.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        cls.vendor = partners.create({"name": "Phone Works", "is_company": True})
        cls.shop = partners.create({"name": "Corner Shop", "is_company": True})
        cls.shop_desk = partners.create({"name": "Desk", "parent_id": cls.shop.id})
        cls.other = partners.create({"name": "Other Shop", "is_company": True})
        cls.warehouse_2 = cls.env["stock.warehouse"].create(
            {"name": "Store", "code": "ST2", "company_id": cls.company.id}
        )
        cls.store = cls.warehouse_2.lot_stock_id
        cls.transit = cls.company.internal_transit_location_id
        cls.transit.active = True
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")

    def _buy(self, product, *names, quantity=1, **values):
        """Receive ``quantity`` of each named lot and return the lots."""
        receipt = self._receipt(
            *({"lot_name": name, "quantity": quantity, **values} for name in names),
            product=product,
        )
        receipt.partner_id = self.vendor
        receipt.move_ids.picked = True
        receipt.button_validate()
        return receipt.move_line_ids.sorted("id").lot_id

    def _transfer(self, lots, source, target, quantity=1, partner=None, **options):
        """Return a transfer of ``quantity`` of each lot, made by a keeper.

        :param options: ``user``; ``type``: of operation, by default an internal one.
        """
        operation = options.get("type") or self.warehouse.int_type_id
        places = {"location_id": source.id, "location_dest_id": target.id}
        picking = (
            self.env["stock.picking"]
            .with_user(options.get("user") or self.keeper)
            .create(
                {
                    "partner_id": partner.id if partner else False,
                    "picking_type_id": operation.id,
                    **places,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity * len(lots_of_product),
                                **places,
                                "move_line_ids": [
                                    Command.create(
                                        {
                                            "product_id": product.id,
                                            "lot_id": lot.id,
                                            "quantity": quantity,
                                            "picked": True,
                                            **places,
                                        }
                                    )
                                    for lot in lots_of_product
                                ],
                            }
                        )
                        for product, lots_of_product in lots.grouped(
                            "product_id"
                        ).items()
                    ],
                }
            )
        )
        picking.move_ids.move_line_ids.picking_id = picking
        picking.action_confirm()
        return picking

    def _move(self, lots, source, target, quantity=1, partner=None, **options):
        """Transfer ``quantity`` of each lot and return the done transfer."""
        picking = self._transfer(lots, source, target, quantity, partner, **options)
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def _sell(self, lots, partner, quantity=1, source=None):
        return self._move(
            lots,
            source or self.stock,
            self.customers,
            quantity,
            partner,
            type=self.warehouse.out_type_id,
        )

    def _take_back(self, lots, partner, quantity=1):
        return self._move(
            lots,
            self.customers,
            self.stock,
            quantity,
            partner,
            type=self.warehouse.in_type_id,
        )

    def _scrap(self, lot, location, quantity):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "location_id": location.id,
                "scrap_qty": quantity,
            }
        )
        scrap.do_scrap()
        return scrap
