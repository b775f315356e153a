from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    damaged_location_id = fields.Many2one(
        "stock.location",
        "Damaged Goods",
        domain="[('usage', '=', 'internal'), ('warehouse_id', '=', id)]",
        check_company=True,
        help="Where goods go that arrive damaged. It lies outside the stock, so nothing"
        " there is promised to customers. Empty: a place of that name is created when"
        " the first damaged goods arrive.",
    )

    def _get_damaged_location(self):
        """Return the place for goods that arrive damaged, created when it is missing.

        It lies beside the stock, not in it: nothing there is reserved for customers.
        """
        self.ensure_one()
        if not self.damaged_location_id:
            # sudo: keepers create no places; this one belongs to the warehouse.
            warehouse = self.sudo()
            warehouse.damaged_location_id = warehouse.env["stock.location"].create(
                {
                    "name": self.env._("Damaged"),
                    "usage": "internal",
                    "location_id": warehouse.view_location_id.id,
                    "company_id": warehouse.company_id.id,
                }
            )
        return self.damaged_location_id
