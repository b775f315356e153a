from odoo import api, fields, models

from .aspects import ASPECTS

READERS = (
    "jxc_inventory.group_keeper,jxc_inventory.group_buyer,"
    "jxc_inventory.group_salesperson"
)


class ProductTemplate(models.Model):
    """A product shows which rules hold for its lots, and where each comes from."""

    _inherit = "product.template"

    lot_rules_explained = fields.Json(
        compute="_compute_lot_rules_explained", groups=READERS
    )

    @api.depends("categ_id.parent_path", "tracking")
    @api.depends_context("company", "lang")
    def _compute_lot_rules_explained(self):
        book = self.env["jxc.lot.rule"]._open_book(self.env.company)
        for template in self:
            template.lot_rules_explained = (
                template._explain_lot_rules(book) if template.tracking != "none" else []
            )

    def action_add_lot_rule(self):
        """Open a new rule for this product."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lot Rule of %s", self.display_name),
            "res_model": "jxc.lot.rule",
            "views": [(False, "form")],
            "context": {"default_product_tmpl_id": self.id},
        }

    def _explain_lot_rules(self, book) -> list[dict]:
        """Return what holds for each aspect, then what partners have of their own."""
        rows = []
        for aspect in ASPECTS:
            rule = book.find(aspect, self)
            rows.append(self._explain_aspect(aspect, rule, False))
            for exception in book.find_exceptions(aspect, self):
                partner = (
                    exception.supplier_id
                    or exception.customer_id
                    or exception.customer_tag_id
                )
                rows.append(
                    self._explain_aspect(aspect, exception, partner.display_name)
                )
        return rows

    def _explain_aspect(self, aspect, rule, partner) -> dict:
        names = self.env["jxc.lot.rule"].fields_get([ASPECTS[aspect][0]], ["string"])
        return {
            "aspect": aspect,
            "label": names[ASPECTS[aspect][0]]["string"],
            "partner": partner,
            "value": rule._describe_aspect(aspect) if rule else False,
            "rule_id": rule.id,
            "rule": rule.display_name,
        }
