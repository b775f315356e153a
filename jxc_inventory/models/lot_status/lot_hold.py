from odoo import fields, models

from .states import HOLD_STATES


class LotHold(models.Model):
    """One change of a lot's hold: who took it out of use or freed it, when and why.

    Written by ``stock.lot._set_hold`` only; nobody changes or deletes it.
    """

    _name = "jxc.lot.hold"
    _description = "Hold of a Lot"
    _order = "date desc, id desc"
    _rec_name = "lot_id"

    lot_id = fields.Many2one(
        "stock.lot", required=True, readonly=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="lot_id.product_id")
    company_id = fields.Many2one(related="lot_id.company_id", store=True, index=True)
    from_state = fields.Selection(HOLD_STATES, "Status Before", readonly=True)
    to_state = fields.Selection(
        HOLD_STATES, "Status After", readonly=True, help="Empty: the lot was freed."
    )
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
