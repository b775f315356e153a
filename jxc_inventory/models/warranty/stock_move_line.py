from collections import Counter

from odoo import models

from ..gate.violation import Violation
from .custody import read_custody


class StockMoveLine(models.Model):
    """Customers return only what was sold to them, where a rule says so."""

    _inherit = "stock.move.line"

    def _find_violations(self):
        found = super()._find_violations()
        returned = self.filtered(
            lambda line: (
                line.location_id.usage == "customer"
                and line.location_dest_id.usage != "customer"
                and (line.lot_id or line.lot_name)
            )
        )
        for company, lines in returned.grouped("company_id").items():
            book = self.env["jxc.lot.rule"]._open_book(company)
            if book.states("customer_return"):
                found += lines._find_wrong_returns(book)
        return found

    def _find_wrong_returns(self, book) -> list[Violation]:
        """Return a violation for each line that brings back more than was sold.

        The lines of a lot share what its customer still has of it.
        """
        named = self._find_known_lots()
        lot_of = {
            line: line.lot_id._origin or named.get(self._get_lot_key(line), line.lot_id)
            for line in self
        }
        lots = self.env["stock.lot"].union(*lot_of.values())
        custody = read_custody(self.env, lots.ids)
        left = Counter()
        for lot_id, held in custody.items():
            for entry in held:
                left[lot_id, entry.partner_id] += entry.quantity
        found = []
        for line, lot in lot_of.items():
            # sudo: which vendor supplied it decides the rule, whoever returns it.
            rule = book.find("customer_return", line.product_id, lot.sudo().vendor_id)
            if not rule._refuses("customer_return"):
                continue
            partner = line._get_party().commercial_partner_id
            key = (lot.id, partner._origin.id or None)
            if line.state != "done":
                left[key] -= line.quantity_product_uom
            if line.product_id.uom_id.compare(left[key], 0) < 0:
                found.append(line._describe_wrong_return(lot, rule))
        return found

    def _describe_wrong_return(self, lot, rule) -> Violation:
        # sudo: the keeper must learn whose goods they are, to send them back.
        owner = lot.sudo().customer_id
        names = {
            "lot": lot.name or self.lot_name,
            "product": self.product_id.display_name,
            "customer": self._get_party().commercial_partner_id.display_name
            or self.env._("an unnamed customer"),
        }
        if not lot:
            message = self.env._(
                "%(product)s %(lot)s returned by %(customer)s: we do not know this"
                " number. Read it again from the goods.",
                **names,
            )
        elif owner:
            message = self.env._(
                "%(product)s %(lot)s returned by %(customer)s: it was sold to"
                " %(owner)s. Check the number and the customer of the return.",
                owner=owner.display_name,
                **names,
            )
        else:
            message = self.env._(
                "%(product)s %(lot)s returned by %(customer)s: no customer has it now,"
                " or less than is being returned. Check number and quantity.",
                **names,
            )
        return Violation(
            self, "return", message, rule._get_releasing("customer_return")
        )
