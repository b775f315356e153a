from odoo.exceptions import AccessError, UserError
from odoo.http import Controller, request, route


class LabelsController(Controller):
    @route("/scanner/labels", type="http", auth="user", methods=["GET"])
    def labels(self, layout="", copies="", **_ignored):
        """Lead to Odoo's report of labels of products.

        A link, not a call: phones open a page only where somebody has tapped.

        :param layout: one of ``jxc.scanner.label_layouts``
        :param copies: ``id:number`` of products, between commas
        """
        try:
            address = request.env["jxc.scanner"]._labels_address(
                layout, self._copies(copies)
            )
        except (AccessError, UserError) as error:
            return request.make_response(
                str(error), [("Content-Type", "text/plain; charset=utf-8")], status=400
            )
        return request.redirect(address)

    def _copies(self, text):
        """Read ``copies``; what makes no sense is left out."""
        pairs = (part.partition(":")[::2] for part in text.split(","))
        return {
            int(product): int(number)
            for product, number in pairs
            if self._is_number(product) and self._is_number(number)
        }

    def _is_number(self, text):
        return text.isascii() and text.isdigit() and 0 < int(text[:10]) < 2**31
