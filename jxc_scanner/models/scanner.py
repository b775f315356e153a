from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.jxc_inventory.engine import shelf_life

from ..engine.meaning import read_code

# Longer than any symbol holds.
_MAX_CODE = 8000
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
        in, which day it is there, the rules of the nomenclature for plain codes, and
        how many scan conflicts wait for whoever holds it."""
        self._check_keeper()
        conflicts = self.env["jxc.scan.conflict"].get_open_count()
        return {**self._facts(), "conflicts": conflicts}

    @api.model
    def _facts(self):
        warehouse = self._own_warehouse()
        return {
            "warehouse": {"id": warehouse.id, "name": warehouse.name},
            "today": self._today().isoformat(),
            "zone": self.env.company._jxc_timezone().key,
            "rules": self._code_rules(),
            "user": self._user_facts(),
        }

    @api.model
    def _user_facts(self):
        """Who holds the device, and what the device may offer them."""
        user = self.env.user
        return {
            "id": user.id,
            "name": user.name,
            "manager": user.has_group("jxc_inventory.group_manager"),
        }

    @api.model
    def _code_rules(self):
        """The rules of the company's nomenclature for codes that are not GS1, as both
        readers of scans take them."""
        nomenclature = self.env.company.nomenclature_id
        if not nomenclature or nomenclature.is_gs1_nomenclature:
            nomenclature = self.env.ref(
                "barcodes.default_barcode_nomenclature", raise_if_not_found=False
            )
        rules = nomenclature.rule_ids if nomenclature else self.env["barcode.rule"]
        return rules.sorted("sequence").read(["type", "encoding", "pattern", "alias"])

    @api.model
    def _read_code(self, text):
        """Return what a code means as the device reads it too, None for nothing."""
        if not isinstance(text, str):
            return None
        # PostgreSQL takes no NUL, and no label bears one.
        text = text[:_MAX_CODE].replace("\0", "")
        return read_code(text, self._today(), self._code_rules())

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
