from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...engine.alert_levels import unreachable


class AlertRule(models.Model):
    """What a company wants to be told of, from when on, and who hears of it."""

    _name = "jxc.alert.rule"
    _description = "Alert Rule"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(
        tracking=True, help="Without a name of its own the rule bears that of its kind."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    kind = fields.Selection("_selection_kind", required=True, tracking=True)
    kind_settings = fields.Char(compute="_compute_kind_settings")
    level_ids = fields.One2many("jxc.alert.level", "rule_id", "Levels", copy=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    expiry_basis = fields.Selection(
        [("expiration", "Expiration Date"), ("removal", "Removal Date")],
        "Count Down to",
        default="expiration",
        required=True,
    )
    period_days = fields.Integer(
        "Period (days)",
        default=30,
        help="Only what happened in so many days up to today is judged.",
    )
    price_reference = fields.Selection(
        [("last", "Last Price"), ("average", "Average of Earlier Prices")],
        "Compare with",
        default="last",
        required=True,
    )

    owner_type = fields.Selection(
        [
            ("responsible", "Responsible of the Product"),
            ("user", "User"),
            ("group", "Group"),
        ],
        "Owner",
        default="group",
        required=True,
        tracking=True,
        help="Who hears of alerts. Where nobody is found, the inventory managers of the"
        " company do.",
    )
    owner_user_id = fields.Many2one(
        "res.users",
        "Owner: User",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    owner_group_id = fields.Many2one("res.groups", "Owner: Group", tracking=True)
    notify_inbox = fields.Boolean(
        "Inbox Message",
        default=True,
        help="One message a person and run, by the way the person chose for Odoo's"
        " notifications.",
    )
    notify_todo = fields.Boolean(
        "To-Do", help="One to-do a person on this rule, not one for every alert."
    )
    notify_email = fields.Boolean(
        "Daily E-mail Digest",
        default=True,
        help="One e-mail a person and day with all that is new; none without news.",
    )
    notify_bus = fields.Boolean(
        "Pop-up", default=False, help="Tells who is logged in at that moment."
    )
    reopen_days = fields.Integer(
        "Reopen Acknowledged after (days)",
        help="An acknowledged alert opens again after so many days; 0: it does not.",
    )
    reopen_on_raise = fields.Boolean(
        "Reopen when the Level Rises",
        default=True,
        help="An acknowledged or snoozed alert opens again when it becomes graver.",
    )
    reopen_resolved_days = fields.Integer(
        "Reopen Resolved within (days)",
        default=3,
        help="What was resolved and comes back within so many days is the same alert,"
        " opened again; later, or with 0, it is a new one.",
    )
    evaluated_at = fields.Datetime("Last Evaluated", readonly=True, copy=False)
    open_count = fields.Integer("Open Alerts", compute="_compute_open_count")

    _not_negative = models.Constraint(
        "CHECK(period_days > 0 AND reopen_days >= 0 AND reopen_resolved_days >= 0)",
        "Days to reopen are not negative and a period has at least one day.",
    )

    @api.model
    def _selection_kind(self):
        return [
            (name, self.env[name]._label())
            for name in self.env["jxc.alert.kind"]._registered()
        ]

    @api.constrains("kind", "level_ids")
    def _check_levels(self):
        for rule in self:
            rule._check_units()
            for milder, graver in unreachable(
                rule.level_ids._as_thresholds(), rule._kind()._direction
            ):
                severities = rule.level_ids._fields["severity"]
                names = dict(severities._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "%(rule)s: nothing would ever be “%(milder)s” (%(value)g),"
                        " as “%(graver)s” (%(other)g) is reached before. Exchange the"
                        " two thresholds or remove one.",
                        rule=rule.display_name,
                        milder=names[str(milder.severity)],
                        graver=names[str(graver.severity)],
                        value=milder.value,
                        other=graver.value,
                    )
                )

    def _check_units(self):
        kind = self._kind()
        labels = dict(self.level_ids._fields["unit"]._description_selection(self.env))
        for level in self.level_ids:
            if level.unit not in kind._units:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: its levels cannot be counted in “%(unit)s”. Choose"
                        " %(units)s.",
                        rule=self.display_name,
                        unit=labels[level.unit],
                        units=", ".join(labels[unit] for unit in kind._units),
                    )
                )

    @api.constrains("owner_type", "owner_user_id", "owner_group_id")
    def _check_owner(self):
        for rule in self:
            if (rule.owner_type == "user" and not rule.owner_user_id) or (
                rule.owner_type == "group" and not rule.owner_group_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(rule)s: say which user or group owns its alerts.",
                        rule=rule.display_name,
                    )
                )

    @api.depends("name", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for rule in self:
            kind = rule._kind()
            rule.display_name = rule.name or (kind._label() if kind is not None else "")

    @api.depends("kind")
    def _compute_kind_settings(self):
        for rule in self:
            kind = rule._kind()
            settings = kind._settings if kind is not None else ()
            rule.kind_settings = f",{','.join(settings)},"

    def _compute_open_count(self):
        counts = dict(
            self.env["jxc.alert"]._read_group(
                Domain("rule_id", "in", self.ids) & Domain("state", "=", "open"),
                ["rule_id"],
                ["__count"],
            )
        )
        for rule in self:
            rule.open_count = counts.get(rule, 0)

    @api.onchange("kind")
    def _onchange_kind(self):
        kind = self._kind()
        if kind is not None and not any(
            level.unit in kind._units for level in self.level_ids
        ):
            self.level_ids = [
                fields.Command.clear(),
                *kind._default_rule()["level_ids"],
            ]

    def write(self, vals):
        if "kind" in vals and self._has_alerts(vals["kind"]):
            raise UserError(
                self.env._(
                    "Alerts of this rule exist already: archive it and make a new rule"
                    " for the other kind."
                )
            )
        result = super().write(vals)
        if vals.get("active") is False:
            self._resolve_all()
        return result

    def action_evaluate(self):
        """Evaluate now; whoever may write the rule may ask for it."""
        self.check_access("write")
        for rule in self:
            rule._evaluate()
        self._tell_news(self.company_id)

    def action_open_alerts(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_inventory.alert_action"
        )
        return {**action, "domain": [("rule_id", "in", self.ids)], "context": {}}

    def _kind(self):
        """Return the kind's model, None where its add-on is gone or none is chosen."""
        return self.env.get(self.kind or "")

    def _has_alerts(self, kind: str) -> bool:
        changed = self.filtered(lambda rule: rule.kind != kind)
        alerts = self.env["jxc.alert"].with_context(active_test=False)
        return bool(alerts.search_count([("rule_id", "in", changed.ids)], limit=1))
