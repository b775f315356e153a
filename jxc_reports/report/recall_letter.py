from typing import Any

from odoo import api, fields, models
from odoo.tools import format_date


class RecallLetter(models.AbstractModel):
    """The letter that tells customers which of their goods to send back.

    Everything in it speaks the customer's language. The head is part of the page, so
    that it is there with every build of wkhtmltopdf (Debian's draws no headers).
    """

    _name = "report.jxc_reports.recall_letter_document"
    _description = "Recall Letter"

    @api.model
    def _get_report_values(self, docids, data=None) -> dict[str, Any]:
        customers = self.env["jxc.recall.customer"].browse(docids)
        customers.check_access("read")
        deliveries = self._deliveries(customers)
        return {
            "docs": customers,
            "letters": [
                self._letter(customer, deliveries.get(customer, {}))
                for customer in customers
            ],
        }

    @api.model
    def _deliveries(self, customers) -> dict[Any, dict[Any, list]]:
        """Return by customer and lot the done lines that delivered it."""
        wanted = {
            (customer.partner_id, lot): customer
            for customer in customers
            for lot in customer.line_ids.lot_id
        }
        # sudo: whoever may read a recall may tell its customers when they got what.
        lines = self.env["stock.move.line"].sudo()
        lines = lines.search(
            [
                ("lot_id", "in", customers.line_ids.lot_id.ids),
                ("state", "=", "done"),
                ("location_dest_id.usage", "=", "customer"),
                ("location_id.usage", "!=", "customer"),
            ],
            order="date, id",
        )
        found = {}
        for line in lines:
            partner = line._get_party().commercial_partner_id
            customer = wanted.get((partner.sudo(False), line.lot_id.sudo(False)))
            if customer:
                found.setdefault(customer, {}).setdefault(line.lot_id.id, []).append(
                    line
                )
        return found

    @api.model
    def _letter(self, customer, deliveries) -> dict[str, Any]:
        lang = customer.partner_id.lang or self.env.lang
        # sudo: products, units and dates of lots that the recall names anyway.
        customer = customer.with_context(lang=lang).sudo()
        recall, env = customer.recall_id, customer.env
        return {
            "lang": lang,
            "customer": customer,
            "recall": recall,
            "company": customer.company_id,
            "contact_line": " · ".join(
                filter(
                    None,
                    [
                        recall.user_id.name,
                        recall.user_id.phone or customer.company_id.phone,
                        recall.user_id.email,
                    ],
                )
            ),
            "date": format_date(
                env, fields.Date.context_today(customer), date_format="long"
            ),
            "rows": [
                self._row(line, deliveries.get(line.lot_id.id, []))
                for line in customer.line_ids.sorted("id")
            ],
        }

    @api.model
    def _row(self, line, deliveries) -> dict[str, Any]:
        env, lot, unit = line.env, line.lot_id, line.product_uom_id
        days = [
            format_date(env, fields.Datetime.context_timestamp(line, sent.date).date())
            for sent in deliveries
        ]
        return {
            "product": line.product_id.display_name,
            "lot": lot.name,
            "production": format_date(env, lot.production_date) or "",
            "expiry": format_date(env, lot._get_expiry_day())
            if lot.expiration_date
            else "",
            "deliveries": [
                f"{day} {sent.reference or ''}".strip()
                for day, sent in zip(days, deliveries, strict=True)
            ],
            "delivered": self._amount(line.quantity_in, unit),
            "remaining": self._amount(line.quantity_remaining, unit),
        }

    @api.model
    def _amount(self, quantity, unit) -> str:
        return f"{quantity:g} {unit.name}"
