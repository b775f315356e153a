from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .order_days import ORDER_DAYS

_A_MONDAY = date(2024, 1, 1)


class ResPartner(models.Model):
    """Says when and for how much a vendor takes orders.

    Core's grouping of requests by weekday is about the day of arrival.
    """

    _inherit = "res.partner"

    order_on_monday = fields.Boolean("Orders on Monday")
    order_on_tuesday = fields.Boolean("Orders on Tuesday")
    order_on_wednesday = fields.Boolean("Orders on Wednesday")
    order_on_thursday = fields.Boolean("Orders on Thursday")
    order_on_friday = fields.Boolean("Orders on Friday")
    order_on_saturday = fields.Boolean("Orders on Saturday")
    order_on_sunday = fields.Boolean("Orders on Sunday")
    order_minimum_amount = fields.Float(
        "Minimum Order Amount",
        company_dependent=True,
        help="Orders below this untaxed amount, in the currency of the order, are"
        " warned of. Zero: any amount.",
    )

    @api.constrains("order_minimum_amount")
    def _check_order_minimum_amount(self):
        if any(partner.order_minimum_amount < 0 for partner in self):
            raise ValidationError(
                self.env._("The minimum order amount may not be negative.")
            )

    def _get_order_weekdays(self) -> tuple[int, ...]:
        """Return the weekdays on which this vendor takes orders, Monday being 0."""
        self.ensure_one()
        return tuple(number for number, name in enumerate(ORDER_DAYS) if self[name])

    def _format_order_weekdays(self) -> str:
        return ", ".join(
            format_date(self.env, _A_MONDAY + timedelta(days=day), date_format="EEEE")
            for day in self._get_order_weekdays()
        )
