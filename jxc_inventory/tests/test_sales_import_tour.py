from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.jxc_inventory.tests import browser


@tagged("post_install", "-at_install")
class TestSalesImportTour(browser.BrowserCase):
    def test_manager_uploads_checks_imports_and_undoes(self):
        """The tour clicks; what each step did is read as it is done."""
        new_test_user(
            self.env,
            login="tour_manager",
            password="tour_manager",
            groups="jxc_inventory.group_manager",
            lang="en_US",
            tour_enabled=False,
        )
        Import = self.env.registry["jxc.sales.import"]
        undo, seen = Import._undo, []

        def look_then_undo(job):
            products = job.product_ids
            days = job.day_ids.sorted("date")
            seen.append(
                {
                    "state": job.state,
                    "by": job.imported_by.login,
                    "fates": [
                        job.accepted_count,
                        job.netted_count,
                        job.excluded_count,
                        job.rejected_count,
                    ],
                    "codes": products.mapped("default_code"),
                    "days": days.mapped(lambda day: (str(day.date), day.quantity)),
                }
            )
            return undo(job)

        with patch.object(Import, "_undo", look_then_undo), self._console() as lines:
            self.start_tour(
                "/odoo/sales-history-import",
                "jxc_sales_import",
                login="tour_manager",
                timeout=90,
            )
        self.assertEqual(
            seen,
            [
                {
                    "state": "done",
                    "by": "tour_manager",
                    "fates": [2, 1, 0, 1],
                    "codes": ["TOUR-TEA"],
                    "days": [("2024-01-31", 5.0), ("2024-02-01", 2.0)],
                }
            ],
        )
        job = self.env["jxc.sales.import"].search([("name", "=", "sales.csv")])
        self.assertEqual(job.state, "undone")
        self.assertFalse(job.day_ids)
        self.assertFalse(
            self.env["product.product"].search([("default_code", "=like", "TOUR-%")])
        )
        self.assertFalse(any(self._imported_demand()))
        self.assertFalse([line for line in lines if "Error" in line])

    def _imported_demand(self):
        return self.env["jxc.demand.history"].search([]).mapped("imported_qty")
