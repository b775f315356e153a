from odoo import fields, models
from odoo.exceptions import UserError


class SalesImportUpload(models.TransientModel):
    """Choose a sales file; its columns are matched on the next screen."""

    _name = "jxc.sales.import.upload"
    _description = "Import Sales History"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary(attachment=False)
    filename = fields.Char()
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        check_company=True,
        default=lambda self: self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
        help="Where the goods were sold from, for rows that name no warehouse.",
    )
    encoding = fields.Selection(
        "_encoding_selection", help="Empty: UTF-8 if the file is valid, else GB18030."
    )

    def _encoding_selection(self):
        job = self.env["jxc.sales.import"]
        return job._fields["encoding"]._description_selection(self.env)

    def action_next(self):
        """Read the header and open the import; nothing stays of a wrong file."""
        self.ensure_one()
        if not self.file and not self.filename:
            raise UserError(self.env._("Choose a file first."))
        job = self.env["jxc.sales.import"].create(
            {
                "name": self.filename or self.env._("Sales"),
                "company_id": self.company_id.id,
                "warehouse_id": self.warehouse_id.id,
                "file": self.file,
            }
        )
        with job._problems_as_user_errors(), job._file_path() as path:
            job._read_header(path, self.encoding or None)
        return {
            "type": "ir.actions.act_window",
            "res_model": job._name,
            "res_id": job.id,
            "view_mode": "form",
        }
