from odoo import fields, models

from .lookups import get_lookups, remembering


class StockWarehouseOrderpoint(models.Model):
    """Remembers what buyers decide on suggestions."""

    _inherit = "stock.warehouse.orderpoint"

    decision_ids = fields.One2many("jxc.reorder.decision", "orderpoint_id", "Decisions")
    changed_by_id = fields.Many2one(
        "res.users",
        "Changed by",
        readonly=True,
        copy=False,
        help="Who chose another quantity than suggested. It stays, night after night,"
        " until it is ordered or taken back.",
    )
    changed_at = fields.Datetime("Changed at", readonly=True, copy=False)
    change_reason = fields.Char(
        "Reason for the Change",
        copy=False,
        help="Why another quantity or vendor was chosen; kept with the decision.",
    )
    order_error = fields.Char("Could not be ordered", readonly=True, copy=False)

    def write(self, vals):
        vendors = {rule.id: rule.supplier_id for rule in self}
        result = super().write(vals)
        if get_lookups(self):
            return result
        changed = self.browse()
        if "qty_to_order" in vals:
            changed |= self._mark_changed_quantity()
        if "supplier_id" in vals:
            changed |= self.filtered(lambda rule: rule.supplier_id != vendors[rule.id])
        changed._log_changes()
        if "change_reason" in vals:
            (self - changed)._explain_last_change()
        return result

    def action_remove_manual_qty_to_order(self):
        lookups = get_lookups(self)
        done = self - self.browse(lookups.failures if lookups else ())
        done.filtered(lambda rule: rule.changed_by_id or rule.change_reason).write(
            {"changed_by_id": False, "changed_at": False, "change_reason": False}
        )
        return super(StockWarehouseOrderpoint, done).action_remove_manual_qty_to_order()

    def action_replenish(self, force_to_max=False):
        """Order, remember what was decided, and go on where one product fails.

        Core orders nothing of a list when a single product cannot be ordered. Here the
        others are; those left, with the reason, are shown to the buyer.
        """
        self.check_access("write")
        before = {rule.id: rule._prepare_decision("accepted") for rule in self}
        rules = remembering(self)
        lookups = get_lookups(rules)
        lookups.goes_on = len(self) > 1
        result = super(StockWarehouseOrderpoint, rules).action_replenish(force_to_max)
        self._log_decisions(
            [
                {
                    **before[id_],
                    "chosen": quantity,
                    "vendor_id": lookups.vendors.get(id_),
                }
                for id_, quantity in lookups.quantities.items()
                if id_ in before and quantity > 0 and id_ not in lookups.failures
            ]
        )
        self.exists().filtered("order_error").order_error = False
        return self._show_failures(lookups.failures) or result

    def _show_failures(self, failures: dict[int, str]):
        """Return an action with those of ``self`` that could not be ordered."""
        failed = self.browse(failures)
        for rule in failed:
            rule.order_error = failures[rule.id]
        if not failed:
            return False
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_orderpoint_replenish"
        )
        return {
            **action,
            "name": self.env._("Could not be ordered"),
            "domain": [("id", "in", failed.ids)],
            "context": {},
        }

    def action_order_automatically(self):
        """Let the scheduler order, every night, what is suggested."""
        self.write({"trigger": "auto"})

    def action_order_by_hand(self):
        self.write({"trigger": "manual"})

    def _mark_changed_quantity(self):
        """Keep who chose another quantity just now; return the rules with one."""
        by_hand = self.filtered("qty_to_order_manual")
        by_hand.write(
            {"changed_by_id": self.env.uid, "changed_at": fields.Datetime.now()}
        )
        return by_hand

    def _log_changes(self) -> None:
        self._log_decisions(
            [
                rule._prepare_decision(
                    "changed", vendor_id=rule.supplier_id.partner_id.id
                )
                for rule in self
            ]
        )

    def _explain_last_change(self) -> None:
        """Put the reason given afterwards down to what was changed last."""
        # sudo: a log that nobody writes by hand; who changed the rule may say why.
        decisions = self.env["jxc.reorder.decision"].sudo()
        for rule in self.filtered("change_reason"):
            decisions.search(
                [
                    ("orderpoint_id", "=", rule.id),
                    ("decision", "=", "changed"),
                    ("user_id", "=", self.env.uid),
                ],
                limit=1,
            ).note = rule.change_reason

    def _prepare_decision(self, decision: str, **values) -> dict:
        return {
            "decision": decision,
            "orderpoint_id": self.id,
            "product_id": self.product_id.id,
            "warehouse_id": self.warehouse_id.id,
            "company_id": self.company_id.id,
            "suggested": self.qty_to_order_computed,
            "chosen": self.qty_to_order,
            "suggested_vendor_id": self.order_vendor_id.id,
            "note": self.change_reason,
            **values,
        }

    def _log_decisions(self, values_list) -> None:
        Rule = self.env["stock.warehouse.orderpoint"]
        ids = [values["orderpoint_id"] for values in values_list]
        # A rule that core made for a shortage is thrown away once it is ordered.
        left = set(Rule.browse(ids).exists().ids)
        for values in values_list:
            if values["orderpoint_id"] not in left:
                values["orderpoint_id"] = False
        # sudo: a log that nobody writes by hand; who decided has the right to.
        self.env["jxc.reorder.decision"].sudo().create(values_list)
