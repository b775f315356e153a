from collections import defaultdict

from odoo import fields, models

from .departure import Departure


class StockMove(models.Model):
    """A lot that a customer would not accept is not reserved for that customer.

    Who delivers it all the same chooses it by hand, and has it released.
    """

    _inherit = "stock.move"

    def _action_assign(self, force_qty=False):
        unfit = self._find_unfit_lots()
        if unfit:
            self = self.with_context(unfit_lots=unfit)
        return super()._action_assign(force_qty)

    def _update_reserved_quantity(
        self,
        need,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=True,
    ):
        unfit = self.env.context.get("unfit_lots", {}).get(self.id)
        if unfit and not lot_id:
            self = self.with_context(leave_lots=unfit)
        return super()._update_reserved_quantity(
            need, location_id, lot_id, package_id, owner_id, strict
        )

    def _find_unfit_lots(self) -> dict[int, tuple[int, ...]]:
        """Return by move the lots in stock with too little life for its customer."""
        unfit, books = {}, self.env.context.get("lot_rule_books", {})
        for company, moves in (
            self._filter_for_customers().grouped("company_id").items()
        ):
            book = books.get(company.id)
            if book is None:
                book = self.env["jxc.lot.rule"]._open_book(company)
            rules = {
                move: book.find(
                    "delivery_life",
                    move.product_id,
                    move.partner_id or move.picking_id.partner_id,
                )
                for move in moves
            }
            asking = moves.filtered(
                lambda move, rules=rules: (
                    rules[move].delivery_life > 0
                    and rules[move]._refuses("delivery_life")
                )
            )
            if asking:
                unfit.update(asking._judge_lots(rules, company))
        return unfit

    def _filter_for_customers(self):
        outgoing = (self.location_dest_id | self.location_final_id)._filter_outgoing()
        return self.filtered(
            lambda move: (
                move.product_id.use_expiration_date
                and (move.location_dest_id | move.location_final_id) & outgoing
            )
        )

    def _get_lots_in_stock(self) -> dict:
        """Return by product the lots with stock where these moves may take them from.

        Lists, not recordsets: the lots are then read all at once.
        """
        lots = defaultdict(list)
        for product, lot in self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", self.product_id.ids),
                ("location_id", "child_of", self.location_id.ids),
                ("lot_id", "!=", False),
                ("quantity", ">", 0),
            ],
            ["product_id", "lot_id"],
        ):
            lots[product].append(lot)
        return lots

    def _judge_lots(self, rules, company):
        # sudo: which lots lie there decides, whatever the user may read of them.
        lots = self.sudo()._get_lots_in_stock()
        now, zone = fields.Datetime.now(), company._jxc_timezone()
        judged = {}
        for move in self:
            key = (rules[move], move.product_id)
            if key not in judged:
                anything = Departure(
                    None, move.product_id, None, None, None, None, zone
                )
                judged[key] = tuple(
                    lot.id
                    for lot in lots[move.product_id]
                    if not anything.with_lot(lot).is_accepted(rules[move], now)
                )
        return {move.id: judged[rules[move], move.product_id] for move in self}
