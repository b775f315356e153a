from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.jxc_inventory.tests import browser


@tagged("post_install", "-at_install")
class TestAlertTour(browser.BrowserCase):
    def test_alerts_are_opened_from_the_systray_snoozed_and_acted_on(self):
        company = self.env["res.company"].create({"name": "Shanghai Food"})
        keeper = new_test_user(
            self.env,
            "alert keeper",
            "jxc_inventory.group_keeper",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            password="alert keeper",
        )
        keeper.tour_enabled = False
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        milk = self.env["product.product"].create(
            {
                "name": "Milk",
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
            }
        )
        for name in ("ASIDE", "MOVE"):
            lot = self.env["stock.lot"].create(
                {
                    "name": name,
                    "product_id": milk.id,
                    "company_id": company.id,
                    "expiration_date": date.today() + timedelta(days=20),
                }
            )
            self.env["stock.quant"]._update_available_quantity(
                milk, warehouse.lot_stock_id, 12, lot_id=lot
            )
        rule = self.env["jxc.alert.rule"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "jxc.alert.kind.lot.expiry"),
            ]
        )
        rule.level_ids = [
            Command.clear(),
            Command.create({"severity": "3", "threshold": 30, "unit": "days"}),
        ]
        rule._evaluate()
        self.start_tour("/odoo", "jxc_alerts", login="alert keeper", timeout=120)
        alerts = self.env["jxc.alert"].search([("rule_id", "=", rule.id)])
        aside = alerts.filtered(lambda alert: alert.lot_id.name == "ASIDE")
        self.assertRecordValues(
            aside,
            [
                {
                    "state": "snoozed",
                    "snoozed_until": company._today() + timedelta(days=7),
                }
            ],
        )
        self.assertIn("Will sell", "".join(aside.message_ids.mapped("body")))
        transfer = (alerts - aside).picking_ids
        self.assertEqual(transfer.move_line_ids.lot_id.name, "MOVE")
        self.assertEqual(transfer.move_ids.product_uom_qty, 12)
        self.assertEqual(transfer.create_uid, keeper)
