from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import new_test_user
from odoo.tests.common import TransactionCase

START = datetime(2026, 1, 1, 8)


class StockHistoryCase(TransactionCase):
    """A trading company in Shanghai with two warehouses, and ways to move goods.

    Fixtures: ``company``; ``shop`` and ``store`` (warehouses) with locations
    ``shop_stock`` and ``store_stock``; ``transit``; outside locations ``vendor``,
    ``customer``, ``loss`` (inventory) and ``production``; users ``manager``,
    ``keeper``, ``buyer``, ``salesperson``, ``accountant``.
    All movements are dated: day 0 is 2026-01-01 08:00 UTC.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.company = cls._company("JXC Test Trading")
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        cls.shop = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.store = cls.env["stock.warehouse"].create(
            {"name": "Store", "code": "STO", "company_id": cls.company.id}
        )
        cls.shop_stock = cls.shop.lot_stock_id
        cls.store_stock = cls.store.lot_stock_id
        cls.transit = cls.company.internal_transit_location_id
        cls.transit.active = True
        cls.vendor = cls.env.ref("stock.stock_location_suppliers")
        cls.customer = cls.env.ref("stock.stock_location_customers")
        for usage in ("production", "inventory"):
            location = cls.env["stock.location"].search(
                [("usage", "=", usage), ("company_id", "=", cls.company.id)], limit=1
            )
            setattr(cls, {"inventory": "loss"}.get(usage, usage), location)
        for role in ("manager", "keeper", "buyer", "salesperson"):
            setattr(cls, role, cls._user(role, f"jxc_inventory.group_{role}"))
        cls.accountant = cls._user("accountant", "account.group_account_readonly")

    @classmethod
    def _company(cls, name):
        company = cls.env["res.company"].create({"name": name})
        company.partner_id.tz = "Asia/Shanghai"
        return company

    @classmethod
    def _user(cls, role, group, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=f"summary_{role}_{company.id}",
            groups=group,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _category(cls, method, name=None):
        return cls.env["product.category"].create(
            {"name": name or method, "property_cost_method": method}
        )

    @classmethod
    def _product(cls, name, category, **values):
        with freeze_time(START - timedelta(days=30)):
            return cls.env["product.product"].create(
                {
                    "name": name,
                    "is_storable": True,
                    "categ_id": category.id,
                    **values,
                }
            )

    @classmethod
    def _at(cls, day):
        return START + timedelta(days=day)

    @classmethod
    def _move(cls, product, quantity, source, target, day, price=None, **values):
        """Make a done stock move of ``quantity`` on ``day``."""
        lot, owner = values.pop("lot", None), values.pop("owner", None)
        with freeze_time(cls._at(day)):
            move = cls.env["stock.move"].create(
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "company_id": cls.company.id,
                    **values,
                }
            )
            move._action_confirm(merge=False)
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": product.id,
                        "quantity": quantity,
                        "location_id": source.id,
                        "location_dest_id": target.id,
                        "lot_id": lot.id if lot else False,
                        "owner_id": owner.id if owner else False,
                        "company_id": cls.company.id,
                    }
                )
            ]
            move.picked = True
            move._action_done()
            if price is not None:
                move.value_manual = price * quantity
        return move

    @classmethod
    def _receive(cls, product, quantity, day, price=None, target=None, **values):
        target = target or cls.shop_stock
        return cls._move(product, quantity, cls.vendor, target, day, price, **values)

    @classmethod
    def _deliver(cls, product, quantity, day, source=None, **values):
        source = source or cls.shop_stock
        return cls._move(product, quantity, source, cls.customer, day, **values)

    @classmethod
    def _reprice(cls, product, price, day):
        with freeze_time(cls._at(day)):
            product.with_company(cls.company).standard_price = price

    @classmethod
    def _scrap(cls, product, quantity, day, location=None):
        with freeze_time(cls._at(day)):
            scrap = cls.env["stock.scrap"].create(
                {
                    "product_id": product.id,
                    "scrap_qty": quantity,
                    "location_id": (location or cls.shop_stock).id,
                    "company_id": cls.company.id,
                }
            )
            scrap.do_scrap()

    @classmethod
    def _count(cls, product, quantity, day, location=None):
        """Count ``quantity`` of a product in a location and apply the difference."""
        with freeze_time(cls._at(day)):
            cls.env["stock.quant"].with_context(inventory_mode=True).create(
                {
                    "product_id": product.id,
                    "location_id": (location or cls.shop_stock).id,
                    "inventory_quantity": quantity,
                }
            ).action_apply_inventory()

    def _options(self, first, last, **options):
        """Options of a summary from one day of the history to another."""
        return {
            "date_from": fields.Date.to_string(self._at(first)),
            "date_to": fields.Date.to_string(self._at(last)),
            **options,
        }

    def _summary(self, first, last, user=None, **options):
        return self._reader(user or self.manager).get_summary(
            self._options(first, last, **options)
        )

    def _reader(self, user):
        """Return the summary as ``user`` sees it in the user's companies."""
        return (
            self.env["jxc.stock.summary"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
        )

    def _figures(self, summary, product, place, measure="quantities"):
        """Return the figures that are not zero of one row by column."""
        keys = [column["key"] for column in summary["columns"]]
        for line in summary["lines"]:
            if (line.get("product_id"), line.get("place_id")) == (product.id, place):
                figures = zip(keys, line[measure], strict=True)
                return {key: figure for key, figure in figures if figure}
        return {}
