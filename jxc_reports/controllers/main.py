import json
from collections.abc import Callable

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools import html_escape

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
        def make(asked: dict) -> bytes:
            summary = request.env["jxc.stock.summary"].get_summary(asked)
            return workbook(request.env, summary)

        return self._file(options, "xlsx", XLSX_TYPE, make)

    # Not readonly: rendering may store the style sheets it generates.
    @http.route("/jxc_reports/stock_summary/pdf", type="http", auth="user")
    def stock_summary_pdf(self, options: str, **_unused):
        def make(asked: dict) -> bytes:
            return request.env["ir.actions.report"]._render_qweb_pdf(
                "jxc_reports.stock_summary_report", data={"options": asked}
            )[0]

        return self._file(options, "pdf", "application/pdf", make)

    def _file(
        self,
        options: str,
        extension: str,
        content_type: str,
        make: Callable[[dict], bytes],
    ):
        """Answer with the file, or with the reason the web client will show."""
        try:
            asked = json.loads(options)
        except ValueError as error:
            raise BadRequest("options is not JSON") from error
        if not isinstance(asked, dict):
            raise BadRequest("options is not an object")
        try:
            content = make(asked)
        except UserError as error:
            refusal = {
                "code": 0,
                "message": "Odoo Server Error",
                "data": http.serialize_exception(error),
            }
            # The web client's download reads the reason from an HTML answer.
            answer = html_escape(json.dumps(refusal))
            return request.make_response(answer, status=400)
        title = request.env._("Purchase-Sale-Inventory Summary")
        name = f"{title} {asked['date_from']} {asked['date_to']}.{extension}"
        return request.make_response(
            content,
            [
                ("Content-Type", content_type),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
