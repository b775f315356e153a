from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .movements import read_companies


class Recall(models.Model):
    """Starting, closing and cancelling; each step says who may take it."""

    _inherit = "jxc.recall"

    def action_archive(self):
        running = self.filtered(lambda recall: recall.state == "running")
        if running:
            raise UserError(
                self.env._(
                    "%(recalls)s: close or cancel the recall before you archive it.",
                    recalls=", ".join(running.mapped("name")),
                )
            )
        return super().action_archive()

    def action_find_lots(self):
        """Add the lots that vendor, product and production dates tell."""
        self._check_manager()
        for recall in self:
            lots = recall._find_lots()
            if not lots:
                raise UserError(
                    self.env._(
                        "No lot fits vendor, product and production dates. Lots"
                        " without a production date are not found by one."
                    )
                )
            recall._add_lots(lots - recall.lot_ids.lot_id, "search")
        self._retrace()

    def action_refresh(self):
        """Look again where the goods are."""
        self.filtered(lambda r: r.state in ("draft", "running"))._retrace()

    def action_start(self):
        """Lock the lots wherever they are, and list who has some.

        All of it happens or none. Raises ``UserError`` when a lot is in another
        running recall or has moved in a company the user may not work in.
        """
        self._check_manager()
        for recall in self:
            if recall.state != "draft":
                raise UserError(self.env._("%s has been started already.", recall.name))
            recall._retrace()
            recall._check_lots_may_be_recalled()
            # sudo: state and dates are written by these buttons only.
            recall.sudo().write(
                {
                    "state": "running",
                    "started_on": fields.Datetime.now(),
                    "started_by_id": self.env.uid,
                }
            )
            recall._retrace()
            recall.message_post(body=recall._describe_reach())
        return True

    def action_close(self):
        """End the recall; every piece must be accounted for.

        The lots stay on hold: what turns up later is not sold by accident.
        """
        self._check_manager()
        for recall in self:
            if recall.state != "running":
                raise UserError(self.env._("%s is not running.", recall.name))
            recall._retrace()
            recall._check_all_accounted_for()
        self._finish("closed")
        return True

    def action_cancel(self):
        """Drop a draft; a running recall asks for the reason to free its lots."""
        self._check_manager()
        if any(recall.state == "running" for recall in self):
            return self._ask_release(self.lot_ids, cancel=True)
        self.filtered(lambda recall: recall.state == "draft")._finish("cancelled")
        return True

    def action_send_messages(self):
        """Write to every customer who still has some of the goods.

        Those without an e-mail address are named in the chatter, to be called.
        """
        self._check_manager()
        customers = self.customer_ids.filtered(
            lambda customer: (
                customer.partner_id
                and any(not line._is_settled() for line in customer.line_ids)
            )
        )
        if not customers:
            raise UserError(self.env._("No customer has any of the goods left."))
        reachable = customers.filtered("email") or customers
        reachable.action_send_message()
        for recall, silent in (customers - reachable).grouped("recall_id").items():
            recall.message_post(
                body=self.env._(
                    "No e-mail address, please call or send the letter: %(customers)s",
                    customers=", ".join(silent.mapped("display_name")),
                )
            )
        return True

    def action_open_stock(self):
        """Open what is to be pulled from shelves and from the road, by place."""
        name = self.env._("Goods to Pull")
        domain = [("kind", "in", ("stock", "transit")), ("quantity_in", "!=", 0)]
        return self._open_lines(name, domain)

    def action_open_transfers(self):
        """Open the unfinished transfers that still name a recalled lot."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Unfinished Transfers"),
            "res_model": "stock.move.line",
            "view_mode": "list",
            "domain": [
                ("lot_id", "in", self.lot_ids.lot_id.ids),
                ("state", "not in", ("done", "cancel")),
            ],
            "context": {"create": False},
        }

    def _open_lines(self, name, domain):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "jxc.recall.line",
            "view_mode": "list,pivot",
            "domain": [("recall_id", "=", self.id), *domain],
            "context": {"search_default_remaining": 1},
        }

    def _ask_release(self, recall_lots, cancel=False):
        """Open the dialog that asks for the reason of a release."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel Recall")
            if cancel
            else self.env._("Release From Recall"),
            "res_model": "jxc.recall.release",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_recall_lot_ids": recall_lots.filtered(
                    lambda recall_lot: not recall_lot.released_on
                ).ids,
                "default_cancel": cancel,
                "default_recall_id": recall_lots.recall_id.id,
            },
        }

    def _finish(self, state):
        # sudo: state and dates are written by these buttons only.
        self.sudo().write(
            {
                "state": state,
                "closed_on": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )

    def _check_manager(self):
        """Raise ``AccessError`` unless the user answers for stock."""
        if not self.env.user.has_group("jxc_inventory.group_manager"):
            raise AccessError(
                self.env._("Only an inventory manager starts and ends recalls.")
            )

    def _check_all_accounted_for(self):
        """Raise ``UserError`` naming the places where something remains."""
        open_lines = self.line_ids.filtered(lambda line: not line._is_settled())
        if not open_lines:
            return
        named = "\n".join(
            self.env._(
                "- %(lot)s: %(quantity)s %(unit)s at %(place)s",
                lot=line.lot_id.display_name,
                quantity=line.quantity_remaining,
                unit=line.product_uom_id.name,
                place=line.place,
            )
            for line in open_lines[:10]
        )
        raise UserError(
            self.env._(
                "%(count)s places still hold recalled goods. Take them back, scrap or"
                " return them to the vendor, write off what customers no longer have,"
                " or release the lot with a reason:\n%(places)s",
                count=len(open_lines),
                places=named,
            )
        )

    def _check_lots_may_be_recalled(self):
        """Raise ``UserError`` when the lots are none, taken, or not all in reach."""
        if not self.lot_ids:
            raise UserError(
                self.env._("%s: choose the lots to recall first.", self.name)
            )
        running = self.lot_ids.lot_id._find_running_recall_lots()
        taken = running.filtered(lambda other: other.recall_id != self)
        chosen = self.lot_ids.filtered(lambda recall_lot: recall_lot.origin != "made")
        taken = taken.filtered(lambda other: other.lot_id in chosen.lot_id)
        if taken:
            raise UserError(
                self.env._(
                    "These lots are being recalled already:\n%(lots)s",
                    lots="\n".join(
                        f"- {other.lot_id.display_name} ({other.recall_id.name})"
                        for other in taken
                    ),
                )
            )
        self._check_companies()

    def _check_companies(self):
        """Refuse to trace lots into companies the user may not work in."""
        companies = read_companies(self.env, self.lot_ids.lot_id.ids)
        foreign = self.env["res.company"].browse(companies) - self.env.user.company_ids
        if foreign:
            lots = {lot for company in foreign.ids for lot in companies[company]}
            raise UserError(
                self.env._(
                    "These lots have also moved in companies you do not work in; ask"
                    " somebody who manages all of them to recall: %(lots)s",
                    lots=", ".join(
                        self.lot_ids.lot_id.filtered(lambda lot: lot.id in lots).mapped(
                            "display_name"
                        )
                    ),
                )
            )

    def _describe_reach(self):
        lines = self.line_ids
        customers = lines.filtered(lambda line: line.kind == "customer")
        return self.env._(
            "Recall started: %(lots)s lots on hold, %(places)s places with stock,"
            " %(customers)s customers. %(reason)s",
            lots=len(self.lot_ids),
            places=len(lines - customers),
            customers=len(customers.partner_id),
            reason=self.reason,
        )
