from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL, groupby

from .stock_orderpoint_terms import listed

# A vendor is proposed, or changed by itself, for a gain of at least this.
_WORTH_PERCENT = 1.0


class Offer(NamedTuple):
    """What one vendor asks for the product of one rule."""

    rule_id: int
    reckoned_id: int  # the vendor reckoned with so far
    info_id: int
    partner_id: int
    commercial_id: int
    price: float  # of a unit of the product
    currency_id: int
    days: float


class StockWarehouseOrderpoint(models.Model):
    """Proposes the vendor that is the best buy by price, lead time and punctuality.

    Core's choice, the first vendor on the price list, stands unless somebody chooses or
    the company wants the best taken by itself.
    """

    _inherit = "stock.warehouse.orderpoint"

    better_vendor_id = fields.Many2one(
        "res.partner",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Costs less than the vendor reckoned with, once lead time and punctuality"
        " have their price.",
    )
    better_vendor_saving = fields.Float(
        "Saved by Better Vendor (%)", readonly=True, copy=False, digits=(16, 1)
    )
    supplier_automatic = fields.Boolean(
        "Vendor Chosen Automatically", readonly=True, copy=False
    )

    def write(self, vals):
        if "supplier_id" in vals and "supplier_automatic" not in vals:
            vals = {**vals, "supplier_automatic": False}
        return super().write(vals)

    def _order_sentences(self) -> list[str]:
        sentences = super()._order_sentences()
        if self.better_vendor_id and not self.transfer_quantity:
            sentences.append(
                self.env._(
                    "%(vendor)s would cost %(saving)s %% less, lead time and"
                    " punctuality included.",
                    vendor=self.better_vendor_id.display_name,
                    saving=self._format(self.better_vendor_saving, 1),
                )
            )
        return sentences

    def _choose_vendors(self, company) -> None:
        """Propose better vendors to the rules of one company, or take them."""
        better = self._get_better_vendors(company)
        automatic = company.vendor_choice == "best"
        self.env.cr.execute(
            SQL(
                """
            UPDATE stock_warehouse_orderpoint AS rule
               SET better_vendor_id = better.partner,
                   better_vendor_saving = better.saving,
                   supplier_id = CASE WHEN %(automatic)s
                                 THEN COALESCE(better.info, rule.supplier_id)
                                 WHEN NOT COALESCE(rule.supplier_automatic, FALSE)
                                 THEN rule.supplier_id END,
                   supplier_automatic = %(automatic)s AND (
                        better.info IS NOT NULL
                        OR COALESCE(rule.supplier_automatic, FALSE))
              FROM stock_warehouse_orderpoint given
         LEFT JOIN unnest(%(ids)s::int[], %(infos)s::int[], %(partners)s::int[],
                          %(savings)s::numeric[])
                   AS better(id, info, partner, saving) ON better.id = given.id
             WHERE rule.id = given.id AND given.company_id = %(company)s
               AND given.active AND given.reorder_method = 'demand'
               AND (better.id IS NOT NULL OR given.better_vendor_id IS NOT NULL
                    OR given.supplier_automatic)
            """,
                automatic=automatic,
                company=company.id,
                **better,
            )
        )
        self.invalidate_model(
            [
                "better_vendor_id",
                "better_vendor_saving",
                "supplier_id",
                "supplier_automatic",
            ]
        )

    def _get_better_vendors(self, company) -> dict[str, list]:
        """Return lists of rules, price list rows, vendors and percents saved."""
        offers = self._read_offers(company)
        prices = self._get_comparable_prices(offers, company) if offers else []
        better = {"ids": [], "infos": [], "partners": [], "savings": []}
        for rule_id, of_rule in groupby(
            zip(offers, prices, strict=True), lambda pair: pair[0].rule_id
        ):
            best, least = min(of_rule, key=lambda pair: pair[1])
            asked = [
                price
                for offer, price in of_rule
                if offer.partner_id == offer.reckoned_id
            ]
            saving = 100 * (1 - least / asked[0]) if asked and asked[0] else 0.0
            if saving >= _WORTH_PERCENT:
                better["ids"].append(rule_id)
                better["infos"].append(best.info_id)
                better["partners"].append(best.partner_id)
                better["savings"].append(round(saving, 1))
        return better

    def _get_comparable_prices(self, offers: list[Offer], company) -> list[float]:
        from ...engine.supply.vendor_choice import comparable_price

        on_time = self._get_punctuality(company, {o.commercial_id for o in offers})
        rates = self._get_rates({offer.currency_id for offer in offers}, company)
        return comparable_price(
            [offer.price * rates[offer.currency_id] for offer in offers],
            [offer.days for offer in offers],
            [on_time[offer.commercial_id] for offer in offers],
            company.holding_cost_rate / 100,
            company.lateness_cost_rate / 100,
        ).tolist()

    def _get_punctuality(self, company, vendor_ids: set[int]) -> dict[int, float]:
        """Return the share of receipts on time to expect, by commercial vendor."""
        from ...engine.supply.vendor_choice import punctuality

        rows = self.env.execute_query(
            SQL(
                """
            SELECT partner_id, SUM(on_time)::int, SUM(receipts)::int
              FROM jxc_vendor_lead_time
             WHERE company_id = %s
          GROUP BY partner_id
            """,
                company.id,
            )
        )
        counted = {vendor_id: (0, 0) for vendor_id in vendor_ids}
        counted |= {vendor_id: (good, total) for vendor_id, good, total in rows}
        good, total = zip(*counted.values(), strict=True)
        return dict(zip(counted, punctuality(good, total).tolist(), strict=True))

    def _read_offers(self, company) -> list[Offer]:
        """Return what several vendors ask for the same product, at the quantity of the
        rule, for rules of which nobody chose the vendor.
        """
        rows = self.env.execute_query(
            SQL(
                """
            SELECT offer.*
              FROM (SELECT DISTINCT ON (rule.id, info.partner_id)
                           rule.id, rule.order_vendor_id, info.id AS info_id,
                           info.partner_id, partner.commercial_partner_id,
                           (info.price * (1 - COALESCE(info.discount, 0) / 100)
                            / pack.factor)::float8, info.currency_id,
                           COALESCE(measured.days, info.delay)::float8,
                           COUNT(*) OVER (PARTITION BY rule.id) AS rows
                      FROM stock_warehouse_orderpoint rule
                      JOIN product_product product ON product.id = rule.product_id
                      JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                      JOIN product_supplierinfo info ON info.product_tmpl_id = tmpl.id
                      JOIN res_partner partner
                        ON partner.id = info.partner_id AND partner.active
                      JOIN uom_uom unit ON unit.id = tmpl.uom_id
                      JOIN uom_uom vendor_unit ON vendor_unit.id = info.product_uom_id
             CROSS JOIN LATERAL (
                        SELECT (vendor_unit.factor / unit.factor)::float8 AS factor,
                               GREATEST(info.min_qty, COALESCE(info.order_minimum, 0))
                               * vendor_unit.factor / unit.factor
                               <= rule.order_quantity AS reached) AS pack
                 LEFT JOIN jxc_vendor_lead_time measured
                        ON measured.company_id = rule.company_id
                       AND measured.partner_id = partner.commercial_partner_id
                       AND measured.product_id = rule.product_id
                     WHERE rule.company_id = %(company)s AND rule.active
                       AND rule.reorder_method = 'demand' AND rule.order_quantity > 0
                       AND (rule.supplier_id IS NULL OR rule.supplier_automatic)
                       AND (pack.reached OR info.partner_id = rule.order_vendor_id)
                       AND %(listed)s
                  ORDER BY rule.id, info.partner_id, pack.reached DESC,
                           CASE WHEN pack.reached THEN info.price / pack.factor END,
                           info.min_qty, info.id) AS offer
             WHERE offer.rows > 1
            """,
                company=company.id,
                listed=listed(company._today()),
            )
        )
        return [Offer(*row[:-1]) for row in rows]
