from odoo import api, fields, models

from ...engine.alert_levels import Threshold
from .alert_kind import SEVERITIES


class AlertLevel(models.Model):
    """From which threshold on an alert is how grave."""

    _name = "jxc.alert.level"
    _description = "Alert Level"
    _order = "severity, id"
    _rec_name = "severity"

    rule_id = fields.Many2one(
        "jxc.alert.rule", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="rule_id.company_id", store=True)
    severity = fields.Selection(SEVERITIES, default="2", required=True)
    threshold = fields.Float(digits=(16, 2), required=True)
    unit = fields.Selection(
        [
            ("days", "Days"),
            ("percent", "%"),
            ("units", "Quantity"),
            ("money", "Amount"),
        ],
        required=True,
        default="days",
    )
    comparison = fields.Char(compute="_compute_comparison")

    _severity_unit_uniq = models.Constraint(
        "UNIQUE(rule_id, severity, unit)",
        "A rule has one threshold for each level and unit.",
    )

    @api.depends("rule_id.kind")
    def _compute_comparison(self):
        for level in self:
            kind = level.rule_id._kind()
            falling = kind is not None and kind._direction == "falling"
            level.comparison = "≤" if falling else "≥"

    def _as_thresholds(self) -> list[Threshold]:
        return [
            Threshold(int(level.severity), level.unit, level.threshold)
            for level in self
        ]
