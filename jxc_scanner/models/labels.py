import json
from urllib.parse import urlencode

from odoo import api, models
from odoo.exceptions import UserError

# More than anybody sticks on; a slip of the finger must not print for hours.
_MAX_LABELS = 1000


class Labels(models.AbstractModel):
    """Labels of products, printed by Odoo's own box and reports."""

    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def label_layouts(self):
        """Return the layouts Odoo prints labels of products in, as pairs of name and
        what it says, and which of them it proposes."""
        self._check_keeper()
        box = self.env["product.label.layout"]
        return {
            "layouts": box._fields["print_format"]._description_selection(self.env),
            "proposed": box.default_get(["print_format"])["print_format"],
        }

    @api.model
    def _labels_address(self, layout, copies):
        """Return where Odoo's report of these labels is.

        :param str layout: one of :meth:`label_layouts`
        :param dict copies: how many labels, by id of the product
        :raise UserError: when there is nothing to print, or too much
        """
        self._check_keeper()
        layouts = dict(self.label_layouts()["layouts"])
        products = self.env["product.product"].search([("id", "in", list(copies))])
        total = sum(copies[product.id] for product in products)
        if layout not in layouts or not 0 < total <= _MAX_LABELS:
            raise UserError(
                self.env._("Choose a layout and print 1 to %s labels.", _MAX_LABELS)
            )
        box = self.env["product.label.layout"].create(
            {"print_format": layout, "product_ids": products.ids}
        )
        xml_id, data = box._prepare_report_data()
        report = self.env.ref(xml_id)
        data["quantity_by_product"] = {p.id: copies[p.id] for p in products}
        kind = report.report_type.removeprefix("qweb-")
        options = urlencode({"options": json.dumps(data)})
        return f"/report/{kind}/{report.report_name}?{options}"
