from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.jxc_inventory.engine import shelf_life

# Days before the expiration date from which a keeper is warned on products whose own
# alert date is not set apart from it.
_ALERT_DAYS = 30


class Scanner(models.AbstractModel):
    """What the scanner reads. Its methods answer a phone: plain values only, days as
    ISO strings in the company's calendar, quantities in the product's own unit."""

    _name = "jxc.scanner"
    _description = "Scanner"

    @api.model
    @api.readonly
    def start(self):
        """Return what a device needs before its first scan: whose warehouse it works
        in, which day it is there, and the rules that read GS1 element strings."""
        self._check_keeper()
        nomenclature = self.env.ref(
            "barcodes_gs1_nomenclature.default_gs1_nomenclature"
        )
        warehouse = self._own_warehouse()
        return {
            "warehouse": {"id": warehouse.id, "name": warehouse.name},
            "today": self._today().isoformat(),
            "nomenclature": {
                "id": nomenclature.id,
                "name": nomenclature.name,
                "is_gs1_nomenclature": True,
                "upc_ean_conv": nomenclature.upc_ean_conv,
                "gs1_separator_fnc1": nomenclature.gs1_separator_fnc1,
                "rules": nomenclature.rule_ids.sorted("sequence").read(
                    [
                        "name",
                        "sequence",
                        "type",
                        "encoding",
                        "pattern",
                        "alias",
                        "gs1_content_type",
                        "gs1_decimal_usage",
                    ]
                ),
            },
            "receipts_waiting": self._count_receipts(),
        }

    @api.model
    def _check_keeper(self):
        """Raise ``AccessError`` unless the user keeps stock."""
        if not self.env.user.has_group("jxc_inventory.group_keeper"):
            raise AccessError(self.env._("Only keepers may use the scanner."))

    @api.model
    def _own_warehouse(self):
        """The warehouse set on the user, else the first of the company."""
        return self.env.user._get_default_warehouse_id()

    @api.model
    def _today(self):
        """Today's date in the company's calendar."""
        return self._day(fields.Datetime.now())

    @api.model
    def _day(self, instant):
        """Return the calendar day of ``instant`` (naive UTC) where the company is, or
        None when there is none."""
        if not instant:
            return None
        return shelf_life.day_of(instant, self.env.company._jxc_timezone())

    @api.model
    def _expiry(self, lot):
        """Return the dates of ``lot`` and how they should worry its reader.

        ``state`` is ``expired``, ``alert`` (its alert date has come, or it lasts
        under 30 days), ``good``, or False for goods without an expiration date.
        """
        expiration = self._day(lot.expiration_date)
        if not expiration:
            return {
                "production_date": self._iso(lot.production_date),
                "expiration_date": False,
                "days_left": False,
                "state": False,
            }
        days_left = shelf_life.remaining_days(expiration, self._today())
        alert = self._day(lot.alert_date)
        state = "good"
        if days_left < 0:
            state = "expired"
        elif days_left < _ALERT_DAYS or (alert and alert <= self._today()):
            state = "alert"
        return {
            "production_date": self._iso(lot.production_date),
            "expiration_date": expiration.isoformat(),
            "days_left": days_left,
            "state": state,
        }

    @api.model
    def _iso(self, day):
        return day.isoformat() if day else False
