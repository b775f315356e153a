from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import recall as engine


class RecallCustomer(models.Model):
    """A customer who received recalled goods; keeps what was written to them."""

    _name = "jxc.recall.customer"
    _description = "Customer of a Recall"
    _inherit = ["mail.thread"]
    _order = "recall_id desc, id"
    _rec_name = "partner_id"

    recall_id = fields.Many2one(
        "jxc.recall", required=True, index=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True, index=True)
    user_id = fields.Many2one(related="recall_id.user_id")
    state = fields.Selection(related="recall_id.state", string="Recall State")
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, index=True, ondelete="restrict"
    )
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    line_ids = fields.One2many("jxc.recall.line", "customer_id", readonly=True)
    quantity_in = fields.Float(
        "Delivered", digits="Product Unit", compute="_compute_quantities", store=True
    )
    quantity_returned = fields.Float(
        "Returned", digits="Product Unit", compute="_compute_quantities", store=True
    )
    quantity_remaining = fields.Float(
        "Remaining", digits="Product Unit", compute="_compute_quantities", store=True
    )
    progress = fields.Float(compute="_compute_progress")
    informed_on = fields.Datetime(
        readonly=True, help="When the last message about the recall was sent."
    )

    _customer_once = models.UniqueIndex("(recall_id, COALESCE(partner_id, 0))")

    @api.depends(
        "line_ids.quantity_in",
        "line_ids.quantity_returned",
        "line_ids.quantity_remaining",
    )
    def _compute_quantities(self):
        for customer in self:
            lines = customer.line_ids
            customer.quantity_in = sum(lines.mapped("quantity_in"))
            customer.quantity_returned = sum(lines.mapped("quantity_returned"))
            customer.quantity_remaining = sum(lines.mapped("quantity_remaining"))

    @api.depends("quantity_in", "quantity_remaining")
    def _compute_progress(self):
        for customer in self:
            customer.progress = 100 * engine.share_done(
                customer.quantity_in, customer.quantity_remaining
            )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for customer in self:
            customer.display_name = customer.partner_id.display_name or self.env._(
                "Unnamed customer"
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if any(customer.recall_id.state != "draft" for customer in self):
            raise UserError(self.env._("No customer leaves the list of a recall."))

    def action_send_message(self):
        """Write to these customers, one message each, in their languages.

        Raises ``UserError`` naming those without an e-mail address; then nothing is
        sent.
        """
        self.recall_id._check_manager()
        if any(customer.state != "running" for customer in self):
            raise UserError(self.env._("Start the recall before you write to anybody."))
        silent = self.filtered(lambda customer: not customer.email)
        if silent:
            raise UserError(
                self.env._(
                    "These customers have no e-mail address; call them or enter one:"
                    "\n%(customers)s",
                    customers="\n".join(
                        f"- {customer.display_name}" for customer in silent
                    ),
                )
            )
        template = self.env.ref("jxc_inventory.mail_template_recall")
        template.send_mail_batch(self.ids)
        # sudo: managers may not write the list of customers, sending is logged there.
        self.sudo().informed_on = fields.Datetime.now()
        for recall, customers in self.grouped("recall_id").items():
            recall.message_post(
                body=self.env._(
                    "Recall message sent to: %(customers)s",
                    customers=", ".join(customers.mapped("display_name")),
                )
            )
        return True
