import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, common, tagged

from .common import ScannerCase

_SIGNAL = "network: "


class CutOffBrowser(common.ChromeBrowser):
    """Cuts and joins the network of page and service worker when a tour says so.

    :cvar cut: how many service workers were there, each time.
    """

    cut = []

    def __init__(self, *args, **kwargs):
        self._workers = set()
        super().__init__(*args, **kwargs)
        self._handlers["Target.attachedToTarget"] = self._attached
        self._websocket_request(
            "Target.setAutoAttach",
            params={
                "autoAttach": True,
                "waitForDebuggerOnStart": False,
                "flatten": True,
            },
        )

    def _attached(self, sessionId, targetInfo, **_more):
        if targetInfo["type"] == "service_worker":
            self._workers.add(sessionId)

    def _handle_console(self, type, args=None, **kwargs):
        said = args[0].get("value") if args else ""
        if isinstance(said, str) and said.startswith(_SIGNAL):
            self._cut(said.removeprefix(_SIGNAL) == "offline")
        return super()._handle_console(type, args=args, **kwargs)

    def _cut(self, offline):
        self.cut.append(len(self._workers))
        conditions = {
            "offline": offline,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        }
        for session in (None, *self._workers):
            for method, params in (
                ("Network.enable", {}),
                ("Network.emulateNetworkConditions", conditions),
            ):
                self._tell(session, method, params)

    def _tell(self, session, method, params):
        message = {"id": next(self._request_id), "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self.ws.send(json.dumps(message))


@tagged("post_install", "-at_install")
class TestOffline(HttpCase, ScannerCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_it_opens_answers_and_takes_work_without_network(self):
        """Once opened, the network is cut and the page opened again: it comes from the
        device, answers scans, and what is counted is sent when the network is back."""
        lot = self.env["stock.lot"].create(
            {
                "name": "OLD",
                "product_id": self.milk.id,
                "production_date": fields.Date.today() - timedelta(days=500),
            }
        )
        self._stock(self.milk, self.shelf, 3, lot)
        self._stock(self.tea, self.shelf, 5)
        CutOffBrowser.cut.clear()
        with patch.object(common, "ChromeBrowser", CutOffBrowser):
            self.start_tour(
                "/scanner/app",
                "jxc_scanner_offline",
                login="scanner_keeper",
                timeout=120,
            )
        self.assertEqual(len(CutOffBrowser.cut), 2)
        self.assertGreaterEqual(
            min(CutOffBrowser.cut), 1, "the service worker was not cut off"
        )
        operation = self.env["jxc.scan.operation"].search(
            [("user_id", "=", self.keeper.id)]
        )
        self.assertEqual(operation.mapped("kind"), ["count.line"])
        self.assertEqual(operation.state, "applied")
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.tea.id), ("location_id", "=", self.shelf.id)]
        )
        self.assertTrue(quant.inventory_quantity_set)
        self.assertEqual(quant.inventory_quantity, 1)

    def test_when_the_session_has_ended_work_goes_on_and_waits(self):
        self._stock(self.tea, self.shelf, 5)
        self.start_tour(
            "/scanner/app",
            "jxc_scanner_signed_out",
            login="scanner_keeper",
            timeout=120,
        )
        self.assertFalse(
            self.env["jxc.scan.operation"].search([("user_id", "=", self.keeper.id)])
        )
