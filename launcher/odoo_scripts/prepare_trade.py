"""Fed to Odoo's shell (``env`` is the superuser's) to finish a new database.

Both languages are active, people work in China's time zone, strangers cannot sign up,
nothing is sent to Odoo's servers, operations are named in both languages, and the
browser bundles are compiled so that the first page is quick.
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
# Odoo names them in the language of the first user alone, and receipts 收据, which is
# a slip of paper.
OPERATIONS = [
    ("in_type_id", "Receipts", "收货"),
    ("out_type_id", "Delivery Orders", "交货单"),
    ("int_type_id", "Internal Transfers", "内部调拨"),
]

env["res.lang"]._activate_lang("en_US")  # noqa: F821
env["ir.default"].set("res.partner", "tz", TIMEZONE)  # noqa: F821
env["res.users"].with_context(active_test=False).search([]).write(  # noqa: F821
    {"lang": "zh_CN", "tz": TIMEZONE}
)
env["ir.config_parameter"].set_param(  # noqa: F821
    "auth_signup.invitation_scope", "b2b"
)
# The daily report of module lists to Odoo's servers.
update_notification = env.ref(  # noqa: F821
    "mail.ir_cron_module_update_notification", raise_if_not_found=False
)
if update_notification:
    update_notification.active = False
for field, english, chinese in OPERATIONS:
    types = env["stock.warehouse"].search([])[field]  # noqa: F821
    types.with_context(lang="en_US").name = english
    types.with_context(lang="zh_CN").name = chinese
for bundle, css, js in FIRST_PAGES:
    assets = env["ir.qweb"]._get_asset_bundle(bundle, css=css, js=js)  # noqa: F821
    if js:
        assets.js()
    if css:
        assets.css()
env.cr.commit()  # noqa: F821
