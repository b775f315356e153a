from zoneinfo import ZoneInfo

from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _jxc_timezone(self) -> ZoneInfo:
        """Return the time zone in which this company's days begin and end.

        A day a person means (production, expiry, sale, count) is a day in this
        zone. It is the company's address zone, else its working-hours zone, else UTC.
        """
        self.ensure_one()
        # Asked again and again by nightly work, whose commits empty the cache: no more
        # of these records is read than is needed.
        company = self.with_context(prefetch_fields=False)
        calendar = company.resource_calendar_id
        return ZoneInfo(company.partner_id.tz or calendar.tz or "UTC")
