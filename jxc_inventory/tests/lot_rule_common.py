from datetime import timedelta

from odoo import fields

from .shelf_life_common import ShelfLifeCommon


class LotRuleCommon(ShelfLifeCommon):
    """The food shop of ``ShelfLifeCommon`` with vendors, phones, and no rules yet.

    - ``vendor``, ``other_vendor``: companies goods come from.
    - ``phone``: tracked by serial numbers, outside ``food``.
    - ``buyer``, ``seller``: users of the first company with our groups.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor, cls.other_vendor = cls.env["res.partner"].create(
            [{"name": "Pasture", "is_company": True, "ref": "V01"}, {"name": "Hill"}]
        )
        cls.buyer = cls._user("buyer", "jxc_inventory.group_buyer")
        cls.seller = cls._user("seller", "jxc_inventory.group_salesperson")
        cls.milk.default_code = "M1"
        devices = cls.env["product.category"].create({"name": "Devices"})
        cls.phone = cls._product(
            "Phone",
            tracking="serial",
            use_expiration_date=False,
            categ_id=devices.id,
            default_code="P1",
        )

    @classmethod
    def _rule(cls, **values):
        return cls.env["jxc.lot.rule"].create({"company_id": cls.company.id, **values})

    def _from(self, vendor, *lines, product=None, **options):
        """Return a picked receipt from a vendor, not validated yet."""
        receipt = self._receipt(*lines, product=product, **options)
        receipt.partner_id = vendor
        receipt.move_ids.picked = True
        return receipt

    def _kinds(self, receipt):
        return [found.kind for found in receipt.move_line_ids._find_violations()]

    def _days_ago(self, days):
        return fields.Date.today() - timedelta(days=days)
