from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.jxc_reports.models.stock_ledger import IN_TRANSIT

from .common import StockHistoryCase


@tagged("post_install", "-at_install")
class TestSummary(StockHistoryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.average = cls._category("average", "Food")
        cls.tea = cls._product("Green tea", cls.average, default_code="TEA")

    def _line_sums(self, product, place, column, first, last):
        """Return the sums of quantity and value that a click on a figure lists."""
        action = (
            self.env["jxc.stock.summary"]
            .with_user(self.manager)
            .get_lines_action(self._options(first, last), product.id, place, column)
        )
        lines = (
            self.env[action["res_model"]]
            .with_user(self.manager)
            .search(action["domain"])
        )
        return (
            round(sum(lines.mapped("quantity_product_uom")), 2),
            round(sum(lines.mapped("summary_value")), 2),
        )

    def test_every_kind_of_movement_has_its_column(self):
        tea, shop = self.tea, self.shop_stock
        self._receive(tea, 100, 1, price=2.0)
        self._receive(tea, 50, 40, price=4.0)
        self._deliver(tea, 20, 41)
        self._move(tea, 3, self.customer, shop, 42)
        self._move(tea, 5, shop, self.vendor, 43)
        self._move(tea, 7, self.production, shop, 44)
        self._move(tea, 2, shop, self.production, 45)
        self._scrap(tea, 1, 46)
        self._count(tea, 140, 47)  # 132 on the books
        self._count(tea, 138, 48)
        self._move(tea, 30, shop, self.transit, 49)
        self._move(tea, 10, self.transit, self.store_stock, 50)
        summary = self._summary(35, 55)
        quantities = self._figures(summary, tea, self.shop.id)
        self.assertEqual(
            quantities,
            {
                "opening": 100,
                "purchase": 50,
                "customer_return": 3,
                "production": 7,
                "gain": 8,
                "total_in": 68,
                "sale": 20,
                "vendor_return": 5,
                "consumption": 2,
                "transfer_out": 30,
                "loss": 2,
                "scrap": 1,
                "total_out": 60,
                "closing": 108,
            },
        )
        self.assertEqual(
            self._figures(summary, tea, self.store.id),
            {"transfer_in": 10, "total_in": 10, "closing": 10},
        )
        self.assertEqual(
            self._figures(summary, tea, IN_TRANSIT),
            {
                "transfer_in": 30,
                "total_in": 30,
                "transfer_out": 10,
                "total_out": 10,
                "closing": 20,
            },
        )
        values = self._figures(summary, tea, self.shop.id, "values")
        self.assertEqual(values["opening"], 200.0)
        self.assertEqual(values["purchase"], 200.0)
        self.assertEqual(summary["untied"], 0)
        for column, quantity in quantities.items():
            if column in ("opening", "closing"):
                continue
            with self.subTest(column=column):
                listed = self._line_sums(tea, self.shop.id, column, 35, 55)
                self.assertEqual(listed[0], quantity)
                if column not in ("transfer_out", "total_out"):
                    self.assertEqual(listed[1], values[column])

    def test_closing_of_a_period_is_the_opening_of_the_next(self):
        self._receive(self.tea, 10, 2, price=3.0)
        self._deliver(self.tea, 4, 12)
        self._reprice(self.tea, 5.0, 14)
        first = self._summary(0, 20)
        after = self._summary(21, 40)
        for measure in ("quantities", "values"):
            self.assertEqual(
                self._figures(first, self.tea, self.shop.id, measure)["closing"],
                self._figures(after, self.tea, self.shop.id, measure)["opening"],
            )

    def test_revaluation_without_movement_is_an_adjustment(self):
        self._receive(self.tea, 10, 2, price=3.0)
        self._reprice(self.tea, 5.0, 14)
        values = self._figures(self._summary(10, 20), self.tea, self.shop.id, "values")
        self.assertEqual(values, {"opening": 30.0, "adjustment": 20.0, "closing": 50.0})

    def test_a_day_ends_at_midnight_in_shanghai(self):
        late = self._receive(self.tea, 10, 5, price=3.0)
        late.date = self._at(5).replace(hour=15, minute=59, second=59)
        early = self._receive(self.tea, 7, 5, price=3.0)
        early.date = self._at(5).replace(hour=16, minute=0, second=0)
        today = self._figures(self._summary(5, 5), self.tea, self.shop.id)
        tomorrow = self._figures(self._summary(6, 6), self.tea, self.shop.id)
        self.assertEqual(today, {"purchase": 10, "total_in": 10, "closing": 10})
        self.assertEqual(
            tomorrow, {"opening": 10, "purchase": 7, "total_in": 7, "closing": 17}
        )

    def test_goods_of_others_are_left_out(self):
        for method in ("average", "fifo"):
            product = self._product(f"Consigned {method}", self._category(method))
            owner = self.env["res.partner"].create({"name": "Consignor"})
            self._receive(product, 10, 1, price=3.0)
            self._receive(product, 99, 2, owner=owner)
            self._receive(product, 50, 9, owner=owner)
            summary = self._summary(0, 5)
            with self.subTest(method=method):
                self.assertEqual(
                    self._figures(summary, product, self.shop.id),
                    {"purchase": 10, "total_in": 10, "closing": 10},
                )
                values = self._figures(summary, product, self.shop.id, "values")
                self.assertEqual(values["closing"], 30.0)

    def test_lots_valued_one_by_one_keep_their_own_cost_and_their_past(self):
        for method in ("average", "fifo"):
            product = self._product(
                f"Lots {method}",
                self._category(method),
                tracking="lot",
                lot_valuated=True,
            )
            dear, cheap = self.env["stock.lot"].create(
                [{"name": name, "product_id": product.id} for name in ("D", "C")]
            )
            self._receive(product, 10, 1, price=9.0, lot=dear)
            self._receive(product, 10, 2, 1.0, self.store_stock, lot=cheap)
            self._deliver(product, 4, 5, lot=dear)
            then = self._summary(0, 6)
            self._deliver(product, 6, 10, lot=dear)
            with self.subTest(method=method):
                values = self._figures(then, product, self.shop.id, "values")
                self.assertEqual(values["closing"], 54.0)
                later = self._summary(0, 6)
                for place in (self.shop.id, self.store.id):
                    self.assertEqual(
                        self._figures(then, product, place, "values"),
                        self._figures(later, product, place, "values"),
                    )
                now = self._summary(0, 6000)
                self.env.invalidate_all()
                self.assertEqual(
                    self._figures(now, product, self.store.id, "values")["closing"],
                    product.with_user(self.manager).total_value,
                )

    def test_a_later_bill_changes_neither_the_past_nor_the_tie(self):
        receipt = self._receive(self.tea, 10, 1, price=3.0)
        before = self._summary(0, 5)
        with freeze_time(self._at(20)):
            receipt.value_manual = 45.0
        after = self._summary(0, 5)
        closing = [
            self._figures(summary, self.tea, self.shop.id, "values")["closing"]
            for summary in (before, after)
        ]
        self.assertEqual(closing, [30.0, 30.0])
        self.assertEqual(after["untied"], 0)
        self.assertEqual(
            self._figures(self._summary(10, 25), self.tea, self.shop.id, "values"),
            {"opening": 30.0, "adjustment": 15.0, "closing": 45.0},
        )

    def test_filters_and_groups(self):
        tools = self._category("fifo", "Tools")
        hammer = self._product("Hammer", tools, default_code="HAM")
        idle = self._product("Idle saw", tools, default_code="SAW")
        self._receive(self.tea, 10, 12, price=3.0)
        self._receive(hammer, 5, 12, 7.0, self.store_stock)
        self._receive(idle, 5, 1, price=7.0)

        def names(**options):
            lines = self._summary(10, 20, **options)["lines"]
            return [line.get("group", line.get("name")) for line in lines]

        self.assertEqual(names(), ["Green tea", "Hammer", "Idle saw"])
        self.assertEqual(names(hide_idle=True), ["Green tea", "Hammer"])
        self.assertEqual(names(search="ham"), ["Hammer"])
        self.assertEqual(names(place_ids=self.store.ids), ["Hammer"])
        self.assertEqual(names(category_ids=tools.ids), ["Hammer", "Idle saw"])
        self.assertEqual(
            names(group_by="category"),
            ["Food", "Green tea", "Tools", "Hammer", "Idle saw"],
        )
        grouped = self._summary(10, 20, group_by="warehouse")
        sums = [line["values"] for line in grouped["lines"] if "group" in line]
        self.assertEqual(len(sums), 2)
        for index, total in enumerate(grouped["total"]["values"]):
            self.assertAlmostEqual(sum(values[index] for values in sums), total, 2)

    def test_an_archived_product_keeps_its_history(self):
        self._receive(self.tea, 10, 1, price=3.0)
        self.tea.active = False
        figures = self._figures(self._summary(0, 5), self.tea, self.shop.id)
        self.assertEqual(figures["closing"], 10)

    def test_quantities_of_different_units_are_not_added_up(self):
        litre = self._product("Oil", self.average)
        litre.uom_id = self.env.ref("uom.product_uom_litre")
        self._receive(self.tea, 10, 1, price=3.0)
        self._receive(litre, 4, 1, price=5.0)
        total = self._summary(0, 5)["total"]
        self.assertIsNone(total["quantities"])
        self.assertEqual(total["values"][-1], 50.0)

    def test_options_that_cannot_be_used_are_named(self):
        model = self.env["jxc.stock.summary"].with_user(self.manager)
        for options, word in (
            ({}, "date"),
            ({"date_from": "2026-02-30", "date_to": "2026-03-01"}, "2026-02-30"),
            ({"date_from": "2026-03-02", "date_to": "2026-03-01"}, "exchange"),
            (self._options(0, 1, group_by="moon"), "moon"),
            (self._options(0, 1, place_ids=["1; drop"]), "place_ids"),
        ):
            with self.subTest(options=options), self.assertRaisesRegex(UserError, word):
                model.get_summary(options)

    def test_number_of_queries_does_not_grow_with_the_products(self):
        def queries(search):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self._summary(0, 6000, search=search)["row_count"]
            return rows, self.env.cr.sql_log_count - before

        for number in range(12):
            product = self._product(f"Many {number}", self.average)
            self._receive(product, 5, 1, price=2.0)
        queries("Many 1")
        self.assertEqual(queries("Many 11")[0], 1)
        one, all_ = queries("Many 11")[1], queries("Many")[1]
        self.assertEqual(queries("Many")[0], 12)
        self.assertLessEqual(all_, one)
