"""Piped into `odoo shell` once, when the production database is made.

Gives the first user the password of the secret ``admin_password`` and the shop's
language; without this the database would start with the well-known default. Strangers
cannot sign up, as Odoo would let them. Documents fetch their styles from Odoo itself:
wkhtmltopdf would not trust the proxy's certificate when the proxy is its own authority,
and print without them.
"""

import os

user = env.ref("base.user_admin")  # noqa: F821 - `env` is the shell's
user.password = os.environ["JXC_ADMIN_PASSWORD"]
language = os.environ.get("JXC_LANGUAGE", "zh_CN")
(user.partner_id | env.company.partner_id).lang = language  # noqa: F821
settings = env["ir.config_parameter"]  # noqa: F821
settings.set_param("auth_signup.invitation_scope", "b2b")
settings.set_param("report.url", "http://127.0.0.1:8069")
env.cr.commit()  # noqa: F821  pylint: disable=invalid-commit
