from odoo import api, fields, models

from .aspects import ASPECTS


class LotRule(models.Model):
    """A rule says in words what it states."""

    _inherit = "jxc.lot.rule"

    summary = fields.Char("What Holds", compute="_compute_summary")

    @api.depends(*(name for names in ASPECTS.values() for name in names))
    @api.depends_context("lang")
    def _compute_summary(self):
        first_fields = [names[0] for names in ASPECTS.values()]
        labels = self.fields_get(first_fields, ["string"])
        for rule in self:
            rule.summary = "; ".join(
                f"{labels[ASPECTS[aspect][0]]['string']}:"
                f" {rule._describe_aspect(aspect)}"
                for aspect in rule._get_stated_aspects()
            )

    def _describe_aspect(self, aspect: str) -> str:
        """Return what this rule states about ``aspect``, in the user's language."""
        self.ensure_one()
        names = ASPECTS[aspect]
        if aspect in ("receipt_life", "delivery_life"):
            return self._describe_life(*names)
        if aspect == "serial_check" and self.serial_check == "pattern":
            return self.serial_pattern
        if aspect == "supplier_number" and self.supplier_number_hint:
            return f"{self.supplier_number_regex} ({self.supplier_number_hint})"
        return " ".join(self._label(name) for name in names if self[name])

    def _describe_life(self, action, amount, unit) -> str:
        if self[action] == "allow":
            return self._label(action)
        return f"{self[amount]:g} {self._label(unit)} – {self._label(action)}"

    def _label(self, name: str) -> str:
        """Return the value of a field as people read it."""
        field = self._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env))[self[name]]
        return str(self[name])
