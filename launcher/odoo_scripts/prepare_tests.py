"""Fed to Odoo's shell (``env`` is the superuser's) to make browser tests quick.

A browser test that meets uncompiled bundles compiles them while other requests of
the page wait; on a slow machine they give up after twenty seconds, as does the test.
"""

env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
env.cr.commit()  # noqa: F821
