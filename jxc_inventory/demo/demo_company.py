import csv

from odoo import api, fields, models
from odoo.tools import file_open

from .recalls import DemoRecalls
from .releases import DemoReleases
from .sales_pattern import WeeklyDemand
from .trade_base import Shop
from .trading_history import TradingHistory


class DemoCompany(models.AbstractModel):
    """What the demo files cannot say as plain records; used by them alone."""

    _name = "jxc.demo.company"
    _description = "Demo Company"

    @api.model
    def _install_chinese(self):
        """Let people read Chinese, and count pieces rather than abstract units."""
        self.env["res.lang"]._activate_and_install_lang("zh_CN")
        self.env.ref("uom.product_uom_unit").with_context(lang="zh_CN").name = "件"

    @api.model
    def _set_currency(self, company):
        """Let the company trade in CNY, unless it has entries in another currency."""
        if not company.root_id._existing_accounting():
            company.currency_id = self.env.ref("base.CNY")

    @api.model
    def _name_operations(self, warehouse, like):
        """Translate a new warehouse's operation types as those of another are."""
        for field in ("in_type_id", "out_type_id", "int_type_id"):
            translated = like[field].with_context(lang="zh_CN").name
            warehouse[field].with_context(lang="zh_CN").name = translated

    @api.model
    def _code_variants(self, template, code, standard_price):
        """Give the variants of a template a cost and codes telling their values."""
        for variant in template.product_variant_ids:
            values = variant.product_template_attribute_value_ids
            variant.default_code = "-".join(
                [code, *(name[:3].upper() for name in values.mapped("name"))]
            )
            variant.standard_price = standard_price

    @api.model
    def _load_history(self):
        """Let the demo company trade for half a year, up to now."""
        # Order lines carry the name in the customer's language: it must be there.
        self.env["ir.module.module"]._load_module_terms(["jxc_inventory"], ["zh_CN"])
        self.env.invalidate_all()
        shop = Shop(
            main=self._demo_record("stock.warehouse0"),
            store=self._demo_record("warehouse_store_demo"),
            walk_in=self._demo_record("partner_walk_in_demo"),
            dealers=self.env["res.partner"].search(
                [("customer_rank", ">", 0), ("is_company", "=", True)]
            ),
            buyer=self._demo_record("user_buyer_demo"),
            keeper=self._demo_record("user_keeper_demo"),
            salesperson=self._demo_record("user_salesperson_demo"),
        )
        demand = self._read_weekly_demand()
        TradingHistory(shop, demand, fields.Datetime.now()).run(days=182)
        owner = self._demo_record("user_owner_demo")
        hubin = self._demo_record("partner_customer_hubin_demo")
        DemoReleases(shop.main, hubin, shop.keeper, owner).run()
        DemoRecalls(self.env, owner).run()

    def _demo_record(self, xml_id):
        xml_id = xml_id if "." in xml_id else f"jxc_inventory.{xml_id}"
        return self.env.ref(xml_id).with_context(lang="zh_CN")

    def _read_weekly_demand(self):
        """Return ``{product.product: WeeklyDemand}`` of the demo catalogue."""
        demand = {}
        with file_open("jxc_inventory/demo/weekly_demand.csv") as source:
            for row in csv.DictReader(source):
                template = self._demo_record(row["product"])
                for product in template.product_variant_ids:
                    demand[product] = WeeklyDemand(
                        float(row["wholesale"]), float(row["store"]), row["season"]
                    )
        return demand
