from odoo import api, fields, models
from odoo.tools import float_compare, formatLang


class PurchaseOrder(models.Model):
    """Warns of requests that do not keep the terms of the vendor; none is stopped."""

    _inherit = "purchase.order"

    terms_warning = fields.Text("Vendor's Terms", compute="_compute_terms_warning")

    @api.depends(
        "state",
        "partner_id",
        "amount_untaxed",
        "date_order",
        "order_line.product_qty",
        "order_line.product_uom_id",
        "order_line.product_id",
    )
    @api.depends_context("lang")
    def _compute_terms_warning(self):
        for order in self:
            warnings = []
            if order.state in ("draft", "sent", "to approve") and order.order_line:
                warnings = [
                    order._amount_warning(),
                    order._weekday_warning(),
                    *(line._terms_warning() for line in order.order_line),
                ]
            order.terms_warning = "\n".join(filter(None, warnings))

    def _amount_warning(self) -> str:
        vendor = self.partner_id.with_company(self.company_id)
        missing = vendor.order_minimum_amount - self.amount_untaxed
        if self.currency_id.compare_amounts(missing, 0) <= 0:
            return ""
        return self.env._(
            "%(vendor)s takes orders from %(minimum)s: %(missing)s are missing.",
            vendor=vendor.display_name,
            minimum=self._format_amount(vendor.order_minimum_amount),
            missing=self._format_amount(missing),
        )

    def _weekday_warning(self) -> str:
        days = self.partner_id._get_order_weekdays()
        company = self.company_id or self.env.company
        if not days or company._jxc_local(self.date_order).weekday() in days:
            return ""
        return self.env._(
            "%(vendor)s takes orders on %(days)s only.",
            vendor=self.partner_id.display_name,
            days=self.partner_id._format_order_weekdays(),
        )

    def _format_amount(self, amount: float) -> str:
        return formatLang(self.env, amount, currency_obj=self.currency_id)


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def _terms_warning(self) -> str:
        """Return what is wrong with the quantity by the vendor's terms."""
        info = self.selected_seller_id
        if self.display_type or not info:
            return ""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        quantity = self.product_uom_id._compute_quantity(
            self.product_qty, info.product_uom_id, round=False
        )
        values = {
            "product": self.product_id.display_name,
            "unit": info.product_uom_id.name,
        }
        if float_compare(quantity, info.order_minimum, precision_digits=digits) < 0:
            return self.env._(
                "%(product)s: at least %(minimum)s %(unit)s.",
                minimum=formatLang(self.env, info.order_minimum, digits=0),
                **values,
            )
        packs = quantity / info.order_multiple if info.order_multiple else 0.0
        if float_compare(packs, round(packs), precision_digits=4):
            return self.env._(
                "%(product)s: in multiples of %(multiple)s %(unit)s.",
                multiple=formatLang(self.env, info.order_multiple, digits=0),
                **values,
            )
        return ""
