from odoo import Command
from odoo.tests import TransactionCase, new_test_user


class ShelfLifeCommon(TransactionCase):
    """A food shop in Shanghai and its sister in Los Angeles.

    - ``company``, ``warehouse``: in Shanghai; ``company_us``: in Los Angeles.
    - ``keeper``, ``manager``: users of the first company with our groups.
    - ``food``: category with a shelf life of 12 months; ``dairy``: below it, without.
    - ``milk``: dairy tracked by lots that expires; alert 30 days and removal 3 days
      before it does.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Shanghai Food"})
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.company_us = cls.env["res.company"].create({"name": "Bay Food"})
        cls.company_us.partner_id.tz = "America/Los_Angeles"
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=[cls.company.id])
        )
        cls.warehouse = cls._warehouse_of(cls.company)
        cls.stock = cls.warehouse.lot_stock_id
        cls.keeper = cls._user("keeper", "jxc_inventory.group_keeper")
        cls.manager = cls._user("manager", "jxc_inventory.group_manager")
        cls.food = cls.env["product.category"].create(
            {"name": "Food", "shelf_life": 12, "shelf_life_unit": "month"}
        )
        cls.dairy = cls.env["product.category"].create(
            {"name": "Dairy", "parent_id": cls.food.id}
        )
        cls.milk = cls._product("Milk", removal_time=3, alert_time=30)

    @classmethod
    def _warehouse_of(cls, company):
        return cls.env["stock.warehouse"].search([("company_id", "=", company.id)])

    @classmethod
    def _user(cls, login, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=f"{login} of {company.name}",
            groups=groups,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            tz=company.partner_id.tz,
        )

    @classmethod
    def _product(cls, name, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
                "categ_id": cls.dairy.id,
                **values,
            }
        )

    def _lot(self, name, product=None, **values):
        product = product or self.milk
        return self.env["stock.lot"].create(
            {"name": name, "product_id": product.id, **values}
        )

    def _receipt(self, *lines, product=None, user=None, warehouse=None):
        """Return a confirmed receipt with one move line for each dict of values."""
        warehouse = warehouse or self.warehouse
        product = product or self.milk
        supplier = self.env.ref("stock.stock_location_suppliers")
        receipt = (
            self.env["stock.picking"]
            .with_user(user or self.keeper)
            .with_context(allowed_company_ids=warehouse.company_id.ids)
            .create(
                {
                    "picking_type_id": warehouse.in_type_id.id,
                    "location_id": supplier.id,
                    "location_dest_id": warehouse.lot_stock_id.id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": len(lines),
                                "location_id": supplier.id,
                                "location_dest_id": warehouse.lot_stock_id.id,
                            }
                        )
                    ],
                }
            )
        )
        receipt.action_confirm()
        receipt.move_line_ids.unlink()
        receipt.move_ids.move_line_ids = [
            Command.create(
                {
                    "picking_id": receipt.id,
                    "product_id": product.id,
                    "quantity": 1,
                    **line,
                }
            )
            for line in lines
        ]
        return receipt

    def _receive(self, *lines, **options):
        """Validate a receipt and return its lots in the order of its lines."""
        receipt = self._receipt(*lines, **options)
        receipt.move_ids.picked = True
        self.assertIs(receipt.with_context(skip_expired=True).button_validate(), True)
        return receipt.move_line_ids.sorted("id").lot_id

    def _delivery(self, product, quantity=1, user=None):
        """Return a confirmed and reserved delivery."""
        customer = self.env.ref("stock.stock_location_customers")
        delivery = (
            self.env["stock.picking"]
            .with_user(user or self.keeper)
            .create(
                {
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "location_id": self.stock.id,
                    "location_dest_id": customer.id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity,
                                "location_id": self.stock.id,
                                "location_dest_id": customer.id,
                            }
                        )
                    ],
                }
            )
        )
        delivery.action_confirm()
        delivery.action_assign()
        return delivery
