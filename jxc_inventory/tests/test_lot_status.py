from freezegun import freeze_time

from odoo.tests import tagged

from .lot_status_common import LotStatusCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 04:00:00")
class TestLotStatus(LotStatusCommon):
    """Milk keeps 12 months and is near expiry for the last 30 days."""

    def _count_by_status(self, lots):
        groups = lots._read_group([("id", "in", lots.ids)], ["status"], ["__count"])
        return dict(groups)

    def test_status_follows_the_days_of_the_company(self):
        # Last usable day: 2026-06-01 in Shanghai, over at 16:00 UTC.
        for instant, status in (
            ("2026-05-01 15:59:59", "usable"),
            ("2026-05-01 16:00:00", "near_expiry"),
            ("2026-06-01 15:59:59", "near_expiry"),
            ("2026-06-01 16:00:00", "expired"),
        ):
            with self.subTest(instant), freeze_time(instant):
                self.env.invalidate_all()
                lot = self.sooner
                self.assertEqual(lot.status, status)
                self.assertEqual(self._count_by_status(lot), {status: 1})
                for wanted in ("usable", "near_expiry", "expired"):
                    found = lot.search([("id", "=", lot.id), ("status", "=", wanted)])
                    self.assertEqual(bool(found), wanted == status)

    def test_lots_of_two_companies_are_judged_by_their_own_day(self):
        both = self.company + self.company_us
        lots = self.env["stock.lot"]
        for company in both:
            lots += self._lot(
                company.name,
                company_id=company.id,
                production_date="2025-06-01",
                expiration_date="2026-06-01 12:00:00",
            )
        ours, theirs = lots.with_context(allowed_company_ids=both.ids)
        with freeze_time("2026-06-01 20:00:00"):  # the 2nd in Shanghai only
            self.env.invalidate_all()
            self.assertEqual(ours.status, "expired")
            self.assertEqual(theirs.status, "near_expiry")
            for company in both:
                seen = (ours + theirs).with_company(company)
                self.assertEqual(
                    self._count_by_status(seen), {"expired": 1, "near_expiry": 1}
                )

    def test_a_hold_outweighs_the_dates(self):
        with freeze_time("2026-07-01 04:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.sooner.status, "expired")
            self._hold(self.sooner, "block")
            self.assertEqual(self.sooner.status, "blocked")
            self.assertEqual(
                self._count_by_status(self.sooner + self.later),
                {"blocked": 1, "usable": 1},
            )
            self._hold(self.sooner, "release")
            self.assertEqual(self.sooner.status, "expired")

    def test_lots_without_dates_are_usable(self):
        lot = self._lot("undated")
        self.assertFalse(lot.expiration_date)
        self.assertEqual(lot.status, "usable")
        self.assertEqual(lot.search([("status", "not in", ["usable"])]) & lot, lot[:0])

    def test_stock_can_be_searched_by_the_status_of_its_lot(self):
        self._hold(self.sooner)
        quants = self.env["stock.quant"]
        found = quants.search(
            [("lot_status", "=", "quarantined"), ("product_id", "=", self.milk.id)]
        )
        self.assertEqual(found.lot_id, self.sooner)

    def test_status_costs_the_same_for_many_lots(self):
        lots = self.env["stock.lot"].create(
            [
                {
                    "name": f"many {number}",
                    "product_id": self.milk.id,
                    "production_date": "2025-12-01",
                }
                for number in range(100)
            ]
        )
        self.env.flush_all()

        def queries(some):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("status")
            self.env["stock.lot"].search([("id", "in", some.ids)]).mapped("status")
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(lots[:10]), queries(lots))
