from odoo import fields, models


class SalesImportLayout(models.Model):
    """How a company's files of one layout are to be read: its remembered mapping."""

    _name = "jxc.sales.import.layout"
    _description = "Sales File Layout"
    _rec_name = "header"
    _order = "write_date desc, id desc"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    signature = fields.Char(
        required=True,
        readonly=True,
        help="Equal for files with the same columns in the same order.",
    )
    header = fields.Char(readonly=True)
    fields_by_column = fields.Json(
        readonly=True, help="The field chosen for each column, in their order."
    )
    date_order = fields.Selection(
        [("dmy", "Day / month / year"), ("mdy", "Month / day / year")], readonly=True
    )

    _company_signature_uniq = models.Constraint(
        "UNIQUE(company_id, signature)",
        "A company remembers a file layout once.",
    )

    def _recall(self, company, signature):
        """Return the company's layout with this signature, maybe empty."""
        return self.search(
            [("company_id", "=", company.id), ("signature", "=", signature)], limit=1
        )

    def _remember(self, company, signature, values):
        """Keep ``values`` for the company's files of this layout."""
        layout = self._recall(company, signature)
        if layout:
            layout.write(values)
        else:
            self.create({"company_id": company.id, "signature": signature, **values})
