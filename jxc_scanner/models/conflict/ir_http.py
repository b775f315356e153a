from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client how many scan conflicts wait, so that the counter in the
        menu bar asks for nothing as it opens."""
        info = super().session_info()
        if self.env.user.has_group("jxc_inventory.group_manager"):
            count = self.env["jxc.scan.conflict"].get_open_count()
            info["jxc_scan_conflicts"] = count
        return info
