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

    @classmethod
    def _buy(cls, product, *names, quantity=1, **values):
        """Receive ``quantity`` of each named lot and return the lots."""
        domain = [("product_id", "=", product.id), ("name", "in", names)]
        known = cls.env["stock.lot"].search(domain)
        known += cls.env["stock.lot"].create(
            [
                {"name": name, "product_id": product.id, **values}
                for name in names
                if name not in known.mapped("name")
            ]
        )
        lots = known.sorted(lambda lot: names.index(lot.name))
        cls._move(
            lots,
            cls.vendors,
            cls.stock,
            quantity,
            cls.vendor,
            type=cls.warehouse.in_type_id,
        )
        return lots

    @classmethod
    def _transfer(cls, lots, source, target, quantity=1, partner=None, **options):
        """Return a transfer of ``quantity`` of each lot, made by a keeper.

        :param options: ``user``; ``type``: of operation, by default an internal one.
        """
        operation = options.get("type") or cls.warehouse.int_type_id
        places = {"location_id": source.id, "location_dest_id": target.id}
        picking = (
            cls.env["stock.picking"]
            .with_user(options.get("user") or cls.keeper)
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

    @classmethod
    def _move(cls, lots, source, target, quantity=1, partner=None, **options):
        """Transfer ``quantity`` of each lot and return the done transfer."""
        picking = cls._transfer(lots, source, target, quantity, partner, **options)
        picking.button_validate()
        assert picking.state == "done", f"{picking.name} is {picking.state}"
        return picking

    @classmethod
    def _sell(cls, lots, partner, quantity=1, source=None):
        return cls._move(
            lots,
            source or cls.stock,
            cls.customers,
            quantity,
            partner,
            type=cls.warehouse.out_type_id,
        )

    @classmethod
    def _take_back(cls, lots, partner, quantity=1):
        return cls._move(
            lots,
            cls.customers,
            cls.stock,
            quantity,
            partner,
            type=cls.warehouse.in_type_id,
        )

    @classmethod
    def _scrap(cls, lot, location, quantity):
        scrap = cls.env["stock.scrap"].create(
            {
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "location_id": location.id,
                "scrap_qty": quantity,
            }
        )
        scrap.do_scrap()
        return scrap
