from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.shelf_life import day_of
from .own_numbers import Goods, OwnNumbers


class StockLot(models.Model):
    """A lot without a number gets one by the rule of its product, if there is one."""

    _inherit = "stock.lot"

    @api.depends("product_id")
    def _compute_name(self):
        own = OwnNumbers(self.env, self.env.company)
        ours = self.filtered(
            lambda lot: (
                own
                and not lot.name
                and lot.product_id
                and own.find_rule(lot.product_id)
            )
        )
        for lot in ours:
            lot.name = lot._try_own_number(own)
        return super(StockLot, self - ours)._compute_name()

    @api.onchange("production_date", "expiration_date")
    def _onchange_dates_for_name(self):
        """Make the number once the dates it contains are typed."""
        own = OwnNumbers(self.env, self.env.company)
        if own and not self.name and self.product_id:
            if own.find_rule(self.product_id):
                self.name = self._try_own_number(own)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._add_own_numbers(vals_list))

    @api.model
    def generate_lot_names(self, first_lot, count):
        goods = self.env.context.get("jxc_own_numbers_for")
        if not goods or first_lot:
            return super().generate_lot_names(first_lot, count)
        own = OwnNumbers(self.env, self.env.company)
        (names,) = own.make([(self._get_goods(**goods), count)])
        return [{"lot_name": name} for name in names]

    @api.model
    def _get_next_serial(self, company, product):
        own = OwnNumbers(self.env, company)
        if own and product.tracking != "none" and own.find_rule(product):
            (names,) = own.make([(Goods(product), 1)])
            return names[0]
        return super()._get_next_serial(company, product)

    @api.model
    def _get_goods(
        self, product_id, picking_id=False, production=False, expiration=False
    ) -> Goods:
        """Return what a number is made for, from ids and days as clients send them."""
        picking = self.env["stock.picking"].browse(picking_id or [])
        return Goods(
            self.env["product.product"].browse(product_id),
            picking.partner_id,
            picking.picking_type_id.warehouse_id,
            fields.Date.to_date(production) or None,
            fields.Date.to_date(expiration) or None,
        )

    def _try_own_number(self, own: OwnNumbers) -> str | bool:
        """Return a number, or False as long as something it contains is unknown."""
        expiry = self._get_expiry_day() if self.expiration_date else None
        goods = Goods(
            self.product_id,
            production=self.production_date or None,
            expiration=expiry,
        )
        try:
            ((number,),) = own.make([(goods, 1)])
        except UserError:
            return False
        return number

    @api.model
    def _add_own_numbers(self, vals_list: list[dict]) -> list[dict]:
        """Return ``vals_list`` with numbers where a rule makes them, all at once."""
        own = OwnNumbers(self.env, self.env.company)
        if not own or all(vals.get("name") for vals in vals_list):
            return vals_list
        zone = self.env.company._jxc_timezone()
        default_product = self.env.context.get("default_product_id")
        wanted = {}
        for index, vals in enumerate(vals_list):
            product = self.env["product.product"].browse(
                vals.get("product_id") or default_product or []
            )
            if vals.get("name") or not product or not own.find_rule(product):
                continue
            expiration = fields.Datetime.to_datetime(vals.get("expiration_date"))
            wanted[index] = Goods(
                product,
                production=fields.Date.to_date(vals.get("production_date")) or None,
                expiration=day_of(expiration, zone) if expiration else None,
            )
        made = own.make([(goods, 1) for goods in wanted.values()])
        names = {index: names[0] for index, names in zip(wanted, made, strict=True)}
        return [
            {**vals, "name": names[index]} if index in names else vals
            for index, vals in enumerate(vals_list)
        ]
