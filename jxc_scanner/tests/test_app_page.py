import json
import re
from unittest.mock import patch

from odoo.http import root
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..controllers.app import AppController
from .common import ScannerCase
from .snapshot_reader import rows_of


@tagged("post_install", "-at_install")
class TestAppPage(HttpCase, ScannerCase):
    def _get(self, address, login=None, **kwargs):
        if login:
            self.authenticate(login, login)
        return self.url_open(address, **kwargs)

    # ---- the snapshot ----------------------------------------------------------

    def test_snapshot_comes_compressed_and_is_kept_by_nobody_on_the_way(self):
        response = self._get("/scanner/snapshot", "scanner_keeper")
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        first = response.json()
        self.assertTrue(first["full"])
        self.assertEqual(rows_of(first, "products")[self.tea.id]["code"], "TEA")
        plain = self._get("/scanner/snapshot", headers={"Accept-Encoding": "identity"})
        self.assertNotIn("Content-Encoding", plain.headers)
        self.assertEqual(plain.json()["tables"], first["tables"])

    def test_snapshot_is_read_where_nothing_can_be_written(self):
        cursors = []

        def snapshot(scanner, since=None):
            cursors.append(scanner.env.cr.readonly)
            return {}

        with patch.object(self.registry["jxc.scanner"], "_snapshot", snapshot):
            self._get("/scanner/snapshot", "scanner_keeper")
        self.assertEqual(cursors, [True])

    def test_who_has_not_signed_in_is_led_to_sign_in(self):
        self.authenticate(None, None)
        response = self._get("/scanner/snapshot", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])

    def test_salespeople_get_no_snapshot(self):
        new_test_user(self.env, "page_sales", groups="jxc_inventory.group_salesperson")
        with mute_logger("odoo.http"):
            response = self._get("/scanner/snapshot", "page_sales")
        self.assertEqual(response.status_code, 403)
        self.assertNotIn("tables", response.json())
        self.assertIn("keepers", response.json()["message"])

    def test_a_company_one_does_not_work_in_is_refused(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        with mute_logger("odoo.http"):
            response = self._get(
                f"/scanner/snapshot?company={other.id}", "scanner_keeper"
            )
        self.assertEqual(response.status_code, 403)

    def test_nonsense_is_answered_with_everything(self):
        self.authenticate("scanner_keeper", "scanner_keeper")
        for query in (
            "since=%00",
            "since=1.2.3&since=4",
            "since=99999999999999999999.a",
            "company=%27%3B--",
            "company=",
            "company=-1",
            "unknown=1",
        ):
            with self.subTest(query=query):
                response = self._get(f"/scanner/snapshot?{query}")
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.json()["full"])

    # ---- the page --------------------------------------------------------------

    def test_the_page_is_the_same_for_everybody(self):
        self.authenticate(None, None)
        page = self._get("/scanner/app?scan=123").text
        self.assertEqual(self._get("/scanner/app", "scanner_keeper").text, page)
        self.assertNotIn("session_info", page)
        self.assertNotIn("csrf", page)
        scripts = json.loads(
            re.search(r"data-scripts=\"(.*?)\"", page)[1].replace("&#34;", '"')
        )
        for script in scripts:
            self.assertEqual(self._get(script).status_code, 200, script)

    def test_pages_before_the_sign_in_speak_the_visitors_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        session = self.authenticate(None, None)
        session.context = {**session.context, "lang": "zh_CN"}
        root.session_store.save(session)
        for view, address, source, text in (
            ("app_wait", "/scanner/app", "Opening the scanner…", "正在打开扫码…"),
            ("badge_form", "/scanner/badge", "Scan your badge", "请扫描胸牌"),
        ):
            with self.subTest(address=address):
                form = self.env.ref(f"jxc_scanner.{view}")
                terms = {"zh_CN": {source: text}}
                form.update_field_translations("arch_db", terms)
                page = self._get(address).text
                self.assertIn('<html lang="zh-CN">', page)
                self.assertIn(text, page)
                self.assertNotIn(source, page)

    def test_the_page_without_name_leads_there_with_its_codes(self):
        response = self._get("/scanner?scan=AB%201", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith("/scanner/app?scan=AB+1"))

    def test_a_session_is_told_without_any_key_to_it(self):
        self.authenticate(None, None)
        self.assertEqual(self._get("/scanner/session").json(), {})
        answer = self._get("/scanner/session", "scanner_keeper").json()
        session = answer["session"]
        self.assertEqual(session["uid"], self.keeper.id)
        self.assertEqual(session["user_context"]["tz"], "America/New_York")
        self.assertFalse(
            {"name", "username", "csrf_token", "browser_cache_secret"} & set(session)
        )
        self.assertNotIn(self.session.sid, json.dumps(answer))
        new_test_user(self.env, "page_sales", groups="jxc_inventory.group_salesperson")
        answer = self._get("/scanner/session", "page_sales").json()
        self.assertEqual(answer, {"refused": True})

    def test_the_service_worker_has_a_version_and_keeps_what_the_page_needs(self):
        self.authenticate(None, None)
        response = self._get("/scanner/service-worker.js")
        self.assertIn("javascript", response.headers["Content-Type"])
        version, files = response.text.split("\n", 2)[:2]
        self.assertRegex(version, r'const VERSION = "[0-9a-f]{16}";')
        kept = json.loads(files.removeprefix("const FILES = ").removesuffix(";"))
        for file in kept:
            self.assertEqual(self._get(file).status_code, 200, file)
        self.assertIn("/jxc_scanner/static/page/boot.js", kept)
        self.assertEqual(self._get("/scanner/service-worker.js").text, response.text)
        links = ["/web/assets/1234567/jxc_scanner.assets_app.min.js"]
        with patch.object(AppController, "_links", return_value=links):
            later = self._get("/scanner/service-worker.js").text
            page = self._get("/scanner/app").text
        self.assertNotEqual(later.split("\n", 1)[0], version)
        self.assertIn(links[0], page)

    def test_the_manifest_keeps_to_the_scanners_own_addresses(self):
        self.authenticate(None, None)
        manifest = self._get("/scanner/manifest.webmanifest").json()
        self.assertEqual(manifest["scope"], "/scanner/")
        self.assertTrue(manifest["start_url"].startswith(manifest["scope"]))
        self.assertEqual(manifest["display"], "standalone")
        for icon in manifest["icons"]:
            self.assertEqual(self._get(icon["src"]).status_code, 200)
