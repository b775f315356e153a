"""Fed to Odoo's shell (``env`` is the superuser's) to finish a new database.

Both languages are active, people work in China's time zone, nothing is sent to
Odoo's servers, receipts have their usual Chinese name, and the browser bundles are
compiled so that the first page is quick.
"""

# What the login page and the web client load: bundle, styles, scripts.
FIRST_PAGES = [
    ("web.assets_frontend", True, False),
    ("web.assets_frontend_minimal", False, True),
    ("web.assets_frontend_lazy", False, True),
    ("web.assets_web", True, True),
    ("web.assets_web_print", True, False),
]
TIMEZONE = "Asia/Shanghai"

env["res.lang"]._activate_lang("en_US")  # noqa: F821
env["ir.default"].set("res.partner", "tz", TIMEZONE)  # noqa: F821
env["res.users"].with_context(active_test=False).search([]).write(  # noqa: F821
    {"lang": "zh_CN", "tz": TIMEZONE}
)
# The daily report of module lists to Odoo's servers.
update_notification = env.ref(  # noqa: F821
    "mail.ir_cron_module_update_notification", raise_if_not_found=False
)
if update_notification:
    update_notification.active = False
# Odoo's Chinese says 收据, which is a slip of paper.
receipts = env["stock.picking.type"].with_context(active_test=False, lang="zh_CN")  # noqa: F821
receipts.search([("code", "=", "incoming"), ("name", "=", "收据")]).name = "收货"
for bundle, css, js in FIRST_PAGES:
    assets = env["ir.qweb"]._get_asset_bundle(bundle, css=css, js=js)  # noqa: F821
    if js:
        assets.js()
    if css:
        assets.css()
env.cr.commit()  # noqa: F821
