from datetime import timedelta

from odoo.fields import Command

from ..engine.shelf_life import day_end
from .shelf_life_common import ShelfLifeCommon


class AlertCommon(ShelfLifeCommon):
    """Adds to :class:`ShelfLifeCommon` what alerts need.

    - ``buyer``, ``seller``: more users of the first company;
    - ``warehouse_2``: a second warehouse of it; ``today``: its calendar day;
    - ``Alert``, ``Rule``: the models. Rules made by default are archived: a test
      states its own.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._user("buyer", "jxc_inventory.group_buyer")
        cls.seller = cls._user("seller", "jxc_inventory.group_salesperson")
        cls.warehouse_2 = cls.env["stock.warehouse"].create(
            {"name": "Second", "code": "SND", "company_id": cls.company.id}
        )
        cls.Alert = cls.env["jxc.alert"]
        cls.Rule = cls.env["jxc.alert.rule"]
        cls.Rule.search([]).active = False
        cls.today = cls.company._today()
        cls.milk.standard_price = 10
        cls.expiry_levels = [("2", 90, "days"), ("3", 60, "days"), ("4", 30, "days")]

    @classmethod
    def _rule(cls, kind="jxc.alert.kind.lot.expiry", levels=None, **values):
        return cls.Rule.create(
            {
                "kind": kind,
                "company_id": cls.company.id,
                "owner_type": "group",
                "owner_group_id": cls.env.ref("jxc_inventory.group_manager").id,
                "level_ids": [
                    Command.create(
                        {"severity": severity, "threshold": threshold, "unit": unit}
                    )
                    for severity, threshold, unit in levels or cls.expiry_levels
                ],
                **values,
            }
        )

    @classmethod
    def _stock_lot(cls, days, quantity=5, product=None, location=None, **values):
        """Return a lot on hand with so many days left after today."""
        product = product or cls.milk
        zone = cls.company._jxc_timezone()
        lot = cls.env["stock.lot"].create(
            {
                "name": f"in {days} days",
                "product_id": product.id,
                "company_id": cls.company.id,
                "expiration_date": day_end(cls.today + timedelta(days=days), zone),
                **values,
            }
        )
        cls._put(product, quantity, location, lot)
        return lot

    @classmethod
    def _put(cls, product, quantity, location=None, lot=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, location or cls.stock, quantity, lot_id=lot
        )

    @classmethod
    def _alerts(cls, rule):
        return cls.Alert.with_context(active_test=False).search(
            [("rule_id", "=", rule.id)], order="id"
        )

    def _as(self, records, user):
        """Return the records as this user sees them in the web client."""
        return records.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
