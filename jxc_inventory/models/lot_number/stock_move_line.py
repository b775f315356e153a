from collections import defaultdict

from odoo import models

from ...engine.shelf_life import day_of
from .own_numbers import Goods, OwnNumbers


class StockMoveLine(models.Model):
    """Goods that arrive without a number get one of our own."""

    _inherit = "stock.move.line"

    def _action_done(self):
        self._assign_own_numbers()
        return super()._action_done()

    def _assign_own_numbers(self):
        """Number arriving lines that have none, by the rules, in a few queries.

        Lines of one transfer with the same product and dates are one lot; each serial
        number is its own. Raises ``UserError`` naming what a number lacks.
        """
        bare = self.filtered(
            lambda line: (
                not line.lot_id
                and not line.lot_name
                and line._is_arriving()
                and line.picking_type_id.use_create_lots
            )
        )
        for company, lines in bare.grouped("company_id").items():
            own = OwnNumbers(self.env, company)
            if own:
                lines.with_company(company)._assign_numbers(own)

    def _assign_numbers(self, own: OwnNumbers):
        lines_by_lot = defaultdict(self.browse)
        for line in self:
            goods = line._get_goods()
            if own.find_rule(goods.product, goods.vendor):
                serial = line if goods.product.tracking == "serial" else None
                lines_by_lot[goods, line.picking_id, serial] |= line
        made = own.make([(goods, 1) for goods, _picking, _serial in lines_by_lot])
        for lines, (number,) in zip(lines_by_lot.values(), made, strict=True):
            lines.lot_name = number

    def _get_goods(self) -> Goods:
        expiration = self.expiration_date
        return Goods(
            self.product_id,
            self._get_vendor(),
            self.picking_type_id.warehouse_id,
            self.production_date or None,
            day_of(expiration, self._get_zone()) if expiration else None,
        )
