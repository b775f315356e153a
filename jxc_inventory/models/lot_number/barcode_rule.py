from odoo import fields, models


class BarcodeRule(models.Model):
    _inherit = "barcode.rule"

    # GS1 application identifier 11; Odoo's own nomenclature stops at 13, 15 and 17.
    type = fields.Selection(
        selection_add=[("production_date", "Production Date")],
        ondelete={"production_date": "set default"},
    )
