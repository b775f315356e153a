from odoo import fields, models

from ...engine.sales_import.header import FIELDS


class SalesImportColumn(models.Model):
    """A column of an uploaded file and what it means."""

    _name = "jxc.sales.import.column"
    _description = "Sales Import Column"
    _order = "position, id"
    _rec_name = "header"

    import_id = fields.Many2one("jxc.sales.import", required=True, ondelete="cascade")
    position = fields.Integer("Column", readonly=True)
    header = fields.Char(readonly=True)
    sample = fields.Char("First Rows", readonly=True)
    field = fields.Selection("_field_selection", string="Meaning")

    def _field_selection(self):
        return [(name, self.env._(label)) for name, label in FIELDS.items()]  # pylint: disable=prefer-env-translation
