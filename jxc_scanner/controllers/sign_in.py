from odoo.http import Controller, request, route


class SignInController(Controller):
    """Signing in on a shared device."""

    @route("/scanner/badge", type="http", auth="public", methods=["GET"], readonly=True)
    def badge(self, **_ignored):
        values = {
            "title": request.env._("Scanner"),
            "language": request.env.lang.replace("_", "-"),
            "database": request.db,
        }
        return request.render("jxc_scanner.badge_page", values)

    @route("/scanner/sign_in", type="jsonrpc", auth="public", methods=["POST"])
    def sign_in(self, token="", badge="", pin=""):
        """Sign in with the token of a shared device, badge and PIN."""
        # sudo: nobody is signed in yet; the method judges what it is given.
        return request.env["jxc.scanner.badge"].sudo()._sign_in(token, badge, pin)
