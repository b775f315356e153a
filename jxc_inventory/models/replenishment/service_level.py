from odoo import api, fields, models

VALUE_CLASSES = [("A", "A"), ("B", "B"), ("C", "C")]
VARIATION_CLASSES = [("X", "X"), ("Y", "Y"), ("Z", "Z")]


class ServiceLevel(models.Model):
    """Part of demand to be served from stock, for products of one class.

    A class without a record wants what the company wants of all products.
    """

    _name = "jxc.service.level"
    _description = "Service Level by Class"
    _order = "company_id, abc_class, xyz_class"
    _rec_name = "fill_rate"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    abc_class = fields.Selection(VALUE_CLASSES, "Value Class", required=True)
    xyz_class = fields.Selection(VARIATION_CLASSES, "Variation Class", required=True)
    fill_rate = fields.Float(
        "Service Level (%)",
        required=True,
        help="Wanted part of demand that is served from stock.",
    )

    _company_class_uniq = models.Constraint(
        "UNIQUE(company_id, abc_class, xyz_class)",
        "A class has one service level in each company.",
    )

    @api.constrains("fill_rate")
    def _check_fill_rate(self):
        for level in self:
            level.company_id._check_service_level(level.fill_rate)

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        levels._forget_forecasts()
        return levels

    def write(self, vals):
        before = self.company_id
        result = super().write(vals)
        self._forget_forecasts(before)
        return result

    def unlink(self):
        self._forget_forecasts()
        return super().unlink()

    def _forget_forecasts(self, others=()):
        companies = self.company_id | self.env["res.company"].concat(*others)
        self.env["jxc.reorder.slice"]._forget_forecasts(companies)

    @api.model
    def _get_by_class(self, company) -> dict[tuple[str, str], float]:
        """Return service levels in percent by value and variation class."""
        # sudo: levels of a company's rules follow from its settings, whoever asks.
        levels = self.sudo().search_fetch(
            [("company_id", "=", company.id)], ["abc_class", "xyz_class", "fill_rate"]
        )
        return {(one.abc_class, one.xyz_class): one.fill_rate for one in levels}

    @api.model
    def _set_by_class(self, company, wanted: dict[tuple[str, str], float]) -> None:
        """Keep these service levels, in percent; zero leaves a class to the company."""
        levels = self.search([("company_id", "=", company.id)])
        known = {(one.abc_class, one.xyz_class): one for one in levels}
        for classes, rate in wanted.items():
            level = known.get(classes, self.browse())
            if not rate:
                level.unlink()
            elif not level:
                abc, xyz = classes
                self.create(
                    {
                        "company_id": company.id,
                        "abc_class": abc,
                        "xyz_class": xyz,
                        "fill_rate": rate,
                    }
                )
            elif level.fill_rate != rate:
                level.fill_rate = rate
