from collections import defaultdict

from odoo import fields, models
from odoo.tools import format_date

from ...engine.fefo import FreeLot, passed_over
from ..gate.violation import Violation


class StockMoveLine(models.Model):
    """Goods for a customer are picked first expiry, first out, where a rule says so.

    A lot is passed over when some of it lies where the move may pick from, nobody else
    has reserved it, and this customer could be given it. In a delivery of several
    steps that is asked of the one that takes the goods from the shelf too.
    """

    _inherit = "stock.move.line"

    def _find_violations(self):
        violations = super()._find_violations()
        picked = self._filter_picked_for_customer()
        for company, lines in picked.grouped("company_id").items():
            company = company or self.env.company
            book = self.env["jxc.lot.rule"]._open_book(company)
            if book.states("fefo"):
                violations += lines._find_passed_over(company, book)
        return violations

    def _filter_picked_for_customer(self):
        finals = self.move_id.location_final_id
        outgoing = (self.location_dest_id | finals)._filter_outgoing()
        return self.filtered(
            lambda line: (
                line.location_id.usage == "internal"
                and line.product_id.use_expiration_date
                and (line.location_dest_id | line.move_id.location_final_id) & outgoing
            )
        )

    def _find_passed_over(self, company, book) -> list[Violation]:
        rules = {line: book.find("fefo", line.product_id) for line in self}
        judged = self.filtered(lambda line: rules[line]._refuses("fefo"))
        if not judged:
            return []
        shelf = judged._read_shelf()
        violations, usable = [], {}
        for departure in judged._get_departures(company):
            line, rule = departure.line, rules[departure.line]
            offers = shelf.get((line.product_id.id, line.owner_id.id), [])
            earlier = passed_over(
                departure.expiry,
                line._get_offers(offers, departure, book, usable),
                line.product_id.uom_id.rounding,
            )
            if earlier:
                message = self._describe_passed_over(departure, earlier)
                releasing = rule._get_releasing("fefo")
                violations.append(Violation(line, "fefo", message, releasing))
        return violations

    def _read_shelf(self) -> dict:
        """Return ``{(product, owner): [(location, lot, {picking: free quantity})]}``.

        What a transfer has reserved itself and these lines do not take is free to it,
        and to it alone (the quantity under picking None is free to all).
        """
        # sudo: what is free in that place decides, whatever the user may read.
        quants = self.env["stock.quant"].sudo()
        places = self.move_id.location_id | self.location_id
        found = quants._read_group(
            [
                ("product_id", "in", self.product_id.ids),
                ("location_id", "child_of", places.ids),
                ("lot_id.expiration_date", ">", fields.Datetime.now()),
                ("hold_state", "=", False),
                ("quantity", ">", 0),
            ],
            ["product_id", "owner_id", "location_id", "lot_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        claims = self._read_own_claims()
        shelf = defaultdict(list)
        for product, owner, location, lot, quantity, reserved in found:
            free = {None: quantity - reserved}
            for picking_id, claim in claims[location.id, lot.id, owner.id].items():
                free[picking_id] = quantity - reserved + claim
            shelf[product.id, owner.id].append((location, lot, free))
        return shelf

    def _read_own_claims(self) -> dict:
        """Return what transfers have reserved and these lines leave lying.

        By location, lot and owner, then by transfer.
        """
        claims = defaultdict(lambda: defaultdict(float))
        # sudo: as for the stock itself.
        reserved = self.sudo()._read_group(
            [
                ("picking_id", "in", self.picking_id.ids),
                ("state", "not in", ("done", "cancel")),
                ("lot_id", "!=", False),
            ],
            ["picking_id", "location_id", "lot_id", "owner_id"],
            ["quantity_product_uom:sum"],
        )
        for picking, location, lot, owner, quantity in reserved:
            claims[location.id, lot.id, owner.id][picking.id] += quantity
        for line in self.filtered(lambda line: line.state not in ("done", "cancel")):
            place = (line.location_id.id, line.lot_id.id, line.owner_id.id)
            claims[place][line.picking_id._origin.id] -= line.quantity_product_uom
        return claims

    def _get_offers(self, shelf, departure, book, usable):
        """Yield the lots this line could take that its customer could be given."""
        picking_id = self.picking_id._origin.id
        places = self.move_id.location_id | self.location_id
        for location, lot, free in shelf:
            if not any(location._child_of(place) for place in places):
                continue
            other = departure.with_lot(lot)
            key = (lot, departure.customer)
            if key not in usable:
                usable[key] = self._is_usable(other, book)
            if usable[key]:
                quantity = free.get(picking_id, free[None])
                yield FreeLot((lot, location), other.expiry, quantity)

    def _is_usable(self, departure, book) -> bool:
        """Whether a lot on the shelf may be delivered to that customer."""
        removal = departure.lot.removal_date
        if departure.lot.hold_state or (removal and removal <= fields.Datetime.now()):
            return False
        return not self._judge_departure(departure, book)

    def _describe_passed_over(self, departure, earlier):
        lot, location = earlier.lot
        names = {
            "lot": departure.lot_name,
            "product": departure.product.display_name,
            "earlier": lot.name,
            "earlier_expiry": format_date(self.env, earlier.expiry),
            "place": location.display_name,
        }
        if not departure.expiry:
            return self.env._(
                "Lot %(lot)s of %(product)s has no known expiration date; lot"
                " %(earlier)s, which expires on %(earlier_expiry)s, is free at"
                " %(place)s. Pick that one first.",
                **names,
            )
        return self.env._(
            "Lot %(lot)s of %(product)s expires on %(expiry)s; lot %(earlier)s, which"
            " expires on %(earlier_expiry)s, is free at %(place)s. Pick that one"
            " first.",
            expiry=format_date(self.env, departure.expiry),
            **names,
        )
