from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

from ..report.recall_xlsx import workbook
from .main import XLSX_TYPE


class RecallController(http.Controller):
    """Downloads of a recall; access as on its screen."""

    @http.route(
        "/jxc_reports/recall/<int:recall_id>/xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def recall_xlsx(self, recall_id: int, **_unused):
        recall = request.env["jxc.recall"].search([("id", "=", recall_id)])
        if not recall:
            raise NotFound()
        name = f"{recall.name.replace('/', '-')}.xlsx"
        return request.make_response(
            workbook(recall),
            [
                ("Content-Type", XLSX_TYPE),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
