from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine.shelf_life import day_end
from .alert_common import AlertCommon


@tagged("post_install", "-at_install")
class TestAlertActions(AlertCommon):
    def setUp(self):
        super().setUp()
        self.rule = self._rule()
        self.lot = self._stock_lot(10)
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._put(self.milk, 2, shelf, self.lot)
        self._stock_lot(5, 50, location=self.warehouse_2.lot_stock_id)
        self.alert = self._evaluated(self.lot)

    def _evaluated(self, lot):
        self.rule._evaluate()
        return self._alerts(self.rule).filtered(lambda alert: alert.lot_id == lot)

    def _document(self, action):
        domain = [("id", "=", action["res_id"])] if action.get("res_id") else []
        return self.env[action["res_model"]].search(domain or action["domain"])

    def test_a_transfer_is_prefilled_and_made_once(self):
        alert = self._as(self.alert, self.keeper)
        transfer = self._document(alert.action_transfer())
        self.assertRecordValues(
            transfer,
            [
                {
                    "state": "assigned",
                    "picking_type_id": self.warehouse.int_type_id.id,
                    "location_dest_id": self.warehouse_2.lot_stock_id.id,
                    "alert_id": self.alert.id,
                }
            ],
        )
        self.assertEqual(transfer.move_ids.product_uom_qty, 7)
        self.assertEqual(transfer.move_line_ids.lot_id, self.lot)
        self.assertEqual(sorted(transfer.move_line_ids.mapped("quantity")), [2, 5])
        self.assertEqual(self._document(alert.action_transfer()), transfer)
        self.assertIn(transfer.name, alert.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "reserved"):
            transfer.alert_id = False
            alert.action_transfer()
        transfer.alert_id = self.alert
        transfer.action_cancel()
        self.assertNotEqual(self._document(alert.action_transfer()), transfer)

    def test_the_transfer_moves_the_lot_and_the_alert_goes_with_it(self):
        transfer = self._document(self._as(self.alert, self.keeper).action_transfer())
        transfer = self._as(transfer, self.keeper)
        transfer.action_confirm()
        transfer.move_ids.picked = True
        transfer.with_context(skip_expired=True).button_validate()
        self.assertEqual(transfer.state, "done")
        self.rule._evaluate()
        self.assertEqual(self.alert.state, "resolved")
        moved = self._alerts(self.rule) - self.alert
        self.assertRecordValues(
            moved.filtered(lambda alert: alert.lot_id == self.lot),
            [{"warehouse_id": self.warehouse_2.id, "quantity": 7, "state": "open"}],
        )

    def test_scrap_is_proposed_by_keepers_and_approved_by_managers(self):
        alert = self._as(self.alert, self.keeper)
        scraps = self._document(alert.action_scrap())
        self.assertRecordValues(
            scraps.sorted("scrap_qty"),
            [
                {"scrap_qty": 2, "state": "draft", "lot_id": self.lot.id},
                {"scrap_qty": 5, "state": "draft", "lot_id": self.lot.id},
            ],
        )
        self.assertEqual(self._document(alert.action_scrap()), scraps)
        with self.assertRaises(AccessError):
            self._as(scraps[0], self.keeper).action_validate()
        self.assertEqual(scraps[0].state, "draft")
        for scrap in scraps:
            self._as(scrap, self.manager).action_validate()
        self.rule._evaluate()
        self.assertEqual(self.alert.state, "resolved")
        with self.assertRaises(UserError):
            self._as(self.alert, self.keeper).action_return()

    def test_scrap_of_ones_own_needs_no_approval(self):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.milk.id,
                "lot_id": self.lot.id,
                "scrap_qty": 1,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        self._as(scrap, self.keeper).action_validate()
        self.assertEqual(scrap.state, "done")

    def test_a_return_goes_to_the_vendor_of_the_receipt(self):
        vendor = self.env["res.partner"].create({"name": "Dairy Ltd"})
        receipt = self._receipt({"lot_name": "R1", "quantity": 3})
        receipt.partner_id = vendor
        receipt.move_ids.picked = True
        receipt.with_context(skip_expired=True, skip_backorder=True).button_validate()
        lot = receipt.move_line_ids.lot_id
        zone = self.company._jxc_timezone()
        lot.expiration_date = day_end(self.today + timedelta(days=8), zone)
        self._put(self.milk, 4, lot=lot)
        alert = self._as(self._evaluated(lot), self.keeper)
        returned = self._document(alert.action_return())
        self.assertRecordValues(
            returned,
            [
                {
                    "state": "draft",
                    "partner_id": vendor.id,
                    "return_id": receipt.id,
                    "location_dest_id": receipt.location_id.id,
                }
            ],
        )
        self.assertRecordValues(
            returned.move_ids,
            [
                {
                    "product_uom_qty": 3,
                    "origin_returned_move_id": receipt.move_ids.id,
                }
            ],
        )
        self.assertEqual(self._document(alert.action_return()), returned)

    def test_without_a_receipt_the_cure_is_named(self):
        with self.assertRaisesRegex(UserError, "by hand"):
            self._as(self.alert, self.keeper).action_return()
        self.assertFalse(self.alert.picking_ids)

    def test_a_discount_lasts_until_the_lot_expires_and_is_made_once(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "Retail", "company_id": self.company.id}
        )
        alert = self._as(self.alert, self.manager)
        wizard = self._document(alert.action_discount()).with_user(self.manager)
        wizard.write({"pricelist_id": pricelist.id, "percent": 30})
        item = self._document(wizard.action_confirm())
        zone = self.company._jxc_timezone()
        self.assertRecordValues(
            item,
            [
                {
                    "pricelist_id": pricelist.id,
                    "product_id": self.milk.id,
                    "percent_price": 30,
                    "date_end": day_end(self.alert.due_date, zone),
                    "alert_id": self.alert.id,
                }
            ],
        )
        self.milk.list_price = 100
        self.assertEqual(pricelist._get_product_price(self.milk, 1), 70)
        self.assertEqual(self._document(alert.action_discount()), item)
        self.assertEqual(self._document(wizard.action_confirm()), item)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_may_not_set_prices_makes_no_discount(self):
        with self.assertRaises(AccessError):
            self._as(self.alert, self.keeper).action_discount()
        self.assertFalse(self.alert.pricelist_item_ids)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_a_salesperson_makes_no_document_of_an_alert_of_sales(self):
        self.alert.audience = "sale"
        for action in ("action_transfer", "action_scrap", "action_return"):
            with self.assertRaises(AccessError):
                getattr(self._as(self.alert, self.seller), action)()
        self.assertFalse(self.alert.picking_ids | self.alert.scrap_ids.picking_id)

    def test_buttons_fit_the_kind_and_end_with_the_alert(self):
        self.assertEqual(
            self.alert.fitting_actions, ",lot,transfer,discount,return,scrap,"
        )
        self.rule.active = False
        self.assertEqual(self.alert.fitting_actions, ",lot,")

    def test_reorder_opens_the_rule_in_replenishment(self):
        point = self.env["stock.warehouse.orderpoint"].create(
            {"product_id": self.milk.id, "product_min_qty": 900, "product_max_qty": 900}
        )
        rule = self._rule("jxc.alert.kind.below.minimum", [("2", 100, "percent")])
        rule._evaluate()
        action = self._as(self._alerts(rule), self.buyer).action_reorder()
        self.assertEqual(action["res_model"], "stock.warehouse.orderpoint")
        self.assertEqual(self._document(action), point)

    def test_what_is_shown_exists(self):
        alert = self._as(self.alert, self.keeper)
        self.assertEqual(self._document(alert.action_open_lot()), self.lot)
        self.assertEqual(self._document(alert.action_open_product()), self.milk)
        self.assertEqual(self._document(alert.action_open_subject()), self.lot)
        self.assertEqual(alert.action_open_stock()["res_model"], "stock.quant")
