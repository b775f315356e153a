import json

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.http import content_disposition, request

from ..report.stock_summary_xlsx import workbook

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StockSummaryController(http.Controller):
    """Downloads of the purchase-sale-inventory summary; access as on its screen.

    ``options`` are those of the screen as JSON.
    """

    @http.route(
        "/jxc_reports/stock_summary/xlsx", type="http", auth="user", readonly=True
    )
    def stock_summary_xlsx(self, options: str, **_unused):
        asked = self._parse(options)
        summary = request.env["jxc.stock.summary"].get_summary(asked)
        content = workbook(request.env, summary)
        return self._file(content, "xlsx", XLSX_TYPE, asked)

    # Not readonly: rendering may store the style sheets it generates.
    @http.route("/jxc_reports/stock_summary/pdf", type="http", auth="user")
    def stock_summary_pdf(self, options: str, **_unused):
        asked = self._parse(options)
        content, _type = request.env["ir.actions.report"]._render_qweb_pdf(
            "jxc_reports.stock_summary_report", data={"options": asked}
        )
        return self._file(content, "pdf", "application/pdf", asked)

    def _parse(self, options: str) -> dict:
        try:
            asked = json.loads(options)
        except ValueError as error:
            raise BadRequest("options is not JSON") from error
        if not isinstance(asked, dict):
            raise BadRequest("options is not an object")
        return asked

    def _file(self, content: bytes, extension: str, content_type: str, asked: dict):
        title = request.env._("Purchase-Sale-Inventory Summary")
        name = f"{title} {asked['date_from']} {asked['date_to']}.{extension}"
        return request.make_response(
            content,
            [
                ("Content-Type", content_type),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
