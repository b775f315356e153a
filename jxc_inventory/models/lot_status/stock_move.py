from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _may_take_held(self) -> bool:
        """Whether goods on hold may be reserved: they leave use by this move."""
        self.ensure_one()
        return self.location_dest_id._takes_held()

    def _update_reserved_quantity_vals(
        self,
        need,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=True,
    ):
        """Reserve for use nothing that is on hold; for taking out of use, anything."""
        if self._may_take_held():
            # Also what has expired, which Odoo leaves lying for good.
            self = self.with_context(take_held=True, with_expiration=False)
        return super()._update_reserved_quantity_vals(
            need, location_id, lot_id, package_id, owner_id, strict
        )

    def _set_quantity_done_prepare_vals(self, qty):
        if self._may_take_held():
            self = self.with_context(take_held=True)
        return super()._set_quantity_done_prepare_vals(qty)

    def _set_lot_ids(self):
        taking = self.filtered(lambda move: move._may_take_held())
        super(StockMove, taking.with_context(take_held=True))._set_lot_ids()
        return super(StockMove, self - taking)._set_lot_ids()

    def _action_assign(self, force_qty=False):
        """Read the rules once for all moves."""
        if any(self.product_id.mapped("use_expiration_date")):
            open_book = self.env["jxc.lot.rule"]._open_book
            books = {company.id: open_book(company) for company in self.company_id}
            self = self.with_context(lot_rule_books=books)
            # An equal book of an earlier reservation may have taken their place.
            for book in self.env.context["lot_rule_books"].values():
                book.forget()
        return super()._action_assign(force_qty)
