import hashlib
import json

from odoo.http import Controller, request, route
from odoo.tools import config, file_open

_BUNDLE = "jxc_scanner.assets_app"
_TESTS = "jxc_scanner.assets_app_tests"
_PAGE = "jxc_scanner/static/page"

# What the device keeps besides page and bundle: what these ask for by themselves.
_FILES = (
    "/jxc_scanner/static/page/boot.js",
    "/jxc_scanner/static/description/icon.png",
    "/jxc_scanner/static/description/icon.svg",
    "/web/static/lib/odoo_ui_icons/fonts/odoo_ui_icons.woff2",
    "/web/static/lib/zxing-library/zxing-library.js",
    "/web/static/src/libs/fontawesome/fonts/fontawesome-webfont.woff2",
)

# What a device may remember of a session: who, in which language and companies. There
# is no key to the server among it.
_REMEMBERED = (
    "bundle_params",
    "db",
    "is_internal_user",
    "max_file_upload_size",
    "quick_login",
    "registry_hash",
    "server_version",
    "server_version_info",
    "test_mode",
    "uid",
    "user_companies",
    "user_context",
)


class AppController(Controller):
    """The scanner's own page below ``/scanner/``, apart from Odoo's web client and its
    service worker. The page, its code and its service worker are the same for
    everybody, signed in or not; who uses it is asked at ``/scanner/session``."""

    @route("/scanner", type="http", auth="public", methods=["GET"], readonly=True)
    def scanner(self, **codes):
        return request.redirect_query("/scanner/app", codes)

    @route("/scanner/app", type="http", auth="public", methods=["GET"])
    def app(self, debug="", **_codes):
        links = self._links(debug)
        values = {
            "json": json,
            "version": self._version(links),
            "title": request.env._("Scanner"),
            "language": request.env.lang.replace("_", "-"),
            "styles": [link for link in links if link.endswith(".css")],
            "scripts": [link for link in links if not link.endswith(".css")],
        }
        return request.render(
            "jxc_scanner.app_page", values, headers=[("Cache-Control", "no-cache")]
        )

    @route("/scanner/session", type="http", auth="public", methods=["GET"])
    def session(self):
        """Say who has signed in: ``session``, what the page may remember of it;
        ``refused`` when they do not keep stock; neither when nobody has."""
        answer = {}
        if request.session.uid:
            if request.env.user.has_group("jxc_inventory.group_keeper"):
                session = request.env["ir.http"].session_info()
                answer["session"] = {name: session[name] for name in _REMEMBERED}
            else:
                answer["refused"] = True
        return request.make_json_response(answer, [("Cache-Control", "no-store")])

    @route("/scanner/service-worker.js", type="http", auth="public", methods=["GET"])
    def service_worker(self):
        """Answer the service worker of the present version. Browsers compare it with
        the one they have, so the version is part of it."""
        links = self._links("")
        head = (
            f"const VERSION = {json.dumps(self._version(links))};\n"
            f"const FILES = {json.dumps([*links, *_FILES])};\n"
        )
        return request.make_response(
            head + self._page_file("service_worker.js"),
            [("Content-Type", "text/javascript"), ("Cache-Control", "no-cache")],
        )

    @route(
        "/scanner/manifest.webmanifest",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def manifest(self):
        icons = "/jxc_scanner/static/description/icon"
        return request.make_json_response(
            {
                "id": "/scanner/app",
                "name": request.env._("Scanner"),
                "short_name": request.env._("Scanner"),
                "scope": "/scanner/",
                "start_url": "/scanner/app",
                "display": "standalone",
                "orientation": "any",
                "background_color": "#1f2937",
                "theme_color": "#1f2937",
                "icons": [
                    {"src": f"{icons}.svg", "sizes": "any", "type": "image/svg+xml"},
                    {"src": f"{icons}.png", "sizes": "200x200", "type": "image/png"},
                ],
            },
            [("Content-Type", "application/manifest+json")],
        )

    def _links(self, debug):
        qweb = request.env["ir.qweb"]
        links = qweb._get_asset_links(_BUNDLE, debug=debug)
        if not config["test_enable"]:
            return links
        return [*links, *qweb._get_asset_links(_TESTS, css=False, debug=debug)]

    def _version(self, links):
        """Return a name for page and code as they are: others have another."""
        files = map(self._page_file, ("boot.js", "service_worker.js"))
        parts = "\n".join((*links, *files))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def _page_file(self, name):
        with file_open(f"{_PAGE}/{name}") as file:
            return file.read()
