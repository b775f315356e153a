from datetime import timedelta

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL


class DemandCommon(TransactionCase):
    """A company in Shanghai with two warehouses, and a second one in London.

    ``cls.company``/``cls.warehouse``/``cls.warehouse_2``, ``cls.other_company``/
    ``cls.other_warehouse``, ``cls.customers`` (location), ``cls.product`` (storable,
    counted in units), ``cls.History`` (model of demand history).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls._company("Shanghai Trading", "Asia/Shanghai")
        cls.other_company = cls._company("London Trading", "Europe/London")
        cls.env.user.company_ids |= cls.company | cls.other_company
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": (cls.company | cls.other_company).ids,
            }
        )
        Warehouse = cls.env["stock.warehouse"]
        cls.warehouse = Warehouse.search([("company_id", "=", cls.company.id)], limit=1)
        cls.other_warehouse = Warehouse.search(
            [("company_id", "=", cls.other_company.id)], limit=1
        )
        cls.warehouse_2 = Warehouse.create(
            {"name": "Second", "code": "SND", "company_id": cls.company.id}
        )
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.product = cls._product("Milk powder")
        cls.History = cls.env["jxc.demand.history"]

    @classmethod
    def _company(cls, name, timezone):
        company = cls.env["res.company"].create({"name": name})
        company.partner_id.tz = timezone
        return company

    @classmethod
    def _user(cls, login, group, company=None):
        """Return a user of one company who has one group of ours."""
        company = company or cls.company
        return new_test_user(
            cls.env,
            login,
            f"jxc_inventory.{group}",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _as(cls, records, user):
        """Return the records as this user sees them in the web client."""
        return records.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )

    @classmethod
    def _product(cls, name, **values):
        return cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, **values}
        )

    @classmethod
    def _move(cls, source, dest, quantity, date, product=None, uom=None, company=None):
        """Return a done move of ``quantity`` at ``date`` (UTC)."""
        move = cls.env["stock.move"].create(
            {
                "product_id": (product or cls.product).id,
                "product_uom": (uom or cls.unit).id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "company_id": (company or cls.company).id,
            }
        )
        move._action_confirm()
        move.quantity = quantity
        move.picked = True
        move._action_done()
        move.date = date
        return move

    @classmethod
    def _deliver(cls, quantity, date, warehouse=None, **kwargs):
        warehouse = warehouse or cls.warehouse
        return cls._move(
            warehouse.lot_stock_id,
            cls.customers,
            quantity,
            date,
            company=warehouse.company_id,
            **kwargs,
        )

    @classmethod
    def _return(cls, quantity, date, warehouse=None, **kwargs):
        warehouse = warehouse or cls.warehouse
        return cls._move(
            cls.customers,
            warehouse.lot_stock_id,
            quantity,
            date,
            company=warehouse.company_id,
            **kwargs,
        )

    @classmethod
    def _import(cls, product, warehouse, quantities):
        """State imported sales: ``quantities`` maps a day to a net quantity."""
        rows = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s::date, %s)",
                product.id,
                warehouse.id,
                warehouse.company_id.id,
                day,
                quantity,
            )
            for day, quantity in quantities.items()
        )
        return cls.History._state_quantities(
            ("imported_qty",), SQL("SELECT * FROM (VALUES %s) AS given", rows)
        )

    @classmethod
    def _sell_weekly(cls, quantities, until, product=None, warehouse=None):
        """State imported weekly sales, oldest first, the last on the day ``until``."""
        last = len(quantities) - 1
        cls._import(
            product or cls.product,
            warehouse or cls.warehouse,
            {
                until - timedelta(weeks=last - week): quantity
                for week, quantity in enumerate(quantities)
            },
        )
