from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.jxc_inventory.models.delivery.departure import Departure


class PickRules(models.AbstractModel):
    """The rules about lots, made ready for a device that decides without a server."""

    _inherit = "jxc.scanner"

    @api.model
    def _pick_rules(self, moves):
        """Return by id of move what the gate will ask of the lots picked for it.

        ``fefo`` is False, ``"refuse"`` or ``"release"`` (a later lot needs a reason
        and this user may give it); ``stops`` lists the lots on the shelf that its
        customer must not get: ``lot_id``, ``kind``, ``message`` and ``releasable``.
        Moves nothing is asked of are left out.
        """
        rules = {}
        leaving = moves._filter_for_customers().filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        for company, asked in leaving.grouped("company_id").items():
            book = self.env["jxc.lot.rule"]._open_book(company)
            shelf = asked._get_lots_in_stock()
            judged = {}
            for move in asked:
                customer = move.partner_id or move.picking_id.partner_id
                stops = []
                for lot in shelf[move.product_id]:
                    key = (lot, customer)
                    if key not in judged:
                        judged[key] = self._stop_of(lot, customer, company, book)
                    if judged[key]:
                        stops.append(judged[key])
                fefo = self._fefo_of(book.find("fefo", move.product_id))
                if fefo or stops:
                    rules[move.id] = {"fefo": fefo, "stops": stops}
        return rules

    @api.model
    def _fefo_of(self, rule):
        if not rule._refuses("fefo"):
            return False
        return "release" if self._may_release(rule._get_releasing("fefo")) else "refuse"

    @api.model
    def _may_release(self, rule):
        return bool(rule) and rule._get_release_group() in self.env.user.all_group_ids

    @api.model
    def _stop_of(self, lot, customer, company, book):
        """What speaks against giving ``lot`` to ``customer``; None for nothing."""
        departure = Departure(
            None,
            lot.product_id,
            lot,
            customer,
            lot.production_date or None,
            lot.expiration_date or None,
            company._jxc_timezone(),
        )
        for found in self.env["stock.move.line"]._judge_departure(departure, book):
            return {
                "lot_id": lot.id,
                "kind": found.kind,
                "message": found.message,
                "releasable": self._may_release(found.rule),
            }
        if lot.expiration_date and lot.expiration_date <= fields.Datetime.now():
            return {
                "lot_id": lot.id,
                "kind": "expired",
                "message": self.env._(
                    "Lot %(lot)s of %(product)s expired on %(expiry)s.",
                    lot=lot.name,
                    product=lot.product_id.display_name,
                    expiry=format_date(self.env, departure.expiry),
                ),
                "releasable": False,
            }
        return None
