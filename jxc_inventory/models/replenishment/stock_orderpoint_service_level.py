from collections.abc import Sequence

from odoo import api, fields, models

from .stock_orderpoint_facts import Facts


class StockWarehouseOrderpoint(models.Model):
    """What part of demand each rule is to serve, and who says so."""

    _inherit = "stock.warehouse.orderpoint"

    service_level_wanted = fields.Float(
        "Own Service Level (%)",
        copy=False,
        help="Part of demand that this rule is to serve from stock. Zero takes what"
        " the category, the class or the company wants.",
    )
    service_level_source = fields.Selection(
        [
            ("rule", "This Rule"),
            ("category", "Category"),
            ("class", "Class"),
            ("company", "Company"),
        ],
        "Service Level from",
        readonly=True,
        copy=False,
    )

    @api.constrains("service_level_wanted")
    def _check_service_level_wanted(self):
        for orderpoint in self:
            if orderpoint.service_level_wanted:
                orderpoint.company_id._check_service_level(
                    orderpoint.service_level_wanted
                )

    def write(self, vals):
        result = super().write(vals)
        if "service_level_wanted" in vals:
            # sudo: as when the method is chosen, what follows is not the user's to
            # choose.
            ours = self.sudo().filtered(lambda rule: rule.reorder_method == "demand")
            ours._set_levels_from_demand()
        return result

    def _get_service_levels(
        self, facts: Sequence[Facts], variation: Sequence[str], company
    ) -> list[tuple[float, str]]:
        """Return the fill rate wanted, in percent, and where it comes from.

        The nearest that says one: rule, category, class, company; ``variation`` holds
        the X, Y or Z of each of the ``facts``.
        """
        by_class = self.env["jxc.service.level"]._get_by_class(company)
        categories = self.env["product.category"].browse(
            {fact.categ_id for fact in facts if fact.categ_id}
        )
        by_category = {one.id: one._get_reorder_service_level() for one in categories}
        levels = []
        for fact, xyz in zip(facts, variation, strict=True):
            said = {
                "rule": fact.service_level_wanted,
                "category": by_category.get(fact.categ_id),
                "class": by_class.get((fact.abc_class, xyz)),
                "company": company.reorder_service_level,
            }
            levels.append(next((rate, who) for who, rate in said.items() if rate))
        return levels

    def _get_quantiles(self, service: Sequence[float], company) -> list[float]:
        """Return the quantiles of demand that give these fill rates."""
        quantiles = self.env["jxc.reorder.calibration"]._get_calibrated_quantiles(
            company, set(service)
        )
        return [quantiles[level] for level in service]

    def _service_level_words(self) -> str:
        """Return the part of demand to serve, and who wants it, in words."""
        words = {
            "rule": self.env._("%(level)s%% of demand, as set on this rule"),
            "category": self.env._("%(level)s%% of demand, as set for its category"),
            "class": self.env._("%(level)s%% of demand, as set for class %(class)s"),
        }
        template = words.get(
            self.service_level_source, self.env._("%(level)s%% of demand")
        )
        return template % {
            "level": f"{self.service_level:g}",
            "class": f"{self.abc_class or ''}{self.xyz_class or ''}",
        }
