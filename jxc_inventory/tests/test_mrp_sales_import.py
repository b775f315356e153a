from odoo.fields import Command
from odoo.tests import tagged

from .sales_import_common import SalesImportCommon


@tagged("post_install", "-at_install", "-standard", "mrp")
class TestMrpSalesImport(SalesImportCommon):
    """Sales of kits in an imported file; see ``./jxc test mrp``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.milk = cls._product("Milk", default_code="MILK")
        cls.bread = cls._product("Bread", default_code="BREAD")
        cls.breakfast = cls._kit("BREAKFAST", {cls.milk: 2, cls.bread: 1})
        cls.hamper = cls._kit("HAMPER", {cls.breakfast: 3, cls.milk: 1}, makes=2)

    @classmethod
    def _kit(cls, code, components, makes=1):
        kit = cls._product(code.title(), default_code=code)
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "product_qty": makes,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": product.id, "product_qty": quantity})
                    for product, quantity in components.items()
                ],
            }
        )
        return kit

    def _demand(self):
        return {
            (code, day): quantity
            for (code, _warehouse, day), quantity in self._history().items()
        }

    def test_kits_are_demand_of_their_components(self):
        self._imported(
            self._csv(
                self._sale("BREAKFAST", "4"),
                self._sale("MILK", "5", document="2"),
                self._sale("HAMPER", "2", document="3", day="2024-02-01"),
            )
        )
        self.assertEqual(
            self._demand(),
            {
                ("MILK", "2024-01-31"): 13,
                ("BREAD", "2024-01-31"): 4,
                ("MILK", "2024-02-01"): 7,
                ("BREAD", "2024-02-01"): 3,
            },
        )

    def test_undoing_takes_back_what_came_whatever_the_kit_is_now(self):
        job = self._imported(self._csv(self._sale("BREAKFAST", "4")))
        self.env["mrp.bom"].search(
            [("product_tmpl_id", "=", self.breakfast.product_tmpl_id.id)]
        ).bom_line_ids[0].product_qty = 9
        job.action_undo()
        self.assertEqual(self._demand(), {})

    def test_what_is_produced_is_demand_of_itself(self):
        self.env["mrp.bom"].search(
            [("product_tmpl_id", "=", self.breakfast.product_tmpl_id.id)]
        ).type = "normal"
        self._imported(self._csv(self._sale("BREAKFAST", "4")))
        self.assertEqual(self._demand(), {("BREAKFAST", "2024-01-31"): 4})
