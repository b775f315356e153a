from datetime import timedelta

from odoo.fields import Command

from .demand_common import DemandCommon

# A mean of 22 a week; no two neighbouring weeks sell alike.
UNEVEN = [10, 30, 22, 15, 33, 25, 19, 14, 28, 24, 16, 30, 20] * 2


class ReorderCommon(DemandCommon):
    """Adds to :class:`DemandCommon` a vendor and steady sellers.

    ``cls.today`` is the company's calendar day, ``cls.Orderpoint`` the model.
    Horizon and settings are stated, not taken from defaults.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demand of other companies in this database is none of ours.
        cls.env["res.company"].search([]).reorder_from_demand = False
        (cls.company | cls.other_company).write(
            {
                "reorder_from_demand": True,
                "reorder_service_level": 95,
                "reorder_review_days": 7,
                "reorder_window_weeks": 26,
                "reorder_assumed_lead_days": 14,
                "horizon_days": 365,
                "days_to_purchase": 0,
            }
        )
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": (cls.company | cls.other_company).ids,
            }
        )
        cls.today = cls.company._today()
        cls.Orderpoint = cls.env["stock.warehouse.orderpoint"]
        cls.vendor = cls.env["res.partner"].create({"name": "Dairy Ltd"})
        cls.other_vendor = cls.env["res.partner"].create({"name": "Farm Ltd"})

    @classmethod
    def _sold(cls, name, delay=7, sellers=None, **values):
        """Return a purchasable product with a vendor who needs ``delay`` days."""
        if sellers is None:
            sellers = [{"partner_id": cls.vendor.id, "delay": delay, "price": 1.0}]
        return cls._product(
            name,
            purchase_ok=True,
            seller_ids=[
                Command.create({"company_id": False, **seller}) for seller in sellers
            ],
            **values,
        )

    @classmethod
    def _sell(cls, product, quantities, warehouse=None, last_day=None):
        """State weekly demand, the latest week first, on the last day of each week."""
        last_day = last_day or cls.today - timedelta(days=1)
        cls._import(
            product,
            warehouse or cls.warehouse,
            {
                last_day - timedelta(weeks=week): quantity
                for week, quantity in enumerate(quantities)
            },
        )

    @classmethod
    def _run(cls):
        for company in cls.company | cls.other_company:
            cls.Orderpoint._create_from_demand(company)
        cls.Orderpoint.search(
            [("reorder_method", "=", "demand")]
        )._set_levels_from_demand()

    @classmethod
    def _rules(cls, product, warehouse=None):
        domain = [("product_id", "=", product.id)]
        if warehouse:
            domain.append(("warehouse_id", "=", warehouse.id))
        return cls.Orderpoint.with_context(active_test=False).search(domain)

    @classmethod
    def _stock(cls, product, quantity, lot=None, warehouse=None):
        location = (warehouse or cls.warehouse).lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(
            product, location, quantity, lot_id=lot
        )

    def _suggest(self, product, quantity=20, warehouse=None, **values):
        """Return a rule of the buyer ``cls.buyer`` that suggests this quantity."""
        location = (warehouse or self.warehouse).lot_stock_id
        return self._as(self.Orderpoint, self.buyer).create(
            {
                "product_id": product.id,
                "location_id": location.id,
                "company_id": self.company.id,
                "trigger": "manual",
                "product_min_qty": quantity,
                "product_max_qty": quantity,
                **values,
            }
        )
