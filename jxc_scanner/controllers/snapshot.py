import gzip
import json

from odoo.exceptions import AccessError
from odoo.http import Controller, request, route

# Level 6 takes twice the time for one part in twenty.
_LEVEL = 4


class SnapshotController(Controller):
    @route(
        "/scanner/snapshot", type="http", auth="user", methods=["GET"], readonly=True
    )
    def snapshot(self, since=None, company=None, **_ignored):
        """Answer ``jxc.scanner._snapshot`` as compressed JSON.

        :param since: the token of the answer the device has
        :param company: id of the company the user works in
        """
        scanner = request.env["jxc.scanner"]
        if company and company.isascii() and company.isdigit() and len(company) < 10:
            scanner = scanner.with_context(allowed_company_ids=[int(company)])
        try:
            answer = scanner._snapshot(since)
        except AccessError as error:
            return request.make_json_response({"message": str(error)}, status=403)
        body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            # What a warehouse holds is for this user's eyes, and soon out of date.
            ("Cache-Control", "no-store"),
        ]
        if "gzip" in request.httprequest.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, _LEVEL)
            headers.append(("Content-Encoding", "gzip"))
        return request.make_response(body, headers)
