import base64
import datetime

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ...engine.sales_import.analysis import Analysis
from ...engine.sales_import.values import SCALE

_BATCH = 500
_QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


class SalesImport(models.Model):
    """What an import makes. All of it is one transaction: a crash leaves nothing."""

    _inherit = "jxc.sales.import"

    def _claim_company(self):
        """Let one import of a company take effect at a time.

        Writing the row makes a second import wait, and then start again with what
        the first has made in sight.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE res_company SET write_date = write_date WHERE id = %s",
                self.company_id.id,
            )
        )

    def _apply(self, analysis: Analysis):
        """Make what the analysed file tells of."""
        self.ensure_one()
        if not analysis.fingerprints:
            raise UserError(
                self.env._("There is nothing to import: no row is new and accepted.")
            )
        products = self._make_products(analysis)
        self._make_customers(analysis)
        self._insert_days(analysis, products)
        self._state_demand()
        self.write(
            {
                "state": "done",
                "imported_at": fields.Datetime.now(),
                "imported_by": self.env.uid,
            }
        )
        # sudo: users cannot read or write this field; it holds hashes of the rows.
        self.sudo().fingerprints = base64.b64encode(analysis.fingerprints.tobytes())
        self.message_post(
            body=self.env._(
                "Imported %(days)s days of demand of %(sold)s products;"
                " %(new)s products are new.",
                days=len(analysis.demand),
                sold=len(products),
                new=len(self.product_ids),
            )
        )

    def _make_products(self, analysis: Analysis) -> dict[int, int]:
        """Return the id of each product sold, making those that do not exist."""
        known = self._products()
        numbers = sorted(set(analysis.demand.products))
        found, missing = {}, []
        for number in numbers:
            product = known.get(analysis.products[number].code.casefold())
            if product:
                found[number] = product.id
            else:
                missing.append(number)
        units = self._make_units({analysis.products[n].unit for n in missing})
        # sudo: making the file's products is what the right to import means; a
        # manager need not have Odoo's own right to create products one by one.
        Product = self.env["product.product"].sudo().with_context(**_QUIET)
        company = self._product_company()
        for batch in split_every(_BATCH, missing, list):
            made = Product.create(
                [
                    {
                        "name": product.name,
                        "default_code": product.code,
                        "type": "consu",
                        "is_storable": True,
                        "list_price": product.price,
                        "uom_id": units[product.unit.casefold()],
                        "company_id": company.id,
                    }
                    for product in (analysis.products[n] for n in batch)
                ]
            )
            found.update(zip(batch, made.ids, strict=True))
            self.product_ids = [fields.Command.link(id_) for id_ in made.ids]
        return found

    def _product_company(self):
        """Return the company new products belong to.

        Codes of two companies' old systems may mean different goods, so where there
        are several companies a product belongs to the one that imports it.
        """
        # sudo: only whether there is another company is used.
        several = self.env["res.company"].sudo().search_count([], limit=2) > 1
        return self.company_id if several else self.env["res.company"]

    def _make_units(self, names: set[str]) -> dict[str, int]:
        """Return the id of each unit by name without letter case."""
        rows = self.env.execute_query(
            SQL("SELECT id, name FROM uom_uom ORDER BY id DESC")
        )
        units = {text.casefold(): id_ for id_, texts in rows for text in texts.values()}
        missing = {name.casefold(): name for name in sorted(names, reverse=True)}
        missing = [name for key, name in missing.items() if key not in units]
        # sudo: as for products.
        made = self.env["uom.uom"].sudo().create([{"name": n} for n in missing])
        self.uom_ids = [fields.Command.link(id_) for id_ in made.ids]
        return units | dict(zip(map(str.casefold, missing), made.ids, strict=True))

    def _make_customers(self, analysis: Analysis):
        """Make contacts of customer numbers that no contact has."""
        if not self.create_customers:
            return
        company = self.company_id
        Partner = self.env["res.partner"].with_context(**_QUIET)
        known = {
            (text or "").strip().casefold()
            for partner in Partner.with_context(active_test=False).search_fetch(
                [("company_id", "in", [False, company.id])], ["ref", "name"]
            )
            for text in (partner.ref, partner.name)
        }
        missing = [c for c in analysis.customers if c.number.casefold() not in known]
        owner = self._product_company()
        for batch in split_every(_BATCH, missing, list):
            made = Partner.create(
                [
                    {
                        "name": customer.name,
                        "ref": customer.number,
                        "customer_rank": 1,
                        "company_id": owner.id,
                    }
                    for customer in batch
                ]
            )
            self.partner_ids = [fields.Command.link(id_) for id_ in made.ids]

    def _insert_days(self, analysis: Analysis, products: dict[int, int]):
        self.env.flush_all()
        day = datetime.date.fromordinal
        self.env.cr.execute_values(
            "INSERT INTO jxc_sales_import_day"
            " (import_id, product_id, warehouse_id, company_id, date, quantity)"
            " VALUES %s",
            [
                (self.id, product_id, warehouse, self.company_id.id, day, quantity)
                for product_id, warehouse, day, quantity in self._by_component(
                    (products[number], warehouse, day(ordinal), quantity / SCALE)
                    for number, warehouse, ordinal, quantity in analysis.demand
                )
            ],
            page_size=5_000,
        )
        self.env["jxc.sales.import.day"].invalidate_model()

    def _state_demand(self):
        """State the imported demand of all keys this import has a row for."""
        self.env["jxc.demand.history"]._state_quantities(
            ("imported_qty",),
            SQL(
                """
                SELECT day.product_id, day.warehouse_id, day.company_id, day.date,
                       SUM(day.quantity)
                  FROM jxc_sales_import_day own
                  JOIN jxc_sales_import_day day
                 USING (product_id, warehouse_id, date)
                 WHERE own.import_id = %s
              GROUP BY day.product_id, day.warehouse_id, day.company_id, day.date
                """,
                self.id,
            ),
        )
        self.env["jxc.reorder.slice"]._forget_forecasts(self.company_id)
